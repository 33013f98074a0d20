"""Which runs are compared when nobody has said, and against which. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.point import RunPoint
from benchwright.model.run import ValidityStatus


def default_choice(points: Sequence[RunPoint]) -> tuple[str, ...]:
    """The newest usable run of each variant beside the newest run: its model, board and origin. Newest first."""
    usable = [point for point in points if point.status is not ValidityStatus.INVALID]
    if not usable:
        return ()
    newest = usable[0]
    chosen: dict[str, str] = {}
    for point in usable:
        if (point.model, point.board, point.origin) == (newest.model, newest.board, newest.origin):
            chosen.setdefault(point.variant_sha256, point.run_id)
    return tuple(chosen.values())


def default_baseline(points: Sequence[RunPoint]) -> RunPoint | None:
    """The run marked as baseline, or the oldest version among usable runs; None where there is no run."""
    usable = [point for point in points if point.status is not ValidityStatus.INVALID] or list(points)
    marked = [point for point in usable if point.is_baseline]
    if marked:
        return marked[0]
    return min(usable, key=lambda point: (point.variant_version, point.started_at), default=None)


def in_table_order(points: Sequence[RunPoint], baseline: RunPoint) -> tuple[RunPoint, ...]:
    """The baseline on top, then what shares its board, then by origin, board, model and version."""

    def place(point: RunPoint) -> tuple[bool, str, str, str, int, str]:
        is_beside = (point.origin, point.board) == (baseline.origin, baseline.board)
        return (not is_beside, point.origin.value, point.board, point.model, point.variant_version, point.started_at)

    others = sorted((point for point in points if point.run_id != baseline.run_id), key=place)
    return (baseline, *others)
