"""Histograms: how samples are put into bins. No Qt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchwright.model.run import Run
from benchwright.ui.charts.samples import Values, ordered_latencies_us, reach, sample_count

_FEWEST = 8
_MOST = 60


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of equal width: `counts[i]` samples lie from `edges[i]` to `edges[i + 1]`, in the samples' unit."""

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    beyond_count: int = 0
    """Samples beyond the last edge, which are in no bin."""

    @property
    def width(self) -> float:
        """Width of one bin."""
        return self.edges[1] - self.edges[0]


def run_bins(run: Run) -> Bins | None:
    """The latencies of a run in microseconds; None without samples, and where instructions are counted instead."""
    if not sample_count(run) or run.timing.ns_per_instruction is not None:
        return None
    ordered = ordered_latencies_us(run)
    near = ordered[ordered <= reach(ordered)]
    return replace(bins(near), beyond_count=int(ordered.size - near.size))


def bins(samples: Sequence[float] | Values) -> Bins:
    """Bins by the rule of Freedman and Diaconis (1981), 8 to 60 of them; one where all samples are equal.

    The width follows the quartiles, so that a few outliers do not flatten the rest; beyond 60 bins it grows.

    Raises:
        ValueError: no samples.
    """
    values = np.asarray(samples, dtype=np.float64)
    if not values.size:
        raise ValueError("bins of no samples")
    low, lower, upper, high = (float(value) for value in np.quantile(values, (0, 0.25, 0.75, 1)))
    if low == high:
        half = abs(low) * 0.005 or 0.5
        return Bins((low - half, low + half), (values.size,))
    spread = upper - lower
    wanted = (high - low) * values.size ** (1 / 3) / (2 * spread) if spread else math.sqrt(values.size)
    count = max(_FEWEST, min(_MOST, math.ceil(wanted)))
    counts, edges = np.histogram(values, bins=count, range=(low, high))
    return Bins(tuple(float(edge) for edge in edges), tuple(int(found) for found in counts))
