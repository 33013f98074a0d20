"""Stretches of a plot with another ground, from its bottom to its top."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget


class Shade(pg.GraphicsObject):  # type: ignore[misc]
    """Rectangles that are filled at once: a filled curve of as many steps takes ten times as long to draw."""

    def __init__(self) -> None:
        super().__init__()
        self._colour = QColor(0, 0, 0, 0)
        self._rectangles: list[QRectF] = []
        self._bounds = QRectF()

    def set_colour(self, colour: QColor, ground: QColor, ratio: float) -> None:
        """`ratio` of a colour on a ground, mixed here: hundreds of windows that one sees through take far longer."""
        parts = ((colour.red(), ground.red()), (colour.green(), ground.green()), (colour.blue(), ground.blue()))
        self._colour = QColor(*(round(ratio * over + (1 - ratio) * below) for over, below in parts))
        self.update()

    def show_stretches(self, is_in: NDArray[np.bool_], left: float, right: float, low: float, high: float) -> None:
        """Shades the columns that are in; all of them together reach from `left` to `right`."""
        self.prepareGeometryChange()
        padded = np.concatenate(([False], is_in, [False])).astype(np.int8)
        edges = np.flatnonzero(np.diff(padded)) * ((right - left) / max(1, len(is_in))) + left
        pairs = edges.reshape(-1, 2).tolist()
        self._rectangles = [QRectF(start, low, stop - start, high - low) for start, stop in pairs]
        self._bounds = QRectF(left, low, right - left, high - low)
        self.update()

    @property
    def width(self) -> float:
        """Of all of them together, in the plot's unit."""
        return sum(rectangle.width() for rectangle in self._rectangles)

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRects(self._rectangles)
