"""The table of runs, for mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from benchwright.model.compare import Metric
from benchwright.model.run import ValidityStatus
from benchwright.model.run_summary import RunSummary
from benchwright.protocols.run_search import RunPage, SortKey
from benchwright.ui.delta_words import verdict_words
from benchwright.ui.item_models.decimal_delegate import DecimalDelegate
from benchwright.ui.item_models.run_cells import COLUMNS, HIDDEN_AT_FIRST, RunColumn, column_name
from benchwright.ui.item_models.runs_model import RunsModel, column_index
from benchwright.ui.item_models.table_look import dress, grow_columns
from benchwright.ui.language.translators import said
from benchwright.ui.remembered import Remembered
from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.check_menu import CheckMenu

_WIDTHS = {
    RunColumn.NUMBER: 52,
    RunColumn.VALIDITY: 92,
    RunColumn.BASELINE: 28,
    RunColumn.TIME: 112,
    RunColumn.BOARD: 112,
    RunColumn.ORIGIN: 34,
    RunColumn.MODEL: 60,
    RunColumn.VERSION: 112,
    RunColumn.LATENCY: 86,
    RunColumn.CHANGE: 140,
    RunColumn.AGAINST_BASELINE: 152,
    RunColumn.P99: 94,
    RunColumn.RAM: 72,
    RunColumn.FLASH: 78,
    RunColumn.ACCURACY: 92,
    RunColumn.SCORED: 92,
    RunColumn.INSTRUCTIONS: 104,
    RunColumn.ENERGY: 92,
    RunColumn.PARITY: 104,
    RunColumn.NOTES: 180,
}
_STATE = "runs/columns"
_STATE_PERCENT = "runs/columns_percent"
"""The size of text that the kept widths are for."""
_PERCENT = 100
_ICON_PX = 20


class RunsTable(QTableView):
    """Arrow keys move, Space selects more, Enter opens, B makes the run at the cursor the baseline.

    Columns are dragged to where they are wanted, and chosen in the menu of the header.
    """

    run_opened = Signal(str)
    baseline_asked = Signal(str)
    selection_changed = Signal()

    def __init__(self, theme: Theme, remembered: Remembered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remembered = remembered
        self.runs = RunsModel(theme, self)
        self.setModel(self.runs)
        dress(self, self.tr("Runs"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._shape_headers()
        self.setSortingEnabled(True)
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.selectionModel().currentRowChanged.connect(self.selection_changed)
        self.doubleClicked.connect(self._open)

    def sort_order(self) -> tuple[SortKey, bool]:
        """What the header says: the key, and whether the largest comes first."""
        header = self.horizontalHeader()
        section = header.sortIndicatorSection()
        key = COLUMNS[section].value if 0 <= section < len(COLUMNS) else SortKey.TIME
        return key, header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder

    def current_run(self) -> RunSummary | None:
        """The run at the cursor."""
        index = self.currentIndex()
        return self.runs.run_at(index.row()) if index.isValid() else None

    def selected_runs(self) -> tuple[RunSummary, ...]:
        """The selected runs, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.runs.run_at(row) for row in rows)

    def select_run(self, run_id: str) -> bool:
        """Puts the cursor on a run; False when it is not shown."""
        row = self.runs.row_of(run_id)
        if row < 0:
            return False
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.runs.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def show_page(self, page: RunPage) -> None:
        """Replaces the rows and keeps cursor and selection where their runs are still shown."""
        current = self.current_run()
        selected = {run.run_id for run in self.selected_runs()}
        self.selectionModel().blockSignals(True)
        try:
            self.runs.show_page(page)
            self._select_again(selected, current.run_id if current is not None else "")
        finally:
            self.selectionModel().blockSignals(False)
        self.viewport().update()
        self.selection_changed.emit()

    def columns_menu(self) -> CheckMenu:
        """Which columns are shown."""
        menu = CheckMenu(self)
        menu.setAccessibleName(self.tr("Columns"))
        header = self.horizontalHeader()
        for column in COLUMNS:
            place = column_index(column)
            action = menu.addAction(column_name(column))
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.setEnabled(column is not RunColumn.TIME)  # one must stay
            action.toggled.connect(lambda is_shown, place=place: self._show_column(place, is_shown=is_shown))
        menu.addSeparator()
        menu.addAction(self.tr("As they were at first"), self.reset_columns)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def reset_columns(self) -> None:
        """Columns as before anybody chose and moved them."""
        header = self.horizontalHeader()
        for place, column in enumerate(COLUMNS):
            header.moveSection(header.visualIndex(place), place)
            header.setSectionHidden(place, column in HIDDEN_AT_FIRST)
            self.setColumnWidth(place, self._width(column))
        self._remember()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, B and Space; the rest as tables do."""
        run = self.current_run()
        if run is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run_opened.emit(run.run_id)
        elif run is not None and event.key() == Qt.Key.Key_B and not event.modifiers():
            self.baseline_asked.emit(run.run_id)
        elif run is not None and event.key() == Qt.Key.Key_Space:
            flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), flags)
        else:
            super().keyPressEvent(event)

    def _select_again(self, run_ids: set[str], current_id: str) -> None:
        model, selection = self.selectionModel(), QItemSelection()
        last = len(COLUMNS) - 1
        current = QModelIndex()
        for row, shown in enumerate(self.runs.rows):
            if shown.summary.run_id in run_ids:
                selection.select(self.runs.index(row, 0), self.runs.index(row, last))
            if shown.summary.run_id == current_id:
                current = self.runs.index(row, self._first_column())
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        model.setCurrentIndex(current, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _first_column(self) -> int:
        """The first column from the left that is shown: the cursor must stand where it can be seen."""
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        return next((place for place in shown if not header.isSectionHidden(place)), 0)

    def _open(self, index: QModelIndex) -> None:
        self.run_opened.emit(self.runs.run_at(index.row()).run_id)

    def _width(self, column: RunColumn) -> int:
        """What a column takes at first: room for its heading and for the longest words of the language in it."""
        words = {
            RunColumn.VALIDITY: [said(status.value) for status in ValidityStatus],
            RunColumn.TIME: ["2026-12-28 22:28"],
            RunColumn.CHANGE: [f"▼ −100,0 % {word}" for word in verdict_words(Metric.LATENCY)],
        }
        words[RunColumn.AGAINST_BASELINE] = words[RunColumn.CHANGE]
        longest = max((self.fontMetrics().horizontalAdvance(word) for word in words.get(column, ())), default=0)
        icon = scaled(_ICON_PX) if column is RunColumn.VALIDITY else 0
        return max(scaled(_WIDTHS[column]), longest + icon + (3 if icon else 2) * GRID)

    def _show_column(self, place: int, *, is_shown: bool) -> None:
        self.horizontalHeader().setSectionHidden(place, not is_shown)
        self._remember()

    def _open_menu(self, at: QPoint) -> None:
        self.columns_menu().popup(self.horizontalHeader().mapToGlobal(at))

    def _remember(self) -> None:
        self._remembered.set_state(_STATE, self.horizontalHeader().saveState())
        self._remembered.set_number(_STATE_PERCENT, scaled(_PERCENT))

    def _shape_headers(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        decimals = DecimalDelegate(self)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, self._width(column))
            header.setSectionHidden(place, column in HIDDEN_AT_FIRST)
            if column.is_number:
                self.setItemDelegateForColumn(place, decimals)
        header.setSortIndicator(column_index(RunColumn.TIME), Qt.SortOrder.DescendingOrder)
        state = self._remembered.state(_STATE)
        if state is not None:
            header.restoreState(state)
            kept_percent = max(1, self._remembered.number(_STATE_PERCENT, default=_PERCENT))
            grow_columns(header, scaled(_PERCENT) / kept_percent)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        for changed in (header.sectionMoved, header.sectionResized, header.sortIndicatorChanged):
            changed.connect(self._remember)
