"""A label that ends in an ellipsis where it would be cut, and tells the rest in its tooltip."""

from __future__ import annotations

import html

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

_SPOKEN = 500
_TOOLTIP = 1_000
_BREAKS = str.maketrans({**dict.fromkeys(range(32), " "), 0x7F: " ", 0x85: " ", 0x2028: " ", 0x2029: " "})
_TURNS = str.maketrans(dict.fromkeys((0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None))


def one_line(text: str) -> str:
    """The text without line breaks, NUL and other control characters, and without marks that turn what follows it."""
    return text.translate(_BREAKS).translate(_TURNS)


def breakable(value: str) -> str:
    """The value with places where a long word may break, so that a digest or a path does not widen the window."""
    return "\u200b".join(value[start : start + 8] for start in range(0, len(value), 8))


def tooltip_text(text: str) -> str:
    """The text for a tooltip: Qt would take some of it for markup; of a very long one the beginning."""
    cut = f"{text[:_TOOLTIP]} …" if len(text) > _TOOLTIP else text
    return f"<span>{html.escape(cut)}</span>"


class ElidedLabel(QLabel):
    """Takes the room it gets; `full_text` is what it would say with more."""

    def __init__(self, parent: QWidget | None = None, *, mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__(parent)
        self._full = ""
        self._detail = ""
        # What people and files are called is text, never markup.
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._mode = mode
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def full_text(self) -> str:
        """The whole text."""
        return self._full

    def show_text(self, text: str, *, detail: str = "") -> None:
        """Shows `text` in one line, or as much of it as fits; `detail` is its tooltip in any case."""
        self._full = one_line(text)
        self._detail = detail
        self.setToolTip(detail)
        self.setAccessibleName(self._full[:_SPOKEN])
        self.updateGeometry()
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(24, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """The whole text."""
        width = self.fontMetrics().horizontalAdvance(self._full[:_SPOKEN]) + 4
        return QSize(width, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elides anew."""
        super().resizeEvent(event)
        self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Elides with the font that the style sheet gave in the meantime."""
        self._elide()
        super().paintEvent(event)

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._full, self._mode, self.width())
        if shown != self.text():
            self.setText(shown)
            self.setToolTip(self._detail or (tooltip_text(self._full) if shown != self._full else ""))
