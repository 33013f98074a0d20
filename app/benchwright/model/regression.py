"""Regressions: versions that are worse than the one before, by more than noise and more than a threshold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from benchwright.model.compare import Delta, Metric, Verdict
from benchwright.model.point import RunPoint
from benchwright.model.run import ValidityStatus

THRESHOLD_RATIO = 0.02
"""Worse by less than this is not worth an alarm, however sure it is."""


@dataclass(frozen=True, slots=True)
class Line:
    """The newest usable run of each version of one model under one roof: board and origin. Oldest version first."""

    points: tuple[RunPoint, ...]

    @property
    def steps(self) -> tuple[tuple[RunPoint, RunPoint], ...]:
        """Each version with the one before it."""
        return tuple(zip(self.points, self.points[1:], strict=False))


def version_lines(points: Iterable[RunPoint], metric: Metric) -> tuple[Line, ...]:
    """The lines of a trend; runs that are invalid or have no value are left out."""
    newest: dict[tuple[str, str, str, str], RunPoint] = {}
    for point in points:
        if point.status is ValidityStatus.INVALID or point.value(metric) is None:
            continue
        key = (point.origin.value, point.board, point.model, point.variant_sha256)
        known = newest.get(key)
        if known is None or (known.started_at, known.run_id) < (point.started_at, point.run_id):
            newest[key] = point
    groups: dict[tuple[str, str, str], list[RunPoint]] = {}
    for key, point in newest.items():
        groups.setdefault(key[:3], []).append(point)
    return tuple(
        Line(tuple(sorted(groups[key], key=lambda point: (point.variant_version, point.started_at))))
        for key in sorted(groups)
    )


def is_regression(delta: Delta | None, *, threshold_ratio: float = THRESHOLD_RATIO) -> bool:
    """Whether a version is to be marked: the interval excludes 0 and the change is larger than the threshold.

    Accuracy changes by points, not by parts of itself: its threshold is the difference.
    """
    if delta is None or delta.verdict is not Verdict.WORSE:
        return False
    if delta.metric is Metric.ACCURACY:
        return abs(delta.value - delta.baseline) > threshold_ratio
    return delta.ratio is None or abs(delta.ratio) > threshold_ratio
