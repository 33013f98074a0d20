"""The latency histogram of one run."""

from __future__ import annotations

from statistics import fmean

from PySide6.QtWidgets import QWidget

from benchwright.model.run import Run
from benchwright.model.stats import Summary
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.binning import Bins, run_bins
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.samples import sample_count
from benchwright.ui.charts.scale import padded_range, round_ticks, time_scale, whole_ticks
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled, sample_words
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.run_values import latency_summary
from benchwright.ui.theme import Theme

_ALPHA = 190
_LEADING = 1.15
_MOST_LINE_RATIO = 0.25


class HistogramChart(Chart):
    """How latency is distributed; where instructions are counted, the exact counts instead of bars of nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Latency"))
        self.setAccessibleName(self.tr("Latency histogram"))
        self._run: Run | None = None
        self._bins: Bins | None = None
        self.redraw()

    def show_run(self, run: Run | None, shape: Bins | None = None) -> None:
        """Shows a run, or the empty sentence; `shape` are its `run_bins` where a worker made them already."""
        self._run = run
        self._bins = run_bins(run) if run is not None and shape is None else shape
        self.redraw()

    def _draw(self) -> None:
        run = self._run
        if run is None or not sample_count(run):
            self._set_caption("")
            self._say(self.tr("No run yet. Flash and test a model to see how its latency is distributed."))
            return
        beyond = self._bins.beyond_count if self._bins is not None else 0
        samples = sample_words(run)
        if beyond:
            samples += ", " + filled(self.tr("%1 of them beyond the axis"), number_text(beyond, ","))
        self._set_caption(f"{run.variant_label} · {run.board} · {said(run.origin.value)} · {samples}")
        summary = latency_summary(run)
        if self._bins is not None and summary is not None:
            self._draw_bars(self._bins, summary, self._use_panels(1)[0])
        elif len(set(run.timing.samples)) == 1:
            self._say_exact(run)
        else:
            self._draw_inputs(run, self._use_panels(1)[0])

    def _say_exact(self, run: Run) -> None:
        count = run.timing.instructions(run.timing.samples[0]) or 0
        latency = duration_text(us_to_seconds(run.timing.latencies_us[0]))
        words = self.tr("%1 at %2 MHz and one instruction a cycle. There is nothing to spread.")
        self._say(
            filled(words, latency, number_text(run.timing.clock_hz / 1e6, "g")),
            headline=filled(self.tr("Every inference took exactly %1 instructions."), number_text(count, ",")),
        )

    def _draw_bars(self, shape: Bins, summary: Summary, panel: Panel) -> None:
        scale = time_scale(summary.median)
        edges = [scale.shown(edge) for edge in shape.edges]
        top = max(shape.counts)
        span = padded_range(edges, padding_ratio=0.04)
        ys = whole_ticks(0, top, most=4)
        panel.canvas.set_axis("bottom", f"{self.tr('Latency')} ({scale.unit})", span, round_ticks(*span))
        # Two lines of text above the highest bar, however low the chart is.
        line = min(_MOST_LINE_RATIO, panel.canvas.label_gap((0, 1)) * _LEADING)
        height = top / (1 - 2 * line)
        panel.canvas.set_axis("left", self._counted(), (0, height), ys)
        panel.canvas.add_grid(ys=ys[1:])
        count = len(shape.counts)
        panel.canvas.add_bars(edges[:-1], edges[1:], [0] * count, shape.counts, ["link"] * count, alpha=_ALPHA)
        self._draw_lines(panel, summary, scale.factor, span, (height, height * (1 - line)))

    def _draw_lines(
        self, panel: Panel, summary: Summary, factor: float, span: tuple[float, float], heights: tuple[float, float]
    ) -> None:
        """p50 and p99 with their names beside them, each on a line of its own."""
        p50, p99 = ("p50", summary.median, "text"), ("p99", summary.p99, "muted")
        for (name, value, role), height in zip((p50, p99), heights, strict=True):
            x = value * factor
            is_left = x > span[0] + (span[1] - span[0]) * 0.7
            panel.canvas.add_line([x, x], [0, height], role, is_dashed=name != "p50")
            text = f" {name} {duration_text(us_to_seconds(value))} "
            panel.canvas.add_text(text, x, height, anchor=(1 if is_left else 0, 0), role=role)

    def _draw_inputs(self, run: Run, panel: Panel) -> None:
        """One row for each input: exact counts differ by what the input makes the kernels do."""
        counts = _counts_by_input(run)
        lowest = min(fmean(values) for values in counts)
        means = [fmean(values) for values in counts]
        labels = [f"   {number_text(mean, ',.0f')}  {_above(mean - lowest)}" for mean in means]
        span = panel.canvas.with_label_room(padded_range([*means], padding_ratio=0.25), zip(means, labels, strict=True))
        rows = range(len(means))
        panel.canvas.set_axis("bottom", self.tr("Instructions an inference"), span, round_ticks(*span, most=4))
        panel.canvas.set_axis("left", "", (-0.6, len(means) - 0.4), list(rows), [self._input_name(row) for row in rows])
        panel.canvas.flip_rows()
        panel.canvas.add_grid(ys=list(rows))
        panel.add_marks(
            Mark(f"{run.run_id}/{row}", mean, row, card=(self._input_name(row), number_text(mean, ",.0f")))
            for row, mean in enumerate(means)
        )
        for row, (mean, label) in enumerate(zip(means, labels, strict=True)):
            panel.canvas.add_text(label, mean, row, role="text")

    def _counted(self) -> str:
        """What a bar counts."""
        is_mean = self._run is not None and self._run.timing.inferences_per_sample > 1
        return self.tr("Means") if is_mean else self.tr("Inferences")

    def _input_name(self, row: int) -> str:
        return self.tr("input %1").replace("%1", str(row + 1))

    def _table(self) -> ChartTable:
        run = self._run
        if run is None or not sample_count(run):
            return ChartTable()
        if run.timing.ns_per_instruction is not None:
            rows = tuple(
                (self._input_name(row), number_text(fmean(values), ",.0f"), str(len(values)))
                for row, values in enumerate(_counts_by_input(run))
            )
            headings = (self.tr("Input"), self.tr("Instructions"), self.tr("Inferences"))
            return ChartTable(headings, rows, frozenset({1, 2}))
        shape = self._bins
        if shape is None:
            return ChartTable()
        scale = time_scale(shape.edges[-1])
        edges = [scale.shown(edge) for edge in shape.edges]
        bars = tuple(
            (number_text(low, ",.4g"), number_text(high, ",.4g"), str(count))
            for low, high, count in zip(edges, edges[1:], shape.counts, strict=False)
        )
        headings = (f"{self.tr('From')} ({scale.unit})", f"{self.tr('To')} ({scale.unit})", self._counted())
        return ChartTable(headings, bars, frozenset({0, 1, 2}))

    def _summary(self) -> str:
        run = self._run
        if run is None:
            return ""
        found = latency_summary(run)
        if found is None:
            return ""
        words = self.tr("%1 on %2: median %3, 99 % below %4, %5 inferences.")
        p50, p99 = (duration_text(us_to_seconds(value)) for value in (found.median, found.p99))
        return filled(words, run.variant_label, run.board, p50, p99, found.count)


def _counts_by_input(run: Run) -> tuple[tuple[int, ...], ...]:
    return tuple(
        tuple(run.timing.instructions(ticks) or 0 for ticks in window.ticks)
        for window in run.timing.windows
        if window.ticks
    )


def _above(difference: float) -> str:
    return "+" + number_text(difference, ",.0f") if difference else ""
