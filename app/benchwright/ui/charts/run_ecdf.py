"""The cumulative distribution of the latencies of one run."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.samples import Values, ordered_latencies_us, sample_count
from benchwright.ui.charts.scale import padded_range, round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled, sample_words
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme

_STEPS = 400
_SHOWN = (0.5, 0.9, 0.99)
_TABLE = (0.0, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 1.0)


class RunEcdfChart(Chart):
    """Which share of the inferences took at most how long."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Cumulative latency"))
        self.setAccessibleName(self._title.text())
        self._run: Run | None = None
        self._ordered: Values = np.empty(0)
        self.redraw()

    def show_run(self, run: Run | None) -> None:
        """Shows a run, or the empty sentence."""
        self._run = run
        self._ordered = ordered_latencies_us(run) if run is not None and sample_count(run) else np.empty(0)
        self.redraw()

    def _draw(self) -> None:
        run, ordered = self._run, self._ordered
        if run is None or not ordered.size:
            self._set_caption("")
            self._say(self.tr("This run has no samples."))
            return
        self._set_caption(f"{run.variant_label} · {run.board} · {said(run.origin.value)} · {sample_words(run)}")
        if ordered[0] == ordered[-1]:
            same = duration_text(us_to_seconds(float(ordered[0])))
            self._say(filled(self.tr("Every sample is %1: the curve is one step."), same))
            return
        scale = time_scale(float(np.median(ordered)))
        shares = np.unique(np.concatenate((np.linspace(0, 1, _STEPS), 1 - np.geomspace(1e-4, 1, _STEPS // 4))))
        values = np.quantile(ordered, shares, method="inverted_cdf") * scale.factor
        span = padded_range([float(values[0]), float(values[-1])], padding_ratio=0.06)
        panel = self._use_panels(1)[0]
        panel.canvas.set_axis("bottom", f"{self.tr('Latency')} ({scale.unit})", span, round_ticks(*span))
        panel.canvas.set_axis("left", self.tr("Share of inferences (%)"), (0, 118), (0, 25, 50, 75, 100))
        panel.canvas.add_grid(ys=(25, 50, 75, 100))
        panel.canvas.add_line(
            [float(value) for value in values], [float(100 * share) for share in shares], "link", width=2
        )
        marks = []
        for share in _SHOWN:
            value = float(np.quantile(ordered, share))
            name = f"p{number_text(100 * share, 'g')}"
            text = f"{name} {duration_text(us_to_seconds(value))}"
            marks.append(Mark(f"{run.run_id}/{name}", scale.shown(value), 100 * share, card=(text, sample_words(run))))
            is_left = scale.shown(value) > (span[0] + span[1]) / 2
            panel.canvas.add_text(
                f"  {text}  ", scale.shown(value), 100 * share, anchor=(1 if is_left else 0, 1), role="text"
            )
        panel.add_marks(marks)

    def _table(self) -> ChartTable:
        if not self._ordered.size:
            return ChartTable()
        rows = tuple(
            (
                f"{number_text(100 * share, 'g')} %",
                duration_text(us_to_seconds(float(np.quantile(self._ordered, share)))),
            )
            for share in _TABLE
        )
        return ChartTable((self.tr("Share of inferences"), self.tr("At most")), rows, frozenset({0, 1}))

    def _summary(self) -> str:
        if self._run is None or not self._ordered.size:
            return ""
        texts = [duration_text(us_to_seconds(float(np.quantile(self._ordered, share)))) for share in _SHOWN]
        return filled(self.tr("Half of the inferences take at most %1, 90 % at most %2, 99 % at most %3."), *texts)
