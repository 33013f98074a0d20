"""Saying on stdout when a window has been painted, then closing it; imports nothing but what the window needs."""

from __future__ import annotations

import sys
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget


def close_when_painted(application: QApplication, find: Callable[[], QWidget | None]) -> None:
    """Waits for the widget that `find` looks for to be visible, lets it be painted, says so and closes its window."""
    timer = QTimer(application)

    def look() -> None:
        shown = find()
        if shown is not None and shown.isVisible():
            timer.stop()
            # Paint requests that were posted before this turn are worked off before the next timer.
            QTimer.singleShot(0, shown, lambda: _painted(shown.window()))

    timer.timeout.connect(look)
    timer.start(0)


def _painted(window: QWidget) -> None:
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    if "importtime" in sys._xoptions:  # what is imported from here on does not delay the page
        sys.stderr.write("painted\n")
        sys.stderr.flush()
    window.close()
