"""A result: a run with what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from benchwright.model.compare import Comparison, Metric, compare
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunFilter, RunStore, UnreadRun
from benchwright.ui.run_values import latency_summary, run_value

if TYPE_CHECKING:
    from benchwright.ui.charts.binning import Bins

HISTORY_LENGTH = 12
RECENT_COUNT = 5
"""Runs of the same device that can be opened beside the result."""

_LOOKED_AT = 20
"""Newest runs of a device that are tried where the last one cannot be read."""


@dataclass(frozen=True, slots=True)
class Result:
    """A run, its comparison with the previous run and with the baseline, and the newest run of each version.

    `versions` are of one model, board and origin, oldest version first. A comparison is None where there is nothing to
    compare with; a run that is its own baseline has none with it. `accuracy_sample_count` is 0
    where it is not known, `shape` the histogram of a clock's samples. `recent` are the last runs of the device, newest
    first; `unread` those that should be among all these and cannot be read. Made by `result_of`, which is slow.
    """

    run: Run
    against_previous: Comparison | None
    against_baseline: Comparison | None
    versions: tuple[Run, ...]
    accuracy_sample_count: int = 0
    shape: Bins | None = None
    recent: tuple[Run, ...] = ()
    unread: tuple[UnreadRun, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What it shows: two results with one key look the same."""
        compared = (self.against_previous, self.against_baseline)
        others = (comparison.baseline.run_id if comparison is not None else "" for comparison in compared)
        shown = (run.run_id for run in self.versions)
        return (self.run.run_id, str(self.run.is_baseline), *others, *shown, *(one.run_id for one in self.unread))

    def history(self, metric: Metric) -> tuple[float, ...]:
        """The metric of the last versions, in their order."""
        values = (run_value(run, metric) for run in self.versions)
        return tuple(value for value in values if value is not None)[-HISTORY_LENGTH:]


def result_of(
    run: Run, previous: Run | None, baseline: Run | None, family: tuple[Run, ...], *, accuracy_sample_count: int = 0
) -> Result:
    """Compares; `family` are the runs of this model on this board, newest first. For a worker thread.

    It also computes what the window will ask of these runs, so that the GUI thread finds it done.
    """
    from benchwright.ui.charts.binning import run_bins  # noqa: PLC0415  numpy, which the first page does without

    newest: dict[int, Run] = {run.variant_version: run}
    for other in family:
        if other.origin is run.origin:
            newest.setdefault(other.variant_version, other)
    versions = tuple(newest[version] for version in sorted(newest))
    for shown in (*versions, *(other for other in (previous, baseline) if other is not None)):
        latency_summary(shown)
    is_other = baseline is not None and baseline.run_id != run.run_id and baseline.origin is run.origin
    return Result(
        run=run,
        against_previous=compare(previous, run) if previous is not None else None,
        against_baseline=compare(baseline, run) if baseline is not None and is_other else None,
        versions=versions,
        accuracy_sample_count=accuracy_sample_count,
        shape=run_bins(run),
    )


def read_result(store: RunStore, run: Run) -> Result:
    """Reads what a run is compared with, and compares. For a worker thread."""
    unread: dict[str, UnreadRun] = {}

    def note(one: UnreadRun) -> None:
        unread[one.run_id] = one

    family = store.runs(RunFilter(model=run.model, board=run.board, newest_of_versions=True), note)
    counts = (
        variant.accuracy_sample_count
        for variant in store.variants(include_archived=True)
        if variant.sha256 == run.variant_sha256
    )
    recent = store.runs(RunFilter(device_id=run.device_id, limit=RECENT_COUNT), note)
    for one in recent:
        latency_summary(one)
    previous, baseline = store.previous(run, note), store.baseline(run, note)
    result = result_of(run, previous, baseline, family, accuracy_sample_count=next(counts, 0))
    return replace(result, recent=recent, unread=tuple(unread.values()))


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest result of a device; None where no run can be read, then with those that cannot."""

    result: Result | None
    unread: tuple[UnreadRun, ...]


def read_latest(store: RunStore, device_id: str) -> Latest:
    """The newest result of a device, among its last runs. For a worker thread."""
    unread: list[UnreadRun] = []
    runs = store.runs(RunFilter(device_id=device_id, limit=1), unread.append)
    if not runs and unread:
        unread.clear()
        runs = store.runs(RunFilter(device_id=device_id, limit=_LOOKED_AT), unread.append)
    if not runs:
        return Latest(None, tuple(unread))
    result = read_result(store, runs[0])
    known = {one.run_id for one in result.unread}
    return Latest(replace(result, unread=(*result.unread, *(one for one in unread if one.run_id not in known))), ())
