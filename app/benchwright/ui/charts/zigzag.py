"""Least and greatest of each column, one after the other: the line that a curve of a long trace draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def zigzag(least: NDArray[np.float32], greatest: NDArray[np.float32]) -> NDArray[np.float32]:
    """Two values a column, of shape (2 n,)."""
    return np.column_stack((least, greatest)).ravel()
