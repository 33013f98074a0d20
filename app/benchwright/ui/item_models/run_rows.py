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
    """A run, its number from 1 in order of time, and how it compares with the version before.

    No change and not pending: there is no version before.
    """

    number: int
    run: Run
    change: Comparison | None = None
    is_pending: bool = False


@dataclass(frozen=True, slots=True)
class Changes:
    """Comparisons already made, by run ids; intervals take time, and runs do not change."""

    known: Mapping[tuple[str, str], Comparison] = field(default_factory=dict)


def run_rows(
    runs: Sequence[Run], changes: Changes | None = None, *, is_hasty: bool = False
) -> tuple[tuple[RunRow, ...], Changes]:
    """Rows, newest first, and the comparisons they hold, to be handed in the next time.

    Comparing noisy runs takes time; a hasty call makes no new comparison and leaves such rows pending.
    """
    known = changes.known if changes is not None else {}
    made: dict[tuple[str, str], Comparison] = {}
    ordered = sorted(runs, key=lambda run: (run.started_at, run.run_id))
    before: dict[tuple[str, str, Origin], list[Run]] = {}
    rows = []
    for number, run in enumerate(ordered, start=1):
        latency_summary(run)  # computed here once, so that no cell computes it on the GUI thread
        earlier = before.setdefault((run.model, run.board, run.origin), [])
        previous = next((other for other in reversed(earlier) if other.variant_sha256 != run.variant_sha256), None)
        key = (previous.run_id if previous is not None else "", run.run_id)
        change = known.get(key)
        if previous is not None and change is None and not is_hasty:
            change = compare(previous, run)
        if change is not None:
            made[key] = change
        rows.append(RunRow(number, run, change, is_pending=previous is not None and change is None))
        earlier.append(run)
    return tuple(reversed(rows)), Changes(made)
