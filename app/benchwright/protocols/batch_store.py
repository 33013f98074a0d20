"""Keeping batches, so that a crash neither repeats a job nor loses one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from benchwright.model.batch import Batch, Owner


@dataclass(frozen=True, slots=True)
class JobMark:
    """The attempt at a job that a run is the result of; the job is done in the transaction that saves the run."""

    batch_id: str
    position: int
    attempt: int


class BatchStore(Protocol):
    """Batches in the database of the runs. Every call is safe from any thread; writes are whole or not at all.

    All calls raise DatabaseUnusable when the file cannot be used (locked, full disk, damaged).
    """

    def add(self, batch: Batch) -> None:
        """Keeps a new batch with its jobs, devices and owner."""
        ...

    def batch(self, batch_id: str) -> Batch:
        """One batch; a unique prefix of its id (4 characters or more) is enough.

        Raises:
            BatchNotFound: no such batch, or the prefix fits several.
        """
        ...

    def batches(self, *, unfinished_only: bool = False, limit: int = 0) -> tuple[Batch, ...]:
        """Batches, newest first; `limit` 0 is all."""
        ...

    def claim(self, batch: Batch, owner: Owner, step: Callable[[Batch], Batch]) -> Batch:
        """Makes `owner` the one who runs a batch that was read before, and takes a step from how it is now.

        Returns the batch after the step. Nothing is written between the two, so no run is lost that another process
        saved in its last moment.

        Raises:
            BatchOwned: since it was read another process has claimed it or was heard of.
        """
        ...

    def beat(self, batch_id: str, owner: Owner) -> None:
        """Tells that the owner lives; `owner.heartbeat_at` is now.

        Raises:
            BatchOwned: another process has taken the batch over.
        """
        ...

    def update(self, before: Batch, after: Batch) -> None:
        """Writes what differs between two states of a batch: jobs, attempts, devices, and whether it is finished.

        Jobs may be added at the end; none is taken away.

        Raises:
            BatchOwned: the owner in `before` no longer has the batch; nothing was written.
        """
        ...

    def release(self, batch_id: str, token: str) -> None:
        """Leaves a batch to whoever wants it; nothing happens when it is no longer the owner's."""
        ...
