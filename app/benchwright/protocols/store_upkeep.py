"""Looking after the database: its size, copies of it, what was archived long ago, and what others wrote into it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol


class StoreUpkeep(Protocol):
    """Every call is safe from any thread and raises DatabaseUnusable when the file cannot be used."""

    def size_bytes(self) -> int:
        """Bytes of the database on the disk, its log included."""
        ...

    def change_mark(self) -> int:
        """A number that is another one as soon as another program has written into the database. Cheap."""
        ...

    def back_up(self, file: Path) -> None:
        """Copies the database as it is now into a new file; nobody has to stop writing for it.

        Raises:
            FileUnwritable: the copy cannot be written.
        """
        ...

    def remove_archived(self, *, older_than_days: int) -> int:
        """Deletes for good the runs archived longer ago than this, baselines and results of batches left out.

        Returns how many there were.
        """
        ...
