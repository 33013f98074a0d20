"""What a gate found, in sentences. The window translates them."""

from __future__ import annotations

from benchwright.model.compare import Metric
from benchwright.model.gate import Because, Finding, GateVerdict, Outcome
from benchwright.model.units import bytes_text, duration_text, energy_text, us_to_seconds

_SIGNS = {Outcome.PASSED: "✓", Outcome.SKIPPED: "–", Outcome.WARNED: "!", Outcome.FAILED: "✗"}


def outcome_sign(outcome: Outcome) -> str:
    """The sign that stands beside the word of an outcome, so that no colour has to tell it."""
    return _SIGNS[outcome]


def value_text(metric: Metric, value: float | None) -> str:
    """A value with its unit, "–" for none."""
    if value is None:
        return "–"
    return f"{value * 100:.1f} %" if metric is Metric.ACCURACY else amount_text(metric, value)


def amount_text(metric: Metric, amount: float) -> str:
    """A difference of a metric without its sign; of accuracy in points."""
    amount = abs(amount)
    if metric is Metric.LATENCY:
        return duration_text(us_to_seconds(amount))
    if metric is Metric.ENERGY:
        return energy_text(amount)
    if metric is Metric.ACCURACY:
        return " ".join((f"{amount * 100:.2g}", "pp"))
    return bytes_text(round(amount))


def change_text(finding: Finding) -> str:
    """The change with its sign, and as a part of the baseline; "" where there is none."""
    if finding.change is None or finding.baseline_value is None:
        return ""
    sign = "+" if finding.change > 0 else "−" if finding.change < 0 else "±"
    words = f"{sign}{amount_text(finding.rule.metric, finding.change)}"
    if finding.rule.metric is Metric.ACCURACY or not finding.baseline_value:
        return words
    return f"{words} ({100 * finding.change / finding.baseline_value:+.1f} %)".replace("(-", "(−")


def finding_words(finding: Finding) -> str:
    """Why it ended so, in one sentence."""
    metric, detail = finding.rule.metric, finding.detail
    change = amount_text(metric, finding.change or 0.0)
    allowed = amount_text(metric, finding.allowed or 0.0)
    limit = value_text(metric, finding.rule.limit)
    words = {
        Because.WITHIN_LIMIT: f"It keeps the limit of {limit}.",
        Because.BETTER: f"Better by {change}.",
        Because.SAME: "The same: the difference may be noise.",
        Because.WITHIN_ALLOWANCE: f"Worse by {change}, of which {allowed} are allowed.",
        Because.WORSE: f"Worse by {change}; only {allowed} are allowed.",
        Because.BEYOND_LIMIT: f"It breaks the limit of {limit}.",
        Because.NOT_MEASURED: "It was not measured.",
        Because.TOO_FEW: "There are too few samples for a verdict.",
        Because.NO_BASELINE: "There is no run to hold it against.",
        Because.BASELINE_LACKS_IT: "The run it is held against has no such value.",
        Because.NOT_COMPARABLE: f"Not comparable: {detail}.",
        Because.DIMENSION: f"Both runs must tell their {detail}, and share it.",
        Because.INVALID: f"The run is invalid: {detail}.",
        Because.DEGRADED: f"It would pass, but the run is degraded: {detail}.",
    }
    return words[finding.because]


def verdict_words(verdict: GateVerdict) -> str:
    """The verdict in one line: `failed: 1 of 5 rules failed, 1 warned, 0 skipped`."""
    counts = {outcome: verdict.count(outcome) for outcome in Outcome}
    total = sum(counts.values())
    failed, warned, skipped = counts[Outcome.FAILED], counts[Outcome.WARNED], counts[Outcome.SKIPPED]
    return f"{verdict.outcome.value}: {failed} of {total} findings failed, {warned} warned, {skipped} skipped"
