"""One metric against another, with the Pareto front and the budgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.pareto import on_front
from benchwright.model.point import RunPoint
from benchwright.ui.charts.canvas import MARK_PX, Canvas
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.label_places import place_labels
from benchwright.ui.charts.marks import SHAPE_GLYPHS, Legend, Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import Scale, metric_scale, padded_range, round_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import (
    axis_name,
    budget_words,
    filled,
    metric_name,
    origin_title,
    point_card,
    trust_words,
)
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_LABELLED = 10
_NAMED = 5
"""So many runs of the front the spoken summary names; the rest is counted."""

_NO_BUDGETS = Budgets()


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A run in the plane of two metrics; `is_front` among the runs of its model, board and origin."""

    run: RunPoint
    x: float
    y: float
    is_front: bool


def scatter_points(runs: Sequence[RunPoint], x: Metric, y: Metric) -> tuple[ScatterPoint, ...]:
    """Runs that have both metrics, each judged against the runs of its own board and origin.

    A simulated energy stands on no front with one that was measured.
    """
    groups: dict[tuple[str, Origin, bool], list[tuple[RunPoint, float, float]]] = {}
    for run in runs:
        across, up = run.value(x), run.value(y)
        if across is not None and up is not None:
            is_apart = Metric.ENERGY in {x, y} and run.energy is not None and run.energy.is_simulated
            groups.setdefault((run.board, run.origin, is_apart), []).append((run, across, up))
    points: list[ScatterPoint] = []
    for group in groups.values():
        front = on_front(
            [(across, up) for _, across, up in group],
            smaller_x_is_better=x.smaller_is_better,
            smaller_y_is_better=y.smaller_is_better,
        )
        points.extend(ScatterPoint(*item, is_front) for item, is_front in zip(group, front, strict=True))
    return tuple(points)


