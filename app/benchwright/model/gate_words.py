"""What a gate found, in sentences. The window translates them."""

from __future__ import annotations

from collections.abc import Callable

from benchwright.model.gate import Because, Finding, GateVerdict, Outcome
from benchwright.model.gate_metric import GateMetric
from benchwright.model.units import bytes_text, count_text, duration_text, energy_text, us_to_seconds

_SIGNS = {
    Outcome.PASSED: "✓",
    Outcome.SKIPPED: "–",
    Outcome.WARNED: "!",
    Outcome.UNDECIDED: "?",
    Outcome.FAILED: "✗",
}
_AMOUNTS: dict[str, Callable[[float], str]] = {
    "µs": lambda value: duration_text(us_to_seconds(value)),
    "B": lambda value: bytes_text(round(value)),
    "µJ": energy_text,
    "": "{:.4g}".format,
}
_PERCENT = frozenset({GateMetric.ACCURACY, GateMetric.TOP5})


def outcome_sign(outcome: Outcome) -> str:
    """The sign that stands beside the word of an outcome, so that no colour has to tell it."""
    return _SIGNS[outcome]


def value_text(metric: GateMetric, value: float | None) -> str:
    """A value with its unit, "–" for none."""
    if value is None:
        return "–"
    if metric in _PERCENT:
        return f"{value * 100:.1f} %"
    return f"{value:.4f}" if metric.is_ratio else amount_text(metric, value)


def amount_text(metric: GateMetric, amount: float) -> str:
    """A difference of a metric without its sign; of a ratio in points."""
    amount = abs(amount)
    if metric.is_ratio:
        return " ".join((f"{amount * 100:.2g}", "pp"))
    if metric is GateMetric.INSTRUCTIONS:
        return count_text(round(amount))
    return _AMOUNTS[metric.unit](amount)


def change_text(finding: Finding) -> str:
    """The change with its sign, and as a part of the baseline; "" where there is none."""
    if finding.change is None or finding.baseline_value is None:
        return ""
    words = _signed(finding.rule.metric, finding.change)
    if finding.rule.metric.is_ratio or not finding.baseline_value:
        return words
    return f"{words} ({100 * finding.change / finding.baseline_value:+.1f} %)".replace("(-", "(−")


def interval_text(finding: Finding) -> str:
    """The interval of the change, from … to; "exact" where instructions were counted, "" where there is none."""
    interval, metric = finding.interval, finding.rule.metric
    if interval is None:
        return ""
    if interval.low == interval.high:
        return "exact"
    return f"{_signed(metric, interval.low)} … {_signed(metric, interval.high)}"


def finding_words(finding: Finding) -> str:
    """Why it ended so, in one sentence."""
    metric, detail = finding.rule.metric, finding.detail
    change = amount_text(metric, finding.change or 0.0)
    allowed = amount_text(metric, finding.allowed or 0.0)
    limit = value_text(metric, finding.rule.limit)
    words = {
        Because.WITHIN_LIMIT: f"It keeps the limit of {limit}.",
        Because.BETTER: f"Better by {change}.",
        Because.SAME: "The same: the difference may be noise." if finding.change else "The same.",
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
        Because.BASELINE_DEGRADED: f"It would pass, but the run it is held against is degraded: {detail}.",
    }
    return words[finding.because]


def verdict_words(verdict: GateVerdict) -> str:
    """The verdict in one line: `failed: 1 of 5 findings failed, 1 undecided, 1 warned, 0 skipped`."""
    counts = {outcome: verdict.count(outcome) for outcome in Outcome}
    total = sum(counts.values())
    failed, undecided = counts[Outcome.FAILED], counts[Outcome.UNDECIDED]
    rest = f"{undecided} undecided, {counts[Outcome.WARNED]} warned, {counts[Outcome.SKIPPED]} skipped"
    return f"{verdict.outcome.value}: {failed} of {total} findings failed, {rest}"


def _signed(metric: GateMetric, change: float) -> str:
    sign = "+" if change > 0 else "−" if change < 0 else "±"
    return f"{sign}{amount_text(metric, change)}"
