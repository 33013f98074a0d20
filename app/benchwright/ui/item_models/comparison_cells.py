"""The columns of the comparison table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from benchwright.model.compare import Delta, Metric, Verdict
from benchwright.model.point import RunPoint
from benchwright.model.point_compare import PointComparison
from benchwright.model.run import ValidityStatus
from benchwright.ui.charts.marks import shortened
from benchwright.ui.charts.words import ends_words, filled, interval_value_words, metric_name, point_words, trust_words
from benchwright.ui.delta_words import delta_text
from benchwright.ui.item_models.rows_model import Column, Shown
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.tokens import Tone

FIRST_METRIC_COLUMN = 3
"""Columns before the first metric: run, board, origin."""

_MARKS = {
    ValidityStatus.DEGRADED: "mdi6.alert-outline",
    ValidityStatus.INVALID: "mdi6.close-octagon-outline",
}
_TONES = {Verdict.BETTER: Tone.OK, Verdict.WORSE: Tone.WARNING}

Compared = Callable[[RunPoint], PointComparison]
"""Holds a run against the baseline, when its row is looked at."""


def comparison_columns(metrics: Sequence[Metric], compared: Compared) -> tuple[Column[RunPoint], ...]:
    """Variant, board and origin, then value and delta of each metric."""
    columns: list[Column[RunPoint]] = [
        Column(_tr("Run"), lambda point: _name(compared(point))),
        Column(_tr("Board"), lambda point: _quiet(compared(point), shortened(point.board))),
        Column(_tr("Origin"), lambda point: _origin(compared(point))),
    ]
    for metric in metrics:
        columns.append(_value_column(metric, compared, says_why=len(columns) == FIRST_METRIC_COLUMN))
        columns.append(_delta_column(metric, compared))
    return tuple(columns)


def latency_words(point: RunPoint) -> str:
    """The median latency; where it has an interval, half of that and of how many samples."""
    latency, words = point.latency, interval_value_words(point)
    if latency is None or latency.is_exact or latency.interval is None:
        return words
    return filled(_tr("%1, n = %2"), words, number_text(latency.count, ","))


def why_not(row: PointComparison) -> str:
    """`not comparable, because …`, "" where it is."""
    if row.is_comparable:
        return ""
    return _tr("not comparable, because %1").replace("%1", "; ".join(map(said, row.reasons)))


def _name(row: PointComparison) -> Shown:
    label = shortened(row.point.variant_label)
    if row.is_baseline:
        return Shown(label, detail=_tr("the baseline"), icon_name="mdi6.flag-variant", tone=Tone.BUSY)
    icon = _MARKS.get(row.point.status, "")
    tone = Tone.WARNING if icon else Tone.NEUTRAL
    detail = why_not(row) or " · ".join((row.point.run_id, said(row.point.status.value)))
    return Shown(label, tone, detail, icon, is_faint=not row.is_comparable)


def _origin(row: PointComparison) -> Shown:
    """Where its numbers come from, and in a word whether they are to be trusted."""
    origin, trust = said(row.point.origin.value), trust_words(row.point.status)
    if not trust:
        return _quiet(row, origin)
    return Shown(f"{origin} · {trust}", Tone.WARNING, why_not(row), is_faint=not row.is_comparable)


def _quiet(row: PointComparison, text: str) -> Shown:
    return Shown(text, detail=why_not(row), is_faint=not row.is_comparable)


def _value_column(metric: Metric, compared: Compared, *, says_why: bool) -> Column[RunPoint]:
    def show(point: RunPoint) -> Shown:
        row = compared(point)
        if says_why and not row.is_comparable:
            return Shown(why_not(row), detail=why_not(row), is_faint=True, is_left=True)
        if point.value(metric) is None:
            return Shown("–", detail=_tr("not measured"), is_faint=True)
        return Shown(value_text(point, metric), detail=why_not(row), is_faint=not row.is_comparable)

    return Column(metric_name(metric), show, is_right=True)


def value_text(point: RunPoint, metric: Metric) -> str:
    """A value as the table says it, "–" where it was not measured."""
    if point.value(metric) is None:
        return "–"
    return latency_words(point) if metric is Metric.LATENCY else point_words(point, metric)


def _delta_column(metric: Metric, compared: Compared) -> Column[RunPoint]:
    def show(point: RunPoint) -> Shown:
        row = compared(point)
        if row.is_baseline:
            return Shown(_tr("baseline"), is_faint=True)
        if not row.is_comparable:
            return Shown(_tr("not comparable"), detail=why_not(row), is_faint=True)
        delta = row.delta(metric)
        if delta is None:
            return _missing_delta(row, metric)
        if metric is Metric.LATENCY and row.is_pending:
            return Shown("…", detail=_tr("Its samples are being read."), is_faint=True)
        return _unknown_delta(metric) if delta.verdict is Verdict.UNKNOWN else _known_delta(delta)

    return Column("Δ", show)


def _missing_delta(row: PointComparison, metric: Metric) -> Shown:
    if metric is Metric.ENERGY and row.point.energy is not None and row.baseline.energy is not None:
        return Shown(_tr("not comparable"), detail=_energy_apart(row), is_faint=True)
    return Shown("–", detail=_tr("not measured"), is_faint=True)


def _unknown_delta(metric: Metric) -> Shown:
    if metric is Metric.ENERGY:
        return Shown(_tr("too few windows"), detail=_tr("One window tells no interval."), is_faint=True)
    return Shown(_tr("too few samples"), detail=_tr("Measure more inferences for a verdict."), is_faint=True)


def _known_delta(delta: Delta) -> Shown:
    return Shown(delta_text(delta), _TONES.get(delta.verdict, Tone.NEUTRAL), _interval(delta))


def _energy_apart(row: PointComparison) -> str:
    """Why the one energy tells nothing of the other."""
    before, after = row.baseline.energy, row.point.energy
    if before is not None and after is not None and before.is_simulated != after.is_simulated:
        return _tr("One of the two energies is simulated.")
    return _tr("They were measured at different supply voltages.")


def _interval(delta: Delta) -> str:
    if delta.interval is None:
        return ""
    words = _tr("95 % interval of the difference of medians: %1")
    if delta.metric is Metric.ENERGY:
        words = _tr("95 % interval of the difference: %1")
    return filled(words, ends_words(delta.metric, delta.interval.low, delta.interval.high))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)
