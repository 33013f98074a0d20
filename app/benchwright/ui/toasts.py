"""Toasts: what is said in passing, at most three at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.ui.theme import Theme, scaled
from benchwright.ui.tokens import CORNER, GRID, Tone
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.elided_label import one_line

MOST = 3
SHOWN_MS = 6_000
_WIDTH = 360
_LONGEST = 300


class _Toast(QFrame):
    def __init__(self, theme: Theme, text: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        text = one_line(text)  # names in it may turn what follows them
        self._theme = theme
        self._tone = tone
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setText(f"{text[:_LONGEST]} …" if len(text) > _LONGEST else text)
        self._label.setWordWrap(True)
        self.text = text
        self.setAccessibleName(text)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(2 * GRID, GRID, GRID, GRID)
        self.row.addWidget(self._label, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._theme.colour("hairline"))
        painter.setBrush(self._theme.colour("raised"))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), CORNER, CORNER)
        painter.fillRect(0, GRID, 3, self.height() - 2 * GRID, self._theme.colour(self._tone.value))
        painter.end()


class Toasts(QWidget):
    """Lies over the lower right corner of its parent; the oldest makes room for a fourth."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._window = parent
        self._toasts: list[_Toast] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(GRID)
        self.hide()
        parent.installEventFilter(self)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is being said, oldest first."""
        return tuple(toast.text for toast in self._toasts)

    def say(
        self, text: str, tone: Tone = Tone.BUSY, *, action: str = "", on_action: Callable[[], object] | None = None
    ) -> None:
        """Shows `text` for six seconds, with a button when there is an action."""
        while len(self._toasts) >= MOST:
            self._remove(self._toasts[0])
        toast = _Toast(self._theme, text, tone, self)
        if on_action is not None:
            button = push_button(self._theme, action, toast, role="quiet")
            button.clicked.connect(lambda _checked=False: on_action())
            button.clicked.connect(lambda _checked=False: self._remove(toast))
            toast.row.addWidget(button)
        close = icon_button(self._theme, self.tr("Dismiss"), "mdi6.close", toast)
        close.clicked.connect(lambda _checked=False: self._remove(toast))
        toast.row.addWidget(close)
        self._toasts.append(toast)
        self._layout.addWidget(toast)
        QTimer.singleShot(SHOWN_MS, toast, lambda: self._remove(toast))
        self.show()
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stays in its corner when the window is resized."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _remove(self, toast: _Toast) -> None:
        if toast not in self._toasts:
            return
        self._toasts.remove(toast)
        self._layout.removeWidget(toast)
        toast.hide()
        toast.deleteLater()
        self.setVisible(bool(self._toasts))
        self._place()

    def _place(self) -> None:
        self._layout.activate()
        area = self._window.rect()
        width = min(scaled(_WIDTH), area.width() - 4 * GRID)
        self.resize(width, max(self._layout.heightForWidth(width), self._layout.minimumSize().height()))
        self.move(area.right() - self.width() - 2 * GRID, area.bottom() - self.height() - 5 * GRID)
        self.raise_()
