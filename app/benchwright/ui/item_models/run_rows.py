"""Rows of the runs table: runs in the order they were made, each with its change to the previous version. No Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from benchwright.model.board import Origin
from benchwright.model.compare import Comparison, compare
from benchwright.model.run import Run
from benchwright.ui.run_values import latency_summary


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run, its number from 1 in order of time, and how it compares with the version before (None: nothing before)."""

    number: int
    run: Run
    change: Comparison | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Comparisons already made, by run ids; intervals take time, and runs do not change."""

    known: Mapping[tuple[str, str], Comparison] = field(default_factory=dict)


def run_rows(runs: Sequence[Run], changes: Changes | None = None) -> tuple[tuple[RunRow, ...], Changes]:
    """Rows, newest first, and the comparisons they hold, to be handed in the next time. Slow with new noisy runs."""
    known = changes.known if changes is not None else {}
    made: dict[tuple[str, str], Comparison] = {}
    ordered = sorted(runs, key=lambda run: (run.started_at, run.run_id))
    before: dict[tuple[str, str, Origin], list[Run]] = {}
    rows = []
    for number, run in enumerate(ordered, start=1):
        latency_summary(run)  # computed here once, so that no cell computes it on the GUI thread
        earlier = before.setdefault((run.model, run.board, run.origin), [])
        previous = next((other for other in reversed(earlier) if other.variant_sha256 != run.variant_sha256), None)
        change = None
        if previous is not None:
            key = (previous.run_id, run.run_id)
            change = made[key] = known.get(key) or compare(previous, run)
        rows.append(RunRow(number, run, change))
        earlier.append(run)
    return tuple(reversed(rows)), Changes(made)
