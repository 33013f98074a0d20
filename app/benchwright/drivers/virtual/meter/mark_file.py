"""The mark line of a virtual board, as its firmware writes it into a file (boards/native/bw_mark.h)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_ENTRIES = 8_192
_FILE_BYTES = 8 * (1 + _ENTRIES)


class MarkFile:
    """Changes of the line since the last look. A board that has not started, or starts anew, has it low."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._ring: NDArray[np.uint64] | None = None
        self._seen = 0
        self.missed = 0
        """Changes that were overwritten before anybody looked."""

    def skip(self) -> bool:
        """Forgets what was; the level now."""
        ring = self._mapped()
        if ring is None:
            return False
        self._seen = int(ring[0])
        return self._seen > 0 and bool(ring[1 + (self._seen - 1) % _ENTRIES] & 1)

    def changes(self) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """Times on the monotonic clock in nanoseconds, ascending, and the level after each; both of shape (n,)."""
        ring = self._mapped()
        count = int(ring[0]) if ring is not None else 0
        if ring is None or count == self._seen:
            return np.empty(0, np.int64), np.empty(0, np.bool_)
        first = self._seen if count > self._seen else 0
        kept = max(first, count - _ENTRIES)
        self.missed += kept - first
        self._seen = count
        entries = ring[1 + np.arange(kept, count) % _ENTRIES]
        return (entries >> np.uint64(1) << np.uint64(1)).astype(np.int64), (entries & np.uint64(1)).astype(np.bool_)

    def _mapped(self) -> NDArray[np.uint64] | None:
        # The file of a board that is flashed anew stays the same one.
        if self._ring is None:
            try:
                if self._file.stat().st_size != _FILE_BYTES:
                    return None
                self._ring = np.memmap(self._file, np.uint64, "r")
            except OSError:
                return None
        return self._ring
