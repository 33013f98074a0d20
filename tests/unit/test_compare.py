from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from benchwright.model.board import Origin
from benchwright.model.compare import Delta, Metric, Verdict, compare, metric_value, reasons_not_comparable
from benchwright.model.device import MemoryReport
from benchwright.model.run import Issue, IssueCode, Run, Validity, Window
from tests.builders import (
    WITHOUT_METER,
    a_foreign_run,
    a_hardware_run,
    a_hardware_timing,
    a_provenance,
    a_run,
    a_timing,
    an_energy,
    an_invalid_run,
)


def delta(baseline: Run, run: Run, metric: Metric = Metric.LATENCY) -> Delta:
    found = compare(baseline, run).delta(metric)
    assert found is not None
    return found


def noisy(centre_us: float, spread_us: float, *, seed: int, count: int = 60) -> Run:
    """A hardware run at 80 MHz whose samples lie about `centre_us`."""
    generator = random.Random(seed)
    ticks = tuple(round(generator.gauss(centre_us, spread_us) * 80) for _ in range(count))
    return a_hardware_run(timing=a_hardware_timing(*ticks, overhead_ticks=0))


def counted(*instructions: int) -> Run:
    """An emulated run, one window of two samples for each count."""
    windows = tuple(Window(index, (16 + count * 16,) * 2) for index, count in enumerate(instructions))
    return a_run(timing=a_timing(windows=windows))


def test_a_run_compared_with_itself_is_the_same_in_everything() -> None:
    comparison = compare(a_run(), a_run())
    assert comparison.is_comparable
    assert [item.metric for item in comparison.deltas] == list(WITHOUT_METER)
    assert {item.verdict for item in comparison.deltas} == {Verdict.SAME}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"origin": Origin.HARDWARE}, "hardware against emulated"),
        ({"origin": Origin.NATIVE}, "native against emulated"),
        ({"board": "riscv"}, "other board: 'riscv' against 'b-l475e-iot01a'"),
        ({"timing": a_timing(clock_hz=64_000_000)}, "other clock: 64,000,000 Hz against 80,000,000 Hz"),
        ({"timing": a_timing(ns_per_instruction=None)}, "one counts instructions, the other measures time"),
        ({"provenance": a_provenance(engine="tflm")}, "other engine: tflm 1 (generic) against benchwright 1 (generic)"),
        ({"provenance": a_provenance(engine_version=2)}, "other engine: benchwright 2"),
        ({"provenance": a_provenance(kernel_set="cmsis-nn")}, "other engine: benchwright 1 (cmsis-nn)"),
        ({"provenance": a_provenance(firmware_sha256="0" * 64)}, "other firmware build"),
        (
            {"run_id": "bad", "validity": Validity((Issue(IssueCode.DEAD_CLOCK, "Stopped."),))},
            "bad is invalid",
        ),
    ],
)
def test_what_differs_in_more_than_the_variant_is_refused_with_its_reason(changes: dict[str, Any], reason: str) -> None:
    comparison = compare(a_run(), a_run(**changes))
    assert not comparison.is_comparable
    assert comparison.deltas == ()
    assert comparison.delta(Metric.LATENCY) is None
    assert len(comparison.reasons) == 1
    assert comparison.reasons[0].startswith(reason)


def test_two_builds_of_firmware_that_hold_their_models_are_compared() -> None:
    firmware = a_foreign_run()
    faster = replace(
        firmware,
        provenance=replace(firmware.provenance, firmware_sha256="f" * 64),
        timing=replace(firmware.timing, inferences_per_sample=40),
    )
    delta = compare(firmware, faster).delta(Metric.LATENCY)
    assert delta is not None
    assert delta.ratio == pytest.approx(-0.5)


def test_a_model_within_firmware_is_not_compared_with_a_pack() -> None:
    firmware = a_foreign_run(provenance=a_provenance(emulator=""))
    assert reasons_not_comparable(a_hardware_run(), firmware) == (
        "one model is part of its firmware, the other a pack of its own",
    )


