"""A trace of a power meter, replayed at its pace into a chart: what meters will do to the window."""

from __future__ import annotations

import threading
import time

import numpy as np

from benchwright.ui.charts.pyramid import LinesPyramid, MinMaxPyramid

RATE_HZ = 100_000
_CHUNK_S = 0.01
_MARKED_UA = 8_000


class ReplayedTrace:
    """A thread that appends 100,000 samples a second; close it."""

    def __init__(self, current: MinMaxPyramid, lines: LinesPyramid) -> None:
        self._current, self._lines = current, lines
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._replay, name="replay")
        self._thread.start()

    def close(self) -> None:
        """Ends the replay."""
        self._stop.set()
        self._thread.join()

    def _replay(self) -> None:
        random = np.random.default_rng(7)
        second = (4_000 + 200 * random.normal(size=RATE_HZ)).astype(np.float32)
        second[20_000:60_000] += 8_000  # an inference draws more
        started, sent = time.monotonic(), 0
        while not self._stop.wait(_CHUNK_S):
            due = int((time.monotonic() - started) * RATE_HZ)
            while sent < due:
                place = sent % RATE_HZ
                part = second[place : place + due - sent]
                self._current.append(part)
                self._lines.append((part > _MARKED_UA).astype(np.uint8))
                sent += len(part)
