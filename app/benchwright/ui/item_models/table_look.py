"""How tables look and behave alike: rows, no grid, Tab leaves the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractItemView, QTableView

from benchwright.ui.theme import row_height
from benchwright.ui.tokens import HALF

_ROW_PX = 30
_MEASURED_ROWS = 60  # a column is as wide as what is in sight asks for, not as each of a thousand rows
_SHEET = f"QTableView::item {{ padding: 0 {HALF}px; }} QAbstractScrollArea::corner {{ background: transparent; }}"


def dress(table: QTableView, name: str, *, row_px: int = _ROW_PX) -> None:
    """Gives a table the look of all tables; `name` is what a screen reader says."""
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setStyleSheet(_SHEET)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    _RowHeight(table, row_px)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)


class _RowHeight(QObject):
    """Keeps the rows of its parent as high as the text and the density want them."""

    def __init__(self, table: QTableView, row_px: int) -> None:
        super().__init__(table)
        self._table = table
        self._row_px = row_px
        table.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows every change of the style sheet or the font."""
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        height = row_height(self._row_px)
        header = self._table.verticalHeader()
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)
