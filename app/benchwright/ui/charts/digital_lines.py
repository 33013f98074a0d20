"""The digital lines of a trace, one above the other: the mark, and those that ever moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from benchwright.ui.charts.canvas import Canvas
from benchwright.ui.charts.zigzag import zigzag
from benchwright.ui.theme import scaled

if TYPE_CHECKING:
    from benchwright.ui.power_trace import Trace

MARK = np.uint8(1)
_LINES = 8
_PLOT_PX = 74
_LINE_PX = 14
_HEIGHT = 0.7
"""Of a line in its row; one that stands alone fills it."""


class DigitalLines:
    """Draws into a canvas of its own, whose rows are the numbers of the lines."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._curves = [pg.PlotCurveItem(connect="finite") for _ in range(_LINES)]
        self.shown: tuple[int, ...] = (0,)

    def choose(self, trace: Trace | None) -> None:
        """Shows the mark and every line that is not the same all the time."""
        self.shown = (0,)
        if trace is not None:
            always_up, ever_up = trace.lines.extremes(trace.lines.first, trace.lines.count, 1)
            moving = int(ever_up[0] & ~always_up[0])
            self.shown = tuple(line for line in range(_LINES) if line == 0 or moving >> line & 1)
        self._lay_out()

    def draw(self, xs: NDArray[np.float64], always_up: NDArray[np.uint8], ever_up: NDArray[np.uint8]) -> None:
        """One column of each line for two of `xs`."""
        height = _HEIGHT if len(self.shown) > 1 else 1.0
        for row, line in enumerate(self.shown):
            low, high = ((level >> line & 1).astype(np.float32) for level in (always_up, ever_up))
            self._curves[line].setData(xs, zigzag(low, high) * np.float32(height) + np.float32(row))

    def recolour(self, colour: QColor) -> None:
        """Another ink, on a canvas that was cleared."""
        for curve in self._curves:
            curve.setPen(pg.mkPen(colour, width=1))
            self._canvas.plot.addItem(curve)
        self._lay_out()

    def _lay_out(self) -> None:
        for line, curve in enumerate(self._curves):
            curve.setVisible(line in self.shown)
        rows = len(self.shown)
        self._canvas.plot.setFixedHeight(scaled(_PLOT_PX) + scaled(_LINE_PX) * rows)
        if rows == 1:
            self._canvas.set_axis("left", _tr("Mark"), (-0.2, 1.2), (0.0, 1.0))
        else:
            names = tuple(f"D{line}" for line in self.shown)
            places = tuple(row + _HEIGHT / 2 for row in range(rows))
            self._canvas.set_axis("left", _tr("Lines"), (-0.2, rows), places, names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("PowerChart", text)
