"""What reports compute of a run, once for each."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchwright.model.compare import Comparison, Metric, compare, metric_value
from benchwright.model.run import Run
from benchwright.model.scoring import ScoredInput, Scoring, ScoringFacts, facts_of
from benchwright.model.stats import Summary, summarise
from benchwright.reports.words import instruction_counts

_MOST_KEPT = 20_000
_MOST_COMPARISONS = 1_000
"""A comparison holds its runs with all their samples."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Exact instruction counts of a run; `repeats` when each input took the same count every time."""

    least: int
    median: int
    most: int
    repeats: bool


@dataclass(frozen=True, slots=True)
class RunFigures:
    """Latency in microseconds, and instructions where they were counted."""

    latency: Summary | None
    counts: Counts | None


class FigureBook:
    """Figures and comparisons of the runs of one store, kept while it is open: a run never changes its samples."""

    def __init__(self) -> None:
        self._figures: dict[str, RunFigures] = {}
        self._comparisons: dict[tuple[str, str], Comparison] = {}
        self._facts: dict[str, ScoringFacts] = {}

    def of(self, run: Run) -> RunFigures:
        """The figures of a run."""
        found = self._figures.get(run.run_id)
        if found is None:
            if len(self._figures) >= _MOST_KEPT:
                self._figures.clear()
            found = self._figures[run.run_id] = _compute(run)
        return found

    def compare(self, baseline: Run, run: Run) -> Comparison:
        """`model.compare.compare`, which takes a while where a clock is noisy."""
        key = (baseline.run_id, run.run_id)
        found = self._comparisons.get(key)
        if found is None:
            if len(self._comparisons) >= _MOST_COMPARISONS:
                self._comparisons.clear()
            found = self._comparisons[key] = compare(baseline, run)
        return found

    def facts(self, scoring: Scoring, read: Callable[[str], tuple[ScoredInput, ...]]) -> ScoringFacts:
        """What a finished scoring is worth; `read` gives its answers by its id."""
        found = self._facts.get(scoring.scoring_id)
        if found is None:
            if len(self._facts) >= _MOST_COMPARISONS:
                self._facts.clear()
            found = self._facts[scoring.scoring_id] = facts_of(scoring, read(scoring.scoring_id))
        return found

    def value(self, run: Run, metric: Metric) -> float | None:
        """`model.compare.metric_value`."""
        if metric is Metric.LATENCY:
            latency = self.of(run).latency
            return None if latency is None else latency.median
        return metric_value(run, metric)


Check = Callable[[], None]
"""Called now and then in long work; raises Cancelled."""


def _compute(run: Run) -> RunFigures:
    latencies = run.timing.latencies_us
    return RunFigures(summarise(latencies) if latencies else None, _counts(run, instruction_counts(run)))


def _counts(run: Run, counts: Sequence[int]) -> Counts | None:
    if not counts:
        return None
    repeats = all(len(set(map(run.timing.instructions, window.ticks))) <= 1 for window in run.timing.windows)
    return Counts(min(counts), statistics.median_low(counts), max(counts), repeats)
