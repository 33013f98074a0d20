"""Charts as an SVG picture, beside each other as they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from benchwright.ui.tokens import GRID


def svg_of(widgets: Sequence[QWidget], *, title: str, description: str) -> bytes:
    """The widgets from left to right; `description` is what a screen reader says of the picture."""
    width = sum(widget.width() for widget in widgets) + GRID * (len(widgets) - 1)
    size = QSize(width, max(widget.height() for widget in widgets))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(QPoint(), size))
    generator.setTitle(title)
    generator.setDescription(description)
    painter = QPainter(generator)
    painter.fillRect(QRect(QPoint(), size), widgets[0].palette().window())
    left = 0
    for widget in widgets:
        widget.render(painter, QPoint(left, 0))
        left += widget.width() + GRID
    painter.end()
    return bytes(buffer.data().data())
