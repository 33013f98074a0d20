"""Statistics of samples, computed on reading and never stored."""

from __future__ import annotations

import functools
import math
import random
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, repeat

_EXACT_RANKS = 1_000
_NORMAL_975 = 1.959964


@dataclass(frozen=True, slots=True)
class Summary:
    """Order statistics of samples, all in the samples' unit."""

    count: int
    minimum: float
    median: float
    mean: float
    p90: float
    p95: float
    p99: float
    maximum: float
    stdev: float


def percentile(ordered: Sequence[float], ratio: float) -> float:
    """The `ratio` quantile (0…1) of samples in ascending order, linearly interpolated (Hyndman & Fan 1996, type 7).

    Raises:
        ValueError: no samples, or a ratio outside 0…1.
    """
    if not ordered:
        raise ValueError("percentile of no samples")
    if not 0 <= ratio <= 1:
        raise ValueError(f"ratio {ratio} is outside 0…1")
    position = ratio * (len(ordered) - 1)
    low = math.floor(position)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (position - low)


def summarise(samples: Sequence[float]) -> Summary:
    """Order statistics of at least one sample; quick where a live clock gave few different values.

    Raises:
        ValueError: no samples.
    """
    counts = Counter(samples)
    ordered = list(chain.from_iterable(repeat(sample, counts[sample]) for sample in sorted(counts)))
    return Summary(
        count=len(ordered),
        minimum=percentile(ordered, 0),
        median=percentile(ordered, 0.5),
        mean=statistics.fmean(ordered),
        p90=percentile(ordered, 0.9),
        p95=percentile(ordered, 0.95),
        p99=percentile(ordered, 0.99),
        maximum=percentile(ordered, 1),
        stdev=_stdev(counts, ordered[len(ordered) // 2]),
    )


def _stdev(counts: Mapping[float, int], middle: float) -> float:
    """Sample standard deviation of values that came so often, 0 of one sample.

    `statistics.stdev` does it in fractions, which takes seconds for the samples of a live clock. Deviations are taken
    from a sample in the middle: equal samples give exactly 0, and the correction for the mean cancels little
    (Chan, Golub & LeVeque 1983, shifted data).
    """
    count = sum(counts.values())
    if count < 2:
        return 0.0
    deviations = [(sample - middle, often) for sample, often in counts.items()]
    squares = math.fsum(deviation * deviation * often for deviation, often in deviations)
    total = math.fsum(deviation * often for deviation, often in deviations)
    return math.sqrt(max(0.0, squares - total**2 / count) / (count - 1))


def median_of_windows(windows: Sequence[Sequence[float]]) -> float:
    """The median over windows of each window's mean, the score of MLPerf Tiny; in the samples' unit.

    Raises:
        ValueError: no window, or an empty one.
    """
    return statistics.median(statistics.fmean(window) for window in windows)


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, `low` to `high`, at `confidence_ratio`."""

    low: float
    high: float
    confidence_ratio: float = 0.95

    def contains(self, value: float) -> bool:
        """Whether `value` lies inside, ends included."""
        return self.low <= value <= self.high


@functools.lru_cache(maxsize=4_096)
def median_rank(count: int) -> int:
    """The rank k (from 1) so that the k-th smallest and k-th largest of `count` samples hold the median at 95 %.

    0 where no rank does, below 6 samples. From the binomial distribution of how many samples lie below the median
    (David & Nagaraja 2003, Order Statistics, 7.1), its normal approximation above 1,000 samples.
    """
    if count > _EXACT_RANKS:
        return math.floor((count - _NORMAL_975 * math.sqrt(count)) / 2)
    limit, cumulated = 0.025 * 2.0**count, 0
    for below in range(count // 2):
        cumulated += math.comb(count, below)
        if cumulated > limit:
            return below
    return 0


def median_interval(samples: Sequence[float]) -> Interval | None:
    """The 95 % interval of a median, from the ranks of its samples and nothing else; None of fewer than 6."""
    rank = median_rank(len(samples))
    if not rank:
        return None
    ordered = sorted(samples)
    return Interval(ordered[rank - 1], ordered[-rank])


def median_difference_interval(
    first: Sequence[float], second: Sequence[float], *, resamples: int = 2_000, seed: int = 1
) -> Interval:
    """`quantile_difference_interval` of the medians."""
    return quantile_difference_interval(first, second, 0.5, resamples=resamples, seed=seed)


def quantile_difference_interval(
    first: Sequence[float], second: Sequence[float], ratio: float, *, resamples: int = 2_000, seed: int = 1
) -> Interval:
    """95 % percentile-bootstrap interval of second - first in the `ratio` quantile (Efron & Tibshirani 1993, ch. 13).

    It holds for samples that do not depend on one another: a drift within a run makes it too narrow; a quantile near
    0 or 1 needs enough samples beyond it. The seed is fixed so that the same runs always give the same interval.

    Raises:
        ValueError: no samples on one side, or a ratio outside 0…1.
    """
    if not first or not second:
        raise ValueError("interval of no samples")
    if not 0 <= ratio <= 1:
        raise ValueError(f"ratio {ratio} is outside 0…1")
    generator = random.Random(seed)
    left, right = sorted(first), sorted(second)
    differences = sorted(
        _resampled_quantile(right, ratio, generator) - _resampled_quantile(left, ratio, generator)
        for _ in range(resamples)
    )
    return Interval(percentile(differences, 0.025), percentile(differences, 0.975))


def _resampled_quantile(ordered: Sequence[float], ratio: float, generator: random.Random) -> float:
    """The quantile of as many draws with replacement, without drawing them, so that its cost does not grow with them.

    The k-th smallest of n uniform draws follows Beta(k, n + 1 - k), and the next one above it the least of the n - k
    that are left (David & Nagaraja 2003, Order Statistics, 2.1 and 2.5).
    """
    count = len(ordered)
    position = ratio * (count - 1)
    rank = math.floor(position) + 1
    lower = generator.betavariate(rank, count + 1 - rank)
    value = ordered[min(int(lower * count), count - 1)]
    if position == rank - 1:
        return value
    upper = lower + (1 - lower) * (1 - generator.random() ** (1 / (count - rank)))
    return value + (ordered[min(int(upper * count), count - 1)] - value) * (position - rank + 1)
