"""What SQLite reports, in words a user can act on."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from benchwright.model.errors import DatabaseUnusable

# Path.is_dir and Path.exists raise where a name is too long or a folder above may not be read; os.path says no.
# ruff: noqa: PTH110, PTH112

_UNEXPLAINED = "Choose another file (--db), or repair this one."
_WORDS = {
    sqlite3.SQLITE_FULL: (
        "The disk is full. Nothing was half-written.",
        "Free some space and retry, or choose a file on another disk (--db).",
    ),
    sqlite3.SQLITE_READONLY: (
        "It is read-only, or its folder is.",
        "Allow writing to both, or choose another file (--db).",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "It is damaged.",
        "Put a copy of it back, or rescue what can be read: sqlite3 OLD .recover | sqlite3 NEW.",
    ),
    sqlite3.SQLITE_NOTADB: ("It is not a database.", "Choose another file (--db)."),
}


class UnreadableRow(Exception):
    """A row holds what this version cannot read; the lane turns it into DatabaseUnusable."""


def unusable(file: Path, error: sqlite3.Error, *, busy_timeout_s: float) -> DatabaseUnusable:
    """The error to raise for what SQLite reported about `file` (codes: sqlite.org/rescode.html)."""
    extended = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    primary = extended & 0xFF
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        why = f"Another program has kept it locked for more than {busy_timeout_s:g} s. Nothing was written."
        return DatabaseUnusable(str(file), why, "Close that program, or wait until it is done, and retry.")
    if primary in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return _not_openable(file, error)
    # The log's index file is the first to find the disk full, and says so in a code of its own.
    code = sqlite3.SQLITE_FULL if extended == sqlite3.SQLITE_IOERR_SHMSIZE else primary
    return DatabaseUnusable(str(file), *_WORDS.get(code, (f"SQLite says: {error}.", _UNEXPLAINED)))


def refused(file: Path, error: Exception) -> DatabaseUnusable:
    """A value that does not go into the database: out of range, too large a number, or text that is none."""
    why = "Text holds a character that is none" if isinstance(error, UnicodeEncodeError) else str(error)
    return DatabaseUnusable(str(file), f"It refuses a value: {why}.", "Nothing was saved; correct the value and retry.")


def folder_gone(file: Path) -> DatabaseUnusable:
    """The file was named without its folder, and the current folder was removed."""
    return DatabaseUnusable(
        str(file), "The current folder no longer exists.", "Go to another one, or give the whole path (--db)."
    )


def of_another_program(file: Path) -> DatabaseUnusable:
    """The file is a database, but not one of Benchwright."""
    return DatabaseUnusable(
        str(file), "It is a database of another program; it was left as it is.", "Choose another file (--db)."
    )


def vanished(file: Path) -> DatabaseUnusable:
    """The file was moved, deleted or replaced while it was open."""
    return DatabaseUnusable(
        str(file),
        "It was moved, deleted or replaced while it was in use.",
        "Put it back and retry; without it, the next try starts an empty one.",
    )


def closed(file: Path) -> DatabaseUnusable:
    """A call came after `close`."""
    return DatabaseUnusable(str(file), "It has been closed.", "Open it again.")


def overdue(file: Path, seconds: float) -> DatabaseUnusable:
    """A call was not answered in time."""
    return DatabaseUnusable(
        str(file), f"It has not answered for {seconds:g} s.", "See whether its disk is still there, and retry."
    )


def unreadable(file: Path, cause: UnreadableRow) -> DatabaseUnusable:
    """A row holds what this version cannot read."""
    return DatabaseUnusable(
        str(file), f"It holds a value this version does not know: {cause}.", "Update Benchwright and retry."
    )


def _not_openable(file: Path, error: sqlite3.Error) -> DatabaseUnusable:
    folder = file.parent
    if not os.path.isdir(folder):
        return DatabaseUnusable(
            str(file), f"The folder {folder} does not exist.", "Create it, or choose another file (--db)."
        )
    if os.path.isdir(file):
        return DatabaseUnusable(str(file), "It is a folder.", "Choose a file (--db).")
    if os.path.exists(file) and not _may(file, os.R_OK):
        return DatabaseUnusable(
            str(file), "You may not read it.", "Ask its owner for access, or choose another file (--db)."
        )
    if (os.path.exists(file) and not _may(file, os.W_OK)) or not _may(folder, os.W_OK):
        return DatabaseUnusable(str(file), *_WORDS[sqlite3.SQLITE_READONLY])
    return DatabaseUnusable(str(file), f"SQLite says: {error}.", _UNEXPLAINED)


def _may(path: Path, mode: int) -> bool:
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)
