"""A study: runs held against one baseline, each row worked out when it is looked at. No Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress

from benchwright.model.compare import Metric, Verdict
from benchwright.model.conditions import conflicts
from benchwright.model.point import RunPoint, on_one_set
from benchwright.model.point_compare import PointComparison, compare_points
from benchwright.model.run import ValidityStatus
from benchwright.model.stats import Interval
from benchwright.ui.pages.compare.choice import in_table_order

_CANDIDATES = 5
"""The best of a metric by their medians, of which the first that surely beats the baseline wins."""


class Study:
    """Rows in the order of the table, the baseline first. Made on a worker, used on the GUI thread.

    Ten thousand runs are in it, thirty are looked at: comparisons are made on demand and kept.
    """

    def __init__(self, baseline: RunPoint, points: Sequence[RunPoint]) -> None:
        points = on_one_set(points)
        baseline = next((point for point in points if point.run_id == baseline.run_id), baseline)
        self.baseline = baseline
        self.points = in_table_order(points, baseline)
        self.run_ids = tuple(point.run_id for point in self.points)
        self._by_id = dict(zip(self.run_ids, self.points, strict=True))
        self._rows: dict[str, PointComparison] = {}
        self._candidates: dict[Metric, tuple[RunPoint, ...]] = {}
        self._intervals: dict[str, Interval | None] = {}
        reasons = {point.conditions: conflicts(baseline.conditions, point.conditions) for point in self.points}
        is_lost = baseline.status is ValidityStatus.INVALID
        self.conflict_count = sum(
            is_lost or point.status is ValidityStatus.INVALID or bool(reasons[point.conditions])
            for point in self.points
        )

    def row(self, point: RunPoint) -> PointComparison:
        """A run against the baseline; its latency has no verdict while its interval is not known."""
        found = self._rows.get(point.run_id)
        if found is None:
            is_asked = point.run_id in self._intervals
            found = compare_points(self.baseline, point, interval=self._intervals.get(point.run_id), is_asked=is_asked)
            self._rows[point.run_id] = found
        return found

    def selected(self, run_ids: Collection[str]) -> Iterator[RunPoint]:
        """The runs with these ids, in the order of the table; ids of others are passed over."""
        return compress(self.points, map(run_ids.__contains__, self.run_ids))

    def point(self, run_id: str) -> RunPoint:
        """The run with this id, which must be one of them."""
        return self._by_id[run_id]

    def rows(self) -> tuple[PointComparison, ...]:
        """Every row; slow for thousands."""
        return tuple(self.row(point) for point in self.points)

    def take(self, intervals: Mapping[str, Interval | None]) -> None:
        """Takes up intervals of latency differences by run id."""
        self._intervals.update(intervals)
        for run_id in intervals:
            self._rows.pop(run_id, None)

    def pending(self, points: Iterable[RunPoint]) -> tuple[str, ...]:
        """Which of these runs wait for the interval of their latency."""
        return tuple(point.run_id for point in points if self.row(point).is_pending)

    def candidates(self, metric: Metric) -> tuple[RunPoint, ...]:
        """The comparable runs with the best values of a metric, best first."""
        if metric not in self._candidates:
            self._candidates[metric] = self._find_candidates(metric)
        return self._candidates[metric]

    def _find_candidates(self, metric: Metric) -> tuple[RunPoint, ...]:
        sign = 1 if metric.smaller_is_better else -1
        valued = [(sign * value, place) for place, point in enumerate(self.points)
                  if (value := point.value(metric)) is not None]  # fmt: skip
        found: list[RunPoint] = []
        for _, place in sorted(valued):
            point = self.points[place]
            if len(found) == _CANDIDATES or point is self.baseline:
                break  # what follows is no better than the baseline
            if self.row(point).is_comparable:
                found.append(point)
        return tuple(found)

    def winner(self, metric: Metric) -> PointComparison | None:
        """The run that beats the baseline by most in a metric; None where none surely does."""
        for point in self.candidates(metric):
            row = self.row(point)
            delta = row.delta(metric)
            if delta is not None and delta.verdict is Verdict.BETTER:
                return row
        return None

    def metrics(self, *, diff_only: bool) -> tuple[Metric, ...]:
        """The metrics that some run has a value of; `diff_only` leaves out those in which all are the same."""
        present = (metric for metric in Metric if any(point.value(metric) is not None for point in self.points))
        return tuple(metric for metric in present if not diff_only or self._differs(metric))

    def _differs(self, metric: Metric) -> bool:
        deltas = (self.row(point).delta(metric) for point in self.points[1:])
        return any(delta is not None and delta.verdict is not Verdict.SAME for delta in deltas)