class ScatterChart(Chart):
    """Filled marks on the front of their board, hollow ones are dominated. Arrow keys walk the front."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._runs: tuple[RunPoint, ...] = ()
        self._points: tuple[ScatterPoint, ...] = ()
        self._by_id: Mapping[str, ScatterPoint] = {}
        self._x, self._y = Metric.LATENCY, Metric.RAM
        self._budgets = _NO_BUDGETS
        self.redraw()

    def show_runs(
        self,
        runs: Sequence[RunPoint],
        x: Metric,
        y: Metric,
        *,
        front_only: bool = False,
        budgets: Budgets = _NO_BUDGETS,
    ) -> None:
        """Shows the runs that have both metrics, and the budgets as dashed lines."""
        self._runs, self._x, self._y, self._budgets = tuple(runs), x, y, budgets
        found = scatter_points(self._runs, x, y)
        self._points = tuple(point for point in found if point.is_front or not front_only)
        self._by_id = {point.run.run_id: point for point in self._points}
        self.redraw()

    def set_selected(self, run_ids: frozenset[str]) -> None:
        """Steps back what is not selected; nothing else is drawn anew."""
        if run_ids == self._selected:
            return
        self._selected = run_ids
        for panel in self.panels:
            panel.show_selected(run_ids)

    def _draw(self) -> None:
        names = (axis_name(metric, (point.run for point in self._points)) for metric in (self._y, self._x))
        self._title.setText(filled(self.tr("%1 against %2"), *names))
        self.setAccessibleName(self._title.text())
        if not self._points:
            self._set_caption("")
            self._say(self._why_empty())
            return
        legend = legend_of(self._runs)
        boards = sorted({point.run.board for point in self._points})
        named = ", ".join(f"{SHAPE_GLYPHS[legend.shapes[board]]} {shortened(board)}" for board in boards)
        words = self.tr("%1 · filled = Pareto front, hollow = dominated, n = %2")
        doubted = len({point.run.run_id for point in self._points if trust_words(point.run.status)})
        mark = filled(self.tr(" · ⚠ not valid: %1"), number_text(doubted, ",")) if doubted else ""
        self._set_caption(filled(words, named, number_text(len(self._points), ",")) + mark)
        origins = [origin for origin in ORIGIN_ORDER if any(point.run.origin is origin for point in self._points)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            points = [point for point in self._points if point.run.origin is origin]
            _Plane(panel, self._x, self._y, self._budgets).draw(points, origin, legend, self._selected, self._card)

    def _card(self, run_id: str) -> tuple[str, ...]:
        point = self._by_id[run_id]
        scale = metric_scale(self._y, [point.y])
        place = self.tr("on the Pareto front") if point.is_front else self.tr("dominated")
        return (*point_card(point.run, self._x), f"{metric_name(self._y)} {scale.text(point.y)}", place)

    def _why_empty(self) -> str:
        if Metric.ENERGY in {self._x, self._y}:
            return self.tr("Energy was not measured in these runs: it takes a power meter.")
        return self.tr("No run among these has both metrics.")

    def _has_table(self) -> bool:
        return bool(self._points)

    def _table(self) -> ChartTable:
        rows = tuple(
            (
                point.run.variant_label,
                point.run.board,
                said(point.run.origin.value),
                metric_scale(self._x, [point.x]).text(point.x),
                metric_scale(self._y, [point.y]).text(point.y),
                self.tr("front") if point.is_front else self.tr("dominated"),
            )
            for point in self._points
        )
        headings = (self.tr("Version"), self.tr("Board"), self.tr("Origin"), metric_name(self._x))
        return ChartTable((*headings, metric_name(self._y), self.tr("Pareto")), rows, frozenset({3, 4}))

    def _summary(self) -> str:
        front = list(dict.fromkeys(point.run.variant_label for point in self._points if point.is_front))
        named = ", ".join(shortened(label) for label in front[:_NAMED])
        if len(front) > _NAMED:
            named = filled(self.tr("%1 and %2 more"), named, len(front) - _NAMED)
        words = self.tr("%1 against %2 of %3 runs. On the Pareto front: %4.")
        names = metric_name(self._y), metric_name(self._x)
        return filled(words, *names, number_text(len(self._points), ","), named)


class _Plane:
    """The axes of two metrics on one panel."""

    def __init__(self, panel: Panel, x: Metric, y: Metric, budgets: Budgets) -> None:
        self._panel, self._x, self._y, self._budgets = panel, x, y, budgets

    def draw(
        self,
        points: Sequence[ScatterPoint],
        origin: Origin,
        legend: Legend,
        selected: frozenset[str],
        describe: Callable[[str], tuple[str, ...]],
    ) -> None:
        """Axes, budgets, fronts, marks and the names of a few."""
        panel, runs = self._panel, [point.run for point in points]
        x_scale = metric_scale(self._x, (point.x for point in points))
        y_scale = metric_scale(self._y, (point.y for point in points))
        xs, ys = [x_scale.shown(point.x) for point in points], [y_scale.shown(point.y) for point in points]
        x_span = self._span(self._x, x_scale, xs, padding_ratio=0.22)
        y_span = self._span(self._y, y_scale, ys, padding_ratio=0.18)
        panel.set_title(origin_title(origin))
        x_ticks, y_ticks = round_ticks(*x_span, most=4), round_ticks(*y_span)
        panel.canvas.set_axis("bottom", f"{axis_name(self._x, runs)} ({x_scale.unit})", x_span, x_ticks)
        panel.canvas.set_axis("left", f"{axis_name(self._y, runs)} ({y_scale.unit})", y_span, y_ticks)
        panel.canvas.add_grid(y_ticks, x_ticks)
        self._draw_budgets(x_scale, y_scale)
        self._draw_fronts(points, xs, ys)
        drawn = sorted(zip(points, xs, ys, strict=True), key=lambda item: item[0].is_front)  # the front on top
        marks = (
            Mark(point.run.run_id, x, y, legend.shape(point.run), legend.colour(point.run), not point.is_front)
            for point, x, y in drawn
        )
        panel.add_marks(marks, selected, describe=describe)
        panel.set_walk(point.run.run_id for point in points if point.is_front)
        if len(points) <= _LABELLED:
            self._draw_names(points, xs, ys)

    def _span(
        self, metric: Metric, scale: Scale, values: Sequence[float], *, padding_ratio: float
    ) -> tuple[float, float]:
        """Around the values, and the budget where it is not so far away that the values would become one dot."""
        low, high = padded_range(values, padding_ratio=padding_ratio)
        limit = self._budgets.limit(metric)
        if limit is None:
            return low, high
        shown, width = scale.shown(limit), high - low
        if low - 4 * width <= shown <= high + 4 * width:
            return min(low, shown - 0.1 * width), max(high, shown + 0.1 * width)
        return low, high

    def _draw_budgets(self, x_scale: Scale, y_scale: Scale) -> None:
        for side, metric, scale in (("bottom", self._x, x_scale), ("left", self._y, y_scale)):
            limit = self._budgets.limit(metric)
            if limit is not None:
                self._panel.canvas.add_budget(side, scale.shown(limit), budget_words(metric, limit))

    def _draw_fronts(self, points: Sequence[ScatterPoint], xs: Sequence[float], ys: Sequence[float]) -> None:
        fronts: dict[str, list[tuple[float, float]]] = {}
        for point, x, y in zip(points, xs, ys, strict=True):
            if point.is_front:
                fronts.setdefault(point.run.board, []).append((x, y))
        for front in fronts.values():
            front.sort()
            self._panel.canvas.add_line([x for x, _ in front], [y for _, y in front], "faint", width=1.5)

    def _draw_names(self, points: Sequence[ScatterPoint], xs: Sequence[float], ys: Sequence[float]) -> None:
        has_models = len({point.run.model for point in points}) > 1
        names = [
            (shortened(point.run.variant_label) if has_models else short_label(point.run))
            + (" ⚠" if trust_words(point.run.status) else "")
            for point in points
        ]
        add_names(self._panel.canvas, list(zip(xs, ys, strict=True)), names)


def add_names(canvas: Canvas, marks: Sequence[tuple[float, float]], names: Sequence[str]) -> None:
    """Names beside their marks, in the axes' units, as many as find a place of their own."""
    (width, height), ((x0, x1), (y0, y1)) = canvas.room_px, canvas.plot.plotItem.vb.viewRange()
    across, up = width / ((x1 - x0) or 1.0), height / ((y1 - y0) or 1.0)
    points = [((x - x0) * across, (y1 - y) * up) for x, y in marks]
    for label in place_labels(points, [canvas.name_px(name) for name in names], (width, height), MARK_PX):
        x, y = x0 + label.left / (across or 1.0), y1 - label.top / (up or 1.0)
        canvas.add_text(names[label.index], x, y, anchor=(0, 0), role="text")
