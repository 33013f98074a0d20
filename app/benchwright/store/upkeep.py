"""Looking after the file: its size, copies, what was archived long ago, and whether others wrote into it."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.model.errors import FileUnwritable
from benchwright.protocols.store_upkeep import ArchivedRuns, KeptTraces
from benchwright.store.lane import StoreLane
from benchwright.store.schema import writing
from benchwright.store.traces import TraceFolder

if TYPE_CHECKING:
    from sqlite_utils import Database

# Tables of which a row belongs to one run; asked of the database, so that a later schema needs no change here.
_PARTS = """
    SELECT tables.name AS name, keys."from" AS "column"
    FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
    WHERE tables.type = 'table' AND keys."table" = 'runs' AND keys."to" = 'sequence'
"""

_ARCHIVED = """
    FROM runs
    WHERE archived_at IS NOT NULL AND archived_at < :before AND baseline_at IS NULL
      AND run_id NOT IN (SELECT run_id FROM batch_jobs WHERE run_id IS NOT NULL)
"""
_OUTDATED = f"SELECT sequence {_ARCHIVED}"
_WEIGHED = f"""
    SELECT count(*), coalesce(sum(length(CAST(log AS BLOB)) + coalesce(
        (SELECT sum(length(ticks_u64le)) FROM samples WHERE run_sequence = runs.sequence), 0) + coalesce(
        (SELECT size_bytes FROM traces WHERE run_sequence = runs.sequence), 0)), 0)
    {_ARCHIVED}
"""

_OUTDATED_TRACES = f"SELECT file_name FROM traces WHERE run_sequence IN ({_OUTDATED})"
_STRAY_S = 3_600.0
"""Younger ones may be of a run that is being saved now."""
_OLD = "run_sequence IN (SELECT sequence FROM runs WHERE saved_at <= :before)"
_TRACES = f"SELECT count(*), coalesce(sum(size_bytes), 0) FROM traces WHERE {_OLD}"


class SqliteUpkeep:
    """Implements `StoreUpkeep` on the lane that owns the connection."""

    def __init__(self, lane: StoreLane, file: Path, clock: Callable[[], datetime], traces: TraceFolder) -> None:
        self._lane = lane
        self._traces = traces
        self._file = file
        self._clock = clock

    def size_bytes(self) -> int:
        """Bytes of the file and of its write-ahead log."""
        beside = (self._file, self._file.with_name(f"{self._file.name}-wal"))
        total = 0
        for file in beside:
            with contextlib.suppress(OSError):
                total += file.stat().st_size
        return total

    def change_mark(self) -> int:
        """SQLite's data_version: changes when another connection has committed (sqlite.org/pragma.html)."""
        return self._lane.call(lambda database: int(database.execute("PRAGMA data_version").fetchone()[0]))

    def is_free(self) -> bool:
        """Begins a write through a connection of its own, and leaves it at that; never waits."""
        try:
            with contextlib.closing(
                sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=rw", timeout=0, isolation_level=None, uri=True)
            ) as connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.execute("ROLLBACK")
        except sqlite3.Error:
            return False
        return True

    def back_up(self, file: Path) -> None:
        """Copies through a connection of its own into a file beside `file`, which it then replaces."""
        try:
            handle = tempfile.NamedTemporaryFile(dir=file.parent, prefix=".benchwright-", delete=False)  # noqa: SIM115
            handle.close()
            part = Path(handle.name)
            try:
                _copy(self._file, part)
                part.chmod(0o644)
                part.replace(file)
            finally:
                part.unlink(missing_ok=True)
        except (OSError, sqlite3.Error) as error:
            raise FileUnwritable(str(file), f"{getattr(error, 'strerror', None) or error}.") from error

    def archived(self, *, older_than_days: int) -> ArchivedRuns:
        """Weighs them; reads no samples."""
        before = self._days_ago(older_than_days)
        count, size_bytes = self._lane.call(lambda database: database.execute(_WEIGHED, {"before": before}).fetchone())
        return ArchivedRuns(int(count), int(size_bytes))

    def remove_archived(self, *, older_than_days: int) -> int:
        """Deletes runs and their parts in one transaction."""
        before = self._days_ago(older_than_days)
        count, names = self._lane.call(lambda database: _remove_archived(database, before))
        self._traces.remove(names)
        return count

    def traces(self, *, older_than_days: int = 0) -> KeptTraces:
        """How many there are, and their bytes."""
        before = self._days_ago(older_than_days)
        row = self._lane.call(lambda database: database.execute(_TRACES, {"before": before}).fetchone())
        return KeptTraces(int(row[0]), int(row[1]))

    def remove_traces(self, *, older_than_days: int) -> int:
        """Deletes the files once nothing names them any more."""
        before = self._days_ago(older_than_days)
        names = self._lane.call(lambda database: _forget_traces(database, before))
        self._traces.remove((*names, *self._strays()))
        return len(names)

    def _strays(self) -> tuple[str, ...]:
        """Files that no run names: a program that was killed between the file and the run left them."""
        known = self._lane.call(lambda database: {row[0] for row in database.execute("SELECT file_name FROM traces")})
        return tuple(name for name in self._traces.names(older_than_s=_STRAY_S) if name not in known)

    def _days_ago(self, days: int) -> str:
        return (self._clock() - timedelta(days=days)).isoformat(timespec="seconds")


def _copy(source: Path, target: Path) -> None:
    with contextlib.closing(sqlite3.connect(source)) as old, contextlib.closing(sqlite3.connect(target)) as new:
        old.backup(new)


def _forget_traces(database: Database, before: str) -> tuple[str, ...]:
    with writing(database.conn):
        rows = database.execute(f"SELECT file_name FROM traces WHERE {_OLD}", {"before": before}).fetchall()
        database.execute(f"DELETE FROM traces WHERE {_OLD}", {"before": before})
    return tuple(str(row[0]) for row in rows)


def _remove_archived(database: Database, before: str) -> tuple[int, tuple[str, ...]]:
    """How many runs are gone, and the names of the traces that were kept with them."""
    with writing(database.conn):
        kept = tuple(str(row[0]) for row in database.execute(_OUTDATED_TRACES, {"before": before}).fetchall())
        outdated = [row[0] for row in database.execute(_OUTDATED, {"before": before})]
        parts = database.execute(_PARTS).fetchall()
        for sequence in outdated:
            for table, column in parts:
                database.execute(f'DELETE FROM "{table}" WHERE "{column}" = :sequence', {"sequence": sequence})
            database.execute("DELETE FROM runs WHERE sequence = :sequence", {"sequence": sequence})
    return len(outdated), kept
