"""Saying on stdout what has been painted, and at what processor time; imports nothing but what the window needs."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget

_LOOK_MS = 2  # looking all the time would take the processor from what is waited for

Mark = tuple[str, Callable[[], QWidget | None]]
"""A word to say, and how the widget is found that must have been painted for it."""


def close_when_painted(application: QApplication, marks: Sequence[Mark]) -> None:
    """Waits for each widget in turn to be visible, lets it be painted, says so; closes the window after the last."""
    left = list(marks)
    timer = QTimer(application)

    def look() -> None:
        word, find = left[0]
        shown = find()
        if shown is not None and shown.isVisible():
            timer.stop()
            left.pop(0)
            # Paint requests that were posted before this turn are worked off before the next timer.
            QTimer.singleShot(0, shown, lambda: go_on(word, shown))

    def go_on(word: str, shown: QWidget) -> None:
        _say(word)
        if left:
            timer.start(_LOOK_MS)
        else:
            shown.window().close()

    timer.timeout.connect(look)
    timer.start(_LOOK_MS)


def _say(word: str) -> None:
    sys.stdout.write(f"{word} {time.process_time():.6f}\n")
    sys.stdout.flush()
    if "importtime" in sys._xoptions:  # what is imported from here on does not delay what was painted
        sys.stderr.write(f"{word}\n")
        sys.stderr.flush()
