"""The runs that may be compared, as a list of check marks that grows page by page."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from benchwright.model.point import RunPoint
from benchwright.ui.charts.marks import short_label, shortened
from benchwright.ui.charts.words import trust_words
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_day_minute, local_time

Index = QModelIndex | QPersistentModelIndex

PAGE = 500
"""Rows the view gets at a time; the next page comes as it is scrolled to."""


class PointList(QAbstractListModel):
    """Every run, newest first, those that match the search only. A check mark stays where a search hides it."""

    checks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[RunPoint, ...] = ()
        self._found: tuple[RunPoint, ...] = ()
        self._shown_count = 0
        self._wanted: frozenset[str] | None = None
        self._checked: frozenset[str] = frozenset()
        self._places: Counter[tuple[str, str, str]] = Counter()

    @property
    def points(self) -> tuple[RunPoint, ...]:
        """Every run, newest first."""
        return self._points

    @property
    def found(self) -> tuple[RunPoint, ...]:
        """Those that match the search."""
        return self._found

    @property
    def checked(self) -> frozenset[str]:
        """Ids of the checked runs."""
        return self._checked

    def checked_points(self) -> tuple[RunPoint, ...]:
        """The checked runs, newest first."""
        return tuple(point for point in self._points if point.run_id in self._checked)

    def show_points(self, points: Sequence[RunPoint], checked: Iterable[str]) -> None:
        """Replaces the list; tells nobody."""
        self._points = tuple(points)
        known = {point.run_id for point in self._points}
        self._checked = frozenset(run_id for run_id in checked if run_id in known)
        self._places = Counter(_place(point) for point in self._points)
        self._find()

    def narrow(self, run_ids: Iterable[str] | None) -> None:
        """Shows these runs only; None shows all."""
        self._wanted = None if run_ids is None else frozenset(run_ids)
        self._find()

    def check(self, run_ids: Iterable[str]) -> None:
        """Checks exactly these runs."""
        self._checked = frozenset(run_ids)
        if self._shown_count:
            self.dataChanged.emit(self.index(0), self.index(self._shown_count - 1), [Qt.ItemDataRole.CheckStateRole])
        self.checks_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else self._shown_count

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._shown_count < len(self._found)

    def fetchMore(self, parent: Index) -> None:
        count = min(PAGE, len(self._found) - self._shown_count)
        self.beginInsertRows(QModelIndex(), self._shown_count, self._shown_count + count - 1)
        self._shown_count += count
        self.endInsertRows()

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        point = self._found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(point)
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if point.run_id in self._checked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (
                shortened(point.variant_label, 200),
                local_time(point.started_at),
                point.run_id,
                said(point.status.value),
            )
            return "<br>".join(html.escape(line) for line in lines)
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        run_id = self._found[index.row()].run_id
        is_checked = Qt.CheckState(value) is Qt.CheckState.Checked
        self._checked = self._checked | {run_id} if is_checked else self._checked - {run_id}
        self.dataChanged.emit(index, index, [role])
        self.checks_changed.emit()
        return True

    def _find(self) -> None:
        self.beginResetModel()
        wanted = self._wanted
        self._found = self._points if wanted is None else tuple(p for p in self._points if p.run_id in wanted)
        self._shown_count = min(PAGE, len(self._found))
        self.endResetModel()

    def _words(self, point: RunPoint) -> str:
        time = local_day_minute(point.started_at) if self._places[_place(point)] > 1 else ""
        name = f"{shortened(point.model, 24)} {short_label(point)}"
        rest = (trust_words(point.status), time, shortened(point.board), said(point.origin.value))
        return f"{name}\n{' · '.join(part for part in rest if part)}"


def _place(point: RunPoint) -> tuple[str, str, str]:
    return point.variant_sha256, point.board, point.origin.value
