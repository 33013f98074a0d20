"""Distributions side by side: a strip of samples for each run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from PySide6.QtWidgets import QWidget

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Legend, Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import Values, ordered_latencies_us, sample_count, thinned, whisker
from benchwright.ui.charts.scale import round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, interval_words, metric_name, origin_title, run_card
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.run_values import latency_summary
from benchwright.ui.theme import Theme, scaled

_PLACES = 240
_LANE = 0.26
_BOX = 0.32
_AXIS_PX = 62
_ROW_PX = 17
_MOST_WORDS_RATIO = 0.58
"""Words beside a row that would take more of the width say the verdict alone."""


class DistributionChart(Chart):
    """Every run a row: its samples, the box of the middle half, and a mark at the median."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Latency distributions"))
        self.setAccessibleName(self._title.text())
        self._runs: tuple[Run, ...] = ()
        self._legend = legend_of(())
        self._samples: dict[str, Values] = {}
        self._verdicts: Mapping[str, str] = {}
        self.redraw()

    def show_runs(self, runs: Sequence[Run], verdicts: Mapping[str, str] | None = None) -> None:
        """Shows a row for each run with samples; origins stay apart. A verdict stands beside the median of its run."""
        self._verdicts = verdicts or {}
        self._runs = tuple(run for run in runs if sample_count(run))
        self._samples = {run.run_id: ordered_latencies_us(run) for run in self._runs}
        self._legend = legend_of(runs)
        self.redraw()

    def _draw(self) -> None:
        if not self._runs:
            self._set_caption("")
            self._say(self.tr("Choose runs to see how their latencies are distributed."))
            return
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        total = sum(values.size for values in self._samples.values())
        caption = filled(self.tr("mark = median, box = middle half, n = %1 inferences"), number_text(total, ","))
        beyond = sum(int((self._samples[run.run_id] > self._reach(run.origin)).sum()) for run in self._runs)
        if beyond:
            caption += ", " + filled(self.tr("%1 of them beyond the dashed line"), number_text(beyond, ","))
        self._set_caption(caption)
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            self._draw_panel(origin, panel, self._legend)

    def _draw_panel(self, origin: Origin, panel: Panel, legend: Legend) -> None:
        runs = [run for run in self._runs if run.origin is origin]
        boards = {run.board for run in runs}
        reach_us = self._reach(origin)
        latencies = [values[values <= reach_us] for values in (self._samples[run.run_id] for run in runs)]
        scale = time_scale(max(_median(values) for values in latencies))
        low, high = (
            scale.shown(min(float(values[0]) for values in latencies)),
            scale.shown(max(float(values[-1]) for values in latencies)),
        )
        width = (high - low) or high * 0.1 or 1.0
        # The medians stand right of their rows.
        words = self._words_with_room(panel, runs)
        ends = [(scale.shown(float(values[-1])), f"   {text}") for values, text in zip(latencies, words, strict=True)]
        span = panel.canvas.with_label_room((low - width * 0.08, high + width * 0.04), ends)
        panel.setMinimumHeight(scaled(_AXIS_PX + _ROW_PX * len(runs) * (1 if len(boards) == 1 else 2)))
        panel.set_title(f"{origin_title(origin)} · {next(iter(boards))}" if len(boards) == 1 else origin_title(origin))
        end = high + width * 0.04  # the room right of it is for words
        ticks = round_ticks(span[0], end, most=1 + int(4 * (end - span[0]) / (span[1] - span[0])))
        panel.canvas.set_axis("bottom", f"{metric_name(Metric.LATENCY)} ({scale.unit})", span, ticks)
        has_models = len({run.model for run in runs}) > 1
        labels = [run.variant_label if has_models else short_label(run) for run in runs]
        names = (
            labels if len(boards) == 1 else [f"{label}\n{run.board}" for label, run in zip(labels, runs, strict=True)]
        )
        panel.canvas.set_axis("left", "", (-0.6, len(runs) - 0.4), range(len(runs)), names)
        panel.canvas.flip_rows()
        panel.canvas.add_grid(xs=ticks)
        if any(float(self._samples[run.run_id][-1]) > reach_us for run in runs):
            panel.canvas.add_line([scale.shown(reach_us)] * 2, [-0.5, len(runs) - 0.5], "faint", is_dashed=True)
        for row, (across, text) in enumerate(ends):
            panel.canvas.add_text(text, across, row, role="text")
        self._draw_rows(panel, runs, [values * scale.factor for values in latencies], legend)

    def _reach(self, origin: Origin) -> float:
        """The end of the axis of an origin, in microseconds."""
        return max(whisker(self._samples[run.run_id]) for run in self._runs if run.origin is origin)

    def _words_with_room(self, panel: Panel, runs: Sequence[Run]) -> list[str]:
        """Median and verdict beside each row; where they have no room the verdict alone, or its number."""
        whole = [self._row_words(run, self._samples[run.run_id]) for run in runs]
        verdicts = [self._verdicts.get(run.run_id, "") for run in runs]
        for words in (whole, verdicts):
            widest = max(panel.canvas.label_width(f"   {text}", (0.0, 1.0)) for text in words)
            if widest <= _MOST_WORDS_RATIO:
                return words
        return [before + after[:1] for before, after, _ in (text.partition("%") for text in verdicts)]

    def _row_words(self, run: Run, values: Values) -> str:
        return f"{duration_text(us_to_seconds(_median(values)))}  {self._verdicts.get(run.run_id, '')}".rstrip()

    def _draw_rows(self, panel: Panel, runs: Sequence[Run], ordered: Sequence[Values], legend: Legend) -> None:
        """Samples, boxes and medians of all rows, a layer each."""
        roles = [f"series{legend.colour(run)}" for run in runs]
        spread = [row for row, values in enumerate(ordered) if values[0] != values[-1]]
        for is_faded in (False, True):
            rows = [row for row in spread if self._steps_back(runs[row]) == is_faded]
            if not rows:
                continue
            places = [(x, row + lane, roles[row]) for row in rows for x, lane in row_dots(ordered[row])]
            panel.canvas.add_dots(
                [x for x, _, _ in places],
                [y for _, y, _ in places],
                [role for _, _, role in places],
                alpha=40 if is_faded else 120,
            )
            lower, upper = np.array([np.quantile(ordered[row], (0.25, 0.75)) for row in rows]).T.tolist()
            bottom, top = [row - _BOX for row in rows], [row + _BOX for row in rows]
            boxes = [roles[row] for row in rows]
            panel.canvas.add_bars(lower, upper, bottom, top, boxes, alpha=30 if is_faded else 70)
        marks = (
            Mark(run.run_id, _median(values), row, legend.shape(run), legend.colour(run),
                 card=run_card(run, Metric.LATENCY))
            for row, (run, values) in enumerate(zip(runs, ordered, strict=True))
        )  # fmt: skip
        panel.add_marks(marks, self._selected)

    def _steps_back(self, run: Run) -> bool:
        return bool(self._selected) and run.run_id not in self._selected

    def _table(self) -> ChartTable:
        rows = []
        for run in self._runs:
            found = latency_summary(run)
            if found is None:
                continue
            cells = (found.minimum, found.median, found.p90, found.p99, found.maximum)
            words = (duration_text(us_to_seconds(cell)) for cell in cells)
            rows.append((run.variant_label, run.board, said(run.origin.value), *words, str(found.count)))
        headings = (self.tr("Version"), self.tr("Board"), self.tr("Origin"), self.tr("min"), "p50", "p90", "p99")
        return ChartTable((*headings, self.tr("max"), "n"), tuple(rows), frozenset(range(3, 9)))

    def _summary(self) -> str:
        sentences = (
            f"{shortened(run.variant_label)}, {shortened(run.board)}, {said(run.origin.value)}: "
            f"{self._row_words(run, self._samples[run.run_id])}, {interval_words(run)}."
            for run in self._runs
        )
        return " ".join(sentences)


def row_dots(ordered: Values) -> list[tuple[float, float]]:
    """Dots of a row: where many samples lie they fill its height, and a few far from the rest are one line."""
    values = np.array(thinned(ordered, _PLACES))
    counts = np.diff(np.searchsorted(ordered, values), append=ordered.size)
    lanes = (np.arange(values.size) * 7 % 5 - 2) / 2.5 * _LANE * np.sqrt(counts / counts.max())
    return list(zip(values.tolist(), lanes.tolist(), strict=True))


def _median(ordered: Values) -> float:
    return float(np.median(ordered))
