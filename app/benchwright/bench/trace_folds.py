"""How a stretch of samples becomes one column: currents by least and greatest, lines by what was always and ever up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

GROUP = 64
"""Samples of one value on the first level above them, and values of one on the next."""
SIZES: tuple[int, ...] = (1, GROUP, GROUP * GROUP)

S = TypeVar("S", np.float32, np.uint8)


@dataclass(frozen=True, slots=True)
class Fold(Generic[S]):
    """What is kept of several samples. `nothing` stands where there is none."""

    dtype: type[S]
    nothing: float
    least: np.ufunc
    greatest: np.ufunc


CURRENTS: Fold[np.float32] = Fold(np.float32, float("nan"), np.fmin, np.fmax)
"""Microamperes; a lost sample is NaN and counts only where there is nothing else."""
LINES: Fold[np.uint8] = Fold(np.uint8, 0, np.bitwise_and, np.bitwise_or)
"""One bit a line: least has the lines that were always up, greatest those that ever were."""


def block_size(samples_a_column: int) -> int:
    """The largest size of a level that still fits into a column."""
    return max(size for size in SIZES if size <= max(1, samples_a_column))


def nothing(fold: Fold[S], columns: int) -> tuple[NDArray[S], NDArray[S]]:
    """Columns where nothing was sampled."""
    empty = np.full(max(0, columns), fold.nothing, fold.dtype)
    return empty, empty.copy()


def folded(fold: Fold[S], least: NDArray[S], greatest: NDArray[S], columns: int) -> tuple[NDArray[S], NDArray[S]]:
    """The values of a level in `columns` columns; both of shape (columns,)."""
    edges = np.linspace(0, len(least), columns, endpoint=False).astype(np.intp)
    return fold.least.reduceat(least, edges), fold.greatest.reduceat(greatest, edges)
