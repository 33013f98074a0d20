"""An empty state: one sentence and the buttons that end it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID

_ICON = 40


class EmptyState(QWidget):
    """Fills an empty view with an icon, one sentence, a quiet second line and buttons."""

    def __init__(
        self, theme: Theme, icon_name: str, sentence: str, detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon_name
        self._icon = QLabel(self)
        self._sentence = QLabel(sentence, self)
        self._detail = QLabel(detail, self)
        self._buttons = QHBoxLayout()
        set_role(self._sentence, "section")
        set_role(self._detail, "muted")
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID)
        layout.addStretch(1)
        for label in (self._icon, self._sentence, self._detail):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        for label in (self._sentence, self._detail):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._detail.setVisible(bool(detail))
        self._buttons.setSpacing(GRID)
        self._buttons.addStretch(1)
        self._buttons.addStretch(1)
        layout.addSpacing(GRID)
        layout.addLayout(self._buttons)
        layout.addStretch(1)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)
        theme.changed.connect(self._recolour)
        self._recolour()

    def add_button(self, text: str, on_click: Callable[[], object], *, is_primary: bool = False) -> QPushButton:
        """A button under the sentence."""
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        set_role(button, "primary" if is_primary else "")
        button.clicked.connect(lambda _checked=False: on_click())
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def show_words(self, sentence: str, detail: str = "") -> None:
        """Replaces the words."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)

    def _recolour(self) -> None:
        pixmap = self._theme.icon(self._icon_name, "muted").pixmap(QSize(_ICON, _ICON), self.devicePixelRatio())
        self._icon.setPixmap(pixmap)
