"""The axes of two metrics with the runs in them: fronts, budgets, marks and the names of a few."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.pareto import on_front
from benchwright.model.point import RunPoint
from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.label_places import place_labels
from benchwright.ui.charts.mark_look import LARGEST_PX, MarkKeys
from benchwright.ui.charts.marks import Mark, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import Scale, metric_scale, padded_range, round_ticks
from benchwright.ui.charts.words import axis_name, budget_words, origin_title, trust_words

MOST_NAMED = 10
"""More runs than these have no names beside them."""

_PADDING_RATIO = 0.18
_MOST_PADDING_RATIO = 0.5


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


class Plane:
    """The axes of two metrics on one panel."""

    def __init__(self, panel: Panel, x: Metric, y: Metric, budgets: Budgets) -> None:
        self._panel, self._x, self._y, self._budgets = panel, x, y, budgets

    def draw(
        self,
        points: Sequence[ScatterPoint],
        origin: Origin,
        keys: MarkKeys,
        selected: frozenset[str],
        describe: Callable[[str], tuple[str, ...]],
    ) -> None:
        """Axes, budgets, fronts, marks and the names of a few."""
        panel, runs = self._panel, [point.run for point in points]
        x_scale = metric_scale(self._x, (point.x for point in points))
        y_scale = metric_scale(self._y, (point.y for point in points))
        xs, ys = [x_scale.shown(point.x) for point in points], [y_scale.shown(point.y) for point in points]
        x_span = self._span(self._x, x_scale, xs, padding_ratio=0.22)
        y_span = self._span(self._y, y_scale, ys, padding_ratio=self._padding_up(len(points)))
        panel.set_title(origin_title(origin))
        x_ticks, y_ticks = round_ticks(*x_span, most=4), round_ticks(*y_span)
        panel.canvas.set_axis("bottom", f"{axis_name(self._x, runs)} ({x_scale.unit})", x_span, x_ticks)
        panel.canvas.set_axis("left", f"{axis_name(self._y, runs)} ({y_scale.unit})", y_span, y_ticks)
        panel.canvas.add_grid(y_ticks, x_ticks)
        self._draw_budgets(x_scale, y_scale)
        self._draw_fronts(points, xs, ys)
        # The front on top, and the small before the large.
        drawn = sorted(
            zip(points, xs, ys, strict=True), key=lambda item: (item[0].is_front, -keys.size_px(item[0].run))
        )
        marks = (
            Mark(point.run.run_id, x, y, keys.shape(point.run), keys.colour(point.run), not point.is_front,
                 size_px=keys.size_px(point.run))
            for point, x, y in drawn
        )  # fmt: skip
        panel.add_marks(marks, selected, describe=describe)
        panel.set_walk(point.run.run_id for point in points if point.is_front)
        if len(points) <= MOST_NAMED:
            self._draw_names(points, xs, ys, keys)

    def _padding_up(self, count: int) -> float:
        """Above and below the marks of a low chart there is room for a name."""
        canvas = self._panel.canvas
        name = canvas.name_px("0")[1] + LARGEST_PX
        if count > MOST_NAMED:
            return _PADDING_RATIO
        return min(_MOST_PADDING_RATIO, max(_PADDING_RATIO, name / max(name, canvas.room_px[1] - 2 * name)))

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

    def _draw_names(
        self, points: Sequence[ScatterPoint], xs: Sequence[float], ys: Sequence[float], keys: MarkKeys
    ) -> None:
        has_models = len({point.run.model for point in points}) > 1
        names = [
            (shortened(point.run.variant_label) if has_models else short_label(point.run))
            + (" ⚠" if trust_words(point.run.status) else "")
            for point in points
        ]
        sizes = [keys.size_px(point.run) for point in points]
        # Whoever wins is named first.
        order = sorted(range(len(points)), key=lambda place: not points[place].is_front)
        add_names(self._panel.canvas, list(zip(xs, ys, strict=True)), names, sizes, order)


def add_names(
    canvas: Canvas,
    marks: Sequence[tuple[float, float]],
    names: Sequence[str],
    sizes_px: Sequence[int],
    order: Sequence[int],
) -> None:
    """Names beside their marks, in the axes' units, as many as find a place of their own, in this order."""
    (width, height), ((x0, x1), (y0, y1)) = canvas.room_px, canvas.plot.plotItem.vb.viewRange()
    across, up = width / ((x1 - x0) or 1.0), height / ((y1 - y0) or 1.0)
    points = [((x - x0) * across, (y1 - y) * up) for x, y in marks]
    boxes = [canvas.name_px(name) for name in names]
    for label in place_labels(points, boxes, (width, height), sizes_px, order, names):
        x, y = x0 + label.left / (across or 1.0), y1 - label.top / (up or 1.0)
        canvas.add_text(names[label.index], x, y, anchor=(0, 0), role="text")
