"""The hover card: what a mark stands for, beside it."""

from __future__ import annotations

import html

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import CAPTION, GRID, HALF

_DISTANCE = 14


class HoverCard(QLabel):
    """A small card that never leaves its parent and never takes the mouse."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        theme.changed.connect(self._recolour)
        self._recolour()

    def show_lines(self, lines: tuple[str, ...], at: QPoint) -> None:
        """Shows the lines, the first one strong, beside a point of the parent."""
        head, *rest = (html.escape(line) for line in lines)
        self.setText("<br>".join([f"<b>{head}</b>", *rest]))
        self.adjustSize()
        room = self._room.rect()
        left = (
            at.x() + _DISTANCE
            if at.x() + _DISTANCE + self.width() <= room.right()
            else at.x() - _DISTANCE - self.width()
        )
        top = max(HALF, min(at.y() - self.height() // 2, room.bottom() - self.height() - HALF))
        self.move(max(HALF, left), top)
        self.show()
        self.raise_()

    def _recolour(self) -> None:
        tokens = self._theme.tokens
        self.setStyleSheet(
            f"background: {tokens.raised}; color: {tokens.text}; border: 1px solid {tokens.hairline};"
            f" border-radius: 6px; padding: {HALF}px {GRID}px; font-size: {scaled(CAPTION)}px;"
        )
