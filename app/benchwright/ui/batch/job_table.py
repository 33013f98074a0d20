"""The table of the queue: selection and scroll stay while jobs move on, and a running job has a thin bar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from benchwright.model.batch import Job
from benchwright.ui.batch.job_cells import STATE_COLUMN, JobRow, job_columns
from benchwright.ui.item_models.rows_model import RowsModel
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import HALF

_WIDTHS = (36, 176, 200, 104, 132, 72)
_BAR_PX = 2
_ROW_PX = 28
_Index = QModelIndex | QPersistentModelIndex


class JobModel(RowsModel[JobRow]):
    """Rows of jobs; only what has changed is drawn anew."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, job_columns(), parent)

    def take(self, rows: Sequence[JobRow]) -> None:
        """Shows the rows; those that stay in their place keep selection and scroll."""
        before = self.rows
        if len(before) != len(rows):
            self.show_rows(rows)
            return
        self._rows = tuple(rows)
        for place, (old, new) in enumerate(zip(before, rows, strict=True)):
            if old != new:
                self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))


class JobTable(QTableView):
    """The jobs of a batch, several of which can be selected."""

    chosen_changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.jobs = JobModel(theme, self)
        self.setModel(self.jobs)
        dress(self, self.tr("Jobs of the queue"), row_px=_ROW_PX)
        self.setItemDelegateForColumn(STATE_COLUMN, _StateDelegate(theme, self))
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.selectionModel().selectionChanged.connect(lambda _on, _off: self.chosen_changed.emit())

    @property
    def chosen(self) -> tuple[Job, ...]:
        """The selected jobs, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self.jobs.rows[place].job for place in places if place < len(self.jobs.rows))

    def choose(self, positions: Sequence[int]) -> None:
        """Selects jobs."""
        self.clearSelection()
        for position in positions:
            flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.jobs.index(position, 0), flags)


class _StateDelegate(QStyledItemDelegate):
    """The state of a job, with how far its stage is as a line under it."""

    def __init__(self, theme: Theme, table: JobTable) -> None:
        super().__init__(table)
        self._theme = theme
        self._jobs = table.jobs

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        ratio = self._jobs.rows[index.row()].ratio
        if ratio is None:
            return
        area = option.rect.adjusted(HALF, 0, -HALF, -1)
        area.setTop(area.bottom() - _BAR_PX + 1)
        painter.fillRect(area, self._theme.colour("raised"))
        area.setWidth(round(area.width() * ratio))
        painter.fillRect(area, self._theme.colour("link"))
