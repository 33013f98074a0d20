"""Whether the samples of a run hold still: drift from the first to the last, and samples far off the others."""

from __future__ import annotations

import itertools
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.stats import percentile

BLOCKS = 10
_FEWEST = 5 * BLOCKS
_CRITICAL_SCORE = 23
"""|S| of Mann and Kendall for 10 values at 5 %, two-sided (Kendall 1975, Rank Correlation Methods, table 1)."""

_FAR_OUT = 3.0
"""Interquartile ranges beyond the quartiles; Tukey 1977, Exploratory Data Analysis, calls those values far out."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How a sequence of samples behaves in the order in which they were taken, in the samples' unit.

    `drift_ratio` is the change from the first tenth to the last, relative to the median; None where there are too few
    samples, or no trend that noise does not explain. `blocks` are the medians of ten equal parts in their order.
    """

    drift_ratio: float | None
    blocks: tuple[float, ...]
    fences: tuple[float, float]
    outliers: tuple[int, ...]


def steadiness(samples: Sequence[float]) -> Steadiness:
    """Judges samples in the order in which they were taken.

    Raises:
        ValueError: no samples.
    """
    ordered = sorted(samples)
    lower, upper = percentile(ordered, 0.25), percentile(ordered, 0.75)
    reach = _FAR_OUT * (upper - lower)
    fences = (lower - reach, upper + reach)
    outliers = tuple(place for place, value in enumerate(samples) if not fences[0] <= value <= fences[1])
    blocks = _blocks(samples) if len(samples) >= _FEWEST else ()
    return Steadiness(_drift_ratio(blocks, percentile(ordered, 0.5)), blocks, fences, outliers)


def _blocks(samples: Sequence[float]) -> tuple[float, ...]:
    edges = [len(samples) * block // BLOCKS for block in range(BLOCKS + 1)]
    return tuple(statistics.median(samples[start:end]) for start, end in itertools.pairwise(edges))


def _drift_ratio(blocks: Sequence[float], median: float) -> float | None:
    """The slope of Theil and Sen (Sen 1968), where the trend test of Mann and Kendall finds one."""
    pairs = list(itertools.combinations(range(len(blocks)), 2))
    score = sum((blocks[later] > blocks[first]) - (blocks[later] < blocks[first]) for first, later in pairs)
    if abs(score) < _CRITICAL_SCORE or median == 0:
        return None
    slope = statistics.median((blocks[later] - blocks[first]) / (later - first) for first, later in pairs)
    return slope * (BLOCKS - 1) / median
