"""A tag that can be pressed: with the mouse, with Space and with Enter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from benchwright.ui.theme import Theme
from benchwright.ui.tokens import HALF, Tone
from benchwright.ui.widgets.tag import Tag

_FOCUS_PX = 2


class TagButton(QAbstractButton):
    """Looks like the tag that it holds, with a ring while it has the focus; hidden while its text is empty."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.tag = Tag(theme, self)
        self.tag.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(_FOCUS_PX, _FOCUS_PX, _FOCUS_PX, _FOCUS_PX)
        layout.addWidget(self.tag)
        self.hide()

    def show_text(self, text: str, tone: Tone, *, icon_name: str, detail: str) -> None:
        """Shows `text`; `detail` says what a press does."""
        self.tag.show_text(text, tone, icon_name=icon_name)
        self.setToolTip(detail)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        """The tag and its ring."""
        return self.tag.sizeHint() + QSize(2 * _FOCUS_PX, 2 * _FOCUS_PX)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses too."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ring; the tag draws itself."""
        if not self.hasFocus():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), _FOCUS_PX))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), HALF + 1, HALF + 1)
        painter.end()
