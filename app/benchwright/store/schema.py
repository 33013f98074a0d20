"""The schema of the database: which one a file has, and the steps that bring it to the newest.

It needs no more than SQLite itself, so that opening does not wait for sqlite-utils, whose wrapper it takes as well.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from benchwright.model.errors import DatabaseTooNew
from benchwright.store.failures import of_another_program

APPLICATION_ID = 0x4257_4442
"""Marks a file as Benchwright's ("BWDB" in SQLite's header, sqlite.org/pragma.html#pragma_application_id)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One migration step: the schema number it leads to, and its SQL."""

    number: int
    sql: str


def known_steps() -> tuple[Step, ...]:
    """The steps of this version in their order, 1, 2, 3 …"""
    folder = resources.files("benchwright.store.migrations")
    files = sorted((item for item in folder.iterdir() if item.name.endswith(".sql")), key=lambda item: item.name)
    return tuple(Step(int(item.name[:4]), item.read_text(encoding="utf-8")) for item in files)


def check_identity(database: sqlite3.Connection, file: Path, steps: Sequence[Step]) -> None:
    """Refuses a file that is not ours before anything is written to it; an empty file is ours.

    Raises:
        DatabaseUnusable: a database of another program.
        DatabaseTooNew: one of a newer version.
    """
    with _reading(database):  # another program may be making it ours at this very moment
        found, owner = _pragma(database, "user_version"), _pragma(database, "application_id")
        is_used = has_tables(database)
    if owner != APPLICATION_ID:
        if found or is_used:
            raise of_another_program(file)
    elif found > steps[-1].number:
        raise DatabaseTooNew(str(file), found, steps[-1].number)


def has_tables(database: sqlite3.Connection) -> bool:
    """Whether anything was ever made in this file."""
    return database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table'").fetchone() is not None


def migrate(database: sqlite3.Connection, file: Path, steps: Sequence[Step]) -> None:
    """Carries out the missing steps, each in one transaction; a step that fails leaves the file as it was.

    A file that already had a schema is copied first, to `NAME.before-N.db`, and the copy is kept.
    Of two programs at once, one migrates and the other waits.
    """
    found = _pragma(database, "user_version")
    if found >= steps[-1].number:
        return
    # SQLite checks references at once otherwise, and a step that rebuilds a table could not drop the old one.
    database.execute("PRAGMA foreign_keys = OFF")
    with contextlib.closing(_Copy(file, needed=found > 0)) as copy:
        for step in steps:
            _carry_out(database, step, copy)
    database.execute("PRAGMA foreign_keys = ON")


@contextlib.contextmanager
def writing(database: sqlite3.Connection) -> Iterator[None]:
    """A transaction that holds the write lock from its start, so that it never fails between reading and writing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
        database.execute("COMMIT")
    except BaseException:
        database.rollback()
        raise


@contextlib.contextmanager
def _reading(database: sqlite3.Connection) -> Iterator[None]:
    """A transaction in which everything that is read is of one moment."""
    database.execute("BEGIN")
    try:
        yield
    finally:
        database.rollback()


class _Copy:
    """The copy of the file before its first step; removed on `close` unless it is kept."""

    def __init__(self, file: Path, *, needed: bool) -> None:
        self._file = file
        self._needed = needed
        self._path: Path | None = None

    def make(self, number: int) -> None:
        """Copies what is committed; a second connection sees just that, the write-ahead log included."""
        if not self._needed:
            return
        path = _free_name(self._file, number)
        self._path = path
        with contextlib.closing(sqlite3.connect(self._file)) as source, contextlib.closing(sqlite3.connect(path)) as to:
            source.backup(to)

    def keep(self) -> None:
        """A step is done: the copy stays, and serves for the steps that follow."""
        self._needed = False
        self._path = None

    def close(self) -> None:
        """Removes a copy that was made for nothing."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)


def _carry_out(database: sqlite3.Connection, step: Step, copy: _Copy) -> None:
    with writing(database):
        if _pragma(database, "user_version") >= step.number:
            return
        copy.make(step.number)
        for statement in _statements(step.sql):
            database.execute(statement)
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise sqlite3.IntegrityError(f"step {step.number} leaves {len(broken)} references broken")
        database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        database.execute(f"PRAGMA user_version = {step.number}")
    copy.keep()


def _statements(sql: str) -> Iterator[str]:
    # sqlite3.executescript() would commit before it starts, and the step would not be one transaction.
    pending = ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending


def _free_name(file: Path, number: int) -> Path:
    path = file.with_name(f"{file.stem}.before-{number}.db")
    again = 2
    while path.exists():
        path = file.with_name(f"{file.stem}.before-{number}.{again}.db")
        again += 1
    return path


def _pragma(database: sqlite3.Connection, name: str) -> int:
    return int(database.execute(f"PRAGMA {name}").fetchone()[0])
