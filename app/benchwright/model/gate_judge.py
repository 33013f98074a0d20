"""Holding a run against a policy: every rule looks at one metric and says what came of it, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchwright.model.compare import Comparison, Delta, Metric, Verdict, compare, metric_value
from benchwright.model.gate import OUTCOME_OF, Because, Dimension, Finding, Judgement, Outcome, Policy, Rule
from benchwright.model.run import IssueCode, Run, ValidityStatus

_TOLD: dict[Dimension, Callable[[Run], object]] = {
    Dimension.DEVICE: lambda run: run.device_id,
    Dimension.INPUTS: lambda run: run.provenance.input_sha256,
    Dimension.METER: lambda run: run.energy.meter_id if run.energy is not None else "",
    Dimension.SUPPLY: lambda run: run.energy.supply_mv if run.energy is not None else 0,
    Dimension.HOST: lambda run: run.provenance.host,
    Dimension.PLANNER: lambda run: run.provenance.planner_version,
    Dimension.COMPILER: lambda run: run.provenance.firmware_compiler,
    Dimension.EMULATOR: lambda run: run.provenance.emulator,
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


def judge(policy: Policy, run: Run, baseline: Run | None) -> Judgement:
    """What a policy says of a run; `baseline` is None where there is nothing to hold it against."""
    comparison = compare(baseline, run) if baseline is not None else None
    rules = (rule for rule in policy.rules if rule.is_for(run.board, run.model))
    return Judgement(
        run_id=run.run_id,
        model=run.model,
        variant_label=run.variant_label,
        board=run.board,
        origin=run.origin.value,
        baseline_id=baseline.run_id if baseline is not None else "",
        baseline_label=baseline.variant_label if baseline is not None else "",
        findings=tuple(_doubted(policy, run, _find(policy, rule, run, comparison)) for rule in rules),
    )


def _find(policy: Policy, rule: Rule, run: Run, comparison: Comparison | None) -> Finding:
    value = metric_value(run, rule.metric)
    found = Finding(rule, run.run_id, Outcome.PASSED, Because.WITHIN_LIMIT, value)
    if run.validity.status is ValidityStatus.INVALID:
        return replace(found, outcome=Outcome.FAILED, because=Because.INVALID, detail=_codes(run))
    if value is None:
        return replace(found, outcome=OUTCOME_OF[rule.missing], because=Because.NOT_MEASURED)
    if rule.breaks_limit(value):
        found = replace(found, outcome=Outcome.FAILED, because=Because.BEYOND_LIMIT)
    if comparison is None:
        return _or_limit(rule, found, OUTCOME_OF[policy.no_baseline], Because.NO_BASELINE)
    return _against(policy, rule, replace(found, baseline_id=comparison.baseline.run_id), comparison)


def _against(policy: Policy, rule: Rule, found: Finding, comparison: Comparison) -> Finding:
    """What a baseline makes of it."""
    apart = "; ".join(comparison.reasons)
    if apart:
        return _or_limit(rule, found, OUTCOME_OF[policy.not_comparable], Because.NOT_COMPARABLE, apart)
    unshared = next((one for one in rule.dimensions if not _is_shared(one, comparison)), None)
    if unshared is not None:
        return _or_limit(rule, found, OUTCOME_OF[policy.not_comparable], Because.DIMENSION, unshared.value)
    delta = comparison.delta(rule.metric)
    if delta is not None:
        return _compared(rule, found, delta)
    if metric_value(comparison.baseline, rule.metric) is None:
        return _or_limit(rule, found, OUTCOME_OF[policy.no_baseline], Because.BASELINE_LACKS_IT)
    why = "one is simulated, or they are at different voltages"
    return _or_limit(rule, found, OUTCOME_OF[policy.not_comparable], Because.NOT_COMPARABLE, why)


def _or_limit(rule: Rule, found: Finding, outcome: Outcome, because: Because, detail: str = "") -> Finding:
    """What comes of a rule that has nothing to compare with; a limit that is broken weighs more than that."""
    if found.outcome is Outcome.FAILED:
        return found
    is_enough = rule.limit is not None and because is Because.NO_BASELINE and not (rule.allow or rule.allow_ratio)
    return found if is_enough else replace(found, outcome=outcome, because=because, detail=detail)


def _compared(rule: Rule, found: Finding, delta: Delta) -> Finding:
    """What the change means. It counts as worse only beyond noise and beyond the allowance."""
    change = delta.value - delta.baseline
    allowed = rule.allowed(delta.baseline)
    told = replace(found, baseline_value=delta.baseline, change=change, allowed=allowed)
    if told.outcome is Outcome.FAILED:
        return told
    if delta.verdict is Verdict.UNKNOWN:
        return replace(told, outcome=OUTCOME_OF[rule.missing], because=Because.TOO_FEW)
    if delta.verdict is Verdict.SAME:
        return replace(told, because=Because.SAME)
    worse_by = change if rule.smaller_is_better else -change
    if worse_by <= 0:
        return replace(told, because=Because.BETTER)
    if worse_by <= allowed:
        return replace(told, because=Because.WITHIN_ALLOWANCE)
    return replace(told, outcome=Outcome.FAILED, because=Because.WORSE)


def _doubted(policy: Policy, run: Run, found: Finding) -> Finding:
    """What a run that is not fully valid makes of something that passed."""
    doubts = [issue.code.value for issue in run.validity.issues if _concerns(issue.code, found.rule.metric)]
    outcome = OUTCOME_OF[policy.degraded]
    if not doubts or found.outcome is not Outcome.PASSED or outcome is Outcome.SKIPPED:
        return found
    return replace(found, outcome=outcome, because=Because.DEGRADED, detail=", ".join(doubts))


def _concerns(code: IssueCode, metric: Metric) -> bool:
    """Whether an issue throws doubt on a metric: what is wrong with time or meter leaves sizes and answers alone."""
    if code.is_of_meter:
        return metric is Metric.ENERGY
    return code not in _OF_TIME or metric in {Metric.LATENCY, Metric.ENERGY}


def _is_shared(dimension: Dimension, comparison: Comparison) -> bool:
    """Whether both sides tell it, and tell the same."""
    before, after = _TOLD[dimension](comparison.baseline), _TOLD[dimension](comparison.run)
    return bool(before) and before == after


def _codes(run: Run) -> str:
    return ", ".join(issue.code.value for issue in run.validity.issues)
