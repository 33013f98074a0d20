"""Which runs are compared when nobody has said, and against which. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.model.compare import Comparison, Metric, Verdict
from benchwright.model.run import Run, ValidityStatus
from benchwright.ui.run_values import run_value


def default_choice(runs: Sequence[Run]) -> tuple[str, ...]:
    """The newest usable run of each variant beside the newest run: its model, board and origin. `runs` newest first."""
    usable = [run for run in runs if run.validity.status is not ValidityStatus.INVALID]
    if not usable:
        return ()
    newest = usable[0]
    chosen: dict[str, str] = {}
    for run in usable:
        if (run.model, run.board, run.origin) == (newest.model, newest.board, newest.origin):
            chosen.setdefault(run.variant_sha256, run.run_id)
    return tuple(chosen.values())


def default_baseline(runs: Sequence[Run]) -> Run | None:
    """The run marked as baseline, or the oldest version among usable runs; None where there is no run."""
    usable = [run for run in runs if run.validity.status is not ValidityStatus.INVALID] or list(runs)
    marked = [run for run in usable if run.is_baseline]
    return next(iter(marked or sorted(usable, key=lambda run: (run.variant_version, run.started_at))), None)


def winner(comparisons: Sequence[Comparison], metric: Metric) -> Comparison | None:
    """The run that is better than the baseline by most in a metric; None where none is."""
    better = [
        row for row in comparisons if (delta := row.delta(metric)) is not None and delta.verdict is Verdict.BETTER
    ]
    sign = 1 if metric.smaller_is_better else -1
    return min(better, key=lambda row: sign * (run_value(row.run, metric) or 0.0), default=None)


def in_table_order(runs: Sequence[Run], baseline: Run) -> tuple[Run, ...]:
    """The baseline on top, then by origin, board and version."""
    others = (run for run in runs if run.run_id != baseline.run_id)
    first = (baseline.origin, baseline.board)
    return (
        baseline,
        *sorted(
            others,
            key=lambda run: (
                (run.origin, run.board) != first,
                run.origin.value,
                run.board,
                run.variant_version,
                run.started_at,
            ),
        ),
    )
