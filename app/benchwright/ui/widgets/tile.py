"""A tile: one number of a result with its unit, deltas, budget and history."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from benchwright.ui.theme import Theme, scaled, set_role
from benchwright.ui.tokens import CAPTION, CORNER, FOCUS_WIDTH, GRID, HALF, Tone
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.sparkline import Sparkline


@dataclass(frozen=True, slots=True)
class TileDelta:
    """One line under the number: `text` has sign and arrow, `against` says against what, if anything."""

    text: str
    against: str = ""
    tone: Tone = Tone.NEUTRAL
    detail: str = ""


class Tile(QFrame):
    """A result at a glance. A click, Enter or Space opens what is behind it."""

    opened = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name = QLabel(name, self)
        self._number = QLabel("–", self)
        self._unit = ElidedLabel(self)
        self._note = ElidedLabel(self)
        self._deltas = QGridLayout()
        for label in (self._name, self._number, self._unit, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._labels: list[tuple[QLabel, Tone]] = []
        self._budget = QProgressBar(self)
        self._sparkline = Sparkline(theme, self)
        set_role(self, "surface")
        set_role(self._name, "caption")
        set_role(self._number, "number")
        set_role(self._unit, "unit")
        set_role(self._note, "caption")
        self._budget.setTextVisible(False)
        self._budget.hide()
        self._note.hide()
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        theme.changed.connect(self._recolour)

    @property
    def value_text(self) -> str:
        """Number and unit as shown."""
        return f"{self._number.text()} {self._unit.full_text}".strip()

    @property
    def delta_texts(self) -> tuple[str, ...]:
        """The deltas as shown."""
        return tuple(label.text() for label, _ in self._labels)

    def show_value(self, number: str, unit: str = "", *, note: str = "", detail: str = "") -> None:
        """Shows the number; `note` is a quiet line under it, `detail` its tooltip."""
        self._number.setText(number)
        self._unit.show_text(unit)
        self._note.show_text(note)
        self._note.setVisible(bool(note))
        self.setToolTip(detail)
        self._speak()

    def show_deltas(self, deltas: tuple[TileDelta, ...]) -> None:
        """Replaces the lines under the number."""
        while (item := self._deltas.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
                old.hide()
        self._labels = []
        for row, delta in enumerate(deltas):
            text, against = QLabel(self), ElidedLabel(self)
            text.setTextFormat(Qt.TextFormat.PlainText)
            text.setText(delta.text)
            text.setToolTip(delta.detail)
            set_role(against, "caption")
            against.show_text(delta.against)
            self._labels.append((text, delta.tone))
            self._deltas.addWidget(text, row, 0)
            self._deltas.addWidget(against, row, 1)
        self._deltas.setColumnStretch(1, 1)
        self._recolour()
        self._speak()

    def show_history(self, values: tuple[float, ...], summary: str) -> None:
        """The last versions as a sparkline."""
        self._sparkline.show_values(values, summary)

    def show_budget(self, ratio: float | None, summary: str = "") -> None:
        """A thin bar of how much of the budget is used; None hides it."""
        self._budget.setVisible(ratio is not None)
        self._budget.setRange(0, 1000)
        self._budget.setValue(min(1000, round((ratio or 0) * 1000)))
        self._budget.setToolTip(summary)
        self._budget.setAccessibleName(summary)

    def sizeHint(self) -> QSize:
        """Wide enough for the number and its deltas."""
        return QSize(scaled(176), max(scaled(128), super().sizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        """Tiles wrap before they get narrower than this."""
        hint = super().minimumSizeHint()
        return QSize(max(scaled(152), hint.width()), hint.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the tile."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the tile."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Shows that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Shows that the pointer left."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the surface, and a ring while it has the focus or the pointer."""
        super().paintEvent(event)
        if self.hasFocus() or self.underMouse():
            role, width = ("focus", FOCUS_WIDTH) if self.hasFocus() else ("hairline", 1)
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour(role), width))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), CORNER, CORNER)
            painter.end()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(HALF)
        heading = QHBoxLayout()
        heading.addWidget(self._name, 1)
        heading.addWidget(self._sparkline)
        value = QHBoxLayout()
        value.setSpacing(6)
        value.addWidget(self._number, 0, Qt.AlignmentFlag.AlignBaseline)
        value.addWidget(self._unit, 1, Qt.AlignmentFlag.AlignBaseline)
        self._deltas.setHorizontalSpacing(6)
        self._deltas.setVerticalSpacing(2)
        layout.addLayout(heading)
        layout.addLayout(value)
        layout.addWidget(self._budget)
        layout.addWidget(self._note)
        layout.addLayout(self._deltas)
        layout.addStretch(1)

    def _recolour(self) -> None:
        for label, tone in self._labels:
            colour = self._theme.tokens.text if tone is Tone.NEUTRAL else self._theme.tokens.tone(tone)
            label.setStyleSheet(f"color: {colour}; font-size: {scaled(CAPTION)}px; font-weight: 500;")

    def _speak(self) -> None:
        words = [f"{self._name.text()}: {self.value_text}", self._note.full_text]
        against = [self._deltas.itemAtPosition(row, 1) for row in range(len(self._labels))]
        for (label, _), item in zip(self._labels, against, strict=True):
            other = item.widget() if item is not None else None
            words.append(f"{label.text()} {other.full_text if isinstance(other, ElidedLabel) else ''}".strip())
        self.setAccessibleDescription(", ".join(word for word in words if word))
