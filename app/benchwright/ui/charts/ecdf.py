"""Cumulative distributions: which part of the inferences took at most how long."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.curve_names import CurveName, names_beside_curves
from benchwright.ui.charts.legend_line import LegendLine
from benchwright.ui.charts.legend_words import board_words, version_entries
from benchwright.ui.charts.marks import Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import Values, ordered_latencies_us, sample_count, whisker
from benchwright.ui.charts.scale import Scale, padded_range, round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, metric_name, origin_title, run_card
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_STEPS = 400
"""Steps of a curve: more than its panel has pixels to tell apart."""

_TOP = 104.0
_MOST_NAMED = 6


class EcdfChart(Chart):
    """A curve for each run that climbs from 0 to 100 %; the further left, the faster."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Cumulative latency"))
        self.setAccessibleName(self._title.text())
        self._runs: tuple[Run, ...] = ()
        self._samples: dict[str, Values] = {}
        self._crowded_px: tuple[float, ...] = ()
        self.legend = LegendLine(theme, self)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(1, self.legend)
        theme.changed.connect(self.legend.update)
        self.redraw()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Shows a curve for each run with samples; origins stay apart."""
        self._runs = tuple(run for run in runs if sample_count(run))
        self._samples = {run.run_id: ordered_latencies_us(run) for run in self._runs}
        self._crowded_px = ()
        self.redraw()

    def _draw(self) -> None:
        if not self._runs:
            self.legend.show_entries(())
            self._set_caption("")
            self._say(self.tr("Choose runs to see how their latencies add up."))
            return
        self._set_caption(self._caption_words())
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        parts = [[run for run in self._runs if run.origin is origin] for origin in origins]
        panels = self._use_panels(len(origins))
        places = self._name_places(parts, panels)
        for runs, origin, panel in zip(parts, origins, panels, strict=True):
            self._draw_panel(runs, origin, panel)
        self._draw_names(parts, panels, places)
        self.legend.show_entries(() if places else version_entries(self._runs))

    def _caption_words(self) -> str:
        total = sum(values.size for values in self._samples.values())
        words = filled(self.tr("mark = median, n = %1 inferences"), number_text(total, ","))
        beyond = sum(int((self._samples[run.run_id] > self._reach(run.origin)).sum()) for run in self._runs)
        if beyond:
            words += ", " + filled(self.tr("%1 of them beyond the axis"), number_text(beyond, ","))
        return " · ".join(part for part in (board_words(self._runs), words) if part)

    def _reach(self, origin: Origin) -> float:
        """The end of the axis of an origin, in microseconds: as far as samples reach that are no outliers."""
        return max(whisker(self._samples[run.run_id]) for run in self._runs if run.origin is origin)

    def _span(self, runs: Sequence[Run], scale: Scale) -> tuple[float, float]:
        reach = self._reach(runs[0].origin)
        return padded_range([scale.shown(min(float(self._samples[run.run_id][0]) for run in runs)), scale.shown(reach)])

    def _draw_panel(self, runs: Sequence[Run], origin: Origin, panel: Panel) -> None:
        reach = self._reach(origin)
        scale = time_scale(reach)
        span = self._span(runs, scale)
        ticks = round_ticks(*span)
        panel.set_title(origin_title(origin))
        panel.canvas.set_axis("bottom", f"{metric_name(Metric.LATENCY)} ({scale.unit})", span, ticks)
        panel.canvas.set_axis("left", self.tr("Inferences (%)"), (0.0, _TOP), (0, 25, 50, 75, 100))
        panel.canvas.add_grid((25, 50, 75, 100), ticks)
        legend = legend_of(self._runs)
        marks = []
        for run in runs:
            ordered = self._samples[run.run_id]
            xs, ys = _curve(ordered, int(np.searchsorted(ordered, reach, side="right")))
            is_front = not self._selected or run.run_id in self._selected
            colour = f"series{legend.colour(run)}" if is_front else "faint"
            panel.canvas.add_line([scale.shown(x) for x in xs], ys, colour, width=2.0 if is_front else 1.0)
            median = scale.shown(float(np.median(ordered)))
            marks.append(Mark(run.run_id, median, 50.0, legend.shape(run), legend.colour(run),
                              card=run_card(run, Metric.LATENCY)))  # fmt: skip
        panel.add_marks(marks, self._selected)

    def _name_places(
        self, parts: Sequence[Sequence[Run]], panels: Sequence[Panel]
    ) -> tuple[tuple[CurveName, ...], ...]:
        """Where the names of each panel stand; empty where one of them has no room.

        A legend makes the panels lower, so names that had no room are tried again in another width alone.
        """
        widths = tuple(panel.canvas.room_px[0] for panel in panels)
        if widths == self._crowded_px or any(len(runs) > _MOST_NAMED for runs in parts):
            return ()
        places = tuple(self._places_on(runs, panel) for runs, panel in zip(parts, panels, strict=True))
        if all(places):
            return places
        self._crowded_px = widths
        return ()

    def _places_on(self, runs: Sequence[Run], panel: Panel) -> tuple[CurveName, ...]:
        scale, (width, height) = time_scale(self._reach(runs[0].origin)), panel.canvas.room_px
        low, high = self._span(runs, scale)

        def across(ordered: Values, share: float) -> float:
            at = float(np.quantile(ordered, min(1.0, share * _TOP / 100), method="higher"))
            return (scale.shown(at) - low) / (high - low) * width

        curves = [partial(across, self._samples[run.run_id]) for run in runs]
        sizes = [panel.canvas.name_px(name) for name in _names(runs)]
        return names_beside_curves(curves, sizes, (width, height))

    def _draw_names(
        self, parts: Sequence[Sequence[Run]], panels: Sequence[Panel], places: Sequence[Sequence[CurveName]]
    ) -> None:
        for runs, panel, found in zip(parts, panels, places, strict=bool(places)):
            (low, high), (width, height) = (
                self._span(runs, time_scale(self._reach(runs[0].origin))),
                panel.canvas.room_px,
            )
            for name, place in zip(_names(runs), found, strict=True):
                x, y = low + place.left / width * (high - low), _TOP * (1 - place.middle / height)
                panel.canvas.add_text(name, x, y, role="text")

    def _table(self) -> ChartTable:
        rows = []
        for run in self._runs:
            quantiles = np.quantile(self._samples[run.run_id], (0.05, 0.25, 0.5, 0.75, 0.95, 0.99))
            cells = (duration_text(us_to_seconds(float(value))) for value in quantiles)
            rows.append((run.variant_label, run.board, said(run.origin.value), *cells))
        headings = (
            self.tr("Version"),
            self.tr("Board"),
            self.tr("Origin"),
            "5 %",
            "25 %",
            "50 %",
            "75 %",
            "95 %",
            "99 %",
        )
        return ChartTable(headings, tuple(rows), frozenset(range(3, 9)))

    def _summary(self) -> str:
        words = self.tr("%1, %2: half within %3, 95 % within %4.")
        return " ".join(
            filled(words, shortened(run.variant_label), shortened(run.board),
                   *(duration_text(us_to_seconds(float(np.quantile(self._samples[run.run_id], ratio))))
                     for ratio in (0.5, 0.95)))
            for run in self._runs
        )  # fmt: skip


def _names(runs: Sequence[Run]) -> list[str]:
    boards = {run.board for run in runs}
    return [short_label(run) if len(boards) == 1 else f"{short_label(run)} {shortened(run.board, 20)}" for run in runs]


def _curve(ordered: Values, count: int) -> tuple[list[float], list[float]]:
    """Corners of the stairs, from the fastest inference to the last of so many; heights are shares of all."""
    kept = np.unique(np.linspace(0, count - 1, min(count, _STEPS)).astype(np.int64))
    heights = (kept + 1) * (100.0 / ordered.size)
    xs = np.repeat(ordered[kept], 2)
    ys = np.column_stack((np.concatenate(([0.0], heights[:-1])), heights)).ravel()
    return xs.tolist(), ys.tolist()
