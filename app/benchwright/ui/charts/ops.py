"""Where the time of an inference goes, op by op."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.scale import round_ticks, time_scale
from benchwright.ui.charts.side_ops import op_kind
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled

_ROW_PX = 22
_AXIS_PX = 60
_BAR = 0.36


class OpsChart(Chart):
    """A bar for each op in order of execution, with its share."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Time by op"))
        self.setAccessibleName(self._title.text())
        self._run: Run | None = None
        self.redraw()

    def show_run(self, run: Run | None) -> None:
        """Shows the profile of a run, or the empty sentence."""
        self._run = run
        self.redraw()

    def _times_us(self) -> tuple[float, ...]:
        run = self._run
        return tuple(max(0.0, run.timing.latency_us(ticks)) for ticks in run.op_ticks) if run is not None else ()

    def _names(self) -> tuple[str, ...]:
        labels = self._run.op_labels if self._run is not None else ()
        count = len(self._times_us())
        known = (*labels, *("" for _ in range(count)))
        return tuple(f"{index}  {op_kind(known[index])}".rstrip() for index in range(count))

    def _draw(self) -> None:
        times = self._times_us()
        if self._run is None or not times:
            self._set_caption("")
            self._say(self.tr("This run has no times by op."))
            return
        run = self._run
        words = self.tr("%1 · %2 · %3 · n = 1 profiled inference")
        self._set_caption(filled(words, run.variant_label, run.board, said(run.origin.value)))
        scale, total = time_scale(max(times)), sum(times) or 1.0
        shown = [scale.shown(value) for value in times]
        largest = max(shown) or 1.0
        rows = range(len(times))
        panel = self._use_panels(1)[0]
        labels = [f"  {_share(value, total)}   {scale.text(value)}" for value in times]
        span = panel.canvas.with_label_room((0.0, largest), zip(shown, labels, strict=True))
        panel.setMinimumHeight(scaled(_AXIS_PX + _ROW_PX * len(times)))
        panel.canvas.set_axis(
            "bottom", f"{self.tr('Time')} ({scale.unit})", span, round_ticks(0, max(shown) or 1.0, most=4)
        )
        panel.canvas.set_axis("left", "", (-0.6, len(times) - 0.4), list(rows), self._names())
        panel.canvas.flip_rows()
        panel.canvas.add_bars([0.0] * len(times), shown, [row - _BAR for row in rows], [row + _BAR for row in rows],
                       ["link"] * len(times), alpha=200)  # fmt: skip
        for row, (label, across) in enumerate(zip(labels, shown, strict=True)):
            panel.canvas.add_text(label, across, row, role="text")

    def _table(self) -> ChartTable:
        times = self._times_us()
        total, scale = sum(times) or 1.0, time_scale(max(times, default=0.0))
        rows = tuple(
            (name, scale.text(value), _share(value, total)) for name, value in zip(self._names(), times, strict=True)
        )
        return ChartTable((self.tr("Op"), self.tr("Time"), self.tr("Share")), rows, frozenset({1, 2}))

    def _summary(self) -> str:
        times = self._times_us()
        total = sum(times)
        slowest = sorted(zip(times, self._names(), strict=True), reverse=True)[:3]
        named = ", ".join(f"{name} {_share(value, total or 1.0)}" for value, name in slowest)
        words = self.tr("%1 ops take %2 together. The longest: %3.")
        return filled(words, len(times), duration_text(us_to_seconds(total)), named)


def _share(value: float, total: float) -> str:
    return f"{number_text(100 * value / total, '.1f')} %"
