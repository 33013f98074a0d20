"""How tables look and behave alike: rows, no grid, Tab leaves the table."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from benchwright.ui.theme import row_height, scaled
from benchwright.ui.tokens import HALF

_ROW_PX = 30
_ICON_PX = 16
_UNIT = 1000
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
    _Growth(table, row_px)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)


class _Growth(QObject):
    """Keeps rows as high, and columns as wide, as the text and the density want them."""

    def __init__(self, table: QTableView, row_px: int) -> None:
        super().__init__(table)
        self._table = table
        self._row_px = row_px
        self._unit = scaled(_UNIT)
        table.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows every change of the style sheet or the font."""
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        height = row_height(self._row_px)
        self._table.setIconSize(QSize(scaled(_ICON_PX), scaled(_ICON_PX)))
        header = self._table.verticalHeader()
        if header.defaultSectionSize() != height:
            header.setDefaultSectionSize(height)
        before, self._unit = self._unit, scaled(_UNIT)
        if self._unit != before:
            grow_columns(self._table.horizontalHeader(), self._unit / before)


def grow_columns(header: QHeaderView, ratio: float) -> None:
    """Makes every column so much wider that it holds what it held before the text grew."""
    for section in range(header.count()):
        is_hidden = header.isSectionHidden(section)
        if is_hidden:  # a hidden one has no width
            header.setSectionHidden(section, False)
        header.resizeSection(section, round(header.sectionSize(section) * ratio))
        if is_hidden:
            header.setSectionHidden(section, True)
