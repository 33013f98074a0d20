"""How tables look and behave alike: rows, no grid, Tab leaves the table."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractItemView, QTableView

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
    table.verticalHeader().setDefaultSectionSize(row_px)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)
