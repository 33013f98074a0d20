"""Values of runs that are shown again and again, computed once.

A run on a live clock has a hundred thousand samples and more, whose order statistics take a tenth of a second; tables,
tiles and charts ask for them with every repaint. The cache is global, because charts are handed nothing but runs; it
keeps numbers, never samples.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from benchwright.model.compare import Metric, metric_value
from benchwright.model.run import Run
from benchwright.model.stats import Summary, summarise

_KEPT = 4_096

_Key = tuple[str, str, int, int, int]


@dataclass(frozen=True, slots=True)
class _Values:
    latency: Summary | None
    instructions: int | None


_values: dict[_Key, _Values] = {}


def latency_summary(run: Run) -> Summary | None:
    """Order statistics of the latency in microseconds; None without samples. Slow the first time for a run."""
    return _of(run).latency


def instructions(run: Run) -> int | None:
    """Median instructions of one inference; None where they are not counted. Slow the first time for a run."""
    return _of(run).instructions


def run_value(run: Run, metric: Metric) -> float | None:
    """`model.compare.metric_value`, computed once."""
    if metric is not Metric.LATENCY:
        return metric_value(run, metric)
    summary = latency_summary(run)
    return summary.median if summary is not None else None


def _of(run: Run) -> _Values:
    key = _key(run)
    found = _values.get(key)
    if found is None:
        if len(_values) >= _KEPT:
            _values.clear()
        found = _values[key] = _compute(run)
    return found


def _compute(run: Run) -> _Values:
    ticks = run.timing.ordered_ticks
    if not ticks:
        return _Values(None, None)
    return _Values(
        latency=summarise(run.timing.ordered_latencies_us),
        instructions=run.timing.instructions(round(statistics.median(ticks))),
    )


def _key(run: Run) -> _Key:
    """The run's id, and enough of its samples that a test may use an id twice."""
    windows = run.timing.windows
    count = sum(len(window.ticks) for window in windows)
    first = windows[0].ticks[0] if count and windows[0].ticks else 0
    last = windows[-1].ticks[-1] if count and windows[-1].ticks else 0
    return (run.run_id, run.finished_at, count, first, last)
