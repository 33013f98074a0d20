"""The Compare page: runs against a baseline, in a table and in pictures that share one selection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint
from benchwright.model.point_compare import PointComparison, compare_points
from benchwright.model.regression import THRESHOLD_RATIO, is_regression
from benchwright.model.run_query import RunQuery
from benchwright.protocols.run_search import RunSearch
from benchwright.protocols.run_store import UnreadRun
from benchwright.ui.bridge import Bridge
from benchwright.ui.charts.words import filled
from benchwright.ui.pages.bench.result_words import delta_text
from benchwright.ui.pages.compare.baseline import BaselineCommand
from benchwright.ui.pages.compare.choice import default_baseline, default_choice
from benchwright.ui.pages.compare.details import Details
from benchwright.ui.pages.compare.layout import CompareLayout
from benchwright.ui.pages.compare.pace import Pace
from benchwright.ui.pages.compare.sharing import Sharing
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.pages.compare.view_link import View, view_of_link
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.runs.writing import StoreCommand, Writer
from benchwright.ui.remembered_budgets import budgets_in, keep_budgets
from benchwright.ui.theme import Theme
from benchwright.ui.unread_words import unread_words
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action

MOST_RUNS = 20_000
"""The newest so many runs are offered; a million would be a gigabyte of points."""

FIRST_RUNS = 500
"""The newest so many are shown while the others are still read."""

_MOST_SHOWN = 12
"""Runs whose samples are drawn at once: the selected ones, or the first of the table."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the database holds: the newest `limit` runs as far as they can be read, and how many there are in all."""

    limit: int
    points: tuple[RunPoint, ...]
    unread: tuple[UnreadRun, ...]
    count: int


