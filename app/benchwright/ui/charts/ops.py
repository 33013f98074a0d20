"""Where the time of an inference goes, op by op, and how its multiplications stand to what was published."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from benchwright import paths
from benchwright.catalog.core_bands import read_core_bands
from benchwright.model.mac_rate import MacRate, mac_energy, mac_rate, op_rates
from benchwright.model.mac_rate_words import energy_sentence, rate_sentence
from benchwright.model.op_profile import OpProfile, op_profiles
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.rate_words import NOTHING, macs_cell, rate_cell, rate_label, role_of, sign_of, unit_of
from benchwright.ui.charts.scale import round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import count_text, duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled

_ROW_PX = 22
_AXIS_PX = 60
_BAR = 0.36


class OpsChart(Chart):
    """A bar for each op in order of execution, with its share and its rate; one outside its band is marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Time by op"))
        self.setAccessibleName(self._title.text())
        self._bands = read_core_bands(paths.resources())
        self._run: Run | None = None
        self._ops: tuple[OpProfile, ...] = ()
        self._rates: tuple[MacRate | None, ...] = ()
        self._whole: MacRate | None = None
        self._standing = ""
        self.redraw()

    def show_run(self, run: Run | None) -> None:
        """Shows the profile of a run, or the empty sentence."""
        self._run = run
        self._ops = op_profiles(run) if run is not None else ()
        self._rates = op_rates(run, self._bands) if run is not None else ()
        self._whole = mac_rate(run, self._bands) if run is not None else None
        self._standing = self._words_on_bands(run)
        self.redraw()

    @property
    def standing(self) -> str:
        """How the whole inference stands to what was published of its core, as it is shown; "" where nothing is."""
        return self._standing

    def _words_on_bands(self, run: Run | None) -> str:
        if run is None:
            return ""
        lines = []
        if self._whole is not None and (sentence := rate_sentence(self._whole)):
            lines.append(f"{sign_of(self._whole)} {said(sentence)}".strip())
        energy = mac_energy(run, self._bands)
        if energy is not None and (sentence := energy_sentence(energy)):
            lines.append(said(sentence))
        return "\n".join(lines)

    def _name(self, op: OpProfile) -> str:
        return f"{op.index}  {op.code}".rstrip()

    def _draw(self) -> None:
        if self._run is None or not self._ops:
            self._set_caption(self._standing)
            self._say(self.tr("This run has no times by op."))
            return
        run, ops = self._run, self._ops
        words = self.tr("%1 · %2 · %3 · n = 1 profiled inference")
        caption = filled(words, run.variant_label, run.board, said(run.origin.value))
        self._set_caption("\n".join(filter(None, (caption, self._standing))))
        scale = time_scale(max(op.latency_us for op in ops))
        shown = [scale.shown(op.latency_us) for op in ops]
        largest = max(shown) or 1.0
        rows = range(len(ops))
        panel = self._use_panels(1)[0]
        labels = [
            "   ".join(filter(None, (f"  {_share(op)}", scale.text(op.latency_us), rate_label(rate))))
            for op, rate in zip(ops, self._rates, strict=True)
        ]
        span = panel.canvas.with_label_room((0.0, largest), zip(shown, labels, strict=True))
        panel.setMinimumHeight(scaled(_AXIS_PX + _ROW_PX * len(ops)))
        panel.canvas.set_axis(
            "bottom", f"{self.tr('Time')} ({scale.unit})", span, round_ticks(0, max(shown) or 1.0, most=4)
        )
        panel.canvas.set_axis("left", "", (-0.6, len(ops) - 0.4), list(rows), [self._name(op) for op in ops])
        panel.canvas.flip_rows()
        panel.canvas.add_bars([0.0] * len(ops), shown, [row - _BAR for row in rows], [row + _BAR for row in rows],
                       [role_of(rate) for rate in self._rates], alpha=200)  # fmt: skip
        for row, (label, across) in enumerate(zip(labels, shown, strict=True)):
            panel.canvas.add_text(label, across, row, role="text")

    def _table(self) -> ChartTable:
        scale = time_scale(max((op.latency_us for op in self._ops), default=0.0))
        rows = tuple(
            (
                self._name(op),
                NOTHING if op.work is None else "×".join(map(str, op.work.output_shape)),
                count_text(op.ticks),
                scale.text(op.latency_us),
                _share(op),
                macs_cell(op.macs),
                rate_cell(rate),
            )
            for op, rate in zip(self._ops, self._rates, strict=True)
        )
        rate = unit_of(self._whole.per) if self._whole is not None else self.tr("MAC/cycle")
        headings = (
            self.tr("Op"), self.tr("Output"), self.tr("Ticks"), self.tr("Time"), self.tr("Share"), self.tr("MACs"),
            rate,
        )  # fmt: skip
        return ChartTable(headings, rows, frozenset({2, 3, 4, 5, 6}))

    def _summary(self) -> str:
        total = duration_text(us_to_seconds(sum(op.latency_us for op in self._ops)))
        slowest = sorted(self._ops, key=lambda op: -op.latency_us)[:3]
        named = ", ".join(f"{self._name(op)} {_share(op)}" for op in slowest)
        words = filled(self.tr("%1 ops take %2 together. The longest: %3."), len(self._ops), total, named)
        return " ".join(filter(None, (words, self._standing.replace("\n", " "))))


def _share(op: OpProfile) -> str:
    return f"{number_text(100 * op.share_ratio, '.1f')} %"