def test_an_invalid_baseline_is_refused_too() -> None:
    assert compare(an_invalid_run(), a_run()).reasons == ("r-20261120-140000-dead is invalid",)


def test_every_reason_is_given() -> None:
    assert (
        len(compare(a_run(), a_hardware_run(board="riscv", provenance=a_provenance(firmware_sha256=""))).reasons) == 4
    )


def test_a_degraded_run_is_compared() -> None:
    degraded = a_run(validity=Validity((Issue(IssueCode.NO_WARMUP, "No warm-up."),)))
    assert compare(a_run(), degraded).is_comparable


def test_one_instruction_less_is_really_faster_when_counts_are_exact() -> None:
    found = delta(counted(100_000, 100_000), counted(99_999, 99_999))
    assert found.verdict is Verdict.BETTER
    assert found.interval is not None
    assert found.interval.low == found.interval.high == pytest.approx(-0.0125)


def test_exact_counts_that_differ_by_input_stay_exact() -> None:
    found = delta(counted(100, 200, 300, 400, 500), counted(101, 201, 301, 401, 501))
    assert found.verdict is Verdict.WORSE
    assert found.interval is not None
    assert found.interval.low == found.interval.high == pytest.approx(1 / 80)


def test_counts_that_do_not_repeat_are_treated_as_noise() -> None:
    samples = [16 + 16 * (100_000 + step % 40) for step in range(40)]
    wobbling = a_run(timing=a_timing(*samples))
    shifted = a_run(timing=a_timing(*(ticks + 32 for ticks in samples)))
    assert delta(wobbling, shifted).verdict is Verdict.SAME


def test_a_difference_inside_the_noise_is_the_same() -> None:
    found = delta(noisy(1_000, 20, seed=1), noisy(1_001, 20, seed=7))
    assert found.verdict is Verdict.SAME
    assert found.interval is not None
    assert found.interval.contains(0)


def test_a_difference_beyond_the_noise_is_better_or_worse() -> None:
    fast, slow = noisy(900, 20, seed=1), noisy(1_000, 20, seed=2)
    assert delta(slow, fast).verdict is Verdict.BETTER
    assert delta(fast, slow).verdict is Verdict.WORSE
    assert delta(slow, fast).ratio == pytest.approx(-0.1, abs=0.01)


def test_one_step_of_a_coarse_clock_is_no_difference() -> None:
    coarse = {"tick_hz": 1_000_000, "overhead_ticks": 0}
    before = a_hardware_run(timing=a_hardware_timing(*[1_000] * 50, **coarse))
    one_step = a_hardware_run(timing=a_hardware_timing(*[1_001] * 50, **coarse))
    three_steps = a_hardware_run(timing=a_hardware_timing(*[1_003] * 50, **coarse))
    assert delta(before, one_step).verdict is Verdict.SAME
    assert delta(before, three_steps).verdict is Verdict.WORSE


def test_too_few_noisy_samples_give_no_verdict() -> None:
    found = delta(noisy(1_000, 20, seed=1, count=4), noisy(500, 20, seed=2))
    assert found.verdict is Verdict.UNKNOWN
    assert found.interval is None


def test_less_ram_and_flash_are_better_and_less_accuracy_is_worse() -> None:
    smaller = a_run(memory=MemoryReport(65_536, 60, 60, 8_192, 900, 1_200), pack_bytes=100, accuracy=0.90)
    assert delta(a_run(), smaller, Metric.RAM).verdict is Verdict.BETTER
    assert delta(a_run(), smaller, Metric.FLASH).verdict is Verdict.BETTER
    assert delta(a_run(), smaller, Metric.ACCURACY).verdict is Verdict.WORSE


def test_accuracy_that_was_not_measured_has_no_delta() -> None:
    assert compare(a_run(), a_run(accuracy=None)).delta(Metric.ACCURACY) is None


def test_a_baseline_of_zero_has_no_ratio() -> None:
    found = delta(a_run(accuracy=0.0), a_run(accuracy=0.5), Metric.ACCURACY)
    assert found.ratio is None
    assert found.verdict is Verdict.BETTER


