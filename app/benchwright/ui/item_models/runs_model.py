"""The runs table as an item model, and the proxy that sorts and searches it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from benchwright.model.run import Run
from benchwright.ui.item_models.run_cells import COLUMNS, Cell, RunColumn, SortKey, cell
from benchwright.ui.item_models.run_query import RunQuery, parse_query
from benchwright.ui.item_models.run_rows import RunRow
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex


class RunsModel(QAbstractTableModel):
    """Rows of runs, newest first; cells are made once and kept until the rows change."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[RunRow, ...] = ()
        self._cells: dict[tuple[int, int], Cell] = {}
        theme.changed.connect(self._recolour)

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """What is shown, before sorting and searching."""
        return self._rows

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """Replaces the rows; where they are the same runs in the same order, selection and scroll stay."""
        old = [row.run.run_id for row in self._rows]
        is_same = old == [row.run.run_id for row in rows]
        if not is_same:
            self.beginResetModel()
        self._rows, self._cells = tuple(rows), {}
        if is_same:
            self._recolour()
        else:
            self.endResetModel()

    def run_at(self, row: int) -> Run:
        """The run of a row."""
        return self._rows[row].run

    def row_of(self, run_id: str) -> int:
        """The row of a run, -1 where it is not shown."""
        return next((index for index, row in enumerate(self._rows) if row.run.run_id == run_id), -1)

    def sort_key(self, index: Index) -> SortKey:
        """What a cell is sorted by."""
        return self._cell(index).key

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        shown = self._cell(index)
        value: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = shown.text
            case Qt.ItemDataRole.ToolTipRole:
                value = shown.detail or None
            case Qt.ItemDataRole.DecorationRole:
                value = self._theme.icon(shown.icon_name, shown.tone.value) if shown.icon_name else None
            case Qt.ItemDataRole.ForegroundRole:
                value = self._colour(shown, index.row())
            case Qt.ItemDataRole.TextAlignmentRole:
                value = alignment(is_right=COLUMNS[index.column()].is_right)
            case Qt.ItemDataRole.AccessibleTextRole:
                value = f"{said(COLUMNS[index.column()].value)} {shown.text or shown.detail}".strip()
        return value

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return said(COLUMNS[section].value)
        return alignment(is_right=COLUMNS[section].is_right) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _cell(self, index: Index) -> Cell:
        key = (index.row(), index.column())
        if key not in self._cells:
            self._cells[key] = cell(self._rows[key[0]], COLUMNS[key[1]])
        return self._cells[key]

    def _colour(self, shown: Cell, row: int) -> object:
        if shown.is_quiet or self._rows[row].run.is_archived:
            return self._theme.colour("muted")
        return None if shown.tone is Tone.NEUTRAL else self._theme.colour(shown.tone.value)

    def _recolour(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))


class RunsProxy(QSortFilterProxyModel):
    """Sorts by value, not by text, and shows the runs that a query asks for."""

    def __init__(self, source: RunsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._query = RunQuery()
        self.setSourceModel(source)

    def search(self, text: str) -> None:
        """Shows what matches the text; see `run_query`."""
        self.beginFilterChange()
        self._query = parse_query(text)
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def run_at(self, index: Index) -> Run:
        """The run of a row as it is shown."""
        return self._source.run_at(self.mapToSource(index).row())

    def index_of(self, run_id: str) -> QModelIndex:
        """Where a run is shown; invalid where it is not."""
        row = self._source.row_of(run_id)
        return self.mapFromSource(self._source.index(row, 0)) if row >= 0 else QModelIndex()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        return self._query.matches(self._source.run_at(source_row))

    def lessThan(self, left: Index, right: Index) -> bool:
        return self._source.sort_key(left) < self._source.sort_key(right)


def alignment(*, is_right: bool) -> Qt.AlignmentFlag:
    """Left or right, in the middle of the height."""
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def column_index(column: RunColumn) -> int:
    """The place of a column in the model."""
    return COLUMNS.index(column)
