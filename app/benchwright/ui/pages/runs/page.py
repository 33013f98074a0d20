"""The Runs page: every measurement in one table, and the detail of one below it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.bench.scoring_facts import read_facts_of_run
from benchwright.model.board import Board
from benchwright.model.errors import BenchError
from benchwright.model.run import Run
from benchwright.protocols.run_search import RunPage
from benchwright.protocols.run_store import RunStore
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.runs.changes import RunChanges
from benchwright.ui.pages.runs.gate_keeping import GateKeeping
from benchwright.ui.pages.runs.history import HistoryPopup
from benchwright.ui.pages.runs.layout import RunsLayout
from benchwright.ui.pages.runs.provenance_tab import provenance_facts
from benchwright.ui.pages.runs.reading import Counts, RunReader
from benchwright.ui.pages.runs.rescue import Rescue
from benchwright.ui.pages.runs.summary_words import read_summary
from benchwright.ui.pages.runs.tag_dialog import TagDialog
from benchwright.ui.pages.runs.trace_opening import TraceOpening
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action, redo_keys

_DETAIL_DELAY_MS = 60
"""Runs passed on the way with a held arrow key are not drawn."""


@dataclass(frozen=True, slots=True)
class _Unread:
    """A run that could not be read."""

    run_id: str
    error: BenchError


class RunsPage(Page):
    """What did we measure: search, select, compare, set the baseline, tag, archive, export."""

    key = "runs"
    icon_name = "mdi6.table"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._wanted = ""
        self._reader = RunReader(bridge, self)
        self._changes = RunChanges(bridge, self)
        self.parts = RunsLayout(bridge, theme, self)
        self.rescue = Rescue(bridge, self.parts.unsaved, self)
        self._reader.sort(*self.parts.table.sort_order())
        self._empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("Nothing has been measured yet."),
            self.tr("Every flash and test ends as a run in this table."),
            self,
        )
        self._empty.add_button(self.tr("Go to the bench"), self._go_to_bench, is_primary=True)
        self._stack = self.stack(self._empty, self.parts)
        self.gate = GateKeeping(bridge, self.parts.detail, self, self.error_raised.emit)
        self._detail_timer = QTimer(self, singleShot=True, interval=_DETAIL_DELAY_MS)
        self._connect()
        self._add_actions()

    @property
    def undo_stack(self) -> QUndoStack:
        """The changes made here."""
        return self._changes.stack

    def heightForWidth(self, width: int) -> int:
        """No more than its parts need: table and detail scroll by themselves, so that the page need not."""
        whole, content = self.layout(), self.parts.layout()
        assert whole is not None
        assert content is not None
        margins = whole.contentsMargins()
        inner = width - margins.left() - margins.right()
        return content.totalMinimumHeightForWidth(inner) + margins.top() + margins.bottom()

    def shown(self) -> None:
        """Reads the runs again."""
        self.rescue.look()
        self.read()

    def receive(self, value: object) -> None:
        """Opens the run with this id."""
        self._wanted = value.run_id if isinstance(value, Run) else str(value)
        if not self._select_wanted():
            self.parts.search.clear()
            self.read()

    def keep(self) -> object:
        """The search and the run at the cursor."""
        run = self.parts.table.current_run()
        return (self.parts.search.text(), run.run_id if run is not None else "")

    def take_back(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self.parts.search.set_text(kept[0])
            self._wanted = kept[1]

    def focus_search(self) -> None:
        """Puts the cursor into the search field."""
        self.parts.search.line.setFocus()
        self.parts.search.line.selectAll()

    def read(self) -> None:
        """Reads the rows shown anew."""
        self.parts.search.forget_values()
        self._reader.again(len(self.parts.table.runs.rows))

    def export(self, file: Path) -> None:
        """Writes a report of the selected runs; its form follows the suffix."""
        run_ids = tuple(run.run_id for run in self.parts.table.selected_runs())
        workbench = self.bridge.workbench
        said = self.tr("Wrote %1.").replace("%1", file.name)
        self.bridge.ask(
            lambda: workbench.export_report(run_ids, file),
            lambda _nothing: self.toast_requested.emit(said),
            self.error_raised.emit,
        )

    def _show(self, page: RunPage) -> None:
        table = self.parts.table
        table.show_page(page)
        self.parts.show_found(are_any=bool(page.rows), is_searching=bool(self._reader.which.query.terms))
        if not self._select_wanted() and table.current_run() is None and page.rows:
            table.select_run(page.rows[0].run_id)
        self._show_selection()

    def _show_counts(self, counts: Counts) -> None:
        self.parts.show_count(counts.found, counts.total)
        is_anything = counts.any_exist or bool(self.bridge.workbench.waiting_runs())
        self._stack.setCurrentWidget(self.parts if is_anything else self._empty)

    def _select_wanted(self) -> bool:
        """Selects the run another page asked for; stays wanted until it has been read."""
        if self._wanted and self.parts.table.select_run(self._wanted):
            self._wanted = ""
            return True
        return False

    def _show_selection(self) -> None:
        self.parts.show_selection(self.parts.table.selected_runs())
        self._detail_timer.start()

    def _show_detail(self) -> None:
        summary = self.parts.table.current_run()
        if summary is None:
            self.parts.detail.hide()
            self.inspection_requested.emit(self.tr("No run is selected"), ())
            return
        self.parts.detail.show()
        store = self.bridge.workbench.store
        self.bridge.ask(lambda: _read_run(store, summary.run_id), self._take_run, self.error_raised.emit)

    def _take_run(self, run: Run | _Unread) -> None:
        current = self.parts.table.current_run()
        if current is None or current.run_id != run.run_id:
            return
        if isinstance(run, _Unread):
            self.parts.detail.show_problem(run.error)
            return
        board = self._board(run.board)
        detail = self.parts.detail
        detail.show_run(run, board)
        self.gate.judge(run)
        store, summary = self.bridge.workbench.store, detail.summary
        self.bridge.ask(lambda: read_summary(store, run, board), summary.show_summary, self.error_raised.emit)
        self.inspection_requested.emit(run.variant_label, provenance_facts(run))

    def _read_accuracy(self, run: Run) -> None:
        store, tab = self.bridge.workbench.store, self.parts.detail.accuracy
        tab.show_facts(None)
        self.bridge.ask(lambda: read_facts_of_run(store, run), tab.show_facts, self.error_raised.emit)

    def _board(self, name: str) -> Board | None:
        return next((board for board in self.bridge.workbench.boards() if board.name == name), None)

    def _compare(self) -> None:
        run_ids = tuple(run.run_id for run in self.parts.table.selected_runs())
        if run_ids:
            self.navigation_requested.emit("compare", run_ids)

    def _toggle_baseline(self) -> None:
        run = self.parts.table.current_run()
        if run is not None:
            self._changes.toggle_baseline(run)

    def _archive(self) -> None:
        runs = self.parts.table.selected_runs()
        if runs:
            self._changes.archive(runs)

    def _tag(self) -> None:
        runs = self.parts.table.selected_runs()
        if runs:
            store = self.bridge.workbench.store
            self.bridge.ask(lambda: store.field_values("tag"), self._open_tags, self.error_raised.emit)

    def _open_tags(self, known: tuple[str, ...]) -> None:
        runs = self.parts.table.selected_runs()
        if runs:
            dialog = TagDialog(self.theme, runs, known, self)
            dialog.tags_chosen.connect(partial(self._changes.tag, runs))
            dialog.open()

    def _change_note(self, _run_id: str, note: str) -> None:
        if (run := self.parts.detail.run) is not None:
            self._changes.note(run, note)

    def _change_tags(self, _run_id: str, tags: tuple[str, ...]) -> None:
        if (run := self.parts.detail.run) is not None:
            self._changes.tags(run, tags)

    def _choose_file(self) -> None:
        if not self.parts.table.selected_runs():
            return
        forms = self.tr("Web page (*.html);;Table (*.csv);;JSON (*.json)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export runs"), "runs.html", forms)
        if name:
            self.export(Path(name))

    def _open(self, _run_id: str) -> None:
        self.parts.detail.tabs.setFocus()

    def _open_columns(self) -> None:
        button = self.parts.columns
        self.parts.table.columns_menu().popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open_history(self) -> None:
        button = self.parts.history
        popup = HistoryPopup(self.undo_stack, self)
        popup.move(button.mapToGlobal(button.rect().bottomRight()) - popup.rect().topRight())
        popup.show()

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("bench", None)

    def _note_change(self) -> None:
        if self.isVisible():
            self.read()

    def _connect(self) -> None:
        parts, table, reader = self.parts, self.parts.table, self._reader
        table.selection_changed.connect(self._show_selection)
        table.run_opened.connect(self._open)
        table.baseline_asked.connect(lambda _run_id: self._toggle_baseline())
        table.runs.sort_wanted.connect(reader.sort)
        table.runs.more_wanted.connect(lambda: reader.more(table.runs.following))
        table.runs.changes_wanted.connect(reader.compare)
        reader.read_done.connect(self._show)
        reader.more_read.connect(table.runs.append_page)
        reader.counted.connect(self._show_counts)
        reader.compared.connect(table.runs.show_changes)
        reader.failed.connect(self.error_raised)
        parts.search.query_changed.connect(reader.search)
        parts.search.unread.connect(parts.show_unread)
        parts.archived.toggled.connect(reader.include_archived)
        parts.columns.clicked.connect(self._open_columns)
        parts.history.clicked.connect(self._open_history)
        parts.compare.clicked.connect(self._compare)
        parts.baseline.clicked.connect(self._toggle_baseline)
        parts.tag.clicked.connect(self._tag)
        parts.archive.clicked.connect(self._archive)
        parts.export.clicked.connect(self._choose_file)
        parts.detail.summary.note_changed.connect(self._change_note)
        parts.detail.summary.tags_changed.connect(self._change_tags)
        self._detail_timer.timeout.connect(self._show_detail)
        self._changes.written.connect(self.read)
        self._changes.written.connect(self.database_written)
        self._changes.failed.connect(self.error_raised)
        self._changes.said.connect(self.toast_requested)
        self.rescue.failed.connect(self.error_raised)
        self.rescue.said.connect(self.toast_requested)
        parts.detail.accuracy_asked.connect(self._read_accuracy)
        parts.detail.energy.power_asked.connect(lambda: self.navigation_requested.emit("power", None))
        traces = TraceOpening(self.bridge, self.navigation_requested.emit, self.error_raised.emit)
        parts.detail.energy.trace_asked.connect(lambda place: traces.open(parts.detail.run, place))
        self.bridge.run_saved.connect(self._note_change)

    def _add_actions(self) -> None:
        undo = self.undo_stack.createUndoAction(self, self.tr("Undo"))
        redo = self.undo_stack.createRedoAction(self, self.tr("Redo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo.setShortcuts(redo_keys())
        named = (
            (self.tr("Compare the selected runs"), "", self._compare),
            (self.tr("Set or remove the baseline"), "Ctrl+B", self._toggle_baseline),
            (self.tr("Tag the selected runs …"), "Ctrl+T", self._tag),
            (self.tr("Archive the selected runs"), "Del", self._archive),
            (self.tr("Export the selected runs …"), "Ctrl+E", self._choose_file),
            (self.tr("Choose the policy of the gate …"), "", self.gate.choose),
            (self.tr("Choose columns …"), "", self._open_columns),
            (self.tr("History of changes"), "", self._open_history),
            (self.tr("With archived runs, or without"), "", self.parts.archived.click),
        )
        for action in (undo, redo):
            self.addAction(action)
        for text, keys, slot in named:
            self.addAction(make_action(self, text, keys, slot))


def _read_run(store: RunStore, run_id: str) -> Run | _Unread:
    try:
        return store.run(run_id)
    except BenchError as error:
        return _Unread(run_id, error)
