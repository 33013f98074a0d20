"""Parallel coordinates: a line for each run across all its metrics, better always up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.legend_line import LegendLine
from benchwright.ui.charts.legend_words import board_words, version_entries
from benchwright.ui.charts.marks import Mark, legend_of, short_label, shortened, spread
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.parallel_room import AxisRoom, axis_room
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import (
    axis_name,
    budget_words,
    filled,
    metric_name,
    origin_title,
    point_card,
    point_words,
    tr,
    value_words,
)
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

MOST_LINES = 60
"""Above that a panel shows bands of all runs, and lines of the selected ones."""

_NAMED = 12
_BANDS = ((0.05, 0.95, 30), (0.25, 0.75, 60))
_NO_BUDGETS = Budgets()


@dataclass(frozen=True, slots=True)
class _Axis:
    """One metric from its worst value (height 0) to its best (1)."""

    metric: Metric
    worst: float
    best: float

    def height(self, value: float) -> float:
        """Where a value stands; the middle where all are equal."""
        return (value - self.worst) / (self.best - self.worst) if self.best != self.worst else 0.5


class ParallelChart(Chart):
    """Shows runs that have every metric that most have; origins stay apart."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("All metrics, better is up"))
        self.setAccessibleName(self._title.text())
        self._metrics: tuple[Metric, ...] = ()
        self._runs: tuple[RunPoint, ...] = ()
        self._by_id: Mapping[str, RunPoint] = {}
        self._budgets = _NO_BUDGETS
        self.legend = LegendLine(theme, self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.legend)
        theme.changed.connect(self.legend.update)
        self.redraw()

    def show_runs(self, runs: Sequence[RunPoint], *, budgets: Budgets = _NO_BUDGETS) -> None:
        """Shows the runs across the metrics that at least half of them have."""
        counts = {metric: sum(run.value(metric) is not None for run in runs) for metric in Metric}
        self._metrics = tuple(metric for metric in Metric if counts[metric] and 2 * counts[metric] >= len(runs))
        self._runs = tuple(run for run in runs if all(run.value(metric) is not None for metric in self._metrics))
        self._by_id = {run.run_id: run for run in self._runs}
        self._budgets = budgets
        self.redraw()

    def _draw(self) -> None:
        if len(self._metrics) < 2 or not self._runs:
            self.legend.show_entries(())
            self._set_caption("")
            self._say(self.tr("Choose runs that have at least two metrics."))
            return
        words = self.tr("each axis from the worst of these runs to the best, n = %1")
        caption = filled(words, number_text(len(self._runs), ","))
        self._set_caption(" · ".join(part for part in (board_words(self._runs), caption) if part))
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        parts = [[run for run in self._runs if run.origin is origin] for origin in origins]
        panels = self._use_panels(len(origins))
        has_names = all(self._has_name_room(runs, panel) for runs, panel in zip(parts, panels, strict=True))
        for runs, origin, panel in zip(parts, origins, panels, strict=True):
            self._draw_panel(runs, origin, panel, has_names=has_names)
        is_told = has_names or not any(map(self._lines, parts))
        self.legend.show_entries(() if is_told else version_entries(run for runs in parts for run in self._lines(runs)))

    def _lines(self, runs: Sequence[RunPoint]) -> Sequence[RunPoint]:
        """The runs that have a line of their own: of very many the selected ones."""
        if len(runs) <= MOST_LINES:
            return runs
        return [run for run in runs if run.run_id in self._selected][:MOST_LINES]

    def _end_words(self, runs: Sequence[RunPoint]) -> list[str]:
        """What stands right of the last axis."""
        words = [_end_name(run) for run in self._lines(runs)]
        return [*words, _median_words(len(runs))] if len(runs) > MOST_LINES else words

    def _room(self, runs: Sequence[RunPoint], panel: Panel, *, has_names: bool) -> AxisRoom:
        canvas = panel.canvas
        words = [
            (axis_name(axis.metric, runs), value_words(axis.metric, axis.worst), value_words(axis.metric, axis.best))
            for axis in (_axis(metric, runs) for metric in self._metrics)
        ]
        widths = [max(canvas.name_px(word)[0] for word in three) for three in words]
        names = max((canvas.name_px(name)[0] for name in self._end_words(runs)), default=0.0) if has_names else 0.0
        return axis_room(widths, names, canvas.room_px, canvas.name_px("0")[1])

    def _has_name_room(self, runs: Sequence[RunPoint], panel: Panel) -> bool:
        room = self._room(runs, panel, has_names=True)
        count = len(self._lines(runs))
        return room.has_names and count <= _NAMED and count * panel.canvas.label_gap(room.heights) <= 1.0

    def _draw_panel(self, runs: Sequence[RunPoint], origin: Origin, panel: Panel, *, has_names: bool) -> None:
        axes = [_axis(metric, runs) for metric in self._metrics]
        panel.set_title(origin_title(origin))
        room = self._room(runs, panel, has_names=has_names)
        names = [f"{axis_name(axis.metric, runs)}\n{value_words(axis.metric, axis.worst)}" for axis in axes]
        if room.is_staggered:
            names = [f"\n\n{name}" if place % 2 else name for place, name in enumerate(names)]
        panel.canvas.set_axis("bottom", "", room.span, list(range(len(axes))), names)
        panel.canvas.set_axis("left", "", room.heights, (), ())
        for place, axis in enumerate(axes):
            panel.canvas.add_line([place, place], [0.0, 1.0], "faint")
            height = 1.03 + (panel.canvas.label_gap(room.heights) if room.is_staggered and place % 2 else 0.0)
            panel.canvas.add_text(value_words(axis.metric, axis.best), place, height, anchor=(0.5, 1.0))
            self._draw_budget(panel, place, axis, is_last=place == len(axes) - 1)
        if len(runs) > MOST_LINES:
            self._draw_bands(runs, axes, panel, is_left=not has_names)
        gap = panel.canvas.label_gap(room.heights)
        self._draw_lines(self._lines(runs), axes, panel, name_gap=gap if has_names else None)

    def _draw_budget(self, panel: Panel, place: int, axis: _Axis, *, is_last: bool) -> None:
        limit = self._budgets.limit(axis.metric)
        if limit is not None and 0 <= axis.height(limit) <= 1:
            height = axis.height(limit)
            panel.canvas.add_line([place - 0.12, place + 0.12], [height, height], "warning", width=2, is_dashed=True)
            at, anchor = (place - 0.14, 1.0) if is_last else (place + 0.14, 0.0)  # names stand right of the last axis
            words = budget_words(axis.metric, limit)
            panel.canvas.add_text(words, at, height, anchor=(anchor, 0.5), role="warning", z=11)

    def _draw_bands(self, runs: Sequence[RunPoint], axes: Sequence[_Axis], panel: Panel, *, is_left: bool) -> None:
        heights = np.array([[axis.height(run.value(axis.metric) or 0.0) for axis in axes] for run in runs])
        places = list(range(len(axes)))
        for low, high, alpha in _BANDS:
            bottom, top = np.quantile(heights, (low, high), axis=0).tolist()
            panel.canvas.add_band(places, bottom, top, "link", alpha=alpha)
        panel.canvas.add_line(places, np.quantile(heights, 0.5, axis=0).tolist(), "link", width=2)
        at = float(np.median(heights[:, -1]))
        panel.canvas.add_text(_median_words(len(runs)), places[-1], at, anchor=(float(is_left), 0.5), role="text")

    def _draw_lines(
        self, runs: Sequence[RunPoint], axes: Sequence[_Axis], panel: Panel, *, name_gap: float | None
    ) -> None:
        legend = legend_of(self._runs)
        places = list(range(len(axes)))
        marks, ends = [], []
        for run in runs:
            heights = [axis.height(run.value(axis.metric) or 0.0) for axis in axes]
            is_front = not self._selected or run.run_id in self._selected
            role = f"series{legend.colour(run)}" if is_front else "faint"
            panel.canvas.add_line(places, heights, role, width=2.0 if is_front else 1.0)
            marks.append(Mark(run.run_id, places[-1], heights[-1], legend.shape(run), legend.colour(run)))
            ends.append(heights[-1])
        if marks:
            panel.add_marks(marks, self._selected, describe=self._card)
        if name_gap is not None:
            for run, height in zip(runs, spread(ends, name_gap, (0.0, 1.0)), strict=True):
                panel.canvas.add_text(_end_name(run), places[-1], height, role="text")

    def _card(self, run_id: str) -> tuple[str, ...]:
        run = self._by_id[run_id]
        others = tuple(
            f"{metric_name(metric)} {point_words(run, metric)}"
            for metric in self._metrics
            if metric is not Metric.LATENCY
        )
        return (*point_card(run, Metric.LATENCY), *others)

    def _has_table(self) -> bool:
        return bool(self._runs)

    def _table(self) -> ChartTable:
        rows = tuple(
            (
                run.variant_label,
                run.board,
                said(run.origin.value),
                *(point_words(run, metric) for metric in self._metrics),
            )
            for run in self._runs
        )
        headings = (self.tr("Version"), self.tr("Board"), self.tr("Origin"), *map(metric_name, self._metrics))
        return ChartTable(headings, rows, frozenset(range(3, len(headings))))

    def _summary(self) -> str:
        sentences = []
        for metric in self._metrics:
            axis = _axis(metric, self._runs)
            words = self.tr("%1 from %2 to %3.")
            ends = (value_words(metric, axis.worst), value_words(metric, axis.best))
            sentences.append(filled(words, metric_name(metric), *ends))
        return f"{filled(self.tr('%1 runs.'), number_text(len(self._runs), ','))} {' '.join(sentences)}"


def _end_name(run: RunPoint) -> str:
    return f"   {shortened(short_label(run), 24)}"


def _median_words(count: int) -> str:
    return filled(tr("   median of %1   "), number_text(count, ","))


def _axis(metric: Metric, runs: Sequence[RunPoint]) -> _Axis:
    values = [value for run in runs if (value := run.value(metric)) is not None]
    low, high = min(values), max(values)
    return _Axis(metric, *((high, low) if metric.smaller_is_better else (low, high)))
