"""An empty state: one sentence and the buttons that end it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from benchwright.ui.theme import Theme, scaled, set_role
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
        self._buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
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
        self._buttons.insertWidget(self._buttons.count() - 1, button, 0, Qt.AlignmentFlag.AlignHCenter)
        return button

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest button."""
        margins = self.contentsMargins() + self._margins()
        widest = max((button.minimumSizeHint().width() for button in self._shown()), default=0)
        return QSize(widest + margins.left() + margins.right(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons without room beside each other stand below each other."""
        super().resizeEvent(event)
        buttons = self._shown()
        needed = sum(button.sizeHint().width() + GRID for button in buttons)
        room = self.width() - self._margins().left() - self._margins().right()
        directions = (QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom)
        self._buttons.setDirection(directions[needed > room])

    def _margins(self) -> QMargins:
        layout = self.layout()
        return layout.contentsMargins() if layout is not None else QMargins()

    def _shown(self) -> list[QPushButton]:
        return [button for button in self.findChildren(QPushButton) if not button.isHidden()]

    def show_words(self, sentence: str, detail: str = "") -> None:
        """Replaces the words."""
        self._sentence.setText(sentence)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(detail)

    def _recolour(self) -> None:
        pixmap = self._theme.icon(self._icon_name, "muted").pixmap(
            QSize(scaled(_ICON), scaled(_ICON)), self.devicePixelRatio()
        )
        self._icon.setPixmap(pixmap)
