"""The batch store in the SQLite file of the runs."""

from __future__ import annotations

from collections.abc import Callable

from benchwright.model.batch import Batch, Owner
from benchwright.store import batch_queries, batches
from benchwright.store.lane import StoreLane


class SqliteBatchStore:
    """Keeps batches by the lane that owns the file; implements `BatchStore`."""

    def __init__(self, lane: StoreLane) -> None:
        self._lane = lane

    def add(self, batch: Batch) -> None:
        """Keeps a new batch with its jobs, devices and owner."""
        self._lane.call(lambda database: batches.add_batch(database, batch))

    def batch(self, batch_id: str) -> Batch:
        """One batch by its id or a unique prefix of at least 4 characters."""
        return self._lane.call(lambda database: batch_queries.one_batch(database, batch_id))

    def batches(self, *, unfinished_only: bool = False, limit: int = 0) -> tuple[Batch, ...]:
        """Batches, newest first."""
        return self._lane.call(
            lambda database: batch_queries.all_batches(database, unfinished_only=unfinished_only, limit=limit)
        )

    def claim(self, batch: Batch, owner: Owner, step: Callable[[Batch], Batch]) -> Batch:
        """Makes `owner` the one who runs a batch and takes a step, unless another was heard of since it was read."""
        return self._lane.call(lambda database: batches.claim(database, batch, owner, step))

    def beat(self, batch_id: str, owner: Owner) -> None:
        """Tells that the owner lives."""
        self._lane.call(lambda database: batches.beat(database, batch_id, owner))

    def update(self, before: Batch, after: Batch) -> None:
        """Writes what differs between two states of a batch that the owner in `before` still has."""
        self._lane.call(lambda database: batches.update_batch(database, before, after))

    def release(self, batch_id: str, token: str) -> None:
        """Leaves a batch to whoever wants it."""
        self._lane.call(lambda database: batches.release(database, batch_id, token))
