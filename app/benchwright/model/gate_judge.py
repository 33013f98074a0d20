"""Holding a run against a policy: every rule looks at one metric and says what came of it, and why.

A change is a failure where it is worse by more than the allowance *and* by more than noise, so that a worse value never
gets a better outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchwright.model.gate import OUTCOME_OF, Because, Dimension, Finding, Judgement, Outcome, Policy, Rule, Strictness
from benchwright.model.gate_metric import GateMetric
from benchwright.model.gate_subject import Subject, difference_interval, is_same_ram, on_one_source, reasons_against
from benchwright.model.run import IssueCode, Run, ValidityStatus

_TOLD: dict[Dimension, Callable[[Subject], object]] = {
    Dimension.OPTIMISE: lambda side: side.wish.optimise.word,
    Dimension.ARENA_LIMIT: lambda side: f"{side.wish.arena_limit_bytes} B",
    Dimension.DEVICE: lambda side: side.run.device_id,
    Dimension.INPUTS: lambda side: side.run.provenance.input_sha256,
    Dimension.METER: lambda side: side.run.energy.meter_id if side.run.energy is not None else "",
    Dimension.SUPPLY: lambda side: side.run.energy.supply_mv if side.run.energy is not None else 0,
    Dimension.HOST: lambda side: side.run.provenance.host,
    Dimension.PLANNER: lambda side: side.run.provenance.planner_version,
    Dimension.COMPILER: lambda side: side.run.provenance.firmware_compiler,
    Dimension.EMULATOR: lambda side: side.run.provenance.emulator,
}

_OF_TIME = frozenset(
    {
        IssueCode.CLOCK_DISAGREEMENT,
        IssueCode.TOO_FEW_SAMPLES,
        IssueCode.SHORT_WINDOW,
        IssueCode.UNSTABLE_LATENCY,
        IssueCode.COUNT_NOT_REPEATABLE,
        IssueCode.NO_WARMUP,
        IssueCode.LIVE_HOST,
    }
)
"""Issues of the clock and the samples."""


def judge(policy: Policy, candidate: Subject, baseline: Subject | None) -> Judgement:
    """What a policy says of a run; `baseline` is None where there is nothing to hold it against.

    Slow for runs of many samples: intervals are made here.
    """
    run = candidate.run
    rules = (rule for rule in policy.rules if rule.is_for(run.board, run.model))
    return Judgement(
        run_id=run.run_id,
        model=run.model,
        variant_label=run.variant_label,
        board=run.board,
        origin=run.origin.value,
        baseline_id=baseline.run.run_id if baseline is not None else "",
        baseline_label=baseline.run.variant_label if baseline is not None else "",
        findings=tuple(_find(policy, rule, candidate, baseline) for rule in rules),
    )


def _find(policy: Policy, rule: Rule, candidate: Subject, baseline: Subject | None) -> Finding:
    if baseline is not None:
        baseline, candidate = on_one_source(baseline, candidate)
    run, value = candidate.run, candidate.value(rule.metric)
    is_simulated = rule.metric.is_of_energy and run.energy is not None and run.energy.is_simulated
    found = Finding(rule, run.run_id, Outcome.PASSED, Because.WITHIN_LIMIT, value, is_simulated=is_simulated)
    if run.validity.status is ValidityStatus.INVALID:
        codes = ", ".join(issue.code.value for issue in run.validity.issues)
        return replace(found, outcome=OUTCOME_OF[policy.invalid], because=Because.INVALID, detail=codes)
    if value is None:
        return replace(found, outcome=OUTCOME_OF[rule.missing], because=Because.NOT_MEASURED)
    if rule.breaks_limit(value):
        found = replace(found, outcome=Outcome.FAILED, because=Because.BEYOND_LIMIT)
    if rule.compares:
        found = _against(policy, found, value, candidate, baseline)
    return _doubted(policy, found, run, baseline.run if baseline is not None and rule.compares else None)


def _against(policy: Policy, found: Finding, value: float, candidate: Subject, baseline: Subject | None) -> Finding:
    """What a baseline makes of it."""
    rule = found.rule
    if baseline is None:
        return _unless_failed(found, OUTCOME_OF[policy.no_baseline], Because.NO_BASELINE)
    found = replace(found, baseline_id=baseline.run.run_id)
    apart = "; ".join(reasons_against(baseline, candidate, rule.metric))
    if apart:
        return _unless_failed(found, OUTCOME_OF[policy.not_comparable], Because.NOT_COMPARABLE, apart)
    unshared = next((one for one in rule.dimensions if not _is_shared(one, baseline, candidate)), None)
    if unshared is not None:
        return _unless_failed(found, OUTCOME_OF[policy.not_comparable], Because.DIMENSION, unshared.value)
    before = baseline.value(rule.metric)
    if before is None:
        return _unless_failed(found, OUTCOME_OF[policy.no_baseline], Because.BASELINE_LACKS_IT)
    interval = difference_interval(baseline.run, candidate.run, rule.metric)
    told = replace(found, baseline_value=before, change=value - before, interval=interval, allowed=rule.allowed(before))
    outcome, because = _compared(told, baseline.run, candidate.run)
    return _unless_failed(told, outcome, because)


def _unless_failed(found: Finding, outcome: Outcome, because: Because, detail: str = "") -> Finding:
    """A limit that is broken weighs more than whatever a comparison says."""
    if found.outcome is Outcome.FAILED:
        return found
    return replace(found, outcome=outcome, because=because, detail=detail)


def _compared(told: Finding, baseline: Run, run: Run) -> tuple[Outcome, Because]:
    """What the change means. It counts as worse only beyond noise and beyond the allowance."""
    rule, change, interval = told.rule, told.change or 0.0, told.interval
    if rule.metric.is_noisy and interval is None:
        return Outcome.UNDECIDED, Because.TOO_FEW
    is_noise = interval is not None and interval.contains(0)
    if not change or is_noise or (rule.metric is GateMetric.RAM and is_same_ram(baseline, run)):
        return Outcome.PASSED, Because.SAME
    worse_by = change if rule.smaller_is_better else -change
    if worse_by <= 0:
        return Outcome.PASSED, Because.BETTER
    if worse_by <= (told.allowed or 0.0):
        return Outcome.PASSED, Because.WITHIN_ALLOWANCE
    return Outcome.FAILED, Because.WORSE


def _doubted(policy: Policy, found: Finding, run: Run, baseline: Run | None) -> Finding:
    """What a run that is not fully valid makes of something that passed; a doubtful baseline is worth a warning."""
    if found.outcome is not Outcome.PASSED or policy.degraded is Strictness.SKIP:
        return found
    own = _doubts(run, found.rule.metric)
    if own:
        return replace(found, outcome=OUTCOME_OF[policy.degraded], because=Because.DEGRADED, detail=own)
    other = _doubts(baseline, found.rule.metric) if baseline is not None else ""
    if other:
        return replace(found, outcome=Outcome.WARNED, because=Because.BASELINE_DEGRADED, detail=other)
    return found


def _doubts(run: Run, metric: GateMetric) -> str:
    return ", ".join(issue.code.value for issue in run.validity.issues if _concerns(issue.code, metric))


def _concerns(code: IssueCode, metric: GateMetric) -> bool:
    """Whether an issue throws doubt on a metric: what is wrong with time or meter leaves sizes and answers alone."""
    if code.is_of_meter:
        return metric.is_of_energy
    return code not in _OF_TIME or metric.is_noisy


def _is_shared(dimension: Dimension, baseline: Subject, candidate: Subject) -> bool:
    """Whether both sides tell it, and tell the same."""
    before, after = _TOLD[dimension](baseline), _TOLD[dimension](candidate)
    return bool(before) and before == after
