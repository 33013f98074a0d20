"""A sparkline: the last values of one metric as a line the height of a word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from benchwright.ui.theme import Theme

_MARGIN = 4


class Sparkline(QWidget):
    """Draws values from left to right, the newest as a dot. Fewer than two values draw nothing."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._values: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_values(self, values: tuple[float, ...], summary: str) -> None:
        """Shows values in order of time; `summary` says them in words."""
        self._values = values
        self.setToolTip(summary)
        self.setAccessibleName(summary)
        self.update()

    def sizeHint(self) -> QSize:
        """A line of 72 by 22 pixels."""
        return QSize(72, 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the line and its dots."""
        if len(self._values) < 2:
            return
        points = self._points()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("faint"), 1.5))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("link"))
        painter.drawEllipse(points[-1], 3.0, 3.0)
        painter.end()

    def _points(self) -> list[QPointF]:
        low, high = min(self._values), max(self._values)
        span = (high - low) or 1.0
        width, height = self.width() - 2 * _MARGIN, self.height() - 2 * _MARGIN
        step = width / (len(self._values) - 1)
        middle = height / 2 if high == low else None
        return [
            QPointF(
                _MARGIN + index * step, _MARGIN + (middle if middle is not None else height * (high - value) / span)
            )
            for index, value in enumerate(self._values)
        ]
