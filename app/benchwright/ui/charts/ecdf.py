"""Cumulative distributions: which part of the inferences took at most how long."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import Values, ordered_latencies_us, sample_count
from benchwright.ui.charts.scale import padded_range, round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, metric_name, origin_title, run_card
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_STEPS = 400
"""Steps of a curve: more than its panel has pixels to tell apart."""

_NAMED_RATIOS = (0.5, 0.8, 0.65, 0.35, 0.9, 0.2)
"""How high on its curve each name stands, so that names of like curves do not meet."""


class EcdfChart(Chart):
    """A curve for each run that climbs from 0 to 100 %; the further left, the faster."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Cumulative latency"))
        self.setAccessibleName(self._title.text())
        self._runs: tuple[Run, ...] = ()
        self._samples: dict[str, Values] = {}
        self.redraw()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Shows a curve for each run with samples; origins stay apart."""
        self._runs = tuple(run for run in runs if sample_count(run))
        self._samples = {run.run_id: ordered_latencies_us(run) for run in self._runs}
        self.redraw()

    def _draw(self) -> None:
        if not self._runs:
            self._set_caption("")
            self._say(self.tr("Choose runs to see how their latencies add up."))
            return
        total = sum(values.size for values in self._samples.values())
        self._set_caption(filled(self.tr("mark = median, n = %1 inferences"), number_text(total, ",")))
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            self._draw_panel([run for run in self._runs if run.origin is origin], origin, panel)

    def _draw_panel(self, runs: Sequence[Run], origin: Origin, panel: Panel) -> None:
        ends = [float(end) for run in runs for end in self._samples[run.run_id][[0, -1]]]
        scale = time_scale(max(ends))
        span = padded_range([scale.shown(end) for end in ends])
        ticks = round_ticks(*span)
        panel.set_title(origin_title(origin))
        panel.canvas.set_axis("bottom", f"{metric_name(Metric.LATENCY)} ({scale.unit})", span, ticks)
        panel.canvas.set_axis("left", self.tr("Inferences (%)"), (0.0, 104.0), (0, 25, 50, 75, 100))
        panel.canvas.add_grid((25, 50, 75, 100), ticks)
        legend = legend_of(self._runs)
        boards = {run.board for run in runs}
        marks = []
        for place, run in enumerate(runs):
            values = self._samples[run.run_id] * scale.factor
            xs, ys = _curve(values)
            is_front = not self._selected or run.run_id in self._selected
            colour = f"series{legend.colour(run)}"
            panel.canvas.add_line(xs, ys, colour if is_front else "faint", width=2.0 if is_front else 1.0)
            median = float(np.median(values))
            marks.append(Mark(run.run_id, median, 50.0, legend.shape(run), legend.colour(run),
                              card=run_card(run, Metric.LATENCY)))  # fmt: skip
            if len(runs) <= 2 * len(_NAMED_RATIOS):
                ratio = _NAMED_RATIOS[place % len(_NAMED_RATIOS)]
                name = short_label(run) if len(boards) == 1 else f"{short_label(run)} {shortened(run.board, 20)}"
                at = float(np.quantile(values, ratio))
                is_left = at > (span[0] + span[1]) / 2
                panel.canvas.add_text(f"  {name}  ", at, 100 * ratio, anchor=(1 if is_left else 0, 0.5), role="text")
        panel.add_marks(marks, self._selected)

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


def _curve(ordered: Values) -> tuple[list[float], list[float]]:
    """Corners of the stairs, from the fastest inference to the slowest."""
    kept = np.unique(np.linspace(0, ordered.size - 1, min(ordered.size, _STEPS)).astype(np.int64))
    heights = (kept + 1) * (100.0 / ordered.size)
    xs = np.repeat(ordered[kept], 2)
    ys = np.column_stack((np.concatenate(([0.0], heights[:-1])), heights)).ravel()
    return xs.tolist(), ys.tolist()
