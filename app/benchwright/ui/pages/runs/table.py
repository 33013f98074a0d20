"""The table of runs, for mouse and keys."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from benchwright.model.run import Run
from benchwright.ui.item_models.decimal_delegate import DecimalDelegate
from benchwright.ui.item_models.run_cells import COLUMNS, RunColumn
from benchwright.ui.item_models.runs_model import RunsModel, RunsProxy, column_index
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.theme import Theme

_WIDTHS = {
    RunColumn.NUMBER: 42,
    RunColumn.VALIDITY: 106,
    RunColumn.BASELINE: 34,
    RunColumn.TIME: 102,
    RunColumn.BOARD: 126,
    RunColumn.ORIGIN: 106,
    RunColumn.MODEL: 68,
    RunColumn.VERSION: 122,
    RunColumn.LATENCY: 94,
    RunColumn.CHANGE: 140,
    RunColumn.RAM: 80,
    RunColumn.FLASH: 84,
    RunColumn.ACCURACY: 100,
    RunColumn.INSTRUCTIONS: 104,
    RunColumn.PARITY: 104,
    RunColumn.NOTES: 180,
}


class RunsTable(QTableView):
    """Arrow keys move, Space selects more, Enter opens, B makes the run at the cursor the baseline."""

    run_opened = Signal(str)
    baseline_asked = Signal(str)
    selection_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.runs = RunsModel(theme, self)
        self.proxy = RunsProxy(self.runs, self)
        self.setModel(self.proxy)
        dress(self, self.tr("Runs"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        self.sortByColumn(column_index(RunColumn.TIME), Qt.SortOrder.DescendingOrder)
        self._shape_headers()
        self.selectionModel().selectionChanged.connect(self.selection_changed)
        self.selectionModel().currentRowChanged.connect(self.selection_changed)
        self.doubleClicked.connect(self._open)

    def current_run(self) -> Run | None:
        """The run at the cursor."""
        index = self.currentIndex()
        return self.proxy.run_at(index) if index.isValid() else None

    def selected_runs(self) -> tuple[Run, ...]:
        """The selected runs, in the order shown."""
        rows = sorted(self.selectionModel().selectedRows(), key=lambda index: index.row())
        return tuple(self.proxy.run_at(index) for index in rows)

    def select_run(self, run_id: str) -> bool:
        """Puts the cursor on a run; False when it is not shown."""
        index = self.proxy.index_of(run_id)
        if index.isValid():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)
        return index.isValid()

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

    def _open(self, index: QModelIndex) -> None:
        self.run_opened.emit(self.proxy.run_at(index).run_id)

    def _shape_headers(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(24)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        decimals = DecimalDelegate(self)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, _WIDTHS[column])
            if column.is_number:
                self.setItemDelegateForColumn(place, decimals)
