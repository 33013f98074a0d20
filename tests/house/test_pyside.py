"""PySide6 6.12.0 drops a reference to None on every void call on Python 3.11, and the process dies after seconds."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtGui import QImage, QPainter


@pytest.mark.usefixtures("qapp")
def test_void_calls_into_qt_keep_the_references_to_none() -> None:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    try:
        before = sys.getrefcount(None)
        for _ in range(200):
            painter.save()
            painter.restore()
        moved = sys.getrefcount(None) - before
    finally:
        painter.end()
    assert abs(moved) < 20
