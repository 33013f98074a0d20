"""Comparing points: as `compare`, for thousands of runs whose samples stay where they are."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.compare import Delta, Metric, Verdict, delta_between, energy_delta
from benchwright.model.conditions import conflicts
from benchwright.model.point import RunPoint
from benchwright.model.run import ValidityStatus
from benchwright.model.stats import Interval


@dataclass(frozen=True, slots=True)
class PointComparison:
    """One run against a baseline. `reasons` is not empty when they are not comparable; then there are no deltas.

    `is_pending` while the samples have not been asked: the latency's verdict is not known then, its difference is.
    """

    baseline: RunPoint
    point: RunPoint
    deltas: tuple[Delta, ...]
    reasons: tuple[str, ...]
    is_pending: bool = False

    @property
    def is_baseline(self) -> bool:
        """Whether this is the row of the baseline itself."""
        return self.baseline.run_id == self.point.run_id

    @property
    def is_comparable(self) -> bool:
        """Whether deltas may be shown."""
        return not self.reasons

    def delta(self, metric: Metric) -> Delta | None:
        """The delta in `metric`, None where there is none."""
        return next((delta for delta in self.deltas if delta.metric is metric), None)


def compare_points(
    baseline: RunPoint, point: RunPoint, *, interval: Interval | None = None, is_asked: bool = False
) -> PointComparison:
    """One run against a baseline.

    `interval` is that of the latency's difference, from `latency_interval`; `is_asked` says that it was asked for, None
    or not. Counts that are exact on both sides need no samples: their difference is known to the instruction.
    """
    reasons = point_conflicts(baseline, point)
    if reasons:
        return PointComparison(baseline, point, (), reasons)
    exact = _exact_interval(baseline, point)
    known = exact or interval
    stack_change = point.stack_bytes - baseline.stack_bytes
    found = (
        energy_delta(baseline.energy, point.energy)
        if metric is Metric.ENERGY
        else delta_between(
            metric,
            baseline.value(metric),
            point.value(metric),
            interval=known if metric is Metric.LATENCY else None,
            stack_change=stack_change,
        )
        for metric in Metric
    )
    deltas = tuple(delta for delta in found if delta is not None)
    is_open = known is None and not is_asked and baseline.run_id != point.run_id
    is_pending = is_open and any(
        delta.metric is Metric.LATENCY and delta.verdict is Verdict.UNKNOWN for delta in deltas
    )
    return PointComparison(baseline, point, deltas, (), is_pending)


def point_conflicts(baseline: RunPoint, point: RunPoint) -> tuple[str, ...]:
    """Why a delta between the two would mislead; empty when it would not."""
    sides = (baseline, point) if baseline.run_id != point.run_id else (point,)
    invalid = (f"{side.run_id} is invalid" for side in sides if side.status is ValidityStatus.INVALID)
    if baseline.conditions is point.conditions:
        return tuple(invalid)
    return (*conflicts(baseline.conditions, point.conditions), *invalid)


def _exact_interval(baseline: RunPoint, point: RunPoint) -> Interval | None:
    before, after = baseline.latency, point.latency
    if before is None or after is None or not (before.is_exact and after.is_exact):
        return None
    difference = after.median_us - before.median_us
    return Interval(difference, difference, 1.0)
