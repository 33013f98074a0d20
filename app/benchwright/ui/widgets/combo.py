"""A combo box with a chevron in the theme's colour."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from benchwright.ui.theme import Theme, scaled

_ICON = 16
_MARGIN = 6


class Combo(QComboBox):
    """A choice of one; `name` is what a screen reader says."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the box, then the chevron that the style sheet cannot colour."""
        super().paintEvent(event)
        painter = QPainter(self)
        role = "muted" if self.isEnabled() else "faint"
        side = scaled(_ICON)
        pixmap = self._theme.icon("mdi6.chevron-down", role).pixmap(QSize(side, side), self.devicePixelRatio())
        painter.drawPixmap(self.width() - side - _MARGIN, (self.height() - side) // 2, pixmap)
        painter.end()
