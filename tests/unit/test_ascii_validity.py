"""How far a run over ASCII can be trusted: one rule, one test."""

from __future__ import annotations

from dataclasses import replace

from benchwright.bench.ascii_parity import Printed
from benchwright.bench.ascii_validity import AsciiEvidence, judge_ascii
from benchwright.model.board import Origin
from benchwright.model.run import IssueCode, Parity, Timing, ValidityStatus, Window


def hardware(ticks: int = 100_000, count: int = 10, each: int = 50) -> AsciiEvidence:
    windows = tuple(Window(index, (ticks,) * count) for index in range(5))
    return AsciiEvidence(
        origin=Origin.HARDWARE,
        timing=Timing(1_000_000, 80_000_000, 0, windows, 1, inferences_per_sample=each),
        window_host_s=(1.1,) * 5,
        wanted_window_s=1.0,
        input_count=5,
        printed=Printed(Parity(5, 0, 60), 0.0004),
    )


def emulated(*ticks: int) -> AsciiEvidence:
    evidence = hardware()
    windows = tuple(Window(index, ticks) for index in range(5))
    timing = replace(evidence.timing, windows=windows)
    return replace(evidence, origin=Origin.EMULATED, timing=timing, window_host_s=(0.01,) * 5)


def codes(evidence: AsciiEvidence) -> list[IssueCode]:
    """All but the limits of the protocol, which every such run has."""
    return [issue.code for issue in judge_ascii(evidence).issues if issue.code is not IssueCode.PROTOCOL_LIMITS]


def windows(evidence: AsciiEvidence, *windows: tuple[int, ...]) -> AsciiEvidence:
    timed = tuple(Window(index, ticks) for index, ticks in enumerate(windows))
    return replace(evidence, timing=replace(evidence.timing, windows=timed), window_host_s=(1.1,) * len(timed))


def test_the_limits_of_the_protocol_are_always_named_and_degrade() -> None:
    verdict = judge_ascii(hardware())
    assert verdict.status is ValidityStatus.DEGRADED
    assert [issue.code for issue in verdict.issues] == [IssueCode.PROTOCOL_LIMITS]


def test_a_clock_that_stands_still_makes_a_run_invalid() -> None:
    verdict = judge_ascii(hardware(ticks=0))
    assert verdict.status is ValidityStatus.INVALID
    assert [issue.code for issue in verdict.issues] == [IssueCode.DEAD_CLOCK]


def test_outputs_that_could_not_be_checked_are_named_with_the_reason() -> None:
    evidence = replace(hardware(), printed=None, unchecked="no model was given to compare with")
    assert codes(evidence) == [IssueCode.PARITY_UNCHECKED]
    assert "no model was given" in judge_ascii(evidence).issues[1].text


def test_results_that_differ_are_told_with_their_size_and_do_not_make_invalid() -> None:
    evidence = replace(hardware(), printed=Printed(Parity(5, 2, 60), 0.0117))
    verdict = judge_ascii(evidence)
    assert codes(evidence) == [IssueCode.OUTPUTS_DIFFER]
    assert "by up to 0.0117" in verdict.issues[1].text
    assert verdict.status is ValidityStatus.DEGRADED


def test_unknown_and_few_inputs_are_named() -> None:
    assert codes(replace(hardware(), input_count=0)) == [IssueCode.INPUT_UNKNOWN]
    assert codes(replace(hardware(), input_count=3)) == [IssueCode.TOO_FEW_SAMPLES]


def test_a_device_clock_slower_than_the_hosts_window_is_named() -> None:
    assert codes(hardware(ticks=120_000)) == [IssueCode.CLOCK_DISAGREEMENT]


def test_nine_inferences_a_window_are_too_few() -> None:
    assert codes(hardware(count=9, each=1)) == [IssueCode.TOO_FEW_SAMPLES]
    assert codes(hardware(count=5, each=2)) == []


def test_a_short_window_is_named() -> None:
    evidence = windows(hardware(), *[(50_000,) * 10] * 5)
    assert codes(replace(evidence, window_host_s=(0.6,) * 5)) == [IssueCode.SHORT_WINDOW]


def test_windows_that_drift_apart_are_named() -> None:
    assert codes(windows(hardware(), (94_000,) * 10, *[(100_000,) * 10] * 4)) == [IssueCode.UNSTABLE_LATENCY]


def test_an_emulator_may_differ_by_the_firmwares_interrupts_and_no_more() -> None:
    assert codes(emulated(20_000, 20_020)) == []
    assert codes(emulated(20_000, 20_021)) == [IssueCode.COUNT_NOT_REPEATABLE]
    assert codes(emulated(100, 102)) == []
    assert codes(emulated(20_000)) == [IssueCode.TOO_FEW_SAMPLES]


def test_no_warm_up_is_named() -> None:
    evidence = hardware()
    assert codes(replace(evidence, timing=replace(evidence.timing, warmup_count=0))) == [IssueCode.NO_WARMUP]
