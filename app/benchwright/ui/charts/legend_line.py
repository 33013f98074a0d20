"""A legend: the marks as they are drawn, each with the words it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyqtgraph.graphicsItems.ScatterPlotItem import Symbols
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from benchwright.ui.charts.mark_inks import ink_of
from benchwright.ui.charts.marks import MARK_PX, shortened
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import Theme, text_font
from benchwright.ui.tokens import CAPTION, GRID, HALF

_MOST_LINES = 2
_MOST_LETTERS = 28


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A mark and what it stands for; `role` is the colour it is painted in. Words alone begin a group."""

    text: str
    shape: str = ""
    role: str = "muted"
    size_px: int = MARK_PX


@dataclass(frozen=True, slots=True)
class _Placed:
    entry: LegendEntry
    text: str
    left: int
    line: int


class LegendLine(QWidget):
    """Entries flow on to a second line; what finds no room there is counted, and told by the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries: tuple[LegendEntry, ...] = ()
        self._is_brief = False
        self.hide()

    @property
    def entries(self) -> tuple[LegendEntry, ...]:
        """What is told, from left to right."""
        return self._entries

    def show_entries(self, entries: Sequence[LegendEntry]) -> None:
        """Tells these; nothing to tell takes no room."""
        self._entries = tuple(entries)
        words = ", ".join(entry.text for entry in self._entries)
        self.setAccessibleName(words)
        self.setToolTip(shortened(words, 600))
        self.setVisible(bool(self._entries))
        self._fit()
        self.update()

    def set_brief(self, *, is_brief: bool) -> None:
        """In a low chart the marks come without the words that begin their groups."""
        if is_brief != self._is_brief:
            self._is_brief = is_brief
            self._fit()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as it may be, as high as its lines."""
        return QSize(GRID * 20, self._lines() * self._line_px())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has other lines."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the marks in the colours of the theme, whatever they are by now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(text_font(CAPTION))
        height = self._line_px()
        for placed in self._placed():
            entry, top, left = placed.entry, placed.line * height, placed.left
            if entry.shape:
                self._draw_mark(painter, entry, left, top + height / 2)
                left += entry.size_px + HALF
            painter.setPen(self._theme.colour("muted" if entry.shape else "text"))
            room = QRectF(left, top, max(0, self.width() - left), height)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, placed.text)
        painter.end()

    def _draw_mark(self, painter: QPainter, entry: LegendEntry, left: float, middle: float) -> None:
        painter.save()
        painter.translate(left + entry.size_px / 2, middle)
        painter.scale(entry.size_px, entry.size_px)
        painter.setPen(QPen(Qt.PenStyle.NoPen))
        painter.setBrush(ink_of(self._theme, entry.role))
        painter.drawPath(Symbols[entry.shape])
        painter.restore()

    def _placed(self) -> Iterator[_Placed]:
        """Where each entry begins; the last one counts what has no room."""
        metrics, left, line = QFontMetrics(text_font(CAPTION)), 0, 0
        entries = [entry for entry in self._entries if entry.shape or not self._is_brief]
        for place, entry in enumerate(entries):
            text = shortened(entry.text, _MOST_LETTERS) if entry.shape else entry.text
            width = metrics.horizontalAdvance(text) + (entry.size_px + HALF if entry.shape else 0)
            rest = len(entries) - place - 1
            more = filled(self.tr("and %1 more"), number_text(rest + 1, ","))
            kept = metrics.horizontalAdvance(more) + GRID if rest and line == _MOST_LINES - 1 else 0
            if left and left + width + kept > self.width():
                if line == _MOST_LINES - 1:
                    yield _Placed(LegendEntry(more), more, left, line)
                    return
                left, line = 0, line + 1
            yield _Placed(entry, text, left, line)
            left += width + (GRID if not entry.shape else 2 * GRID - HALF)

    def _lines(self) -> int:
        return max((placed.line + 1 for placed in self._placed()), default=0)

    def _line_px(self) -> int:
        largest = max((entry.size_px for entry in self._entries if entry.shape), default=0)
        return max(QFontMetrics(text_font(CAPTION)).height(), largest) + HALF // 2

    def _fit(self) -> None:
        height = self._lines() * self._line_px()
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
