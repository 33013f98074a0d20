"""Samples of a run as arrays: a live clock has a hundred thousand of them, and charts draw on the GUI thread. No Qt."""

from __future__ import annotations

import statistics

import numpy as np
from numpy.typing import NDArray

from benchwright.model.run import Run

Values = NDArray[np.float64]


def sample_count(run: Run) -> int:
    """How many inferences were timed."""
    return sum(len(window.ticks) for window in run.timing.windows)


def ordered_latencies_us(run: Run) -> Values:
    """Every sample in microseconds, ascending; the same numbers as `Timing.latencies_us`."""
    windows = [_latencies_us(run, window.ticks) for window in run.timing.windows if window.ticks]
    return np.sort(np.concatenate(windows)) if windows else np.empty(0)


def latencies_in_order_us(run: Run) -> Values:
    """Every sample in microseconds, in the order in which they were taken."""
    windows = [_latencies_us(run, window.ticks) for window in run.timing.windows if window.ticks]
    return np.concatenate(windows) if windows else np.empty(0)


def median_of_window_means_us(run: Run) -> float:
    """As `model.stats.median_of_windows`, in microseconds.

    Raises:
        ValueError: no samples.
    """
    means = [float(_latencies_us(run, window.ticks).mean()) for window in run.timing.windows if window.ticks]
    return statistics.median(means)


def reach(ordered: Values, share: float = 0.99) -> float:
    """How far an axis goes, so that a few stray samples (a host that was busy) do not press the rest into a line.

    Four times as far beyond the quantile `share` as that is from the median, or the largest sample where that is
    nearer: what lies beyond is less than the rest of the share, and whoever draws says how many.
    """
    median, most, largest = (float(value) for value in np.quantile(ordered, (0.5, share, 1)))
    return min(largest, most + 4 * (most - median)) if most > median else largest


def whisker(ordered: Values) -> float:
    """How far the samples reach that are no outliers: the largest within 1.5 times the middle half beyond it (Tukey).

    Where the middle half is one value, the largest sample within a tenth of it.
    """
    lower, upper = (float(value) for value in np.quantile(ordered, (0.25, 0.75)))
    limit = upper + max(1.5 * (upper - lower), 0.1 * abs(upper))
    return float(ordered[np.searchsorted(ordered, limit, side="right") - 1])


def thinned(ordered: Values, places: int) -> tuple[float, ...]:
    """At most one sample in each of `places` equal parts of the range, ascending; the extremes always stay."""
    if ordered.size <= max(places, 2) or ordered[0] == ordered[-1]:
        return tuple(float(value) for value in np.unique(ordered))
    part = ((ordered - ordered[0]) / (ordered[-1] - ordered[0]) * places).astype(np.int64)
    firsts = np.flatnonzero(np.diff(part, prepend=-1))
    kept = dict.fromkeys((*(float(value) for value in ordered[firsts]), float(ordered[-1])))
    return tuple(kept)


def _latencies_us(run: Run, ticks: tuple[int, ...]) -> Values:
    timing = run.timing
    net: Values = np.asarray(ticks, dtype=np.float64) - timing.overhead_ticks
    if timing.ns_per_instruction is None:
        return np.multiply(net, 1e6 / timing.tick_hz / timing.inferences_per_sample)
    instructions = np.rint(net * (1e9 / timing.tick_hz / timing.ns_per_instruction))
    return np.multiply(instructions, 1e6 / timing.clock_hz)
