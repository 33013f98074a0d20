"""A gate: what passes, what fails, and what it says where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.compare import Metric
from benchwright.model.gate import Because, Dimension, Finding, Outcome, Policy, Rule, Strictness, worst
from benchwright.model.gate_judge import judge
from benchwright.model.gate_words import change_text, finding_words
from benchwright.model.run import Issue, IssueCode, Run, Validity
from tests.builders import a_hardware_run, a_hardware_timing, a_run, an_energy, an_invalid_run

LATENCY = Rule(Metric.LATENCY, True, allow_ratio=0.02)
ACCURACY = Rule(Metric.ACCURACY, False, allow=0.005)
FLASH = Rule(Metric.FLASH, True, allow_ratio=0.1, allow=100.0)


def timed(*milliseconds: float, **changes: object) -> Run:
    """A run on hardware whose inferences took so long."""
    ticks = [round(value * 1e3) for value in milliseconds]
    return a_hardware_run(timing=a_hardware_timing(*ticks, tick_hz=1_000_000), **changes)


def spread(milliseconds: float, **changes: object) -> Run:
    return timed(*(milliseconds + 0.001 * (place % 5) for place in range(40)), **changes)


def found(rule: Rule, run: Run, baseline: Run | None, **policy: object) -> Finding:
    (finding,) = judge(Policy("p", (rule,), **policy), run, baseline).findings  # type: ignore[arg-type]
    return finding


def test_a_slower_version_fails_and_says_by_how_much() -> None:
    finding = found(LATENCY, spread(11.0, run_id="b"), spread(10.0, run_id="a"))
    assert (finding.outcome, finding.because) == (Outcome.FAILED, Because.WORSE)
    assert finding.change == pytest.approx(1_000)
    assert finding.allowed == pytest.approx(199.96)
    assert change_text(finding).startswith("+1.00 ms (+10.0 %)")
    assert finding_words(finding) == "Worse by 1.00 ms; only 200 µs are allowed."


def test_what_is_allowed_passes() -> None:
    finding = found(LATENCY, spread(10.1, run_id="b"), spread(10.0, run_id="a"))
    assert (finding.outcome, finding.because) == (Outcome.PASSED, Because.WITHIN_ALLOWANCE)


def test_the_larger_allowance_counts() -> None:
    before = a_run(run_id="a", flash_firmware_bytes=1_000, pack_bytes=0)
    assert found(FLASH, replace(before, run_id="b", flash_firmware_bytes=1_100), before).outcome is Outcome.PASSED
    assert found(FLASH, replace(before, run_id="b", flash_firmware_bytes=1_101), before).outcome is Outcome.FAILED
    small = replace(before, flash_firmware_bytes=10)
    assert found(FLASH, replace(small, run_id="b", flash_firmware_bytes=110), small).outcome is Outcome.PASSED


def test_a_difference_within_noise_is_no_failure_however_strict_the_rule() -> None:
    noisy = [10.0 + 0.5 * (place % 7) for place in range(30)]
    strict = replace(LATENCY, allow_ratio=0.0)
    finding = found(strict, timed(*noisy[3:], *noisy[:3], run_id="b"), timed(*noisy, run_id="a"))
    assert (finding.outcome, finding.because) == (Outcome.PASSED, Because.SAME)


def test_less_accuracy_fails_and_more_passes() -> None:
    before = a_run(run_id="a", accuracy=0.95)
    assert found(ACCURACY, a_run(run_id="b", accuracy=0.93), before).outcome is Outcome.FAILED
    assert found(ACCURACY, a_run(run_id="b", accuracy=0.97), before).because is Because.BETTER


def test_a_limit_holds_whatever_the_baseline_is() -> None:
    rule = replace(LATENCY, limit=9_000.0)
    slower, faster = spread(10.0, run_id="b"), spread(20.0, run_id="a")
    assert found(rule, slower, faster).because is Because.BEYOND_LIMIT
    assert found(rule, slower, None).because is Because.BEYOND_LIMIT
    floor = replace(ACCURACY, limit=0.96, allow=0.0)
    assert found(floor, a_run(accuracy=0.95), None).because is Because.BEYOND_LIMIT
    assert found(floor, a_run(accuracy=0.97), None).because is Because.WITHIN_LIMIT


@pytest.mark.parametrize("strictness", Strictness)
def test_what_is_missing_is_what_the_policy_says(strictness: Strictness) -> None:
    expected = {Strictness.FAIL: Outcome.FAILED, Strictness.WARN: Outcome.WARNED, Strictness.SKIP: Outcome.SKIPPED}
    rule = Rule(Metric.ENERGY, True, missing=strictness)
    finding = found(rule, a_run(run_id="b"), a_run(run_id="a"))
    assert (finding.outcome, finding.because) == (expected[strictness], Because.NOT_MEASURED)
    alone = found(FLASH, a_run(), None, no_baseline=strictness)
    assert (alone.outcome, alone.because) == (expected[strictness], Because.NO_BASELINE)
    apart = found(FLASH, a_run(run_id="b"), a_hardware_run(run_id="a"), not_comparable=strictness)
    assert (apart.outcome, apart.because) == (expected[strictness], Because.NOT_COMPARABLE)
    assert apart.detail


def test_an_invalid_run_fails_every_rule() -> None:
    policy = Policy("p", (LATENCY, FLASH, ACCURACY), degraded=Strictness.SKIP)
    judgement = judge(policy, an_invalid_run(run_id="b"), a_run(run_id="a"))
    assert {finding.because for finding in judgement.findings} == {Because.INVALID}
    assert judgement.outcome is Outcome.FAILED


def test_a_doubt_warns_of_what_it_concerns() -> None:
    before = a_run(run_id="a", energy=an_energy())
    slow = Validity((Issue(IssueCode.UNSTABLE_LATENCY, "It wavers."),))
    meter = Validity((Issue(IssueCode.SAMPLES_LOST, "Some were lost."),))
    energy = Rule(Metric.ENERGY, True)
    for validity, rule, is_doubted in (
        (slow, replace(LATENCY, allow_ratio=9.0), True),
        (slow, FLASH, False),
        (meter, FLASH, False),
        (meter, energy, True),
    ):
        finding = found(rule, replace(before, run_id="b", validity=validity), before)
        assert (finding.because is Because.DEGRADED) == is_doubted, rule
        assert finding.outcome is (Outcome.WARNED if is_doubted else Outcome.PASSED)


def test_a_dimension_that_is_not_shared_is_told() -> None:
    rule = Rule(Metric.ENERGY, True, allow_ratio=1.0, dimensions=(Dimension.METER,))
    before = a_run(run_id="a", energy=an_energy(meter_id="one"))
    same = a_run(run_id="b", energy=an_energy(meter_id="one"))
    other = a_run(run_id="b", energy=an_energy(meter_id="two"))
    assert found(rule, same, before).outcome is Outcome.PASSED
    finding = found(rule, other, before)
    assert (finding.outcome, finding.because, finding.detail) == (Outcome.FAILED, Because.DIMENSION, "meter")


def test_rules_are_for_boards_and_models() -> None:
    run = a_run()
    for rule, count in (
        (FLASH, 1),
        (replace(FLASH, boards=(run.board,)), 1),
        (replace(FLASH, boards=("another",)), 0),
        (replace(FLASH, models=(run.model,)), 1),
        (replace(FLASH, models=("another",)), 0),
    ):
        assert len(judge(Policy("p", (rule,)), run, None).findings) == count


@given(
    before=st.integers(1, 10**6),
    after=st.integers(1, 10**6),
    more=st.integers(0, 10**6),
    ratio=st.floats(0, 2),
    allow=st.floats(0, 10**6),
)
def test_getting_worse_never_turns_a_failure_into_a_pass(
    before: int, after: int, more: int, ratio: float, allow: float
) -> None:
    rule = Rule(Metric.FLASH, True, allow_ratio=ratio, allow=allow)
    baseline = a_run(run_id="a", flash_firmware_bytes=before, pack_bytes=0)
    outcomes = [
        found(rule, replace(baseline, run_id="b", flash_firmware_bytes=size), baseline).outcome
        for size in (after, after + more)
    ]
    assert worst(outcomes) is outcomes[1]


def test_nothing_is_skipped_and_the_worst_decides() -> None:
    assert worst([]) is Outcome.SKIPPED
    assert worst([Outcome.PASSED, Outcome.SKIPPED]) is Outcome.PASSED
    assert worst([Outcome.WARNED, Outcome.PASSED]) is Outcome.WARNED
    assert worst([Outcome.FAILED, Outcome.WARNED]) is Outcome.FAILED


def test_every_ending_has_its_sentence() -> None:
    for because in Because:
        words = finding_words(Finding(LATENCY, "r", Outcome.PASSED, because, detail="something"))
        assert words.endswith(".")
