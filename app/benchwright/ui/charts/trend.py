"""One metric over the versions of models, with the versions marked that made it worse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from benchwright.model.board import Origin
from benchwright.model.budget import Budgets
from benchwright.model.compare import Delta, Metric
from benchwright.model.point import RunPoint
from benchwright.model.regression import THRESHOLD_RATIO, Line, version_lines
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import SHAPE_GLYPHS, Legend, Mark, legend_of, shortened, spread
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
    point_words,
    value_words,
)
from benchwright.ui.delta_words import delta_text
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

MOST_LINES = 8
"""Lines in one panel; of more models and boards those with the most versions are shown."""

_MOST_WORDS = 6
_MOST_MARKED_WORDS = 3
"""With more regressions their sizes stand in the hover cards: beside the points they would cover each other."""

_NO_BUDGETS = Budgets()


class TrendChart(Chart):
    """A line for each model on each board. A click opens the run; a regression has a ring, an arrow and its size."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._metric = Metric.LATENCY
        self._lines: tuple[Line, ...] = ()
        self._left_out = 0
        self._budgets = _NO_BUDGETS
        self._regressions: Mapping[str, Delta] = {}
        self._by_id: Mapping[str, RunPoint] = {}
        self._legend = legend_of(())
        self._models: Mapping[str, int] = {}
        self.redraw()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is drawn."""
        return self._lines

    @property
    def regressions(self) -> Mapping[str, Delta]:
        """The marked runs, each with its change from the version before."""
        return self._regressions

    def show_runs(self, runs: Sequence[RunPoint], metric: Metric, *, budgets: Budgets = _NO_BUDGETS) -> None:
        """Shows the newest usable run of each version; regressions follow by `show_regressions`."""
        self._metric, self._budgets, self._regressions = metric, budgets, {}
        found = version_lines(runs, metric)
        kept: list[Line] = []
        for origin in ORIGIN_ORDER:
            mine = sorted(
                (line for line in found if line.points[0].origin is origin), key=lambda line: -len(line.points)
            )
            kept.extend(mine[:MOST_LINES])
        self._lines, self._left_out = tuple(kept), len(found) - len(kept)
        drawn = [point for line in kept for point in line.points]
        self._by_id = {point.run_id: point for point in drawn}
        self._legend = legend_of(drawn)
        self._models = {model: place for place, model in enumerate(sorted({point.model for point in drawn}))}
        self.redraw()

    def show_regressions(self, regressions: Mapping[str, Delta]) -> None:
        """Marks these runs, each with its change from the version before."""
        if dict(regressions) != dict(self._regressions):
            self._regressions = regressions
            self.redraw()

    def _draw(self) -> None:
        name = axis_name(self._metric, self._by_id.values())
        self._title.setText(filled(self.tr("%1 by version"), name))
        self.setAccessibleName(self._title.text())
        if not self._lines:
            self._set_caption("")
            self._say(self.tr("No valid runs yet. Each tested version of a model becomes a point here."))
            return
        words = self.tr("newest run of each version, n = %1 · ▲ in a ring = worse than the version before by over %2 %")
        caption = filled(words, len(self._by_id), number_text(THRESHOLD_RATIO * 100, "g"))
        if self._left_out:
            caption += filled(self.tr(" · %1 shorter lines left out"), self._left_out)
        self._set_caption(caption)
        origins = [origin for origin in ORIGIN_ORDER if any(line.points[0].origin is origin for line in self._lines)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            panel.opens_on_click = True
            self._draw_panel([line for line in self._lines if line.points[0].origin is origin], origin, panel)

    def _draw_panel(self, lines: Sequence[Line], origin: Origin, panel: Panel) -> None:
        values = [_value(point, self._metric) for line in lines for point in line.points]
        drawn = [point for line in lines for point in line.points]
        scale = metric_scale(self._metric, values)
        shown = [scale.shown(value) for value in values]
        limit = self._budgets.limit(self._metric)
        if limit is not None and min(shown) / 3 < scale.shown(limit) < 3 * max(shown):
            shown.append(scale.shown(limit))
        span = padded_range(shown, padding_ratio=0.2)
        ticks = round_ticks(*span)
        panel.set_title(origin_title(origin))
        panel.canvas.set_axis("left", f"{axis_name(self._metric, drawn)} ({scale.unit})", span, ticks)
        panel.canvas.add_grid(ys=ticks)
        self._draw_versions(lines, panel)
        if limit is not None:
            panel.canvas.add_budget("left", scale.shown(limit), budget_words(self._metric, limit))
        for line in lines:
            panel.canvas.add_line(
                [point.variant_version for point in line.points],
                [scale.shown(_value(point, self._metric)) for point in line.points],
                f"series{self._models[line.points[0].model]}",
            )
        marks = [self._mark(point, scale, self._legend) for line in lines for point in line.points]
        panel.add_marks(marks, self._selected, describe=self._card)
        self._draw_regressions(lines, panel, scale)
        self._draw_names(lines, panel, scale, span)

    def _draw_versions(self, lines: Sequence[Line], panel: Panel) -> None:
        versions = sorted({point.variant_version for line in lines for point in line.points})
        step = 1 + len(versions) // 12
        models = {line.points[0].model for line in lines}
        title = (
            filled(self.tr("Version of %1"), shortened(next(iter(models)))) if len(models) == 1 else self.tr("Version")
        )
        room = [(float(line.points[-1].variant_version), f"   {_line_name(line, lines)}") for line in lines]
        span = panel.canvas.with_label_room((versions[0] - 0.5, versions[-1] + 0.5), room)
        ticks = versions[::step]
        panel.canvas.set_axis("bottom", title, span, ticks, [f"v{version}" for version in ticks])

    def _mark(self, point: RunPoint, scale: Scale, legend: Legend) -> Mark:
        height = scale.shown(_value(point, self._metric))
        return Mark(point.run_id, point.variant_version, height, legend.shape(point), self._models[point.model])

    def _draw_regressions(self, lines: Sequence[Line], panel: Panel, scale: Scale) -> None:
        found = [point for line in lines for point in line.points if point.run_id in self._regressions]
        for point in found:
            panel.canvas.add_ring(self._mark(point, scale, self._legend), role="error")
        for point in found:
            height = scale.shown(_value(point, self._metric))
            text = delta_text(self._regressions[point.run_id]) if len(found) <= _MOST_MARKED_WORDS else "▲"
            panel.canvas.add_text(text, point.variant_version, height, anchor=(0.5, 1.7), role="error", z=20)

    def _draw_names(self, lines: Sequence[Line], panel: Panel, scale: Scale, span: tuple[float, float]) -> None:
        ends = [line.points[-1] for line in lines]
        heights = [scale.shown(_value(point, self._metric)) for point in ends]
        placed = spread(heights, panel.canvas.label_gap(span), span)
        for line, point, height in zip(lines, ends, placed, strict=True):
            panel.canvas.add_text(f"   {_line_name(line, lines)}", point.variant_version, height, role="text")

    def _card(self, run_id: str) -> tuple[str, ...]:
        card = point_card(self._by_id[run_id], self._metric)
        delta = self._regressions.get(run_id)
        return (*card, filled(self.tr("%1 than the version before"), delta_text(delta))) if delta is not None else card

    def _table(self) -> ChartTable:
        rows = tuple(
            (
                said(point.origin.value),
                point.board,
                point.variant_label,
                point_words(point, self._metric),
                delta_text(self._regressions[point.run_id]) if point.run_id in self._regressions else "",
            )
            for line in self._lines
            for point in line.points
        )
        headings = (self.tr("Origin"), self.tr("Board"), self.tr("Version"), metric_name(self._metric))
        return ChartTable((*headings, self.tr("Regression")), rows, frozenset({3}))

    def _summary(self) -> str:
        sentences = []
        for line in self._lines[:_MOST_WORDS]:
            first, last = line.points[0], line.points[-1]
            words = self.tr("%1 on %2 (%3): %4 in v%5, %6 in v%7.")
            ends = (value_words(self._metric, _value(point, self._metric)) for point in (first, last))
            before, after = ends
            sentences.append(
                filled(words, shortened(first.model), shortened(first.board), said(first.origin.value), before,
                       first.variant_version, after, last.variant_version)
            )  # fmt: skip
        marked = [shortened(self._by_id[run_id].variant_label) for run_id in self._regressions if run_id in self._by_id]
        if marked:
            sentences.append(filled(self.tr("Regressions: %1."), ", ".join(marked[:_MOST_WORDS])))
        return " ".join(sentences)


def _value(point: RunPoint, metric: Metric) -> float:
    value = point.value(metric)
    assert value is not None, "a line holds runs that have a value"
    return value


def _line_name(line: Line, lines: Sequence[Line]) -> str:
    """What tells a line from the others: its model, its board or both; with one line its board."""
    point = line.points[0]
    models, boards = ({getattr(other.points[0], part) for other in lines} for part in ("model", "board"))
    board = f"{SHAPE_GLYPHS['o']} {shortened(point.board, 24)}"
    if len(models) == 1:
        return shortened(point.board, 24)
    return shortened(point.model, 24) if len(boards) == 1 else f"{shortened(point.model, 16)} {board[2:]}"
