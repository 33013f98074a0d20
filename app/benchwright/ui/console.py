"""The console: the talk with the devices, drawn at 30 Hz however fast it comes."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import QTime, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from benchwright.model.events import ConsoleLine
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import icon_button

FRAME_MS = 33
KEPT_LINES = 20_000


@dataclass(frozen=True, slots=True)
class _Line:
    device_id: str
    text: str

    def has(self, words: list[str]) -> bool:
        return all(word in self.text.lower() for word in words)


class Console(QWidget):
    """Keeps the last 20,000 lines and shows those that hold every word of the filter."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: deque[_Line] = deque(maxlen=KEPT_LINES)
        self._waiting: list[_Line] = []
        self.filter_edit = QLineEdit(self)
        self.filter_edit.setPlaceholderText(self.tr("Filter: words or a device"))
        self.filter_edit.setAccessibleName(self.tr("Console filter"))
        self.filter_edit.setClearButtonEnabled(True)
        self.filter_edit.textChanged.connect(self._refill)
        self._clear_button = icon_button(theme, self.tr("Clear console"), "mdi6.delete-outline", self)
        self._clear_button.clicked.connect(self.clear)
        self._text = log_view(self.tr("Console"), self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._flush)
        row = QHBoxLayout()
        row.setSpacing(HALF)
        row.addWidget(self.filter_edit, 1)
        row.addWidget(self._clear_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, HALF, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(row)
        layout.addWidget(self._text, 1)

    @property
    def shown_text(self) -> str:
        """The lines on screen."""
        return self._text.toPlainText()

    def add(self, line: ConsoleLine) -> None:
        """Takes a line; it shows with the next frame."""
        time = QTime.currentTime().toString("HH:mm:ss")
        self._waiting.append(_Line(line.device_id, f"{time}  {line.device_id}  {line.direction} {line.text}"))
        if not self._timer.isActive():
            self._timer.start()

    def adopt(self, other: Console) -> None:
        """Shows the lines of the console of a window that this one takes the place of."""
        self._lines.extend((*other._lines, *other._waiting))
        self.filter_edit.setText(other.filter_edit.text())
        self._refill()

    def clear(self) -> None:
        """Forgets every line."""
        self._lines.clear()
        self._waiting.clear()
        self._text.clear()

    def _flush(self) -> None:
        arrived, self._waiting = self._waiting, []
        self._lines.extend(arrived)
        self._append(arrived)

    def _refill(self) -> None:
        self._text.clear()
        self._append(list(self._lines))

    def _append(self, lines: list[_Line]) -> None:
        words = self.filter_edit.text().lower().split()
        shown = [line.text for line in lines if line.has(words)]
        if shown:
            self._text.appendPlainText("\n".join(shown))


def log_view(name: str, parent: QWidget) -> QPlainTextEdit:
    """A read-only view of many lines in the fixed-width font."""
    view = QPlainTextEdit(parent)
    view.setReadOnly(True)
    view.setTabChangesFocus(True)
    view.setUndoRedoEnabled(False)
    view.setMaximumBlockCount(KEPT_LINES)
    view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    view.setAccessibleName(name)
    return view
