"""Runs held against what was published of their cores."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from benchwright import paths
from benchwright.bench.band_validity import held_against
from benchwright.catalog.core_bands import read_core_bands
from benchwright.model.board import Origin
from benchwright.model.core_band import NO_BANDS
from benchwright.model.mac_rate import Per, Standing, mac_energy, mac_rate, op_rates
from benchwright.model.mac_rate_words import INSTRUCTIONS_NOT_CYCLES, energy_sentence, rate_sentence, rate_text
from benchwright.model.op_work import OpWork
from benchwright.model.run import Issue, IssueCode, Run, Validity, ValidityStatus
from tests.builders import a_hardware_run, a_hardware_timing, a_provenance, a_run, a_timing, an_energy

BANDS = read_core_bands(paths.resources())
KWS_MACS = 2_656_768
OVERHEAD = a_hardware_timing().overhead_ticks


def a_kws_run(cycles: int, core: str = "Cortex-M4F", *, element_type: str = "int8", **changes: object) -> Run:
    """A hardware run of kws that takes so many cycles an inference."""
    work = (OpWork(KWS_MACS, element_type, (1, 12)), OpWork(0, "float32", (1, 12)))
    timing = a_hardware_timing(*[cycles + OVERHEAD] * 10)
    fields: dict[str, object] = {"core": core, "op_work": work, "timing": timing, "op_ticks": (), "op_labels": ()}
    return a_hardware_run(**(fields | changes))


def a_counted_run(instructions: int, core: str = "Cortex-M4F") -> Run:
    """An emulated run of kws that takes so many instructions an inference."""
    timing = a_timing(*[instructions * 16 + 16] * 2)
    return a_run(core=core, op_work=(OpWork(KWS_MACS, "int8", (1, 12)),), timing=timing)


def standing(run: Run) -> Standing | None:
    rate = mac_rate(run, BANDS)
    assert rate is not None
    return rate.standing


def codes(run: Run) -> list[IssueCode]:
    return [issue.code for issue in held_against(run, BANDS).validity.issues]


def test_every_number_of_the_table_has_its_source() -> None:
    for core in BANDS.bands:
        for band in (core.macs_per_cycle, core.energy_pj_per_mac):
            assert all(re.search(r"kws|ic", anchor.source) for anchor in (band.anchors if band else ()))
        assert bool(core.most_source) is bool(core.most_macs_per_cycle or core.most_macs_per_instruction)


def test_the_numbers_of_the_table_follow_from_their_sources() -> None:
    sizes = {"kws": KWS_MACS, "ic": 12_501_632}
    checked = 0
    for core in BANDS.bands:
        for anchor in core.macs_per_cycle.anchors if core.macs_per_cycle else ():
            told = re.search(r"(kws|ic): .* at (\d+) MHz.*, ([\d.]+) ms$", anchor.source)
            if told:
                cycles = float(told[3]) * 1e3 * float(told[2])
                assert anchor.value == pytest.approx(sizes[told[1]] / cycles, abs=0.005)
                checked += 1
        for anchor in core.energy_pj_per_mac.anchors if core.energy_pj_per_mac else ():
            told = re.search(r"([\d.]+) uJ$", anchor.source)
            assert told is not None
            assert anchor.value == pytest.approx(float(told[1]) * 1e6 / KWS_MACS, rel=0.02)
            checked += 1
    assert checked == 11


def test_a_core_with_two_published_numbers_has_a_band_around_both() -> None:
    m4, m33 = BANDS.of("Cortex-M4F", "any"), BANDS.of("Cortex-M33F", "any")
    assert m4 is not None
    assert m4.macs_per_cycle is not None
    assert (m4.macs_per_cycle.low, m4.macs_per_cycle.high) == (pytest.approx(0.17), pytest.approx(1.89))
    assert m33 is not None
    assert m33.energy_pj_per_mac is not None
    assert (m33.energy_pj_per_mac.low, m33.energy_pj_per_mac.high) == (pytest.approx(92 / 3), 750)


def test_a_board_with_an_accelerator_has_a_band_of_its_own() -> None:
    own, general = BANDS.of("Cortex-M33F", "xg24-dk2601b"), BANDS.of("Cortex-M33F", "nucleo-u575zi-q")
    assert own is not None
    assert general is not None
    assert (own.name, general.name) == ("Cortex-M33 with MVP", "Cortex-M33")
    assert own.most_macs_per_cycle is None


@pytest.mark.parametrize(
    ("cycles", "found"),
    [
        (round(KWS_MACS / 0.51), Standing.WITHIN),
        (int(KWS_MACS / 0.17), Standing.WITHIN),
        (int(KWS_MACS / 0.17) + 2, Standing.BELOW),
        (int(KWS_MACS / 1.89) + 1, Standing.WITHIN),
        (int(KWS_MACS / 1.89) - 1, Standing.ABOVE),
        (KWS_MACS // 2, Standing.ABOVE),
        (KWS_MACS // 2 - 1, Standing.IMPOSSIBLE),
    ],
)
def test_a_rate_is_within_its_band_up_to_three_times_what_was_published(cycles: int, found: Standing) -> None:
    assert standing(a_kws_run(cycles)) is found


def test_a_hardware_run_within_its_band_has_no_issue() -> None:
    assert codes(a_kws_run(round(KWS_MACS / 0.51))) == []


@pytest.mark.parametrize("cycles", [KWS_MACS * 10, KWS_MACS // 2])
def test_a_hardware_run_outside_its_band_is_degraded(cycles: int) -> None:
    run = held_against(a_kws_run(cycles), BANDS)
    assert [issue.code for issue in run.validity.issues] == [IssueCode.MAC_RATE_UNUSUAL]
    assert run.validity.status is ValidityStatus.DEGRADED


def test_a_rate_that_the_core_cannot_do_makes_a_run_invalid() -> None:
    run = held_against(a_kws_run(KWS_MACS // 4), BANDS)
    assert [issue.code for issue in run.validity.issues] == [IssueCode.MAC_RATE_IMPOSSIBLE]
    assert run.validity.status is ValidityStatus.INVALID
    assert "4.00 MAC per cycle is more than a Cortex-M4 can multiply, 2.00 MAC at best." in run.validity.issues[0].text


def test_another_engine_may_use_an_accelerator_and_is_degraded_only() -> None:
    run = held_against(a_kws_run(KWS_MACS // 4, provenance=a_provenance(engine="tflm")), BANDS)
    assert run.validity.status is ValidityStatus.DEGRADED
    assert "accelerator" in run.validity.issues[0].text


def test_an_emulated_run_counts_instructions_and_is_never_marked_for_it() -> None:
    for instructions in (KWS_MACS * 20, KWS_MACS // 8):
        run = a_counted_run(instructions)
        rate = mac_rate(run, BANDS)
        assert rate is not None
        assert rate.per is Per.INSTRUCTION
        assert rate.is_flagged
        assert rate_sentence(rate).endswith(INSTRUCTIONS_NOT_CYCLES)
        assert codes(run) == []


def test_one_instruction_of_helium_may_do_sixteen_and_one_cycle_eight() -> None:
    assert standing(a_counted_run(KWS_MACS // 12, "Cortex-M55")) is Standing.ABOVE
    assert standing(a_counted_run(KWS_MACS // 17, "Cortex-M55")) is Standing.IMPOSSIBLE
    assert standing(a_kws_run(KWS_MACS // 7, "Cortex-M55")) is Standing.ABOVE
    assert standing(a_kws_run(KWS_MACS // 9, "Cortex-M55")) is Standing.IMPOSSIBLE


@pytest.mark.parametrize("core", ["RV32IMC", "Xtensa LX7", ""])
def test_nothing_is_said_of_a_core_without_a_band(core: str) -> None:
    rate = mac_rate(a_kws_run(KWS_MACS * 100, core), BANDS)
    assert rate is not None
    assert (rate.standing, rate_sentence(rate), rate_text(rate)) == (None, "", "0.0100 MAC/cycle")
    assert codes(a_kws_run(KWS_MACS * 100, core)) == []


def test_bands_are_of_int8_and_limits_of_everything() -> None:
    assert standing(a_kws_run(KWS_MACS * 100, element_type="float32")) is None
    assert standing(a_kws_run(KWS_MACS // 3, element_type="int16")) is Standing.IMPOSSIBLE


def test_a_run_whose_clock_tells_no_cycles_has_no_rate() -> None:
    assert mac_rate(a_kws_run(KWS_MACS, origin=Origin.NATIVE), BANDS) is None
    assert mac_rate(a_kws_run(KWS_MACS, origin=Origin.EMULATED), BANDS) is None
    assert mac_rate(a_hardware_run(), BANDS) is None
    assert mac_rate(a_kws_run(KWS_MACS, timing=a_hardware_timing(windows=())), BANDS) is None
    assert mac_rate(a_kws_run(0), BANDS) is None


def test_a_dead_clock_is_said_once() -> None:
    dead = Validity((Issue(IssueCode.DEAD_CLOCK, "It stood still."),))
    assert codes(a_kws_run(1, validity=dead)) == [IssueCode.DEAD_CLOCK]


def test_each_op_is_held_against_the_band() -> None:
    work = (OpWork(510_000, "int8", (1, 4)), OpWork(5_000_000, "int8", (1, 4)), OpWork(0, "int8", (1, 4)))
    run = a_kws_run(2_000_000, op_work=work, op_ticks=(1_000_004, 1_000_004, 40_004), op_labels=("a", "b", "c"))
    first, second, third = op_rates(run, BANDS)
    assert first is not None
    assert second is not None
    assert (first.standing, second.standing, third) == (Standing.WITHIN, Standing.IMPOSSIBLE, None)


def test_a_short_op_is_not_called_slow() -> None:
    work = (OpWork(1_000, "int8", (1, 4)), OpWork(510_000, "int8", (1, 4)))
    short = a_kws_run(1_000_000, op_work=work, op_ticks=(9_004, 1_000_004), op_labels=("a", "b"))
    rates = [rate.standing if rate else None for rate in op_rates(short, BANDS)]
    assert rates == [None, Standing.WITHIN]
    longer = replace(short, op_ticks=(90_004, 1_000_004))
    assert [rate.standing if rate else None for rate in op_rates(longer, BANDS)] == [Standing.BELOW, Standing.WITHIN]


def an_energy_run(pj_per_mac: float, core: str = "Cortex-M4F", *, is_simulated: bool = False, **changes: object) -> Run:
    """A run whose gross energy is so much a MAC."""
    record = an_energy()
    charge_uc = pj_per_mac * KWS_MACS / 1e6 / (record.supply_mv / 1000)
    windows = tuple(
        replace(window, charge_uc=charge_uc * window.inferences, inferences=window.inferences)
        for window in record.windows
    )
    energy = replace(record, windows=windows, is_simulated=is_simulated)
    return a_kws_run(round(KWS_MACS / 0.51), core, energy=energy, **changes)


@pytest.mark.parametrize(
    ("pj_per_mac", "found"),
    [
        (685, Standing.WITHIN),
        (685 / 2.99, Standing.WITHIN),
        (685 / 3.01, Standing.BELOW),
        (685 * 2.99, Standing.WITHIN),
        (685 * 3.01, Standing.ABOVE),
    ],
)
def test_the_energy_of_a_multiplication_has_a_band_too(pj_per_mac: float, found: Standing) -> None:
    energy = mac_energy(an_energy_run(pj_per_mac), BANDS)
    assert energy is not None
    assert energy.pj_per_mac == pytest.approx(pj_per_mac)
    assert energy.standing is found


def test_an_energy_outside_its_band_degrades_the_energy_of_a_run() -> None:
    run = held_against(an_energy_run(3_000), BANDS)
    assert [issue.code for issue in run.validity.issues] == [IssueCode.MAC_ENERGY_UNUSUAL]
    assert run.validity.issues[0].code.is_of_meter
    assert run.validity.status is ValidityStatus.DEGRADED


def test_a_simulated_energy_is_flagged_as_such_and_not_compared() -> None:
    run = an_energy_run(30_000, is_simulated=True)
    energy = mac_energy(run, BANDS)
    assert energy is not None
    assert energy.standing is None
    assert "SIMULATED" in energy_sentence(energy)
    assert codes(run) == []


def test_an_energy_of_a_core_without_published_one_is_told_and_not_judged() -> None:
    energy = mac_energy(an_energy_run(30_000, "Cortex-M7F"), BANDS)
    assert energy is not None
    assert (energy.standing, energy_sentence(energy)) == (None, "")


def test_without_bands_nothing_is_said() -> None:
    assert held_against(a_kws_run(1), NO_BANDS) == a_kws_run(1)
