"""Keeping the programs of one user apart: to the lab they are one and the same holder."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import IO
from urllib.parse import quote

from benchwright.drivers.file_lock import try_lock
from benchwright.model.errors import FileUnwritable, PlaceHeld

# The lock lies on the first byte; on Windows nobody else can read that one.
_WORDS_AT = 1


class PlaceLock:
    """The lock on one place, ours until `close`; its file also says whether the place was taken for a job."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    @property
    def is_left(self) -> bool:
        """Whether a program that took the place for a job ended without giving it back."""
        return bool(_words(self._file).get("is_taken"))

    def note(self, *, is_taken: bool) -> None:
        """Keeps whether the place is taken for a job, and by which process."""
        self._file.seek(0)
        self._file.write(b" " + json.dumps({"pid": os.getpid(), "is_taken": is_taken}).encode())
        self._file.truncate()
        self._file.flush()

    def close(self) -> None:
        """Gives the lock up."""
        self._file.close()


def lock_place(folder: Path, place: str) -> PlaceLock:
    """The lock on a place, taken.

    Raises:
        PlaceHeld: another program of this user, on this computer, uses the place.
        FileUnwritable: there can be no lock.
    """
    path = folder / f"{quote(place, safe='')}.lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.touch()
        file = path.open("r+b")
    except OSError as error:
        raise FileUnwritable(str(path), f"{error.strerror or error}.") from error
    if try_lock(file):
        return PlaceLock(file)
    pid = _words(file).get("pid", 0)
    file.close()
    raise PlaceHeld(place, f"Another Benchwright on this computer (pid {pid})")


def _words(file: IO[bytes]) -> dict[str, int]:
    """What the file says: a process id, and 0 or 1; nothing where it cannot be read."""
    try:
        file.seek(_WORDS_AT)
        found = json.loads(file.read() or b"{}")
    except (OSError, ValueError):
        return {}
    return {key: int(value) for key, value in found.items()} if isinstance(found, dict) else {}
