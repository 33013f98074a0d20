"""Where the time goes in several runs, op by op, side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from benchwright import paths
from benchwright.catalog.core_bands import read_core_bands
from benchwright.model.core_band import CoreBands
from benchwright.model.mac_rate import MacRate, Per, mac_rate, op_rates
from benchwright.model.op_profile import OpProfile, op_profiles
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.marks import Mark, legend_of, short_label, shortened
from benchwright.ui.charts.panel import Panel
from benchwright.ui.charts.rate_words import NOTHING, macs_cell, rate_cell, rate_label, sign_of, unit_of
from benchwright.ui.charts.scale import round_ticks, time_scale
from benchwright.ui.charts.table_twin import ChartTable
from benchwright.ui.charts.version_points import ORIGIN_ORDER
from benchwright.ui.charts.words import filled, origin_title
from benchwright.ui.language.numbers import count_text, duration_text, number_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, scaled

MOST_RUNS = 4
_ROW_PX = 16
_GAP_PX = 12
_AXIS_PX = 70
_NO_CELLS = (NOTHING,) * 5
"""Of an op that a run does not have."""

Op = tuple[str, int]
"""Label of an op, and which one of its kind it is: what two variants of a model have in common."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a run tells of its ops, by what they are, and of the whole inference."""

    ops: dict[Op, tuple[OpProfile, MacRate | None]]
    whole: MacRate | None

    @property
    def times_us(self) -> list[float]:
        return [op.latency_us for op, _ in self.ops.values()]


def _told(run: Run, bands: CoreBands) -> _Told:
    seen: Counter[str] = Counter()
    ops: dict[Op, tuple[OpProfile, MacRate | None]] = {}
    for op, rate in zip(op_profiles(run), op_rates(run, bands), strict=True):
        label = op.code or "op"
        seen[label] += 1
        ops[label, seen[label]] = (op, rate)
    return _Told(ops, mac_rate(run, bands))


class SideOpsChart(Chart):
    """A group of bars for each op, a bar for each run; an op that a variant does not have leaves its place empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent, "")
        self._title.setText(self.tr("Time by op, side by side"))
        self.setAccessibleName(self._title.text())
        self._runs: tuple[Run, ...] = ()
        self._bands = read_core_bands(paths.resources())
        self._told: dict[str, _Told] = {}
        self.redraw()

    def show_runs(self, runs: Sequence[Run]) -> None:
        """Shows the first four runs with a profile."""
        self._runs = tuple(run for run in runs if run.op_ticks)[:MOST_RUNS]
        self._told = {run.run_id: _told(run, self._bands) for run in self._runs}
        self.redraw()

    def _ops(self, runs: Sequence[Run]) -> list[Op]:
        return list(dict.fromkeys(op for run in runs for op in self._told[run.run_id].ops))

    def _draw(self) -> None:
        if not self._runs:
            self._set_caption("")
            self._say(self.tr("None of these runs has times by op."))
            return
        words = filled(self.tr("n = 1 profiled inference of each, %1 runs"), len(self._runs))
        rates = [f"{short_label(run)} {rate_label(self._told[run.run_id].whole)}" for run in self._runs
                 if self._told[run.run_id].whole is not None]  # fmt: skip
        self._set_caption(" · ".join((words, *rates)))
        origins = [origin for origin in ORIGIN_ORDER if any(run.origin is origin for run in self._runs)]
        for origin, panel in zip(origins, self._use_panels(len(origins)), strict=True):
            panel.set_title(origin_title(origin))
            self._draw_panel([run for run in self._runs if run.origin is origin], panel)

    def _short_names(self, runs: Sequence[Run]) -> list[str]:
        """The version of each run, and its board where there are several."""
        is_one = len({run.board for run in runs}) == 1
        return [short_label(run) if is_one else f"{short_label(run)} {shortened(run.board, 20)}" for run in runs]

    def _draw_panel(self, runs: Sequence[Run], panel: Panel) -> None:
        ops = self._ops(runs)
        largest = max((time for run in runs for time in self._told[run.run_id].times_us), default=1.0)
        scale = time_scale(largest)
        runs_named = self._short_names(runs)
        room = [
            (
                scale.shown(found[0].latency_us),
                _label(scale.text(found[0].latency_us), found[1], name if row == 0 else ""),
            )
            for run, name in zip(runs, runs_named, strict=True)
            for row, op in enumerate(ops)
            if (found := self._told[run.run_id].ops.get(op)) is not None
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
            role, told = f"series{legend.colour(run)}", self._told[run.run_id].ops
            for row, op in enumerate(ops):
                if op in told:
                    profile, rate = told[op]
                    time = scale.text(profile.latency_us)
                    top, across = row - 0.4 + place * thickness, scale.shown(profile.latency_us)
                    is_front = not self._selected or run.run_id in self._selected
                    panel.canvas.add_bars([0.0], [across], [top], [top + thickness * 0.9], [role],
                                          alpha=230 if is_front else 80)  # fmt: skip
                    text = _label(time, rate, name if row == 0 else "")
                    panel.canvas.add_text(text, across, top + thickness * 0.45, role="text", has_halo=False)
                    facts = (time, _share(profile), rate_label(rate))
                    card = (f"{name} · {said(run.origin.value)}", names[row], " · ".join(filter(None, facts)))
                    marks.append(Mark(run.run_id, across, top + thickness * 0.45, card=card))
        panel.add_hot_spots(marks)

    def _table(self) -> ChartTable:
        """Each quantity of all runs, one beside the other."""
        rows = []
        for label, number in self._ops(self._runs):
            found = [self._told[run.run_id].ops.get((label, number)) for run in self._runs]
            cells = [_NO_CELLS if one is None else _cells(*one) for one in found]
            rows.append((f"{label} {number}", *(cell for column in zip(*cells, strict=True) for cell in column)))
        names = (self.tr("Time"), self.tr("Share"), self.tr("Ticks"), self.tr("MACs"))
        shorts = self._short_names(self._runs)
        headings = [f"{name}\n{short}" for name in names for short in shorts]
        for run, short in zip(self._runs, shorts, strict=True):
            whole = self._told[run.run_id].whole
            headings.append(f"{unit_of(whole.per if whole is not None else Per.CYCLE)}\n{short}")
        return ChartTable((self.tr("Op"), *headings), tuple(rows), frozenset(range(1, len(headings) + 1)))

    def _summary(self) -> str:
        words = self.tr("%1: %2 in %3 ops, the longest is %4.")
        sentences = []
        for run in self._runs:
            told = self._told[run.run_id]
            (label, number), _ = max(told.ops.items(), key=lambda item: item[1][0].latency_us)
            total = duration_text(us_to_seconds(sum(told.times_us)))
            sentences.append(filled(words, shortened(run.variant_label), total, len(told.ops), f"{label} {number}"))
        return " ".join(sentences)


def _cells(op: OpProfile, rate: MacRate | None) -> tuple[str, ...]:
    time = duration_text(us_to_seconds(op.latency_us))
    return time, _share(op), count_text(op.ticks), macs_cell(op.macs), rate_cell(rate)


def _label(time: str, rate: MacRate | None, name: str) -> str:
    """What stands beside a bar: its time, its mark where it lies outside its band, the run beside its first bar."""
    return "  ".join(filter(None, (f"  {time}", sign_of(rate), name)))


def _share(op: OpProfile) -> str:
    return f"{number_text(100 * op.share_ratio, '.1f')} %"
