"""One metric against another, with the Pareto front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.pareto import on_front
from benchwright.model.run import Run
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import SHAPE_GLYPHS, Legend, Mark, legend_of, short_label, spread
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import metric_scale, padded_range, round_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, metric_name, origin_title, run_card
from benchwright.ui.run_values import run_value
from benchwright.ui.theme import Theme

_LABELLED = 10


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A run in the plane of two metrics; `is_front` among the runs of its board and origin."""

    run: Run
    x: float
    y: float
    is_front: bool


def scatter_points(runs: Sequence[Run], x: Metric, y: Metric) -> tuple[ScatterPoint, ...]:
    """Runs that have both metrics, each judged against the runs of its own board and origin."""
    valued = [
        (run, across, up)
        for run in runs
        if (across := run_value(run, x)) is not None and (up := run_value(run, y)) is not None
    ]
    groups: dict[tuple[str, Origin], list[tuple[Run, float, float]]] = {}
    for item in valued:
        groups.setdefault((item[0].board, item[0].origin), []).append(item)
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
    """Filled marks on the front of their board, hollow ones are dominated."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._runs: tuple[Run, ...] = ()
        self._x, self._y = Metric.LATENCY, Metric.RAM
        self._front_only = False
        self.redraw()

    def show_runs(self, runs: Sequence[Run], x: Metric, y: Metric, *, front_only: bool = False) -> None:
        """Shows the runs that have both metrics."""
        self._runs, self._x, self._y, self._front_only = tuple(runs), x, y, front_only
        self.redraw()

    def _points(self) -> tuple[ScatterPoint, ...]:
        points = scatter_points(self._runs, self._x, self._y)
        return tuple(point for point in points if point.is_front or not self._front_only)

    def _draw(self) -> None:
        names = metric_name(self._y), metric_name(self._x)
        self._title.setText(filled(self.tr("%1 against %2"), *names))
        self.setAccessibleName(self._title.text())
        points = self._points()
        if not points:
            self._set_caption("")
            self._say(self.tr("No run among these has both metrics."))
            return
        legend = legend_of(self._runs)
        boards = sorted({point.run.board for point in points})
        named = ", ".join(f"{SHAPE_GLYPHS[legend.shapes[board]]} {board}" for board in boards)
        self._set_caption(filled(self.tr("%1 · filled = Pareto front, hollow = dominated, n = %2"), named, len(points)))
        origins = [origin for origin in ORIGIN_ORDER if any(point.run.origin is origin for point in points)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            self._draw_panel([point for point in points if point.run.origin is origin], origin, panel, legend)

    def _draw_panel(self, points: Sequence[ScatterPoint], origin: Origin, panel: Panel, legend: Legend) -> None:
        x_scale = metric_scale(self._x, (point.x for point in points))
        y_scale = metric_scale(self._y, (point.y for point in points))
        xs, ys = [x_scale.shown(point.x) for point in points], [y_scale.shown(point.y) for point in points]
        x_span, y_span = padded_range(xs, padding_ratio=0.22), padded_range(ys, padding_ratio=0.18)
        panel.set_title(origin_title(origin))
        panel.canvas.set_axis(
            "bottom", f"{metric_name(self._x)} ({x_scale.unit})", x_span, round_ticks(*x_span, most=4)
        )
        panel.canvas.set_axis("left", f"{metric_name(self._y)} ({y_scale.unit})", y_span, round_ticks(*y_span))
        panel.canvas.add_grid(round_ticks(*y_span), round_ticks(*x_span, most=4))
        for board in sorted({point.run.board for point in points}):
            front = sorted((x, y) for point, x, y in zip(points, xs, ys, strict=True)
                           if point.is_front and point.run.board == board)  # fmt: skip
            panel.canvas.add_line([x for x, _ in front], [y for _, y in front], "faint", width=1.5)
        panel.add_marks(
            (
                Mark(
                    point.run.run_id,
                    x,
                    y,
                    legend.shape(point.run),
                    legend.colour(point.run),
                    is_hollow=not point.is_front,
                    card=(*run_card(point.run, self._x), f"{metric_name(self._y)} {y_scale.text(point.y)}"),
                )
                for point, x, y in zip(points, xs, ys, strict=True)
            ),
            self._selected,
        )
        if len(points) <= _LABELLED:
            heights = spread(ys, panel.canvas.label_gap(y_span), y_span)
            has_models = len({point.run.model for point in points}) > 1
            for point, x, height in zip(points, xs, heights, strict=True):
                name = point.run.variant_label if has_models else short_label(point.run)
                text = f"   {name}   "
                is_left = x + panel.canvas.label_width(text, x_span) > x_span[1] and x - x_span[0] > x_span[1] - x
                panel.canvas.add_text(text, x, height, anchor=(1 if is_left else 0, 0.5), role="text")

    def _table(self) -> ChartTable:
        rows = tuple(
            (
                point.run.variant_label,
                point.run.board,
                point.run.origin.value,
                metric_scale(self._x, [point.x]).text(point.x),
                metric_scale(self._y, [point.y]).text(point.y),
                self.tr("front") if point.is_front else self.tr("dominated"),
            )
            for point in self._points()
        )
        headings = (self.tr("Version"), self.tr("Board"), self.tr("Origin"), metric_name(self._x))
        return ChartTable((*headings, metric_name(self._y), self.tr("Pareto")), rows, frozenset({3, 4}))

    def _summary(self) -> str:
        front = [point.run.variant_label for point in self._points() if point.is_front]
        words = self.tr("%1 against %2 of %3 runs. On the Pareto front: %4.")
        names = metric_name(self._y), metric_name(self._x)
        return filled(words, *names, len(self._points()), ", ".join(front))
