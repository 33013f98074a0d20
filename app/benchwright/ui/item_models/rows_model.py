"""A table over a tuple of values: columns are a heading and a function each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from benchwright.ui.item_models.runs_model import alignment
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex

_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.TextAlignmentRole,
    )
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows. `is_faint` greys what does not count, `is_left` is for words among numbers."""

    text: str
    tone: Tone = Tone.NEUTRAL
    detail: str = ""
    icon_name: str = ""
    is_faint: bool = False
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column: its heading, what it shows of a value, and whether it stands right."""

    heading: str
    show: Callable[[T], Shown]
    is_right: bool = False


class RowsModel(QAbstractTableModel, Generic[T]):
    """Shows a tuple of values; the columns may be replaced with the rows."""

    def __init__(self, theme: Theme, columns: Sequence[Column[T]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._columns = tuple(columns)
        self._rows: tuple[T, ...] = ()
        self._last: tuple[int, int, Shown] | None = None
        theme.changed.connect(self._recolour)

    @property
    def rows(self) -> tuple[T, ...]:
        """What is shown."""
        return self._rows

    def show_rows(self, rows: Sequence[T], columns: Sequence[Column[T]] | None = None) -> None:
        """Replaces the rows, and the columns if given."""
        self.beginResetModel()
        self._last = None
        self._rows = tuple(rows)
        if columns is not None:
            self._columns = tuple(columns)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in _ROLES:  # a view asks for as many others, of each cell with each repaint
            return None
        column, shown = self._columns[index.column()], self._shown(index)
        value: object = None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                value = shown.text
            case Qt.ItemDataRole.ToolTipRole:
                value = shown.detail or None
            case Qt.ItemDataRole.DecorationRole:
                value = self._theme.icon(shown.icon_name, shown.tone.value) if shown.icon_name else None
            case Qt.ItemDataRole.ForegroundRole if shown.is_faint:
                value = self._theme.colour("muted")
            case Qt.ItemDataRole.ForegroundRole if shown.tone is not Tone.NEUTRAL:
                value = self._theme.colour(shown.tone.value)
            case Qt.ItemDataRole.TextAlignmentRole:
                value = alignment(is_right=column.is_right and not shown.is_left)
        return value

    def forget(self) -> None:
        """What was shown is to be asked anew: the rows are the same, what is said of them is not."""
        self._last = None

    def _shown(self, index: Index) -> Shown:
        """A view asks for one cell after the other, seven times each: the last one is kept."""
        row, column = index.row(), index.column()
        if self._last is None or self._last[:2] != (row, column):
            self._last = (row, column, self._columns[column].show(self._rows[row]))
        return self._last[2]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        return (
            alignment(is_right=self._columns[section].is_right) if role == Qt.ItemDataRole.TextAlignmentRole else None
        )

    def _recolour(self) -> None:
        self._last = None
        if self._rows and self._columns:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self._columns) - 1))
