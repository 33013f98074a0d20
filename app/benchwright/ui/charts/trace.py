"""A live trace: the last seconds of a fast signal, drawn as the least and greatest sample of each column of pixels."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.pyramid import MinMaxPyramid
from benchwright.ui.charts.scale import round_ticks
from benchwright.ui.language.numbers import number_text
from benchwright.ui.theme import Theme

FRAME_MS = 33


class TraceChart(QWidget):
    """Draws the end of a pyramid 30 times a second while it can be seen; `quantity` carries its unit."""

    def __init__(
        self,
        theme: Theme,
        quantity: str,
        pyramid: MinMaxPyramid,
        *,
        rate_hz: float,
        span_s: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quantity = quantity
        self._pyramid = pyramid
        self._rate_hz = rate_hz
        self._span_s = span_s
        self._canvas = Canvas(theme, self)
        self._curve = pg.PlotCurveItem(connect="finite")
        self._drawn_count = -1
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self.draw)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._canvas.plot)
        self.setAccessibleName(quantity)
        theme.changed.connect(self._recolour)
        self._recolour()

    def draw(self) -> None:
        """Draws what came since the last time."""
        count = self._pyramid.count
        if count == self._drawn_count:
            return
        self._drawn_count = count
        columns = max(2, int(self._canvas.plot.plotItem.vb.width()))
        least, greatest = self._pyramid.extremes(count - round(self._span_s * self._rate_hz), count, columns)
        xs = np.repeat(np.linspace(-self._span_s, 0, columns), 2)
        ys = np.column_stack((least, greatest)).ravel()
        self._curve.setData(xs, ys)
        self._fit(float(np.nanmin(ys)), float(np.nanmax(ys))) if np.isfinite(ys).any() else None

    def showEvent(self, event: QShowEvent) -> None:
        """Begins to draw."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: nothing is drawn."""
        super().hideEvent(event)
        self._timer.stop()

    def _fit(self, low: float, high: float) -> None:
        ticks = round_ticks(low, high)
        self._canvas.set_axis("left", self._quantity, (min(low, ticks[0]), max(high, ticks[-1])), ticks)
        self.setAccessibleDescription(f"{number_text(low, 'g')} … {number_text(high, 'g')}")

    def _recolour(self) -> None:
        self._canvas.clear()
        self._canvas.set_axis("bottom", self.tr("Time (s)"), (-self._span_s, 0), round_ticks(-self._span_s, 0))
        self._curve.setPen(pg.mkPen(self._theme.colour("link"), width=1))
        self._canvas.plot.addItem(self._curve)
        self._drawn_count = -1
