"""Details: the whole runs and the intervals that the rows in sight need, read a few at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QObject, Signal

from benchwright.model.compare import latency_interval
from benchwright.model.run import Run
from benchwright.model.stats import Interval
from benchwright.protocols.run_store import RunStore
from benchwright.ui.bridge import Bridge
from benchwright.ui.run_values import latency_summary

_KEPT = 32
"""Whole runs in memory: one on a live clock has a hundred thousand samples."""

_AT_ONCE = 8

Key = tuple[str, str]
"""Ids of a baseline and a run."""


class Details(QObject):
    """Asks the store on a worker, once for each question, and tells when an answer is there."""

    intervals_read = Signal()
    runs_read = Signal()
    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._intervals: dict[Key, Interval | None] = {}
        self._asked: set[Key] = set()

    def intervals(self, baseline_id: str) -> dict[str, Interval | None]:
        """What is known of latency differences to a baseline, by run id."""
        return {run_id: found for (base, run_id), found in self._intervals.items() if base == baseline_id}

    def interval(self, key: Key) -> tuple[bool, Interval | None]:
        """Whether the interval of a pair is known, and which it is."""
        return key in self._intervals, self._intervals.get(key)

    def want_intervals(self, pairs: Iterable[Key]) -> None:
        """Has the intervals of these pairs worked out, those that are not known yet."""
        wanted = [pair for pair in dict.fromkeys(pairs) if pair not in self._intervals and pair not in self._asked]
        self._asked.update(wanted)
        store = self._bridge.workbench.store
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            self._bridge.ask(lambda some=some: _intervals(store, some), self._take_intervals, self._fail)  # type: ignore[misc]

    def runs(self, run_ids: Sequence[str]) -> tuple[Run, ...]:
        """Those of these runs that are known, in this order; the others are asked, at most as many as are kept."""
        wanted = run_ids[:_KEPT]
        missing = [run_id for run_id in wanted if run_id not in self._runs and (run_id, "") not in self._asked]
        if missing:
            self._asked.update((run_id, "") for run_id in missing)
            store = self._bridge.workbench.store
            self._bridge.ask(lambda: _runs(store, missing), self._take_runs, self._fail)
        for run_id in wanted:
            if run_id in self._runs:
                self._runs.move_to_end(run_id)
        return tuple(self._runs[run_id] for run_id in wanted if run_id in self._runs)

    def _take_intervals(self, found: dict[Key, Interval | None]) -> None:
        self._asked.difference_update(found)
        self._intervals.update(found)
        self.intervals_read.emit()

    def _take_runs(self, runs: tuple[Run, ...]) -> None:
        for run in runs:
            self._asked.discard((run.run_id, ""))
            self._runs[run.run_id] = run
        while len(self._runs) > _KEPT:
            self._runs.popitem(last=False)
        self.runs_read.emit()

    def _fail(self, error: Exception) -> None:
        """What failed may be asked again by the next look at it."""
        self._asked.clear()
        self.failed.emit(error)


def _intervals(store: RunStore, pairs: Sequence[Key]) -> dict[Key, Interval | None]:
    runs = {run_id: store.run(run_id) for run_id in dict.fromkeys(run_id for pair in pairs for run_id in pair)}
    return {pair: latency_interval(runs[pair[0]].timing, runs[pair[1]].timing) for pair in pairs}


def _runs(store: RunStore, run_ids: Sequence[str]) -> tuple[Run, ...]:
    runs = tuple(store.run(run_id) for run_id in run_ids)
    for run in runs:
        latency_summary(run)  # computed here once, so that no chart computes it on the GUI thread
    return runs
