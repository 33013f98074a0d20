"""Traces kept with runs: files in a folder beside the database, of which the database has name, hash and size."""

from __future__ import annotations

import contextlib
import hashlib
import json
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.files import replace_file
from benchwright.model.errors import RecordingInvalid
from benchwright.model.recording import SUFFIX, KeptTrace

if TYPE_CHECKING:
    from sqlite_utils import Database

_OF_RUNS = "WHERE run_sequence IN (SELECT value FROM json_each(:sequences))"


class TraceFolder:
    """The folder of a database. Made with the first trace; a file is written whole or not at all."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.stem}.traces")

    def keep(self, trace: KeptTrace, data: bytes) -> None:
        """Writes a trace.

        Raises:
            FileUnwritable: the disk does not take it.
            OSError: the folder cannot be made.
        """
        self.path.mkdir(exist_ok=True)
        replace_file(self.path / trace.file_name, data)

    def remove(self, names: Iterable[str]) -> None:
        """Deletes files; one that is gone already, or cannot be deleted now, is left at that."""
        for name in names:
            with contextlib.suppress(OSError):
                (self.path / name).unlink()
        with contextlib.suppress(OSError):
            self.path.rmdir()  # only where it is empty

    def names(self, *, older_than_s: float) -> tuple[str, ...]:
        """The files in it that were written longer ago than this."""
        before = time.time() - older_than_s
        found: list[str] = []
        with contextlib.suppress(OSError):
            found = [file.name for file in self.path.glob(f"*{SUFFIX}") if file.stat().st_mtime < before]
        return tuple(found)

    def checked(self, trace: KeptTrace) -> Path:
        """The file of a trace, when it is the one that was saved.

        Raises:
            RecordingInvalid: it is gone, or another one.
        """
        file = self.path / trace.file_name
        try:
            with file.open("rb") as stream:
                is_same = hashlib.file_digest(stream, "sha256").hexdigest() == trace.sha256
        except OSError as error:
            raise RecordingInvalid(str(file), f"{error.strerror or error}.") from error
        if not is_same:
            raise RecordingInvalid(str(file), "It is not the file that was saved with the run: its hash differs.")
        return file


def add(database: Database, sequence: int, trace: KeptTrace) -> None:
    """Writes what is known of a trace, within the transaction that writes the run."""
    database["traces"].insert(
        {
            "run_sequence": sequence,
            "file_name": trace.file_name,
            "sha256": trace.sha256,
            "size_bytes": trace.size_bytes,
        }
    )


def read(database: Database, sequences: Sequence[int]) -> dict[int, KeptTrace]:
    """The traces of those runs that have one."""
    rows = database.query(f"SELECT * FROM traces {_OF_RUNS}", {"sequences": json.dumps(sequences)})
    return {row["run_sequence"]: KeptTrace(row["file_name"], row["sha256"], row["size_bytes"]) for row in rows}
