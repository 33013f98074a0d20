"""A notice: something that waits for a decision, with its buttons, until it is answered."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import ElidedLabel

_ICON = 20
_BAR = 3


class Notice(QFrame):
    """One line at the top of a page; nothing modal."""

    def __init__(self, theme: Theme, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._icon = QLabel(self)
        self._text = ElidedLabel(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self._row.setSpacing(GRID)
        self._row.addWidget(self._icon)
        self._row.addWidget(self._text, 1)
        self._close = icon_button(theme, self.tr("Not now"), "mdi6.close", self)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close)
        set_role(self, "surface")
        theme.changed.connect(self._recolour)
        self._recolour()
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.full_text

    def add_button(self, text: str, on_click: Callable[[], object], *, role: str = "") -> QPushButton:
        """A button before the cross; pressing it answers the notice."""
        button = push_button(self._theme, text, self, role=role)
        button.clicked.connect(lambda _checked=False: on_click())
        button.clicked.connect(self.hide)
        self._row.insertWidget(self._row.count() - 1, button)
        return button

    def say(self, text: str) -> None:
        """Shows the notice."""
        self._text.show_text(text)
        self.setAccessibleName(text)
        self.show()

    def say_or_hide(self, text: str) -> None:
        """Shows the notice, or puts it away where there is nothing to say."""
        if text:
            self.say(text)
        else:
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the surface with a bar at its left edge."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, GRID, _BAR, self.height() - 2 * GRID, self._theme.colour("link"))
        painter.end()

    def _recolour(self) -> None:
        self._icon.setPixmap(self._theme.icon(self._icon_name, "link").pixmap(QSize(scaled(_ICON), scaled(_ICON))))
