"""The runs table as an item model that knows a part of its rows and asks for more as it is scrolled."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from benchwright.model.run_summary import Reference, RunSummary
from benchwright.protocols.run_search import Cursor, RunPage, SortKey
from benchwright.ui.item_models.run_cells import COLUMNS, Cell, RunColumn, cell, column_name, heading
from benchwright.ui.item_models.run_rows import Change, Pair, RunRow
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone

Index = QModelIndex | QPersistentModelIndex

_GATHER_MS = 40
_MOST_KEPT = 20_000


class RunsModel(QAbstractTableModel):
    """Summaries in the order the store gave them; cells are made once and kept until their row changes.

    `more_wanted` asks for the page after `following`, `changes_wanted` for comparisons of rows that are on the screen,
    `sort_wanted` for another order.
    """

    more_wanted = Signal()
    changes_wanted = Signal(tuple)
    sort_wanted = Signal(SortKey, bool)

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[RunRow] = []
        self._cells: dict[tuple[int, int], Cell] = {}
        self._following: Cursor | None = None
        self._is_asking = False
        self._changes: dict[Pair, Change] = {}
        self._wanted: dict[Pair, None] = {}
        self._gather = QTimer(self, singleShot=True, interval=_GATHER_MS)
        self._gather.timeout.connect(self._ask_changes)
        theme.changed.connect(self._recolour)

    @property
    def rows(self) -> Sequence[RunRow]:
        """What is known."""
        return self._rows

    @property
    def following(self) -> Cursor | None:
        """Where the next page begins; None where every row is known."""
        return self._following

    def show_page(self, page: RunPage) -> None:
        """Replaces the rows; where runs stay in their order, selection and scroll do too."""
        self._is_asking, self._following = False, page.following
        if len(self._changes) > _MOST_KEPT:
            self._changes.clear()
        old = [row.summary.run_id for row in self._rows]
        new = [row.run_id for row in page.rows]
        rows = [self._row(summary) for summary in page.rows]
        stay = set(old) & set(new)
        if [run_id for run_id in old if run_id in stay] != [run_id for run_id in new if run_id in stay]:
            stay = set()  # another order: nothing keeps its place
        self._cells.clear()
        for first, last in reversed(_stretches(old, stay)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        for first, last in _stretches(new, stay):
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = rows[first : last + 1]
            self.endInsertRows()
        self._rows[:] = rows
        self._recolour()

    def append_page(self, page: RunPage) -> None:
        """Adds what follows."""
        self._is_asking, self._following = False, page.following
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(page.rows) - 1)
            self._rows += [self._row(summary) for summary in page.rows]
            self.endInsertRows()

    def show_changes(self, changes: Mapping[Pair, Change]) -> None:
        """Fills in what comparing said."""
        self._changes |= changes
        for place, row in enumerate(self._rows):
            if not changes.keys().isdisjoint(_pairs(row.summary)):
                self._rows[place] = self._row(row.summary)
                for column in (RunColumn.CHANGE, RunColumn.AGAINST_BASELINE):
                    index = self.index(place, column_index(column))
                    self._cells.pop((index.row(), index.column()), None)
                    self.dataChanged.emit(index, index)

    def run_at(self, row: int) -> RunSummary:
        """The run of a row."""
        return self._rows[row].summary

    def row_of(self, run_id: str) -> int:
        """The row of a run, -1 where it is not known."""
        return next((index for index, row in enumerate(self._rows) if row.summary.run_id == run_id), -1)

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._following is not None and not self._is_asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._is_asking = True
            self.more_wanted.emit()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if 0 <= column < len(COLUMNS):
            self.sort_wanted.emit(COLUMNS[column].value, order is Qt.SortOrder.DescendingOrder)

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
                self._want_changes(index)
            case Qt.ItemDataRole.ToolTipRole:
                value = _plain(shown.detail)
            case Qt.ItemDataRole.DecorationRole:
                value = self._theme.icon(shown.icon_name, shown.tone.value) if shown.icon_name else None
            case Qt.ItemDataRole.ForegroundRole:
                value = self._colour(shown, index.row())
            case Qt.ItemDataRole.TextAlignmentRole:
                value = alignment(is_right=COLUMNS[index.column()].is_right)
            case Qt.ItemDataRole.AccessibleTextRole:
                value = f"{column_name(COLUMNS[index.column()])} {shown.text or shown.detail}".strip()
        return value

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(COLUMNS[section])
        return alignment(is_right=COLUMNS[section].is_right) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _row(self, summary: RunSummary) -> RunRow:
        before, base = _pair(summary, summary.previous), _pair(summary, summary.baseline)
        row = RunRow(summary)
        if before in self._changes or base in self._changes:
            row = replace(row, against_previous=self._changes.get(before), against_baseline=self._changes.get(base))
        return row

    def _want_changes(self, index: Index) -> None:
        """A cell that waits for a comparison is being drawn."""
        row, column = self._rows[index.row()], COLUMNS[index.column()]
        pair: Pair = ("", "")
        if column is RunColumn.CHANGE and row.against_previous is None:
            pair = _pair(row.summary, row.summary.previous)
        elif column is RunColumn.AGAINST_BASELINE and row.against_baseline is None:
            pair = _pair(row.summary, row.summary.baseline)
        if pair[0] and pair not in self._wanted:
            self._wanted[pair] = None
            self._gather.start()

    def _ask_changes(self) -> None:
        wanted, self._wanted = tuple(self._wanted), {}
        self.changes_wanted.emit(tuple(pair for pair in wanted if pair not in self._changes))

    def _cell(self, index: Index) -> Cell:
        key = (index.row(), index.column())
        if key not in self._cells:
            self._cells[key] = cell(self._rows[key[0]], COLUMNS[key[1]])
        return self._cells[key]

    def _colour(self, shown: Cell, row: int) -> object:
        if shown.is_quiet or self._rows[row].summary.is_archived:
            return self._theme.colour("muted")
        return None if shown.tone is Tone.NEUTRAL else self._theme.colour(shown.tone.value)

    def _recolour(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))


def alignment(*, is_right: bool) -> Qt.AlignmentFlag:
    """Left or right, in the middle of the height."""
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def column_index(column: RunColumn) -> int:
    """The place of a column in the model."""
    return COLUMNS.index(column)


def _plain(text: str) -> str | None:
    """A tooltip that Qt does not take for HTML, whatever a name holds."""
    return f"<qt>{html.escape(text).replace(chr(10), '<br/>')}</qt>" if text else None


def _pair(summary: RunSummary, reference: Reference | None) -> Pair:
    return (reference.run_id if reference is not None else "", summary.run_id)


def _pairs(summary: RunSummary) -> tuple[Pair, Pair]:
    return _pair(summary, summary.previous), _pair(summary, summary.baseline)


def _stretches(run_ids: Sequence[str], stay: set[str]) -> list[tuple[int, int]]:
    """First and last place of each stretch of runs that do not stay."""
    found: list[tuple[int, int]] = []
    for place, run_id in enumerate(run_ids):
        if run_id in stay:
            continue
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
