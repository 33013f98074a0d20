"""Charts as an SVG picture, beside each other as they stand on the page."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from benchwright.ui.charts.chart import Chart
from benchwright.ui.tokens import GRID


def svg_of(charts: Sequence[Chart], *, title: str, description: str) -> bytes:
    """The charts from left to right; `description` is what a screen reader says of the picture."""
    width = sum(chart.width() for chart in charts) + GRID * (len(charts) - 1)
    size = QSize(width, max(chart.height() for chart in charts))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), charts[0].palette().window())
    left = 0
    for chart in charts:
        with contextlib.ExitStack() as stack:
            for panel in chart.panels:
                stack.enter_context(panel.canvas.drawn_as_shapes())
            chart.render(painter, QPoint(left, 0))
        left += chart.width() + GRID
    painter.end()
    return bytes(buffer.data().data())
