"""Where the time goes in several runs, op by op, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.scale import round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, origin_title
from benchwright.ui.language.numbers import duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled

MOST_RUNS = 4
_ROW_PX = 16
_GAP_PX = 12
_AXIS_PX = 70

Op = tuple[str, int]
"""Label of an op, and which one of its kind it is: what two variants of a model have in common."""


def op_times_us(run: Run) -> dict[Op, float]:
    """Microseconds of each op in order of execution."""
    seen: Counter[str] = Counter()
    times: dict[Op, float] = {}
    labels = (*map(op_kind, run.op_labels), *("op" for _ in run.op_ticks))
    for label, ticks in zip(labels, run.op_ticks, strict=False):
        seen[label] += 1
        times[label, seen[label]] = max(0.0, run.timing.latency_us(ticks))
    return times


def op_kind(label: str) -> str:
    """The kind of an op without its number in the order of execution: `CONV_2D` of `3 CONV_2D`."""
    number, _, kind = label.partition(" ")
    return kind.strip() if number.isdigit() and kind.strip() else label


class SideOpsChart(Chart):
    """A group of bars for each op, a bar for each run; an op that a variant does not have leaves its place empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Time by op, side by side"))
        self.setAccessibleName(self._title.text())
        self._runs: tuple[Run, ...] = ()
        self._times: dict[str, dict[Op, float]] = {}
        self.redraw()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Shows the first four runs with a profile."""
        self._runs = tuple(run for run in runs if run.op_ticks)[:MOST_RUNS]
        self._times = {run.run_id: op_times_us(run) for run in self._runs}
        self.redraw()

    def _ops(self, runs: Sequence[Run]) -> list[Op]:
        return list(dict.fromkeys(op for run in runs for op in self._times[run.run_id]))

    def _draw(self) -> None:
        if not self._runs:
            self._set_caption("")
            self._say(self.tr("None of these runs has times by op."))
            return
        self._set_caption(filled(self.tr("n = 1 profiled inference of each, %1 runs"), len(self._runs)))
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            panel.set_title(origin_title(origin))
            self._draw_panel([run for run in self._runs if run.origin is origin], panel)

    def _draw_panel(self, runs: Sequence[Run], panel: Panel) -> None:
        ops = self._ops(runs)
        largest = max((time for run in runs for time in self._times[run.run_id].values()), default=1.0)
        scale = time_scale(largest)
        boards = {run.board for run in runs}
        runs_named = [
            short_label(run) if len(boards) == 1 else f"{short_label(run)} {shortened(run.board, 20)}" for run in runs
        ]
        room = [
            (scale.shown(time), f"  {scale.text(time)}{f'  {name}' if row == 0 else ''}")
            for run, name in zip(runs, runs_named, strict=True)
            for row, op in enumerate(ops)
            if (time := self._times[run.run_id].get(op)) is not None
        ]
        span = panel.canvas.with_label_room((0.0, scale.shown(largest) or 1.0), room)
        panel.setMinimumHeight(scaled(_AXIS_PX + len(ops) * (_GAP_PX + _ROW_PX * len(runs))))
        panel.canvas.set_axis("bottom", f"{self.tr('Time')} ({scale.unit})", span, round_ticks(*span, most=4))
        names = [f"{label} {number}" if number > 1 else label for label, number in ops]
        panel.canvas.set_axis(
            "left", "", (-0.6, len(ops) - 0.4), list(range(len(ops))), [shortened(n, 24) for n in names]
        )
        panel.canvas.flip_rows()
        legend, thickness = legend_of(self._runs), 0.8 / len(runs)
        marks = []
        for place, (run, name) in enumerate(zip(runs, runs_named, strict=True)):
            role, times = f"series{legend.colour(run)}", self._times[run.run_id]
            for row, op in enumerate(ops):
                if op in times:
                    top, across = row - 0.4 + place * thickness, scale.shown(times[op])
                    is_front = not self._selected or run.run_id in self._selected
                    panel.canvas.add_bars([0.0], [across], [top], [top + thickness * 0.9], [role],
                                          alpha=230 if is_front else 80)  # fmt: skip
                    text = f"  {scale.text(times[op])}{f'  {name}' if row == 0 else ''}"
                    panel.canvas.add_text(text, across, top + thickness * 0.45, role="text", has_halo=False)
                    card = (f"{name} · {said(run.origin.value)}", names[row], scale.text(times[op]))
                    marks.append(Mark(run.run_id, across, top + thickness * 0.45, card=card))
        panel.add_hot_spots(marks)

    def _table(self) -> ChartTable:
        rows = []
        for label, number in self._ops(self._runs):
            cells = []
            for run in self._runs:
                time = self._times[run.run_id].get((label, number))
                cells.append("–" if time is None else duration_text(us_to_seconds(time)))
            rows.append((f"{label} {number}", *cells))
        headings = (self.tr("Op"), *(f"{run.variant_label} · {run.board}" for run in self._runs))
        return ChartTable(headings, tuple(rows), frozenset(range(1, len(headings))))

    def _summary(self) -> str:
        words = self.tr("%1: %2 in %3 ops, the longest is %4.")
        sentences = []
        for run in self._runs:
            times = self._times[run.run_id]
            (label, number), _ = max(times.items(), key=lambda item: item[1])
            total = duration_text(us_to_seconds(sum(times.values())))
            sentences.append(filled(words, shortened(run.variant_label), total, len(times), f"{label} {number}"))
        return " ".join(sentences)
