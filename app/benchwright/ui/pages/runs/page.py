"""The Runs page: every measurement in one table, and the detail of one below it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QUndoStack
from PySide6.QtWidgets import QFileDialog, QWidget

from benchwright.model.run import Run
from benchwright.protocols.run_store import RunFilter
from benchwright.ui.bridge import Bridge
from benchwright.ui.item_models.run_rows import Changes, RunRow, run_rows
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.runs.layout import RunsLayout
from benchwright.ui.pages.runs.provenance_tab import provenance_facts
from benchwright.ui.pages.runs.summary_words import read_summary
from benchwright.ui.pages.runs.writing import StoreCommand, Writer
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.window_actions import make_action

_DETAIL_DELAY_MS = 60
"""Runs passed on the way with a held arrow key are not drawn."""


class RunsPage(Page):
    """What did we measure: search, select, compare, set the baseline, archive, export."""

    key = "runs"
    icon_name = "mdi6.table"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._changes = Changes()
        self._wanted = ""
        self._is_stale = False
        self._is_reading = False
        self._is_comparing = False
        self.undo_stack = QUndoStack(self)
        self._writer = Writer(bridge, self)
        self.parts = RunsLayout(theme, self)
        self._empty = EmptyState(
            theme,
            self.icon_name,
            self.tr("Nothing has been measured yet."),
            self.tr("Every flash and test ends as a run in this table."),
            self,
        )
        self._empty.add_button(self.tr("Go to the bench"), self._go_to_bench, is_primary=True)
        self._stack = self.stack(self._empty, self.parts)
        self._detail_timer = QTimer(self, singleShot=True, interval=_DETAIL_DELAY_MS)
        self._connect()
        self._add_actions()

    def shown(self) -> None:
        """Reads the runs again."""
        self.read()

    def receive(self, value: object) -> None:
        """Opens the run with this id."""
        self._wanted = value.run_id if isinstance(value, Run) else str(value)
        self._select_wanted()

    def keep(self) -> object:
        """The search and the run at the cursor."""
        run = self.parts.table.current_run()
        return (self.parts.search.text(), run.run_id if run is not None else "")

    def take_back(self, kept: object) -> None:
        if isinstance(kept, tuple):
            self.parts.search.setText(kept[0])
            self._wanted = kept[1]

    def focus_search(self) -> None:
        """Puts the cursor into the search field."""
        self.parts.search.setFocus()
        self.parts.search.selectAll()

    def read(self) -> None:
        """Reads runs and their changes on a worker; several wishes at once become one more reading."""
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        store, changes = self.bridge.workbench.store, self._changes
        which = RunFilter(include_archived=self.parts.archived.isChecked())
        self.bridge.ask(lambda: run_rows(store.runs(which), changes, is_hasty=True), self._show, self._fail)

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

    def _show(self, read: tuple[tuple[RunRow, ...], Changes]) -> None:
        rows, self._changes = read
        self._is_reading = False
        self._compare_pending(rows)
        table = self.parts.table
        current = table.current_run()
        table.runs.show_rows(rows)
        has_rows = bool(rows) or self.parts.archived.isChecked()
        self._stack.setCurrentWidget(self.parts if has_rows else self._empty)
        self.parts.show_count(table.proxy.rowCount(), len(rows))
        if not self._select_wanted():
            kept = current is not None and table.select_run(current.run_id) if table.current_run() is None else True
            if not kept and table.proxy.rowCount():
                table.select_run(table.proxy.run_at(table.proxy.index(0, 0)).run_id)
        self._show_selection()
        if self._is_stale:
            self.read()

    def _compare_pending(self, rows: tuple[RunRow, ...]) -> None:
        """Makes the comparisons that are missing, after the rows are shown."""
        if self._is_comparing or not any(row.is_pending for row in rows):
            return
        self._is_comparing = True
        runs, changes = [row.run for row in rows], self._changes
        self.bridge.ask(lambda: run_rows(runs, changes), self._show_changes, self._fail)

    def _show_changes(self, read: tuple[tuple[RunRow, ...], Changes]) -> None:
        rows, self._changes = read
        self._is_comparing = False
        shown = self.parts.table.runs.rows
        if len(shown) == len(rows) and all(old.run is new.run for old, new in zip(shown, rows, strict=True)):
            self.parts.table.runs.show_rows(rows)
        else:
            self.read()

    def _fail_write(self, error: Exception) -> None:
        """What was to be undone has not been done: the history no longer holds."""
        self.undo_stack.clear()
        self.error_raised.emit(error)

    def _fail(self, error: Exception) -> None:
        self._is_reading = self._is_comparing = False
        self.error_raised.emit(error)

    def _select_wanted(self) -> bool:
        """Selects the run another page asked for; stays wanted until it has been read."""
        if not self._wanted or not self.parts.table.runs.rows:
            return False
        if self.parts.table.runs.row_of(self._wanted) < 0:
            return False
        self.parts.search.clear()
        self.parts.table.select_run(self._wanted)
        self._wanted = ""
        return True

    def _show_selection(self) -> None:
        self.parts.show_selection(self.parts.table.selected_runs())
        self._detail_timer.start()

    def _show_detail(self) -> None:
        run = self.parts.table.current_run()
        if run is None:
            self.parts.detail.hide()
            return
        board = next((board for board in self.bridge.workbench.boards() if board.name == run.board), None)
        self.parts.detail.show()
        self.parts.detail.show_run(run, board)
        store, summary = self.bridge.workbench.store, self.parts.detail.summary
        self.bridge.ask(lambda: read_summary(store, run, board), summary.show_summary, self.error_raised.emit)
        self.inspection_requested.emit(run.variant_label, provenance_facts(run))

    def _search(self, text: str) -> None:
        table = self.parts.table
        table.proxy.search(text)
        self.parts.show_count(table.proxy.rowCount(), len(table.runs.rows))
        if table.current_run() is None and table.proxy.rowCount():
            table.select_run(table.proxy.run_at(table.proxy.index(0, 0)).run_id)
        self._show_selection()

    def _compare(self) -> None:
        run_ids = tuple(run.run_id for run in self.parts.table.selected_runs())
        if run_ids:
            self.navigation_requested.emit("compare", run_ids)

    def _toggle_baseline(self) -> None:
        """Marks the run at the cursor, or takes the mark away; undo brings back the mark it replaced."""
        run = self.parts.table.current_run()
        if run is None:
            return
        store, is_set = self.bridge.workbench.store, not run.is_baseline
        replaced = self._baseline_beside(run)

        def undo() -> None:
            store.set_baseline(run.run_id, is_baseline=not is_set)
            if is_set and replaced is not None:
                store.set_baseline(replaced.run_id, is_baseline=True)

        text = self.tr("Set as baseline") if is_set else self.tr("Remove baseline")
        self.undo_stack.push(
            StoreCommand(text, self._writer, lambda: store.set_baseline(run.run_id, is_baseline=is_set), undo)
        )

    def _baseline_beside(self, run: Run) -> Run | None:
        others = (row.run for row in self.parts.table.runs.rows)
        family = (run.model, run.board, run.origin)
        return next(
            (other for other in others if other.is_baseline and (other.model, other.board, other.origin) == family),
            None,
        )

    def _archive(self) -> None:
        """Hides the selected runs, or brings them back where all are hidden already."""
        runs = self.parts.table.selected_runs()
        if not runs:
            return
        store, run_ids = self.bridge.workbench.store, tuple(run.run_id for run in runs)
        is_hiding = not all(run.is_archived for run in runs)
        self.undo_stack.push(
            StoreCommand(
                self.tr("Archive") if is_hiding else self.tr("Restore"),
                self._writer,
                lambda: store.set_archived(run_ids, is_archived=is_hiding),
                lambda: store.set_archived(run_ids, is_archived=not is_hiding),
            )
        )
        said = self.tr("Archived %1 runs. Ctrl+Z brings them back.") if is_hiding else self.tr("Brought back %1 runs.")
        self.toast_requested.emit(said.replace("%1", str(len(runs))))

    def _change_note(self, run_id: str, note: str) -> None:
        store, run = self.bridge.workbench.store, self._run(run_id)
        before = run.note if run is not None else ""
        self.undo_stack.push(
            StoreCommand(
                self.tr("Change note"),
                self._writer,
                lambda: store.set_note(run_id, note),
                lambda: store.set_note(run_id, before),
            )
        )

    def _change_tags(self, run_id: str, tags: tuple[str, ...]) -> None:
        store, run = self.bridge.workbench.store, self._run(run_id)
        before = run.tags if run is not None else ()
        self.undo_stack.push(
            StoreCommand(
                self.tr("Change tags"),
                self._writer,
                lambda: store.set_tags(run_id, tags),
                lambda: store.set_tags(run_id, before),
            )
        )

    def _run(self, run_id: str) -> Run | None:
        row = self.parts.table.runs.row_of(run_id)
        return self.parts.table.runs.run_at(row) if row >= 0 else None

    def _choose_file(self) -> None:
        if not self.parts.table.selected_runs():
            return
        forms = self.tr("Web page (*.html);;Table (*.csv);;JSON (*.json)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export runs"), "runs.html", forms)
        if name:
            self.export(Path(name))

    def _open(self, _run_id: str) -> None:
        self.parts.detail.tabs.setFocus()

    def _go_to_bench(self) -> None:
        self.navigation_requested.emit("bench", None)

    def _connect(self) -> None:
        parts = self.parts
        parts.table.selection_changed.connect(self._show_selection)
        parts.table.run_opened.connect(self._open)
        parts.table.baseline_asked.connect(lambda _run_id: self._toggle_baseline())
        parts.search.textChanged.connect(self._search)
        parts.archived.toggled.connect(self.read)
        parts.compare.clicked.connect(self._compare)
        parts.baseline.clicked.connect(self._toggle_baseline)
        parts.archive.clicked.connect(self._archive)
        parts.export.clicked.connect(self._choose_file)
        parts.detail.summary.note_changed.connect(self._change_note)
        parts.detail.summary.tags_changed.connect(self._change_tags)
        self._detail_timer.timeout.connect(self._show_detail)
        self._writer.written.connect(self.read)
        self._writer.failed.connect(self._fail_write)
        self.bridge.run_saved.connect(self._note_new_run)

    def _note_new_run(self) -> None:
        if self.isVisible():
            self.read()

    def _add_actions(self) -> None:
        undo = self.undo_stack.createUndoAction(self, self.tr("Undo"))
        redo = self.undo_stack.createRedoAction(self, self.tr("Redo"))
        undo.setShortcut(QKeySequence.StandardKey.Undo)
        redo.setShortcut(QKeySequence.StandardKey.Redo)
        named = (
            (self.tr("Compare the selected runs"), "", self._compare),
            (self.tr("Set or remove the baseline"), "Ctrl+B", self._toggle_baseline),
            (self.tr("Archive the selected runs"), "Del", self._archive),
            (self.tr("Export the selected runs …"), "Ctrl+E", self._choose_file),
        )
        for action in (undo, redo):
            self.addAction(action)
        for text, keys, slot in named:
            self.addAction(make_action(self, text, keys, slot))
