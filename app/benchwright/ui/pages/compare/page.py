"""The Compare page: runs against a baseline, in a table and in pictures that share one selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from benchwright.model.compare import Comparison, compare
from benchwright.model.run import Run
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.compare.choice import default_baseline, default_choice, in_table_order
from benchwright.ui.pages.compare.layout import CompareLayout
from benchwright.ui.pages.page import Page
from benchwright.ui.run_values import latency_summary
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState


class ComparePage(Page):
    """Which one wins, and by how much."""

    key = "compare"
    icon_name = "mdi6.scale-balance"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._baseline_id = ""
        self._wanted: tuple[str, ...] = ()
        self._comparisons: tuple[Comparison, ...] = ()
        self._known: dict[tuple[str, str], Comparison] = {}
        self._turn = 0
        self._selected: frozenset[str] = frozenset()
        self.parts = CompareLayout(theme, self)
        self._empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("There is nothing to compare yet."),
            self.tr("Measure two versions of a model, and see here which one wins."),
            self,
        )
        self._empty.add_button(self.tr("Go to the bench"), self._go_to_bench, is_primary=True)
        self._stack = self.stack(self._empty, self.parts)
        self._connect()

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """The rows of the table."""
        return self._comparisons

    @property
    def selected(self) -> frozenset[str]:
        """Ids of the runs selected in table and charts."""
        return self._selected

    def shown(self) -> None:
        """Reads the runs again; the choice stays."""
        store = self.bridge.workbench.store
        self.bridge.ask(store.runs, self._show_runs, self.error_raised.emit)

    def receive(self, value: object) -> None:
        """Compares the runs with these ids."""
        if isinstance(value, tuple):
            self._wanted = tuple(str(run_id) for run_id in value)
            self._baseline_id = ""
            self._take_wanted()

    def keep(self) -> object:
        """The runs that are compared, and with which."""
        return (tuple(run.run_id for run in self.parts.chooser.chosen()), self._baseline_id)

    def take_back(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self._wanted, self._baseline_id = kept

    def focus_search(self) -> None:
        """Puts the cursor into the field that finds runs."""
        self.parts.chooser.search.setFocus()

    def set_baseline(self, run_id: str) -> None:
        """Compares with this run from now on."""
        self._baseline_id = run_id
        self._choose()

    def _show_runs(self, runs: tuple[Run, ...]) -> None:
        chooser = self.parts.chooser
        kept = [run.run_id for run in chooser.chosen()]
        is_first = not chooser.runs
        chooser.show_runs(runs, kept or (default_choice(runs) if is_first else ()))
        self._stack.setCurrentWidget(self.parts if runs else self._empty)
        if not self._take_wanted():
            self._choose()

    def _take_wanted(self) -> bool:
        known = {run.run_id for run in self.parts.chooser.runs}
        if not self._wanted or not known.issuperset(self._wanted):
            return False
        wanted, self._wanted = self._wanted, ()
        self.parts.chooser.choose(wanted)
        return True

    def _choose(self) -> None:
        """Takes up a changed choice of runs or baseline; comparisons are made on a worker and kept."""
        runs = self.parts.chooser.chosen()
        baseline = next((run for run in runs if run.run_id == self._baseline_id), None) or default_baseline(runs)
        self.parts.show_baselines(runs, baseline)
        self._turn += 1
        if baseline is None:
            self._show((self._turn, ()))
            return
        self._baseline_id = baseline.run_id
        ordered, known, turn = in_table_order(runs, baseline), dict(self._known), self._turn
        self.bridge.ask(lambda: (turn, _compared(baseline, ordered, known)), self._show, self.error_raised.emit)

    def _show(self, answer: tuple[int, tuple[Comparison, ...]]) -> None:
        turn, rows = answer
        if turn != self._turn:
            return
        self._comparisons = rows
        self._known.update({(row.baseline.run_id, row.run.run_id): row for row in rows})
        self._select(self._selected & {row.run.run_id for row in rows})
        self._draw()

    def _draw(self) -> None:
        rows, parts = self._comparisons, self.parts
        runs = [row.run for row in rows]
        parts.table.show_comparisons(rows, diff_only=parts.diff_only.isChecked())
        parts.scatter.show_runs(runs, *parts.metrics, front_only=parts.front_only.isChecked())
        parts.distribution.show_runs(runs)
        parts.trend.show_runs(runs, parts.metrics[0])
        parts.show_verdict(rows)

    def _select(self, run_ids: Iterable[str]) -> None:
        """One selection for table and charts."""
        self._selected = frozenset(run_ids)
        self.parts.table.show_selected(self._selected)
        for chart in (self.parts.scatter, self.parts.distribution, self.parts.trend):
            chart.set_selected(self._selected)

    def _toggle(self, run_id: str) -> None:
        self._select(self._selected ^ {run_id})

    def _open(self, run_id: str) -> None:
        self.navigation_requested.emit("runs", run_id)

    def _take_baseline(self) -> None:
        self.set_baseline(str(self.parts.baseline.currentData()))

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("bench", None)

    def _pick(self) -> None:
        self.pick_requested.emit("")

    def _connect(self) -> None:
        parts = self.parts
        parts.pick_button.clicked.connect(self._pick)
        parts.chooser.choice_changed.connect(self._choose)
        parts.baseline.currentIndexChanged.connect(self._take_baseline)
        parts.x_metric.currentIndexChanged.connect(self._draw)
        parts.y_metric.currentIndexChanged.connect(self._draw)
        parts.front_only.toggled.connect(self._draw)
        parts.diff_only.toggled.connect(self._draw)
        parts.table.selection_changed.connect(self._select)
        parts.table.run_opened.connect(self._open)
        parts.table.baseline_asked.connect(self.set_baseline)
        for chart in (parts.scatter, parts.distribution, parts.trend):
            chart.run_toggled.connect(self._toggle)
            chart.runs_boxed.connect(self._select)
            chart.run_opened.connect(self._open)
            chart.baseline_asked.connect(self.set_baseline)
        self.bridge.run_saved.connect(self._note_new_run)

    def _note_new_run(self) -> None:
        if self.isVisible():
            self.shown()


def _compared(baseline: Run, runs: Sequence[Run], known: dict[tuple[str, str], Comparison]) -> tuple[Comparison, ...]:
    for run in runs:
        latency_summary(run)  # computed here once, so that no chart computes it on the GUI thread
    return tuple(known.get((baseline.run_id, run.run_id)) or compare(baseline, run) for run in runs)
