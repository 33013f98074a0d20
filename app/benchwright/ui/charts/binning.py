"""Histograms: how samples are put into bins. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.stats import percentile

_FEWEST = 8
_MOST = 60


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of equal width: `counts[i]` samples lie from `edges[i]` to `edges[i + 1]`, in the samples' unit."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]

    @property
    def width(self) -> float:
        """Width of one bin."""
        return self.edges[1] - self.edges[0]


def bins(samples: Sequence[float]) -> Bins:
    """Bins by the rule of Freedman and Diaconis (1981), 8 to 60 of them; one where all samples are equal.

    The width follows the quartiles, so that a few outliers do not flatten the rest; beyond 60 bins it grows.

    Raises:
        ValueError: no samples.
    """
    ordered = sorted(samples)
    low, high = percentile(ordered, 0), percentile(ordered, 1)
    if low == high:
        half = abs(low) * 0.005 or 0.5
        return Bins((low - half, low + half), (len(ordered),))
    spread = percentile(ordered, 0.75) - percentile(ordered, 0.25)
    wanted = (high - low) * len(ordered) ** (1 / 3) / (2 * spread) if spread else math.sqrt(len(ordered))
    count = max(_FEWEST, min(_MOST, math.ceil(wanted)))
    width = (high - low) / count
    counts = [0] * count
    for sample in ordered:
        counts[min(count - 1, int((sample - low) / width))] += 1
    return Bins(tuple(low + index * width for index in range(count + 1)), tuple(counts))
