"""Very many marks as arrays: which are selected, and which of them would be seen. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt

from benchwright.ui.charts.marks import Mark
from benchwright.ui.charts.samples import Values

Indices = npt.NDArray[np.int64]
_LARGEST_CELL = 1 << 20


class MarkCloud:
    """Marks in the order in which they are drawn."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.marks = tuple(marks)
        self.keys = [mark.key for mark in self.marks]
        self.places: Values = np.array([(mark.x, mark.y) for mark in self.marks], dtype=np.float64).reshape(-1, 2).T
        numbers: dict[tuple[str, int, bool, int], int] = {}
        looks = [
            numbers.setdefault((mark.shape, mark.colour, mark.is_hollow, mark.size_px), len(numbers))
            for mark in self.marks
        ]
        self._looks = np.array(looks, dtype=np.int64)

    def all(self) -> Indices:
        """Every mark."""
        return np.arange(len(self.marks))

    def chosen(self, keys: Collection[str]) -> Indices:
        """The marks with these keys."""
        return np.flatnonzero(np.fromiter(map(keys.__contains__, self.keys), dtype=np.bool_, count=len(self.keys)))

    def seen(self, indices: Indices, columns: Indices, rows: Indices) -> Indices:
        """Of some marks the last one of each look in each cell; the cells are those of all marks."""
        cells = (self._looks[indices] * _LARGEST_CELL + columns[indices]) * _LARGEST_CELL + rows[indices]
        _, last = np.unique(cells[::-1], return_index=True)
        seen: Indices = indices[np.sort(len(indices) - 1 - last)]
        return seen

    def at(self, indices: Indices) -> tuple[Mark, ...]:
        """The marks at these places of the order."""
        return tuple(self.marks[index] for index in indices.tolist())
