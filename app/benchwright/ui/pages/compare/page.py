"""The Compare page: runs against a baseline, in a table and in pictures that share one selection."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QWidget

from benchwright.model.point import RunPoint
from benchwright.model.point_compare import PointComparison
from benchwright.model.run_query import RunQuery
from benchwright.protocols.run_search import RunSearch
from benchwright.ui.bridge import Bridge
from benchwright.ui.charts.words import filled
from benchwright.ui.pages.compare.baseline import BaselineCommand, mark_command
from benchwright.ui.pages.compare.choice import default_baseline, default_choice
from benchwright.ui.pages.compare.drawing import Drawing
from benchwright.ui.pages.compare.layout import CompareLayout
from benchwright.ui.pages.compare.pace import Pace
from benchwright.ui.pages.compare.reading import MOST_RUNS, Read, Reading
from benchwright.ui.pages.compare.sharing import Sharing
from benchwright.ui.pages.compare.study import Study
from benchwright.ui.pages.compare.view_link import View, view_of_link
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.runs.writing import Writer
from benchwright.ui.theme import Theme
from benchwright.ui.unread_words import unread_words
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action, redo_keys


class ComparePage(Page):
    """Which one wins, and by how much."""

    key = "compare"
    icon_name = "mdi6.scale-balance"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._baseline_id = ""
        self._wanted: View | None = None
        self._chosen: tuple[RunPoint, ...] = ()
        self._turn = 0
        self._is_read = False
        self._has_more = False
        self._proposed: frozenset[str] = frozenset()
        self.parts = CompareLayout(bridge, theme, self)
        self._pace = Pace(self)
        self._reading = Reading(bridge, self)
        self.drawing = Drawing(bridge, self.parts, self._pace, self)
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
        return self.drawing.study

    @property
    def comparisons(self) -> tuple[PointComparison, ...]:
        """The rows of the table; slow for thousands."""
        return self.study.rows() if self.study is not None else ()

    @property
    def selected(self) -> frozenset[str]:
        """Ids of the runs selected in table and charts."""
        return self.drawing.selected

    @property
    def is_settled(self) -> bool:
        """Whether nothing that was read waits to be drawn."""
        return self._pace.is_settled

    def shown(self) -> None:
        """Reads the runs again; the choice stays. The newest come at once, however many there are."""
        if self._is_read:
            self._pace.want_rest()
        else:
            self._reading.read_first()

    def receive(self, value: object) -> None:
        """Compares the runs with these ids, or shows the view of a link."""
        if isinstance(value, tuple):
            x, y = self.parts.metrics
            self.open_view(View(tuple(str(run_id) for run_id in value), x=x, y=y, look=self.parts.marks.look))
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
        ids = tuple(point.run_id for point in self.study.points) if self.study is not None else ()
        return View(ids, self._baseline_id, *parts.metrics, is_front_only=parts.front_only.isChecked(),
                    is_diff_only=parts.diff_only.isChecked(), selected=tuple(sorted(self.selected)),
                    look=parts.marks.look)  # fmt: skip

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
        baseline = self.study.baseline if self.study is not None else None
        if baseline is not None and not baseline.is_baseline:
            text, store = self.tr("Mark as baseline"), self.bridge.workbench.store
            self.undo_stack.push(mark_command(text, self._writer, store, baseline, self.parts.chooser.points))

    def _show_points(self, answer: Read) -> None:
        points, chooser = answer.points, self.parts.chooser
        if answer.limit < len(chooser.points):
            return  # the few that were to come first came last
        self._is_read = True
        self._has_more = answer.has_more
        self.parts.unread.say_or_hide(unread_words(answer.unread))
        self._stack.setCurrentWidget(self.parts if points or answer.unread else self._empty)
        if points == chooser.points:
            return
        if chooser.model.checked == self._proposed:  # nobody has chosen yet
            self._proposed = frozenset(default_choice(points))
            self._baseline_id = self._baseline_id if self.undo_stack.count() else ""
            chooser.show_points(points, self._proposed, known_count=answer.count)
        else:
            chooser.show_points(points, chooser.model.checked, known_count=answer.count)
        is_same = self.study is not None and chooser.chosen() == self._chosen
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
        self.parts.show_choices(view)
        self._baseline_id = view.baseline_id
        self.drawing.preselect(view.selected)
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
        self.drawing.show(study)
        if self._has_more:
            self._has_more = False
            self._pace.want_rest()

    def _choose_usual(self) -> None:
        self.parts.chooser.choose(default_choice(self.parts.chooser.points))

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
        parts.table.run_opened.connect(self._open)
        parts.table.baseline_asked.connect(self.set_baseline)
        for chart in parts.charts:
            chart.run_opened.connect(self._open)
            chart.baseline_asked.connect(self.set_baseline)
        self._pace.rest_due.connect(self._reading.read_all)
        self.drawing.failed.connect(self.error_raised)
        self._reading.arrived.connect(self._show_points)
        self._reading.failed.connect(self.error_raised)
        self._writer.written.connect(self.shown)
        self._writer.failed.connect(self._fail_write)
        self.bridge.run_saved.connect(self._note_new_run)

    def _add_actions(self) -> None:
        undo = self.undo_stack.createUndoAction(self, self.tr("Undo"))
        redo = self.undo_stack.createRedoAction(self, self.tr("Redo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo.setShortcuts(redo_keys())
        for action in (undo, redo):
            self.addAction(action)
        self.addAction(make_action(self, self.tr("Mark the baseline in the database"), "Ctrl+B", self._keep_baseline))
        parts = self.parts
        for text, do in (
            (self.tr("Enter budgets …"), self.drawing.edit_budgets),
            (self.tr("Choose what the size of marks says"), parts.marks.size.showPopup),
            (self.tr("Choose what the colour of marks says"), parts.marks.colour.showPopup),
            (self.tr("Pareto only, or all"), parts.front_only.click),
            (self.tr("Differences only, or all metrics"), parts.diff_only.click),
            (self.tr("Show or hide the list of runs"), parts.choose.click),
            (self.tr("Compare all found runs"), parts.chooser.all.click),
            (self.tr("Compare the newest versions"), parts.chooser.usual.click),
            (self.tr("Share the view …"), parts.share.showMenu),
        ):
            self.addAction(make_action(self, text, "", do))

    def _fail_write(self, error: Exception) -> None:
        """What was to be undone has not been done: the history no longer holds."""
        self.undo_stack.clear()
        self.error_raised.emit(error)

    def _note_new_run(self) -> None:
        if self.isVisible():
            self.shown()
