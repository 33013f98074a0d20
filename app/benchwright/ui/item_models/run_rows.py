"""Rows of the runs table, and what comparing with another run says of them. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.compare import Delta, Metric, compare
from benchwright.model.errors import BenchError
from benchwright.model.run_summary import RunSummary
from benchwright.protocols.run_store import RunStore

Pair = tuple[str, str]
"""The id of a run held against, and of the run."""


@dataclass(frozen=True, slots=True)
class Change:
    """What comparing two runs says of the latency; no delta where `reasons` stand against one."""

    delta: Delta | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunRow:
    """A run with its changes against the version before and the baseline; None where they are not known yet."""

    summary: RunSummary
    against_previous: Change | None = None
    against_baseline: Change | None = None


def read_changes(store: RunStore, pairs: Sequence[Pair]) -> dict[Pair, Change]:
    """Compares by the samples of both runs, which is slow for noisy ones. For a worker thread."""
    found = {}
    for earlier, later in pairs:
        try:
            comparison = compare(store.run(earlier), store.run(later))
        except BenchError as error:
            found[earlier, later] = Change(None, (error.why or error.what,))
        else:
            found[earlier, later] = Change(comparison.delta(Metric.LATENCY), comparison.reasons)
    return found
