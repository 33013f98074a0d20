"""Saving runs so that none is lost: what the database does not take is kept and offered again with the next one."""

from __future__ import annotations

import threading
from dataclasses import replace

from benchwright.model.errors import BatchOwned, DatabaseUnusable, RunNotSaved
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunRecord, RunStore


class RunSaver:
    """Adds runs to a store. Safe from any lane: each takes the waiting records as its own before it saves them."""

    def __init__(self, store: RunStore) -> None:
        self._store = store
        self._guard = threading.Lock()  # several lanes end their runs at one time
        self._waiting: list[RunRecord] = []

    @property
    def waiting(self) -> tuple[Run, ...]:
        """Runs that were measured and are not in the database yet, oldest first."""
        with self._guard:
            return tuple(record.run for record in self._waiting)

    def save(self, record: RunRecord) -> None:
        """Saves the runs that wait, then this one.

        Raises:
            RunNotSaved: the database did not take this one; it waits for the next call.
        """
        refused = self._add([*self._taken(), record])
        if record in refused:
            raise RunNotSaved(record.run.run_id, refused[record])

    def save_waiting(self) -> None:
        """Saves the runs that wait.

        Raises:
            RunNotSaved: the database still does not take one of them.
        """
        for record, why in self._add(self._taken()).items():
            raise RunNotSaved(record.run.run_id, why)

    def save_elsewhere(self, store: RunStore) -> int:
        """Saves the runs that wait in another store, where no batch is; how many it took. They wait no longer.

        Raises:
            RunNotSaved: that store did not take one of them either; it still waits.
        """
        records = self._taken()
        kept = {replace(record, job=None): record for record in records}
        refused = self._offer(store, list(kept))
        with self._guard:
            self._waiting = [*(kept[record] for record in refused), *self._waiting]
        for record, why in refused.items():
            raise RunNotSaved(record.run.run_id, why)
        return len(records)

    def _taken(self) -> list[RunRecord]:
        with self._guard:
            records, self._waiting = self._waiting, []
        return records

    def _add(self, records: list[RunRecord]) -> dict[RunRecord, str]:
        """Offers each to the store; those it refuses wait again, and do not hold up the others."""
        refused = self._offer(self._store, records)
        with self._guard:
            self._waiting = [*refused, *self._waiting]
        return refused

    @staticmethod
    def _offer(store: RunStore, records: list[RunRecord]) -> dict[RunRecord, str]:
        refused: dict[RunRecord, str] = {}
        for record in records:
            try:
                _add_one(store, record)
            except DatabaseUnusable as error:
                refused[record] = error.why
        return refused


def _add_one(store: RunStore, record: RunRecord) -> None:
    try:
        store.add(record)
    except BatchOwned:
        # Another process measures that job anew; what was measured here is a run all the same.
        store.add(replace(record, job=None))
