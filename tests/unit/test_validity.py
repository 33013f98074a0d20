"""How far a run can be trusted: one rule, one test."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchwright.bench.validity import Evidence, judge
from benchwright.model.board import Origin
from benchwright.model.device import Hello
from benchwright.model.run import IssueCode, Parity, Timing, ValidityStatus, Window

HELLO = Hello(
    wire_version=1,
    agent_version=1,
    engine_version=1,
    max_body_bytes=1024,
    window=4,
    origin=Origin.EMULATED,
    pack_status=0,
    capabilities=0,
    clock_hz=80_000_000,
    tick_hz=80_000_000,
    overhead_ticks=10,
    slot_bytes=0,
    arena_capacity=0,
    staging_bytes=0,
    calibration_instructions=1_000_000,
    calibration_ticks=1_280_000,
    chip_id="",
    board="b-l475e-iot01a",
    engine="benchwright",
    kernel_set="generic",
    firmware_sha256="",
    pack_sha256="",
    flash_block_bytes=0,
    slot_flash_offset=0,
)


def emulated(ticks: int = 12_810, count: int = 2, inputs: int = 5) -> Evidence:
    windows = tuple(Window(i, (ticks,) * count) for i in range(inputs))
    return Evidence(
        origin=Origin.EMULATED,
        timing=Timing(80_000_000, 80_000_000, 10, windows, warmup_count=1, ns_per_instruction=16),
        hello=HELLO,
        parity=Parity(5, 0, 60),
        window_host_s=(0.1,) * inputs,
        wanted_window_s=1.0,
        bad_frames=0,
    )


def hardware(ticks: int = 1_000_000, count: int = 100) -> Evidence:
    windows = tuple(Window(i, (ticks,) * count) for i in range(5))
    timing = Timing(80_000_000, 80_000_000, 10, windows, warmup_count=1)
    return replace(emulated(), origin=Origin.HARDWARE, timing=timing, window_host_s=(1.3,) * 5)


def codes(evidence: Evidence) -> list[IssueCode]:
    return [issue.code for issue in judge(evidence).issues]


def test_exact_counts_on_five_inputs_are_valid() -> None:
    assert judge(emulated()).status is ValidityStatus.VALID


def test_long_steady_windows_on_hardware_are_valid() -> None:
    assert judge(hardware()).issues == ()


def test_a_clock_that_stands_still_makes_a_run_invalid() -> None:
    verdict = judge(emulated(ticks=10))
    assert verdict.status is ValidityStatus.INVALID
    assert [issue.code for issue in verdict.issues] == [IssueCode.DEAD_CLOCK]


def test_different_output_bytes_make_a_run_invalid() -> None:
    verdict = judge(replace(emulated(), parity=Parity(5, 3, 60)))
    assert verdict.status is ValidityStatus.INVALID
    assert "3 of 60" in verdict.issues[0].text


def test_unchecked_outputs_degrade_a_run() -> None:
    assert judge(replace(emulated(), parity=None)).status is ValidityStatus.DEGRADED


def test_a_calibration_loop_that_disagrees_with_the_emulators_settings_is_named() -> None:
    evidence = replace(emulated(), hello=replace(HELLO, calibration_ticks=1_000_000))
    assert codes(evidence) == [IssueCode.CLOCK_DISAGREEMENT]


def test_a_device_clock_slower_than_the_hosts_window_is_named() -> None:
    assert codes(replace(hardware(), window_host_s=(0.5,) * 5)) == [
        IssueCode.CLOCK_DISAGREEMENT,
        IssueCode.SHORT_WINDOW,
    ]


def test_fewer_than_five_inputs_are_too_few() -> None:
    assert codes(emulated(inputs=4)) == [IssueCode.TOO_FEW_SAMPLES]


def test_one_inference_does_not_prove_a_count() -> None:
    assert codes(emulated(count=1)) == [IssueCode.TOO_FEW_SAMPLES]


def test_nine_inferences_a_window_are_too_few_on_hardware() -> None:
    assert codes(hardware(ticks=11_000_000, count=9)) == [IssueCode.TOO_FEW_SAMPLES]


def test_counts_that_differ_on_one_input_are_named() -> None:
    evidence = emulated()
    windows = (Window(0, (12_810, 12_840)), *evidence.timing.windows[1:])
    evidence = replace(evidence, timing=replace(evidence.timing, windows=windows))
    assert codes(evidence) == [IssueCode.COUNT_NOT_REPEATABLE]


def test_windows_that_drift_apart_are_named_on_hardware() -> None:
    evidence = hardware()
    windows = (Window(0, (1_100_000,) * 90), *evidence.timing.windows[1:])
    evidence = replace(evidence, timing=replace(evidence.timing, windows=windows))
    assert codes(evidence) == [IssueCode.UNSTABLE_LATENCY]


def test_no_warm_up_and_damaged_frames_are_named() -> None:
    evidence = emulated()
    evidence = replace(evidence, timing=replace(evidence.timing, warmup_count=0), bad_frames=2)
    assert codes(evidence) == [IssueCode.NO_WARMUP, IssueCode.WIRE_ERRORS]


def test_instructions_are_recovered_exactly_from_ticks() -> None:
    timing = emulated(ticks=12_810).timing
    assert timing.instructions(12_810) == 10_000
    assert timing.latency_us(12_810) == 125.0


@pytest.mark.parametrize(("count", "found"), [(100_000, []), (99_999, [IssueCode.SHORT_WINDOW])])
def test_a_window_that_a_fast_engine_fills_early_is_long_enough(count: int, found: list[IssueCode]) -> None:
    evidence = hardware(ticks=100, count=count)
    host_s = count * 100 / 80_000_000
    assert codes(replace(evidence, window_host_s=(host_s * 1.05,) * 5)) == found
