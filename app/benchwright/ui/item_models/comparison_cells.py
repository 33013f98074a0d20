"""The columns of the comparison table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from benchwright.model.compare import Comparison, Delta, Metric, Verdict
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.scale import metric_scale
from benchwright.ui.charts.words import metric_name
from benchwright.ui.item_models.rows_model import Column, Shown
from benchwright.ui.language.numbers import duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.result_words import delta_text
from benchwright.ui.run_values import run_value
from benchwright.ui.tokens import Tone

FIRST_METRIC_COLUMN = 3
"""Columns before the first metric: run, board, origin."""

_TONES = {Verdict.BETTER: Tone.OK, Verdict.WORSE: Tone.WARNING}


def comparison_columns(*, diff_only: bool, rows: Sequence[Comparison]) -> tuple[Column[Comparison], ...]:
    """Variant, board and origin, then value and delta of each metric; `diff_only` leaves out metrics all the same."""
    columns: list[Column[Comparison]] = [
        Column(_tr("Run"), _name),
        Column(_tr("Board"), lambda row: _quiet(row, row.run.board)),
        Column(_tr("Origin"), lambda row: _quiet(row, said(row.run.origin.value))),
    ]
    for metric in Metric:
        if diff_only and not _differs(rows, metric):
            continue
        columns.append(_value_column(metric, says_why=len(columns) == FIRST_METRIC_COLUMN))
        columns.append(_delta_column(metric))
    return tuple(columns)


def why_not(comparison: Comparison) -> str:
    """`not comparable, because …`, "" where it is."""
    if comparison.is_comparable:
        return ""
    return _tr("not comparable, because %1").replace("%1", "; ".join(said(reason) for reason in comparison.reasons))


def _name(row: Comparison) -> Shown:
    if row.run.run_id == row.baseline.run_id:
        return Shown(row.run.variant_label, detail=_tr("the baseline"), icon_name="mdi6.flag-variant", tone=Tone.BUSY)
    return Shown(row.run.variant_label, detail=why_not(row) or row.run.run_id, is_faint=not row.is_comparable)


def _quiet(row: Comparison, text: str) -> Shown:
    return Shown(text, detail=why_not(row), is_faint=not row.is_comparable)


def _value_column(metric: Metric, *, says_why: bool) -> Column[Comparison]:
    def show(row: Comparison) -> Shown:
        if says_why and not row.is_comparable:
            return Shown(why_not(row), detail=why_not(row), is_faint=True, is_left=True)
        value = run_value(row.run, metric)
        text = metric_scale(metric, [value]).text(value) if value is not None else "–"
        return Shown(text, detail=why_not(row), is_faint=not row.is_comparable)

    return Column(metric_name(metric), show, is_right=True)


def _delta_column(metric: Metric) -> Column[Comparison]:
    def show(row: Comparison) -> Shown:
        if row.run.run_id == row.baseline.run_id:
            return Shown(_tr("baseline"), is_faint=True)
        if not row.is_comparable:
            return Shown(_tr("not comparable"), detail=why_not(row), is_faint=True)
        delta = row.delta(metric)
        if delta is None:
            return Shown("–", is_faint=True)
        return Shown(delta_text(delta), _TONES.get(delta.verdict, Tone.NEUTRAL), _interval(delta))

    return Column("Δ", show)


def _interval(delta: Delta) -> str:
    if delta.interval is None:
        return ""
    ends = (duration_text(us_to_seconds(end)) for end in (delta.interval.low, delta.interval.high))
    return _tr("95 % interval of the difference of medians: %1").replace("%1", " … ".join(ends))


def _differs(rows: Sequence[Comparison], metric: Metric) -> bool:
    deltas = (row.delta(metric) for row in rows)
    return any(delta is not None and delta.verdict is not Verdict.SAME for delta in deltas)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)
