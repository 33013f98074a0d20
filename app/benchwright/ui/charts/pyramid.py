"""A pyramid of least and greatest samples: any stretch of a long trace in as many columns as the screen has."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

_STEP = 64
_LEVELS = 2
_SIZES: tuple[int, ...] = tuple(64**level for level in range(3))

Samples = NDArray[np.float32]


class MinMaxPyramid:
    """Keeps the last samples of a trace. Appended to on one thread, looked at on another.

    A lost sample is NaN and shows as a gap where nothing else was in its column.
    """

    def __init__(self, capacity: int) -> None:
        coarsest = _SIZES[-1]
        self._capacity: int = max(1, -(-capacity // coarsest)) * coarsest
        self._guard = threading.Lock()  # a sample must not be drawn while its block is being made
        self._raw: Samples = np.full(self._capacity, np.nan, np.float32)
        sizes = [self._capacity // _SIZES[level + 1] for level in range(_LEVELS)]
        self._least = [np.full(size, np.nan, np.float32) for size in sizes]
        self._greatest = [np.full(size, np.nan, np.float32) for size in sizes]
        self._count = 0

    @property
    def count(self) -> int:
        """How many samples ever came; the last one has the index `count - 1`."""
        return self._count

    @property
    def first(self) -> int:
        """The index of the oldest sample that is kept."""
        return max(0, self._count - self._capacity)

    def append(self, samples: Samples) -> None:
        """Adds samples at the end; the oldest make room."""
        with self._guard:
            while len(samples):
                place = self._count % self._capacity
                part = samples[: self._capacity - place]
                self._raw[place : place + len(part)] = part
                self._count += len(part)
                self._raise(place, place + len(part))
                samples = samples[len(part) :]

    def extremes(self, start: int, stop: int, columns: int) -> tuple[Samples, Samples]:
        """Least and greatest sample of each of `columns` equal parts of start…stop; NaN where there is none."""
        with self._guard:
            start, stop = max(start, self.first), min(stop, self._count)
            if stop <= start or columns < 1:
                nothing = np.full(max(0, columns), np.nan, np.float32)
                return nothing, nothing.copy()
            size = self._block_size((stop - start) // columns)
            blocks = np.arange(start // size, -(-stop // size)) % (self._capacity // size)
            least, greatest = self._level(size)
            edges = np.linspace(0, len(blocks), columns, endpoint=False).astype(np.intp)
            return np.fmin.reduceat(least[blocks], edges), np.fmax.reduceat(greatest[blocks], edges)

    def raw(self, start: int, stop: int) -> tuple[int, Samples]:
        """A copy of the samples start…stop, as far as they are kept, and the index of the first one."""
        with self._guard:
            start, stop = max(start, self.first), min(stop, self._count)
            places = np.arange(start, max(start, stop)) % self._capacity
            return start, self._raw[places]

    def _block_size(self, samples_a_column: int) -> int:
        return max(size for size in _SIZES if size <= max(1, samples_a_column))

    def _level(self, size: int) -> tuple[Samples, Samples]:
        for level in range(_LEVELS):
            if size == _SIZES[level + 1]:
                return self._least[level], self._greatest[level]
        return self._raw, self._raw

    def _raise(self, start: int, stop: int) -> None:
        """Makes the blocks above raw[start:stop] anew; what a last lap left behind `stop` is not in them."""
        least, greatest = self._raw, self._raw
        for level in range(_LEVELS):
            first, last = start // _STEP, (stop - 1) // _STEP
            for place in (slice(first, last), slice(last, last + 1)):
                low, high = place.start * _STEP, min(place.stop * _STEP, stop)
                if high > low:
                    shape = (-1, _STEP) if (high - low) % _STEP == 0 else (1, -1)
                    self._least[level][place] = np.fmin.reduce(least[low:high].reshape(shape), axis=1)
                    self._greatest[level][place] = np.fmax.reduce(greatest[low:high].reshape(shape), axis=1)
            least, greatest = self._least[level], self._greatest[level]
            start, stop = first, last + 1
