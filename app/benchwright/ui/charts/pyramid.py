"""A pyramid of least and greatest samples: any stretch of a long trace in as many columns as the screen has."""

from __future__ import annotations

import threading
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from benchwright.bench.trace_folds import CURRENTS, GROUP, LINES, SIZES, Fold, S, block_size, folded, nothing

_LEVELS = len(SIZES) - 1
S_co = TypeVar("S_co", np.float32, np.uint8, covariant=True)


class Pyramid(Protocol[S_co]):
    """Samples by their index, and what a chart needs of them; a recording on the disk is one as well."""

    @property
    def count(self) -> int:
        """The last sample has the index `count - 1`."""
        ...

    @property
    def first(self) -> int:
        """The index of the oldest sample that is kept."""
        ...

    def extremes(self, start: int, stop: int, columns: int) -> tuple[NDArray[S_co], NDArray[S_co]]:
        """Least and greatest of each of `columns` equal parts of start…stop."""
        ...

    def raw(self, start: int, stop: int) -> tuple[int, NDArray[S_co]]:
        """A copy of the samples start…stop, as far as they are kept, and the index of the first one."""
        ...


class GrowingPyramid(Generic[S]):
    """Keeps the last samples of a trace. Appended to on one thread, looked at on another."""

    def __init__(self, capacity: int, fold: Fold[S]) -> None:
        coarsest = SIZES[-1]
        self._fold: Fold[S] = fold
        self._capacity: int = max(1, -(-capacity // coarsest)) * coarsest
        self._guard = threading.Lock()  # a sample must not be drawn while its block is being made
        self._raw: NDArray[S] = np.full(self._capacity, fold.nothing, fold.dtype)
        sizes = [self._capacity // SIZES[level + 1] for level in range(_LEVELS)]
        self._least: list[NDArray[S]] = [np.full(size, fold.nothing, fold.dtype) for size in sizes]
        self._greatest: list[NDArray[S]] = [np.full(size, fold.nothing, fold.dtype) for size in sizes]
        self._count = 0

    @property
    def count(self) -> int:
        """How many samples ever came; the last one has the index `count - 1`."""
        return self._count

    @property
    def first(self) -> int:
        """The index of the oldest sample that is kept."""
        return max(0, self._count - self._capacity)

    def append(self, samples: NDArray[S]) -> None:
        """Adds samples at the end; the oldest make room."""
        with self._guard:
            while len(samples):
                place = self._count % self._capacity
                part = samples[: self._capacity - place]
                self._raw[place : place + len(part)] = part
                self._count += len(part)
                self._raise(place, place + len(part))
                samples = samples[len(part) :]

    def extremes(self, start: int, stop: int, columns: int) -> tuple[NDArray[S], NDArray[S]]:
        """Least and greatest sample of each of `columns` equal parts of start…stop; nothing where there is none."""
        with self._guard:
            start, stop = max(start, self.first), min(stop, self._count)
            if stop <= start or columns < 1:
                return nothing(self._fold, columns)
            size = block_size((stop - start) // columns)
            blocks = np.arange(start // size, -(-stop // size)) % (self._capacity // size)
            least, greatest = self._level(size)
            return folded(self._fold, least[blocks], greatest[blocks], columns)

    def raw(self, start: int, stop: int) -> tuple[int, NDArray[S]]:
        """A copy of the samples start…stop, as far as they are kept, and the index of the first one."""
        with self._guard:
            start, stop = max(start, self.first), min(stop, self._count)
            places = np.arange(start, max(start, stop)) % self._capacity
            return start, self._raw[places]

    def _level(self, size: int) -> tuple[NDArray[S], NDArray[S]]:
        for level in range(_LEVELS):
            if size == SIZES[level + 1]:
                return self._least[level], self._greatest[level]
        return self._raw, self._raw

    def _raise(self, start: int, stop: int) -> None:
        """Makes the blocks above raw[start:stop] anew; what a last lap left behind `stop` is not in them."""
        fold = self._fold
        least, greatest = self._raw, self._raw
        for level in range(_LEVELS):
            first, last = start // GROUP, (stop - 1) // GROUP
            for place in (slice(first, last), slice(last, last + 1)):
                low, high = place.start * GROUP, min(place.stop * GROUP, stop)
                if high > low:
                    shape = (-1, GROUP) if (high - low) % GROUP == 0 else (1, -1)
                    self._least[level][place] = fold.least.reduce(least[low:high].reshape(shape), axis=1)
                    self._greatest[level][place] = fold.greatest.reduce(greatest[low:high].reshape(shape), axis=1)
            least, greatest = self._least[level], self._greatest[level]
            start, stop = first, last + 1


class MinMaxPyramid(GrowingPyramid[np.float32]):
    """Currents. A lost sample is NaN and shows as a gap where nothing else was in its column."""

    def __init__(self, capacity: int) -> None:
        super().__init__(capacity, CURRENTS)


class LinesPyramid(GrowingPyramid[np.uint8]):
    """Digital lines, one bit each: least has those that were up all the time, greatest those that ever were."""

    def __init__(self, capacity: int) -> None:
        super().__init__(capacity, LINES)
