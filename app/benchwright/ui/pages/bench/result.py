"""A result: a run with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass

from benchwright.model.compare import Comparison, Metric, compare, metric_value
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunFilter, RunStore

HISTORY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Result:
    """A run, the run of the previous variant, the baseline, and every run of this model on this kind of board.

    `family` is newest first and of one origin. `previous` and `baseline` are None where there is none, and `baseline`
    also where the run is its own baseline.
    """

    run: Run
    previous: Run | None
    baseline: Run | None
    family: tuple[Run, ...]

    @property
    def against_previous(self) -> Comparison | None:
        """The run against the previous variant."""
        return compare(self.previous, self.run) if self.previous is not None else None

    @property
    def against_baseline(self) -> Comparison | None:
        """The run against the baseline."""
        return compare(self.baseline, self.run) if self.baseline is not None else None

    def history(self, metric: Metric) -> tuple[float, ...]:
        """The metric of the newest run of each of the last versions, in order of version."""
        newest: dict[int, Run] = {}
        for run in self.family:
            newest.setdefault(run.variant_version, run)
        values = (metric_value(newest[version], metric) for version in sorted(newest))
        return tuple(value for value in values if value is not None)[-HISTORY_LENGTH:]


def read_result(store: RunStore, run: Run) -> Result:
    """Reads what a run is compared with. Blocks; for a worker thread."""
    baseline = store.baseline(run)
    if baseline is not None and (baseline.run_id == run.run_id or baseline.origin is not run.origin):
        baseline = None
    runs = store.runs(RunFilter(model=run.model, board=run.board))
    family = tuple(other for other in runs if other.origin is run.origin)
    return Result(run, store.previous(run), baseline, family)


def read_latest(store: RunStore, device_id: str) -> Result | None:
    """The result of the newest run on a device; None when there is none. Blocks; for a worker thread."""
    runs = store.runs(RunFilter(device_id=device_id, limit=1))
    return read_result(store, runs[0]) if runs else None
