"""A gate: what passes, what fails, and what it says where there is nothing to say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy
from benchwright.model.classification import Auc
from benchwright.model.gate import Because, Dimension, Finding, Outcome, Policy, Rule, Strictness, worst
from benchwright.model.gate_judge import judge
from benchwright.model.gate_metric import GateMetric
from benchwright.model.gate_subject import Subject, subject_of
from benchwright.model.gate_words import change_text, finding_words, interval_text
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.model.scoring import ScoreCard
from tests.builders import a_foreign_run, a_hardware_run, a_hardware_timing, a_run, a_timing, an_energy, an_invalid_run

LATENCY = Rule(GateMetric.LATENCY, True, allow_ratio=0.02)
ACCURACY = Rule(GateMetric.ACCURACY, False, allow=0.005)
FLASH = Rule(GateMetric.FLASH, True, allow_ratio=0.1, allow=100.0)


def timed(*milliseconds: float, **changes: object) -> Run:
    """A run on hardware whose inferences took so long."""
    ticks = [round(value * 1e3) for value in milliseconds]
    return a_hardware_run(timing=a_hardware_timing(*ticks, tick_hz=1_000_000), **changes)


def spread(milliseconds: float, **changes: object) -> Run:
    return timed(*(milliseconds + 0.001 * (place % 5) for place in range(40)), **changes)


def found(rule: Rule, run: Run, baseline: Run | None, **policy: object) -> Finding:
    before = subject_of(baseline) if baseline is not None else None
    return finding_of(rule, subject_of(run), before, **policy)


def finding_of(rule: Rule, candidate: Subject, baseline: Subject | None, **policy: object) -> Finding:
    (finding,) = judge(Policy("p", (rule,), **policy), candidate, baseline).findings  # type: ignore[arg-type]
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
    floor = replace(ACCURACY, limit=0.96, compares=False)
    assert found(floor, a_run(accuracy=0.95), None).because is Because.BEYOND_LIMIT
    assert found(floor, a_run(accuracy=0.97), None).because is Because.WITHIN_LIMIT


@pytest.mark.parametrize("strictness", Strictness)
def test_what_is_missing_is_what_the_policy_says(strictness: Strictness) -> None:
    expected = {
        Strictness.FAIL: Outcome.FAILED,
        Strictness.WARN: Outcome.WARNED,
        Strictness.SKIP: Outcome.SKIPPED,
        Strictness.UNDECIDED: Outcome.UNDECIDED,
    }
    rule = Rule(GateMetric.ENERGY, True, missing=strictness)
    finding = found(rule, a_run(run_id="b"), a_run(run_id="a"))
    assert (finding.outcome, finding.because) == (expected[strictness], Because.NOT_MEASURED)
    alone = found(FLASH, a_run(), None, no_baseline=strictness)
    assert (alone.outcome, alone.because) == (expected[strictness], Because.NO_BASELINE)
    apart = found(FLASH, a_run(run_id="b"), a_hardware_run(run_id="a"), not_comparable=strictness)
    assert (apart.outcome, apart.because) == (expected[strictness], Because.NOT_COMPARABLE)
    assert apart.detail


def test_an_invalid_run_fails_every_rule() -> None:
    policy = Policy("p", (LATENCY, FLASH, ACCURACY), degraded=Strictness.SKIP)
    judgement = judge(policy, subject_of(an_invalid_run(run_id="b")), subject_of(a_run(run_id="a")))
    assert {finding.because for finding in judgement.findings} == {Because.INVALID}
    assert judgement.outcome is Outcome.FAILED


def test_a_doubt_warns_of_what_it_concerns() -> None:
    before = a_run(run_id="a", energy=an_energy())
    slow = Validity((Issue(IssueCode.UNSTABLE_LATENCY, "It wavers."),))
    meter = Validity((Issue(IssueCode.SAMPLES_LOST, "Some were lost."),))
    energy = Rule(GateMetric.ENERGY, True)
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
    rule = Rule(GateMetric.ENERGY, True, allow_ratio=1.0, dimensions=(Dimension.METER,))
    before = a_run(run_id="a", energy=an_energy(meter_id="one"))
    same = a_run(run_id="b", energy=an_energy(meter_id="one"))
    other = a_run(run_id="b", energy=an_energy(meter_id="two"))
    assert found(rule, same, before).outcome is Outcome.PASSED
    finding = found(rule, other, before)
    assert (finding.outcome, finding.because, finding.detail) == (Outcome.UNDECIDED, Because.DIMENSION, "meter")


def test_rules_are_for_boards_and_models() -> None:
    run = a_run()
    for rule, count in (
        (FLASH, 1),
        (replace(FLASH, boards=(run.board,)), 1),
        (replace(FLASH, boards=("another",)), 0),
        (replace(FLASH, models=(run.model,)), 1),
        (replace(FLASH, models=("another",)), 0),
    ):
        assert len(judge(Policy("p", (rule,)), subject_of(run), None).findings) == count


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
    rule = Rule(GateMetric.FLASH, True, allow_ratio=ratio, allow=allow)
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
    assert worst([Outcome.WARNED, Outcome.UNDECIDED]) is Outcome.UNDECIDED
    assert worst([Outcome.FAILED, Outcome.UNDECIDED]) is Outcome.FAILED


def test_every_ending_has_its_sentence() -> None:
    for because in Because:
        words = finding_words(Finding(LATENCY, "r", Outcome.PASSED, because, detail="something"))
        assert words.endswith(".")


P99 = Rule(GateMetric.LATENCY_P99, True, allow_ratio=0.02)
EXACT = Rule(GateMetric.INSTRUCTIONS, True)
AUC = Rule(GateMetric.AUC, False, allow=0.01)
ON_BOARD = AccuracySource("digits.npz", "5e" * 32, is_on_board=True)
OTHER_SET = replace(ON_BOARD, set_sha256="77" * 32)


def with_tail(slowest_ms: float, count: int, run_id: str) -> Run:
    """Inferences of 10 ms, of which every twenty-fifth takes longer."""
    times = (slowest_ms if place % 25 == 0 else 10.0 + 0.001 * (place % 5) for place in range(count))
    return timed(*times, run_id=run_id)


def scored(run_id: str, area: float, source: AccuracySource) -> Subject:
    card = ScoreCard(3, auc=Auc(area, 1))
    accuracies = (SourcedAccuracy(area, source),)
    return Subject(a_run(run_id=run_id), accuracies=accuracies, card=card, card_source=source)


def test_a_longer_tail_fails_though_the_median_stands() -> None:
    before, after = with_tail(10.5, 3_000, "a"), with_tail(14.0, 3_000, "b")
    assert found(LATENCY, after, before).outcome is Outcome.PASSED
    assert found(P99, after, before).because is Because.WORSE
    assert found(P99, before, before).because is Because.SAME


def test_a_tail_of_too_few_samples_is_undecided_and_that_of_means_not_measured() -> None:
    few = found(P99, with_tail(14.0, 300, "b"), with_tail(10.5, 600, "a"))
    assert (few.outcome, few.because) == (Outcome.UNDECIDED, Because.TOO_FEW)
    foreign = a_foreign_run()
    assert found(P99, foreign, foreign).because is Because.NOT_MEASURED
    assert found(LATENCY, foreign, foreign).because is Because.DEGRADED


def test_one_instruction_more_is_seen_and_said_to_be_exact() -> None:
    before = a_run(run_id="a", timing=a_timing(*[1_600_016] * 4))
    finding = found(EXACT, a_run(run_id="b", timing=a_timing(*[1_600_032] * 4)), before)
    assert (finding.outcome, finding.change, interval_text(finding)) == (Outcome.FAILED, 1, "exact")
    assert finding_words(finding) == "Worse by 1; only 0 are allowed."
    assert found(EXACT, before, before).because is Because.SAME
    assert found(EXACT, a_hardware_run(), a_hardware_run(run_id="a")).because is Because.NOT_MEASURED


def test_gross_energy_is_held_against_gross_energy() -> None:
    rule = Rule(GateMetric.ENERGY_GROSS, True, allow_ratio=0.01)
    record = an_energy()
    windows = tuple(replace(window, charge_uc=1.1 * window.charge_uc) for window in record.windows)
    before = a_run(run_id="a", energy=record)
    finding = found(rule, a_run(run_id="b", energy=replace(record, windows=windows)), before)
    assert (finding.outcome, finding.is_simulated) == (Outcome.FAILED, True)
    assert finding.change is not None
    assert finding.baseline_value is not None
    assert finding.change / finding.baseline_value == pytest.approx(0.1)
    assert "…" in interval_text(finding)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_simulated": False}, "one energy is simulated, the other was measured"),
        ({"supply_mv": 1_800}, "other supply voltage: 1.8 V against 3.3 V"),
        ({"is_by_steps": True}, "the steps of the current"),
    ],
)
def test_energies_of_two_kinds_are_never_compared(changes: dict[str, object], words: str) -> None:
    rule = Rule(GateMetric.ENERGY, True, allow_ratio=9.0)
    finding = found(rule, a_run(run_id="b", energy=an_energy(**changes)), a_run(run_id="a", energy=an_energy()))
    assert (finding.outcome, finding.because) == (Outcome.UNDECIDED, Because.NOT_COMPARABLE)
    assert words in finding.detail


def test_accuracies_compare_on_one_labelled_set_only() -> None:
    before, after = scored("a", 0.9, ON_BOARD), scored("b", 0.8, ON_BOARD)
    for rule in (AUC, ACCURACY):
        assert finding_of(rule, after, before).because is Because.WORSE
        finding = finding_of(rule, scored("b", 0.8, OTHER_SET), before)
        assert (finding.outcome, finding.because) == (Outcome.UNDECIDED, Because.NOT_COMPARABLE)
        assert "two labelled sets" in finding.detail
    both = replace(before, accuracies=(SourcedAccuracy(0.99, OTHER_SET), SourcedAccuracy(0.9, ON_BOARD)))
    shared = finding_of(ACCURACY, after, both)
    assert (shared.baseline_value, shared.because) == (0.9, Because.WORSE)


def test_the_policy_says_how_many_points_count_and_nothing_else() -> None:
    before = a_run(run_id="a", accuracy=0.95)
    finding = found(replace(ACCURACY, allow=0.001), a_run(run_id="b", accuracy=0.947), before)
    assert (finding.outcome, finding_words(finding)) == (Outcome.FAILED, "Worse by 0.3 pp; only 0.1 pp are allowed.")


def test_another_model_is_not_comparable_though_everything_else_agrees() -> None:
    finding = found(FLASH, a_run(run_id="b", model="kws"), a_run(run_id="a"))
    assert (finding.because, finding.detail) == (Because.NOT_COMPARABLE, "other model: 'kws' against 'digits'")


def test_plans_of_two_wishes_are_not_compared_where_the_rule_says_so() -> None:
    rule = replace(FLASH, dimensions=(Dimension.OPTIMISE, Dimension.ARENA_LIMIT))
    plain = subject_of(a_run(run_id="a"))
    for wish, dimension in ((PlanWish(Optimise.RAM), "optimise"), (PlanWish(arena_limit_bytes=8_000), "arena-limit")):
        other = replace(subject_of(a_run(run_id="b")), wish=wish)
        assert finding_of(rule, other, plain).detail == dimension
        assert finding_of(FLASH, other, plain).because is Because.SAME
    assert finding_of(rule, subject_of(a_run(run_id="b")), plain).because is Because.SAME


def test_a_doubtful_baseline_warns() -> None:
    doubtful = Validity((Issue(IssueCode.PARITY_UNCHECKED, "Nobody looked."),))
    finding = found(FLASH, a_run(run_id="b"), a_run(run_id="a", validity=doubtful))
    assert (finding.outcome, finding.because, finding.detail) == (
        Outcome.WARNED,
        Because.BASELINE_DEGRADED,
        "parity-unchecked",
    )
    budget = replace(FLASH, limit=1e9, compares=False)
    assert found(budget, a_run(run_id="b"), a_run(run_id="a", validity=doubtful)).because is Because.WITHIN_LIMIT


def test_an_invalid_baseline_is_not_comparable() -> None:
    finding = found(FLASH, a_run(run_id="b"), an_invalid_run(run_id="a"))
    assert (finding.because, finding.detail) == (Because.NOT_COMPARABLE, "a is invalid")


def test_a_broken_limit_fails_whatever_cannot_be_compared() -> None:
    rule = replace(FLASH, limit=10.0)
    assert found(rule, a_run(run_id="b"), a_hardware_run(run_id="a")).because is Because.BEYOND_LIMIT
    assert found(rule, a_run(run_id="b"), None).because is Because.BEYOND_LIMIT


@settings(max_examples=40, deadline=None)
@given(
    noise=st.lists(st.integers(0, 400), min_size=5, max_size=30),
    shift=st.integers(-200, 600),
    more=st.integers(0, 600),
    ratio=st.floats(0, 0.05),
)
def test_a_slower_run_never_gets_a_better_outcome(noise: list[int], shift: int, more: int, ratio: float) -> None:
    baseline = a_hardware_run(run_id="a", timing=a_hardware_timing(*(10_000 + one for one in noise)))
    outcomes = [
        found(
            replace(LATENCY, allow_ratio=ratio),
            a_hardware_run(run_id="b", timing=a_hardware_timing(*(10_000 + by + one for one in reversed(noise)))),
            baseline,
        ).outcome
        for by in (shift, shift + more)
    ]
    assert worst(outcomes) is outcomes[1]
