"""Looking after the database: its size, copies of it, what was archived long ago, and what others wrote into it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ArchivedRuns:
    """How many runs were archived long ago, and the bytes of their samples and logs."""

    count: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class KeptTraces:
    """How many traces are kept with runs, and their bytes."""

    count: int
    size_bytes: int


class StoreUpkeep(Protocol):
    """Every call is safe from any thread and raises DatabaseUnusable when the file cannot be used."""

    def size_bytes(self) -> int:
        """Bytes of the database on the disk, its log included."""
        ...

    def change_mark(self) -> int:
        """A number that is another one as soon as another program has written into the database. Cheap."""
        ...

    def is_free(self) -> bool:
        """Whether nobody else keeps it locked now. Cheap, and never waits."""
        ...

    def back_up(self, file: Path) -> None:
        """Copies the database as it is now into a new file; nobody has to stop writing for it. Traces stay behind.

        Raises:
            FileUnwritable: the copy cannot be written.
        """
        ...

    def archived(self, *, older_than_days: int) -> ArchivedRuns:
        """The runs that `remove_archived` would delete."""
        ...

    def remove_archived(self, *, older_than_days: int) -> int:
        """Deletes for good the runs archived longer ago than this, baselines and results of batches left out.

        Nothing calls it by itself: somebody asked for it, and was told what goes.

        Returns how many there were.
        """
        ...

    def traces(self, *, older_than_days: int = 0) -> KeptTraces:
        """The traces kept with runs that were saved longer ago than this."""
        ...

    def remove_traces(self, *, older_than_days: int) -> int:
        """Deletes for good the traces of runs saved longer ago than this; the runs and their energies stay.

        Nothing calls it by itself. Returns how many there were.
        """
        ...
