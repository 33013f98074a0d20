"""The comparison table: a row for each run, the baseline on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from benchwright.model.compare import Comparison
from benchwright.ui.item_models.comparison_cells import FIRST_METRIC_COLUMN, comparison_columns
from benchwright.ui.item_models.rows_model import RowsModel
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.theme import Theme

_VALUE_PX = 76
_DELTA_PX = 132


class ComparisonTable(QTableView):
    """Enter opens a run, B makes it the baseline, Space selects it."""

    run_opened = Signal(str)
    baseline_asked = Signal(str)
    selection_changed = Signal(frozenset)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.comparisons: RowsModel[Comparison] = RowsModel(theme, comparison_columns(diff_only=False, rows=()), self)
        self.setModel(self.comparisons)
        dress(self, self.tr("Comparison with the baseline"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.selectionModel().selectionChanged.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.run_opened.emit(self._run_id(index.row())))

    def show_comparisons(self, rows: Sequence[Comparison], *, diff_only: bool) -> None:
        """Replaces the rows; what cannot be compared says why across the whole row."""
        selected = self.selected()
        self.clearSpans()
        with QSignalBlocker(self.selectionModel()):
            self.comparisons.show_rows(rows, comparison_columns(diff_only=diff_only, rows=rows))
        width = self.comparisons.columnCount() - FIRST_METRIC_COLUMN
        self._fit_columns()
        for place, row in enumerate(rows):
            if not row.is_comparable and width > 1:
                self.setSpan(place, FIRST_METRIC_COLUMN, 1, width)
        self.show_selected(selected)

    def selected(self) -> frozenset[str]:
        """Ids of the selected runs."""
        return frozenset(self._run_id(index.row()) for index in self.selectionModel().selectedRows())

    def show_selected(self, run_ids: frozenset[str]) -> None:
        """Selects these runs; tells nobody."""
        selection = QItemSelection()
        for place, row in enumerate(self.comparisons.rows):
            if row.run.run_id in run_ids:
                index = self.comparisons.index(place, 0)
                selection.select(index, index)
        with QSignalBlocker(self.selectionModel()):
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(selection, flags)
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, B and Space; the rest as tables do."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.run_opened.emit(self._run_id(row))
        elif row >= 0 and event.key() == Qt.Key.Key_B and not event.modifiers():
            self.baseline_asked.emit(self._run_id(row))
        elif row >= 0 and event.key() == Qt.Key.Key_Space:
            flags = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), flags)
        else:
            super().keyPressEvent(event)

    def _fit_columns(self) -> None:
        """Names as wide as they are; numbers and deltas in columns of equal width, whatever a reason takes."""
        for column in range(self.comparisons.columnCount()):
            is_name = column < FIRST_METRIC_COLUMN
            is_delta = (column - FIRST_METRIC_COLUMN) % 2 == 1
            if is_name:
                self.resizeColumnToContents(column)
            else:
                self.setColumnWidth(column, _DELTA_PX if is_delta else _VALUE_PX)

    def _run_id(self, row: int) -> str:
        return self.comparisons.rows[row].run.run_id

    def _tell(self) -> None:
        self.selection_changed.emit(self.selected())