class ComparePage(Page):
    """Which one wins, and by how much."""

    key = "compare"
    icon_name = "mdi6.scale-balance"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._baseline_id = ""
        self._wanted: View | None = None
        self._study: Study | None = None
        self._chosen: tuple[RunPoint, ...] = ()
        self._metrics: tuple[Metric, ...] = ()
        self._turn = 0
        self._is_read = False
        self._has_more = False
        self._proposed: frozenset[str] = frozenset()
        self._selected: frozenset[str] = frozenset()
        self.parts = CompareLayout(bridge, theme, self)
        self.details = Details(bridge, self)
        self._pace = Pace(self)
        self.undo_stack = QUndoStack(self)
        self._writer = Writer(bridge, self)
        self.sharing = Sharing(self, self.parts, self.view, self.open_view)
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
        self._add_actions()

    @property
    def study(self) -> Study | None:
        """What is compared; None before it was read."""
        return self._study

    @property
    def comparisons(self) -> tuple[PointComparison, ...]:
        """The rows of the table; slow for thousands."""
        return self._study.rows() if self._study is not None else ()

    @property
    def selected(self) -> frozenset[str]:
        """Ids of the runs selected in table and charts."""
        return self._selected

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was read waits to be drawn."""
        return self._pace.is_settled

    def shown(self) -> None:
        """Reads the runs again; the choice stays. The newest come at once, however many there are."""
        if self._is_read:
            self._pace.want_rest()
        else:
            self._read(FIRST_RUNS)

    def receive(self, value: object) -> None:
        """Compares the runs with these ids, or shows the view of a link."""
        if isinstance(value, tuple):
            self.open_view(
                View(tuple(str(run_id) for run_id in value), x=self.parts.metrics[0], y=self.parts.metrics[1])
            )
        elif isinstance(value, str) and (view := view_of_link(value)) is not None:
            self.open_view(view)

    def keep(self) -> object:
        """What is compared, as a link keeps it."""
        return self.view()

    def take_back(self, kept: object) -> None:
        if isinstance(kept, View):
            self.open_view(kept)

    def focus_search(self) -> None:
        """Puts the cursor into the field that finds runs."""
        self.parts.chooser.search.setFocus()

    def view(self) -> View:
        """What is shown, as a link keeps it."""
        parts = self.parts
        ids = tuple(point.run_id for point in self._study.points) if self._study is not None else ()
        return View(ids, self._baseline_id, *parts.metrics, is_front_only=parts.front_only.isChecked(),
                    is_diff_only=parts.diff_only.isChecked(), selected=tuple(sorted(self._selected)))  # fmt: skip

    def open_view(self, view: View) -> None:
        """Shows what a link or another page asks for, as soon as the runs are read."""
        self._wanted = view
        if self._is_read:
            self._take_wanted()

    def set_baseline(self, run_id: str) -> None:
        """Compares with this run from now on; undo goes back to the one before."""
        if run_id and run_id != self._baseline_id:
            text = self.tr("Compare with another baseline")
            self.undo_stack.push(BaselineCommand(text, self._use_baseline, self._baseline_id, run_id))

    def _use_baseline(self, run_id: str) -> None:
        self._baseline_id = run_id
        if run_id not in self.parts.chooser.model.checked:
            self.parts.chooser.choose(self.parts.chooser.model.checked | {run_id})
        else:
            self._choose()

    def _keep_baseline(self) -> None:
        """Marks the baseline of the view in the database; undo brings back the mark it replaced."""
        baseline = self._study.baseline if self._study is not None else None
        if baseline is None or baseline.is_baseline:
            return
        store = self.bridge.workbench.store
        replaced = next((point.run_id for point in self.parts.chooser.points if _replaces(baseline, point)), "")

        def undo() -> None:
            store.set_baseline(baseline.run_id, is_baseline=False)
            if replaced:
                store.set_baseline(replaced, is_baseline=True)

        def do() -> None:
            store.set_baseline(baseline.run_id, is_baseline=True)

        self.undo_stack.push(StoreCommand(self.tr("Mark as baseline"), self._writer, do, undo))

    def _read_all(self) -> None:
        self._read(MOST_RUNS)

    def _read(self, limit: int) -> None:
        store = self.bridge.workbench.store

        def read() -> _Read:
            unread: list[UnreadRun] = []
            points = store.points(limit, unread.append)
            return _Read(limit, points, tuple(unread), store.run_count())

        self.bridge.ask(read, self._show_points, self.error_raised.emit)

    def _show_points(self, answer: _Read) -> None:
        points, chooser = answer.points, self.parts.chooser
        if answer.limit < len(chooser.points):
            return  # the few that were to come first came last
        self._is_read = True
        self._has_more = answer.limit <= len(points) + len(answer.unread) < MOST_RUNS
        self.parts.unread.say_or_hide(unread_words(answer.unread))
        if points == chooser.points:
            return
        if chooser.model.checked == self._proposed:  # nobody has chosen yet
            self._proposed = frozenset(default_choice(points))
            self._baseline_id = self._baseline_id if self.undo_stack.count() else ""
            chooser.show_points(points, self._proposed, known_count=answer.count)
        else:
            chooser.show_points(points, chooser.model.checked, known_count=answer.count)
        self._stack.setCurrentWidget(self.parts if points or answer.unread else self._empty)
        is_same = self._study is not None and chooser.chosen() == self._chosen
        if not self._take_wanted() and not is_same:
            self._choose()
        elif self._has_more:
            self._pace.want_rest()

    def _find(self, query: RunQuery) -> None:
        """Narrows the list to what a search finds; the database knows the whole grammar."""
        if not query.terms:
            self._take_found((query, None))
            return
        store = self.bridge.workbench.store
        which = RunSearch(query, limit=MOST_RUNS)
        self.bridge.ask(lambda: (query, store.found_ids(which)), self._take_found, self.error_raised.emit)

    def _take_found(self, answer: tuple[RunQuery, tuple[str, ...] | None]) -> None:
        query, run_ids = answer
        if query == self.parts.chooser.search.query:
            self.parts.chooser.model.narrow(run_ids)

    def _take_wanted(self) -> bool:
        view, self._wanted = self._wanted, None
        known = {point.run_id for point in self.parts.chooser.points}
        if view is None or not known.intersection(view.run_ids):
            return False
        self.parts.show_choices(view.x, view.y, front_only=view.is_front_only, diff_only=view.is_diff_only)
        self._baseline_id = view.baseline_id
        self._selected = frozenset(view.selected)
        gone = len(set(view.run_ids) - known)
        if gone:
            self.toast_requested.emit(filled(self.tr("%1 runs of this view are not in the database."), gone))
        self.parts.chooser.choose(known.intersection(view.run_ids))
        return True

    def _choose(self) -> None:
        """Takes up a changed choice of runs or baseline; rows are put in order on a worker."""
        points = self._chosen = self.parts.chooser.chosen()
        baseline = next((point for point in points if point.run_id == self._baseline_id), None)
        baseline = baseline or default_baseline(points)
        self.parts.show_baselines(points, baseline)
        self._turn += 1
        if baseline is None:
            self._show((self._turn, None))
            return
        self._baseline_id, turn, chosen = baseline.run_id, self._turn, baseline
        self.bridge.ask(lambda: (turn, Study(chosen, points)), self._show, self.error_raised.emit)

    def _show(self, answer: tuple[int, Study | None]) -> None:
        turn, study = answer
        if turn != self._turn:
            return
        self._study = study
        known = {point.run_id for point in study.points} if study is not None else set()
        self._selected &= known
        if study is not None:
            study.take(self.details.intervals(study.baseline.run_id))
        for chart in (self.parts.scatter, self.parts.trend, self.parts.parallel):
            chart.set_selected(self._selected)
        self._draw()
        if self._has_more:
            self._has_more = False
            self._pace.want_rest()

    def _draw(self) -> None:
        study, parts = self._study, self.parts
        points = study.points if study is not None else ()
        self._metrics = study.metrics(diff_only=parts.diff_only.isChecked()) if study is not None else ()
        parts.table.show_study(study, self._metrics, self._selected)
        parts.scatter.show_runs(
            points, *parts.metrics, front_only=parts.front_only.isChecked(), budgets=self._budgets()
        )
        if parts.tabs.currentWidget() in self._sample_charts():
            self._pace.want_samples_after_paint()
        else:
            self._draw_tab()
        self._say()
        self._pace.want_verdict()

    def _say(self) -> None:
        """Says who wins, as far as that is known."""
        if self._study is not None:
            self.parts.show_verdict(self._study)
        else:
            self.parts.verdict.show_text(self.tr("Choose runs to compare."))
            self.parts.remark.hide()

    def _judge(self) -> None:
        """Has the rows in sight and the best of each metric compared by their samples, and says who wins."""
        study = self._study
        if study is None:
            return
        best = [point for metric in self.parts.metrics for point in study.candidates(metric)]
        pending = study.pending([*best, *self.parts.table.seen()])
        self.details.want_intervals((study.baseline.run_id, run_id) for run_id in pending)
        self._say()

    def _draw_tab(self) -> None:
        """Draws the chart in front; the others wait until they are looked at."""
        study, parts = self._study, self.parts
        front = parts.tabs.currentWidget()
        points = study.points if study is not None else ()
        if front is parts.trend:
            parts.trend.show_runs(points, parts.metrics[0], budgets=self._budgets())
            self._mark_regressions()
        elif front is parts.parallel:
            parts.parallel.show_runs(points, budgets=self._budgets())
        else:
            self._draw_samples()

    def _sample_charts(self) -> set[QWidget]:
        return {self.parts.distribution, self.parts.ecdf, self.parts.ops}

    def _draw_samples(self) -> None:
        """Draws what needs whole runs; those not read yet follow."""
        parts, front = self.parts, self.parts.tabs.currentWidget()
        runs = self.details.runs(self._shown_ids())
        if front is parts.distribution:
            parts.distribution.show_runs(runs, self._verdicts())
        elif front is parts.ecdf:
            parts.ecdf.show_runs(runs)
        elif front is parts.ops:
            parts.ops.show_runs(runs)

    def _shown_ids(self) -> tuple[str, ...]:
        if self._study is None:
            return ()
        wanted = [point.run_id for point in islice(self._study.selected(self._selected), _MOST_SHOWN)]
        return tuple(wanted) or self._study.run_ids[:_MOST_SHOWN]

    def _verdicts(self) -> dict[str, str]:
        """The words beside each distribution: faster, slower or the same."""
        study = self._study
        if study is None:
            return {}
        rows = (study.row(study.point(run_id)) for run_id in self._shown_ids())
        deltas = {
            row.point.run_id: row.delta(Metric.LATENCY) for row in rows if not row.is_baseline and not row.is_pending
        }
        return {run_id: delta_text(delta) for run_id, delta in deltas.items() if delta is not None}

    def _mark_regressions(self) -> None:
        """Marks what is known; what only samples can tell is asked where medians give reason to."""
        trend, metric = self.parts.trend, self.parts.metrics[0]
        found, wanted = {}, []
        for before, after in (step for line in trend.lines for step in line.steps):
            key = (before.run_id, after.run_id)
            is_known, interval = self.details.interval(key)
            row = compare_points(before, after, interval=interval, is_asked=is_known)
            delta = row.delta(metric)
            if is_regression(delta):
                found[after.run_id] = delta
            elif row.is_pending and delta is not None and (delta.ratio or 0.0) > THRESHOLD_RATIO:
                wanted.append(key)
        trend.show_regressions({run_id: delta for run_id, delta in found.items() if delta is not None})
        if metric is Metric.LATENCY:
            self.details.want_intervals(wanted)

    def _select(self, run_ids: Iterable[str]) -> None:
        """One selection for table and charts."""
        self._take_selection(run_ids)
        self.parts.table.show_selected(self._selected)

    def _take_selection(self, run_ids: Iterable[str]) -> None:
        self._selected = frozenset(run_ids)
        parts = self.parts
        for chart in (parts.scatter, parts.trend, parts.parallel):
            chart.set_selected(self._selected)
        if parts.tabs.currentWidget() in self._sample_charts():
            self._pace.want_samples_after_paint()  # what is selected is painted before the samples of it are waited for

    def _take_intervals(self) -> None:
        if self._study is not None:
            self._study.take(self.details.intervals(self._study.baseline.run_id))
            self.parts.table.show_news()
            self._pace.want_samples()

    def _draw_details(self) -> None:
        """What has been read since: verdicts, samples, regressions; once, however many answers came."""
        study, is_diff_only = self._study, self.parts.diff_only.isChecked()
        if study is not None and is_diff_only and study.metrics(diff_only=True) != self._metrics:
            self._draw()  # what was not known to be the same is
            return
        self._say()
        if self.parts.tabs.currentWidget() is self.parts.trend:
            self._mark_regressions()
        elif self.parts.tabs.currentWidget() is not self.parts.parallel:
            self._draw_samples()

    def _budgets(self) -> Budgets:
        """The budgets of the baseline's model on its board."""
        baseline = self._study.baseline if self._study is not None else None
        return budgets_in(self.bridge.remembered, baseline.model, baseline.board) if baseline is not None else Budgets()

    def _edit_budgets(self) -> None:
        baseline = self._study.baseline if self._study is not None else None
        if baseline is not None:
            self.parts.budget_editor.show_budgets(baseline.model, baseline.board, self._budgets())
            self.parts.budget_editor.open_under(self.parts.budgets)

    def _take_budgets(self, budgets: Budgets) -> None:
        if self._study is not None:
            baseline = self._study.baseline
            keep_budgets(self.bridge.remembered, baseline.model, baseline.board, budgets)
            self._draw()

    def _choose_usual(self) -> None:
        self.parts.chooser.choose(default_choice(self.parts.chooser.points))

    def _toggle(self, run_id: str) -> None:
        self._select(self._selected ^ {run_id})

    def _open(self, run_id: str) -> None:
        self.navigation_requested.emit("runs", run_id)

    def _take_baseline(self) -> None:
        self.set_baseline(str(self.parts.baseline.currentData()))

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("bench", None)

    def _show_in_runs(self) -> None:
        self.navigation_requested.emit("runs", None)

    def _pick(self) -> None:
        self.pick_requested.emit("")

    def _connect(self) -> None:
        parts = self.parts
        parts.pick_button.clicked.connect(self._pick)
        parts.unread.add_button(self.tr("Show in Runs"), self._show_in_runs)
        parts.chooser.choice_changed.connect(self._choose)
        parts.chooser.usual.clicked.connect(self._choose_usual)
        parts.chooser.search.query_changed.connect(self._find)
        parts.baseline.currentIndexChanged.connect(self._take_baseline)
        parts.keep.clicked.connect(self._keep_baseline)
        parts.x_metric.currentIndexChanged.connect(self._draw)
        parts.y_metric.currentIndexChanged.connect(self._draw)
        parts.front_only.toggled.connect(self._draw)
        parts.diff_only.toggled.connect(self._draw)
        parts.tabs.currentChanged.connect(self._draw_tab)
        parts.budgets.clicked.connect(self._edit_budgets)
        parts.budget_editor.changed.connect(self._take_budgets)
        parts.table.selection_changed.connect(self._take_selection)
        parts.table.run_opened.connect(self._open)
        parts.table.baseline_asked.connect(self.set_baseline)
        parts.table.rows_seen.connect(self._pace.want_verdict)
        for chart in parts.charts:
            chart.run_toggled.connect(self._toggle)
            chart.runs_boxed.connect(self._select)
            chart.run_opened.connect(self._open)
            chart.baseline_asked.connect(self.set_baseline)
        self.details.intervals_read.connect(self._take_intervals)
        self.details.runs_read.connect(self._pace.want_samples)
        self._pace.samples_due.connect(self._draw_details)
        self._pace.verdict_due.connect(self._judge)
        self._pace.rest_due.connect(self._read_all)
        self.details.failed.connect(self.error_raised)
        self._writer.written.connect(self.shown)
        self._writer.failed.connect(self._fail_write)
        self.bridge.run_saved.connect(self._note_new_run)

    def _add_actions(self) -> None:
        undo = self.undo_stack.createUndoAction(self, self.tr("Undo"))
        redo = self.undo_stack.createRedoAction(self, self.tr("Redo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo.setShortcut(QKeySequence.StandardKey.Redo)
        for action in (undo, redo):
            self.addAction(action)
        self.addAction(make_action(self, self.tr("Mark the baseline in the database"), "Ctrl+B", self._keep_baseline))
        self.addAction(make_action(self, self.tr("Enter budgets …"), "", self._edit_budgets))

    def _fail_write(self, error: Exception) -> None:
        """What was to be undone has not been done: the history no longer holds."""
        self.undo_stack.clear()
        self.error_raised.emit(error)

    def _note_new_run(self) -> None:
        if self.isVisible():
            self.shown()


def _replaces(baseline: RunPoint, point: RunPoint) -> bool:
    """Whether marking the one takes the mark from the other."""
    family = (baseline.model, baseline.board, baseline.origin)
    return point.is_baseline and (point.model, point.board, point.origin) == family
