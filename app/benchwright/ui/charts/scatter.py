"""One metric against another, with the Pareto front and the budgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.legend_line import LegendLine
from benchwright.ui.charts.legend_words import colour_name, kind_words, legend_entries
from benchwright.ui.charts.mark_look import USUAL_LOOK, ColourBy, MarkKeys, MarkLook
from benchwright.ui.charts.marks import SHAPE_GLYPHS, shortened
from benchwright.ui.charts.scale import metric_scale
from benchwright.ui.charts.scatter_plane import MOST_NAMED, Plane, ScatterPoint, scatter_points
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, metric_name, point_card, tr, trust_words, value_words
from benchwright.ui.language.numbers import number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled

_NAMED = 5
"""So many runs of the front the spoken summary names; the rest is counted."""

_LOW_PX = 300
_NO_BUDGETS = Budgets()
_TOLD_APART = frozenset({ColourBy.MODEL, ColourBy.VALIDITY})
"""Colours that say what no column of the table twin says already."""


class ScatterChart(Chart):
    """Filled marks on the front of their board, hollow ones are dominated. Arrow keys walk the front."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._runs: tuple[RunPoint, ...] = ()
        self._points: tuple[ScatterPoint, ...] = ()
        self._by_id: Mapping[str, ScatterPoint] = {}
        self._x, self._y = Metric.LATENCY, Metric.RAM
        self._budgets = _NO_BUDGETS
        self._look = USUAL_LOOK
        self.legend = LegendLine(theme, self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.legend)
        theme.changed.connect(self.legend.update)
        self.redraw()

    def show_runs(
        self,
        runs: Sequence[RunPoint],
        x: Metric,
        y: Metric,
        *,
        front_only: bool = False,
        budgets: Budgets = _NO_BUDGETS,
        look: MarkLook = USUAL_LOOK,
    ) -> None:
        """Shows the runs that have both metrics, and the budgets as dashed lines."""
        self._runs, self._x, self._y, self._budgets, self._look = tuple(runs), x, y, budgets, look
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low chart keeps its room for the marks."""
        super().resizeEvent(event)
        self.legend.set_brief(is_brief=self.height() < scaled(_LOW_PX))

    def _draw(self) -> None:
        names = metric_name(self._y), metric_name(self._x)
        self._title.setText(filled(self.tr("%1 against %2"), *names))
        self.setAccessibleName(self._title.text())
        if not self._points:
            self._set_caption("")
            self.legend.show_entries(())
            self._say(self._why_empty())
            return
        keys, shown = MarkKeys(self._runs, self._look), [point.run for point in self._points]
        self._set_caption(self._caption_words(keys, shown))
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in shown)]
        parts = [[point for point in self._points if point.run.origin is origin] for origin in origins]
        has_names = all(len(part) <= MOST_NAMED for part in parts)
        self.legend.show_entries(legend_entries(keys, shown, has_names=has_names))
        for origin, points, panel in zip(origins, parts, self._use_panels(len(origins)), strict=True):
            Plane(panel, self._x, self._y, self._budgets).draw(points, origin, keys, self._selected, self._card)

    def _caption_words(self, keys: MarkKeys, shown: Sequence[RunPoint]) -> str:
        """The boards by their shapes, where shapes are of boards; how many runs, and how many are doubted."""
        words = filled(self.tr("filled = Pareto front, hollow = dominated, n = %1"), number_text(len(shown), ","))
        doubted = len({run.run_id for run in shown if trust_words(run.status)})
        mark = filled(self.tr(" · ⚠ not valid: %1"), number_text(doubted, ",")) if doubted else ""
        if self._look.colour is not ColourBy.VERSION:
            return words + mark
        shapes = {run.board: keys.kind_shape(run) for run in shown}
        boards = ", ".join(f"{SHAPE_GLYPHS[shapes[board]]} {shortened(board)}" for board in sorted(shapes))
        return f"{boards} · {words}{mark}"

    def _card(self, run_id: str) -> tuple[str, ...]:
        point = self._by_id[run_id]
        scale = metric_scale(self._y, [point.y])
        place = self.tr("on the Pareto front") if point.is_front else self.tr("dominated")
        size = self._third_metric()
        sized = (f"{metric_name(size)} {_words(point.run, size)}",) if size is not None else ()
        return (*point_card(point.run, self._x), f"{metric_name(self._y)} {scale.text(point.y)}", *sized, place)

    def _third_metric(self) -> Metric | None:
        """What the size says, where no axis says it."""
        return self._look.size if self._look.size not in {self._x, self._y} else None

    def _why_empty(self) -> str:
        if Metric.ENERGY in {self._x, self._y}:
            return self.tr("Energy was not measured in these runs: it takes a power meter.")
        return self.tr("No run among these has both metrics.")

    def _has_table(self) -> bool:
        return bool(self._points)

    def _table(self) -> ChartTable:
        """The twin; what only size or colour would tell has a column of its own."""
        third, colour = self._third_metric(), self._look.colour
        headings = [self.tr("Version"), self.tr("Board"), self.tr("Origin"), metric_name(self._x)]
        headings += [metric_name(self._y), self.tr("Pareto")]
        headings += [metric_name(third)] if third is not None else []
        headings += [colour_name(colour)] if colour in _TOLD_APART else []
        numeric = frozenset({3, 4} if third is None else {3, 4, 6})
        return ChartTable(tuple(headings), tuple(map(self._cells, self._points)), numeric)

    def _cells(self, point: ScatterPoint) -> tuple[str, ...]:
        run, third, colour = point.run, self._third_metric(), self._look.colour
        return (
            run.variant_label,
            run.board,
            said(run.origin.value),
            metric_scale(self._x, [point.x]).text(point.x),
            metric_scale(self._y, [point.y]).text(point.y),
            self.tr("front") if point.is_front else self.tr("dominated"),
            *([_words(run, third)] if third is not None else []),
            *([kind_words(colour, run, has_models=True)] if colour in _TOLD_APART else []),
        )

    def _summary(self) -> str:
        front = list(dict.fromkeys(point.run.variant_label for point in self._points if point.is_front))
        named = ", ".join(shortened(label) for label in front[:_NAMED])
        if len(front) > _NAMED:
            named = filled(self.tr("%1 and %2 more"), named, len(front) - _NAMED)
        words = self.tr("%1 against %2 of %3 runs. On the Pareto front: %4.")
        names = metric_name(self._y), metric_name(self._x)
        return filled(words, *names, number_text(len(self._points), ","), named)


def _words(run: RunPoint, metric: Metric) -> str:
    """The value of a metric with its unit, or that there is none."""
    value = run.value(metric)
    return tr("not measured") if value is None else value_words(metric, value)