def test_metric_values_are_in_their_units() -> None:
    values = {metric: metric_value(a_run(), metric) for metric in Metric}
    assert values == {
        Metric.LATENCY: 1_250.0,
        Metric.RAM: 2_180.0,
        Metric.FLASH: 24_456.0,
        Metric.ENERGY: None,
        Metric.ACCURACY: 0.953,
    }
    assert [metric.unit for metric in Metric] == ["µs", "B", "B", "µJ", "ratio"]


@pytest.mark.parametrize(
    ("arena", "stack", "verdict"),
    [
        (80, 1_000, Verdict.SAME),  # the same plan, an interrupt went deeper
        (80, 900 - 256, Verdict.SAME),
        (80, 900 + 257, Verdict.WORSE),
        (60, 900, Verdict.BETTER),
        (60, 800, Verdict.BETTER),
        (60, 1_000, Verdict.SAME),  # 20 B less arena, 100 B more stack: larger in sum, but not for the variant
        (1_080, 1_000, Verdict.WORSE),
    ],
)
def test_ram_is_judged_without_the_wobble_of_the_stack(arena: int, stack: int, verdict: Verdict) -> None:
    other = a_run(memory=MemoryReport(65_536, arena, arena, 8_192, stack, 1_200))
    assert delta(a_run(), other, Metric.RAM).verdict is verdict


@pytest.mark.parametrize(
    ("accuracy", "verdict"), [(0.950, Verdict.SAME), (0.947, Verdict.WORSE), (0.96, Verdict.BETTER)]
)
def test_accuracy_within_half_a_point_is_the_same(accuracy: float, verdict: Verdict) -> None:
    assert delta(a_run(), a_run(accuracy=accuracy), Metric.ACCURACY).verdict is verdict


def test_a_run_without_samples_has_no_latency() -> None:
    assert metric_value(a_run(timing=a_timing(windows=())), Metric.LATENCY) is None


def with_energy(scale: float, **changes: Any) -> Run:
    """A run whose inferences take `scale` times 331 µJ net."""
    record = an_energy(**changes)
    windows = tuple(replace(window, charge_uc=window.charge_uc + (scale - 1) * 2_000) for window in record.windows)
    return a_run(energy=replace(record, windows=windows))


def test_energies_within_their_interval_are_the_same_and_others_are_not() -> None:
    before = with_energy(1.0)
    same = compare(before, with_energy(1.001)).delta(Metric.ENERGY)
    assert same is not None
    assert same.verdict is Verdict.SAME
    less = compare(before, with_energy(0.9)).delta(Metric.ENERGY)
    assert less is not None
    assert less.verdict is Verdict.BETTER
    assert less.ratio == pytest.approx(-0.1, abs=0.001)
    assert less.interval is not None
    # ± 0.347 µJ on both sides
    assert less.interval.high - less.interval.low == pytest.approx(2 * 0.347 * 2**0.5, rel=0.01)


def test_a_simulated_energy_is_never_held_against_one_that_was_measured() -> None:
    comparison = compare(with_energy(1.0), with_energy(0.5, is_simulated=False))
    assert comparison.is_comparable, "latency is"
    assert comparison.delta(Metric.ENERGY) is None
    assert compare(with_energy(1.0), with_energy(0.5, supply_mv=1_800)).delta(Metric.ENERGY) is None
    assert compare(with_energy(1.0), a_run()).delta(Metric.ENERGY) is None


def test_what_two_meters_are_off_by_counts_between_them() -> None:
    before = with_energy(1.0)
    other = compare(before, with_energy(0.95, meter_id="another")).delta(Metric.ENERGY)
    own = compare(before, with_energy(0.95)).delta(Metric.ENERGY)
    assert other is not None
    assert own is not None
    assert (own.verdict, other.verdict) == (Verdict.BETTER, Verdict.SAME)


def test_one_window_tells_nothing_of_less_or_more() -> None:
    one = a_run(energy=an_energy(windows=an_energy().windows[1:2]))
    delta = compare(one, with_energy(0.5)).delta(Metric.ENERGY)
    assert delta is not None
    assert delta.verdict is Verdict.UNKNOWN
