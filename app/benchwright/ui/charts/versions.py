"""One metric over the versions of a model, board by board."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import SHAPE_GLYPHS, Extent, Legend, Mark, legend_of, spread, variant_suffix
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import Scale, metric_scale, padded_range, round_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import VersionPanel, version_panels
from benchwright.ui.charts.words import axis_name, filled, metric_name, origin_title, run_card
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_LABELLED = 8
"""With more points than this their values stand in the hover card only."""

_NAMED_COLUMNS = 6
_DODGE = 0.14


class VersionChart(Chart):
    """A metric by version; hardware, emulated and native each have axes of their own."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._runs: tuple[Run, ...] = ()
        self._metric = Metric.LATENCY
        self._views: tuple[VersionPanel, ...] = ()
        self.redraw()

    def show_runs(self, runs: Sequence[Run], metric: Metric) -> None:
        """Shows the newest valid run of each variant and board among `runs`."""
        self._runs, self._metric = tuple(runs), metric
        self._views = version_panels(runs, metric)
        self.redraw()

    def _draw(self) -> None:
        name = axis_name(self._metric, (point.run for view in self._views for point in view.points))
        self._title.setText(filled(self.tr("%1 by version"), name))
        self.setAccessibleName(self._title.text())
        if not self._views:
            self._set_caption("")
            self._say(self.tr("No valid runs yet. Each tested version of a model becomes a point here."))
            return
        legend = legend_of(self._runs)
        boards = sorted({point.run.board for view in self._views for point in view.points})
        shown = sum(len(view.points) for view in self._views)
        named = ", ".join(f"{SHAPE_GLYPHS[legend.shapes[board]]} {board}" for board in boards)
        self._set_caption(filled(self.tr("%1 · newest run of each version, n = %2"), named, shown))
        for view, panel in zip(self._views, self._use_panels(len(self._views)), strict=True):
            self._draw_panel(view, panel, legend)

    def _draw_panel(self, view: VersionPanel, panel: Panel, legend: Legend) -> None:
        values, runs = [point.value for point in view.points], [point.run for point in view.points]
        scale = metric_scale(self._metric, values)
        shown = [scale.shown(value) for value in values]
        span = padded_range(shown, from_zero=_reads_from_zero(shown, self._metric), padding_ratio=0.18)
        ticks = round_ticks(*span)
        panel.set_title(origin_title(view.origin))
        panel.canvas.set_axis("left", f"{axis_name(self._metric, runs)} ({scale.unit})", span, ticks)
        width = self._draw_columns(view, panel, scale)
        panel.canvas.add_grid(ys=ticks)
        places = _places(view)
        for line in view.lines():
            panel.canvas.add_line(
                [places[point.run.run_id] for point in line], [scale.shown(point.value) for point in line]
            )
        panel.add_marks(
            (
                Mark(
                    point.run.run_id,
                    places[point.run.run_id],
                    scale.shown(point.value),
                    legend.shape(point.run),
                    legend.colour(point.run),
                    card=run_card(point.run, self._metric),
                )
                for point in view.points
            ),
            self._selected,
        )
        self._draw_labels(view, panel, scale, span, width)

    def _draw_columns(self, view: VersionPanel, panel: Panel, scale: Scale) -> tuple[float, float]:
        """Names the columns, every one or every second, third … so that names do not touch; the axis' range."""
        places = range(len(view.variants))
        models = {run.model for run in view.variants}
        has_names = len(view.variants) <= _NAMED_COLUMNS
        texts = [_column_name(run, with_model=len(models) > 1, with_suffix=has_names) for run in view.variants]
        title = self.tr("Version of %1").replace("%1", next(iter(models))) if len(models) == 1 else self.tr("Version")
        span = (-0.5, len(texts) - 0.5)
        if len(view.points) <= _LABELLED:
            at = _places(view)
            labels = ((at[point.run.run_id], f"   {scale.text(point.value)}") for point in view.points)
            span = panel.canvas.with_label_room(span, labels)
        step = _step(panel, texts, span)
        if step > 1 and has_names:  # a short name at every column says more than a long one at every second
            texts = [_column_name(run, with_model=len(models) > 1, with_suffix=False) for run in view.variants]
            step = _step(panel, texts, span)
        panel.canvas.set_axis("bottom", title, span, list(places)[::step], texts[::step])
        return span

    def _draw_labels(
        self, view: VersionPanel, panel: Panel, scale: Scale, span: tuple[float, float], width: tuple[float, float]
    ) -> None:
        """Values beside their points, moved apart where they would touch; one that reaches another's is left out."""
        if len(view.points) > _LABELLED:
            return
        gap, places = panel.canvas.label_gap(span), _places(view)
        taken: list[Extent] = []
        for place in range(len(view.variants)):
            column = {scale.text(point.value): point for point in view.points if point.place == place}
            right = max(places[point.run.run_id] for point in view.points if point.place == place)
            heights = spread([scale.shown(point.value) for point in column.values()], gap, span)
            for text, height in zip(column, heights, strict=True):
                words = f"   {text}"
                extent = Extent(right, right + panel.canvas.label_width(words, width), height)
                if not any(extent.touches(other, gap) for other in taken):
                    taken.append(extent)
                    panel.canvas.add_text(words, right, height, role="text")

    def _table(self) -> ChartTable:
        rows = tuple(
            (
                said(point.run.origin.value),
                point.run.board,
                point.run.variant_label,
                metric_scale(self._metric, [point.value]).text(point.value),
                said(point.run.validity.status.value),
            )
            for view in self._views
            for point in sorted(view.points, key=lambda point: (point.run.board, point.place))
        )
        headings = (
            self.tr("Origin"),
            self.tr("Board"),
            self.tr("Version"),
            metric_name(self._metric),
            self.tr("Validity"),
        )
        return ChartTable(headings, rows, frozenset({3}))

    def _summary(self) -> str:
        sentences = []
        for view in self._views:
            for line in view.lines():
                first, last = line[0], line[-1]
                scale = metric_scale(self._metric, [first.value, last.value])
                words = self.tr("%1 on %2 (%3): %4 in %5, %6 in %7.")
                sentences.append(
                    filled(
                        words,
                        metric_name(self._metric),
                        first.run.board,
                        said(view.origin.value),
                        scale.text(first.value),
                        first.run.variant_label,
                        scale.text(last.value),
                        last.run.variant_label,
                    )
                )
        return " ".join(sentences)


def _places(view: VersionPanel) -> dict[str, float]:
    """Where each run stands across: boards of one column side by side, so that equal values do not hide each other."""
    boards = sorted({point.run.board for point in view.points})
    middle = (len(boards) - 1) / 2
    return {point.run.run_id: point.place + (boards.index(point.run.board) - middle) * _DODGE for point in view.points}


def _step(panel: Panel, texts: Sequence[str], span: tuple[float, float]) -> int:
    """Every how manyth name can be written so that none touches the next."""
    lines = [line for text in texts for line in text.splitlines()]
    return max(1, math.ceil(max((panel.canvas.label_width(f"  {line}", span) for line in lines), default=1.0)))


def _column_name(run: Run, *, with_model: bool, with_suffix: bool) -> str:
    version = f"v{run.variant_version}"
    head = f"{run.model} {version}" if with_model else version
    suffix = variant_suffix(run)
    return f"{head}\n{suffix}" if with_suffix and suffix else head


def _reads_from_zero(values: Sequence[float], metric: Metric) -> bool:
    """Accuracy, and values all within a third of each other, are read as differences, not as lengths."""
    return metric is not Metric.ACCURACY and min(values) < 0.67 * max(values)
