"""The one thread that owns the connection to the database; everybody else hands it jobs."""

from __future__ import annotations

import sqlite3
import struct
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from benchwright.store import failures, schema, summaries, word_index

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

_PAUSE_S = 0.02
_LEAST_CACHE_KIB = 4_000
_CACHE_KIB_A_RUN = 0.64
"""A summary with its place in the indexes: what a search reads through is held."""
_MOST_CACHE_KIB = 64_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the lane waits, and how large the file may grow.

    `busy_timeout_s`: for another program's lock. `answer_timeout_s`: for any answer at all. `max_pages`: SQLite's
    max_page_count, 4,096 bytes a page; None is as large as the disk.
    """

    busy_timeout_s: float = 10.0
    answer_timeout_s: float = 120.0
    max_pages: int | None = None


class StoreLane:
    """Runs jobs on the database one after the other, on a thread of its own. Opens the file with the first job."""

    def __init__(self, file: Path, *, on_new: Callable[[sqlite3.Connection], None], limits: Limits) -> None:
        self._file = file
        self._on_new = on_new
        self._limits = limits
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._connection: sqlite3.Connection | None = None
        self._database: Database | None = None
        self._identity: tuple[int, int] = (0, 0)

    def open(self) -> None:
        """Opens the file and reads of it, so that what is wrong with it shows now.

        Raises:
            DatabaseUnusable, DatabaseTooNew: what stood in the way.
        """
        self._answer(lambda: self._opened().execute("SELECT * FROM runs ORDER BY sequence DESC LIMIT 1").fetchone())

    def call(self, job: Callable[[Database], T]) -> T:
        """What `job` returns; waits for it. For any thread but the lane's own.

        Raises:
            DatabaseUnusable, DatabaseTooNew: what stood in the way; and whatever the job raises.
        """
        return self._answer(lambda: job(self._wrapped()))

    def _answer(self, job: Callable[[], T]) -> T:
        try:
            future = self._executor.submit(self._work, job)
        except RuntimeError as error:
            raise failures.closed(self._file) from error
        try:
            return future.result(self._limits.answer_timeout_s)
        except TimeoutError as error:
            future.cancel()
            raise failures.overdue(self._file, self._limits.answer_timeout_s) from error

    def close(self) -> None:
        """Lets the current job end, closes the file and joins the thread; once is enough, twice does no harm."""
        try:
            self._executor.submit(self._release)
        except RuntimeError:
            return
        self._executor.shutdown(wait=True)

    def _work(self, job: Callable[[], T]) -> T:
        try:
            return job()
        except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError, struct.error) as error:
            raise failures.refused(self._file, error) from error
        except failures.UnreadableRow as error:
            raise failures.unreadable(self._file, error) from error
        except sqlite3.Error as error:
            raise failures.unusable(self._file, error, busy_timeout_s=self._limits.busy_timeout_s) from error

    def _wrapped(self) -> Database:
        connection = self._opened()
        if self._database is None:
            from sqlite_utils import Database  # noqa: PLC0415  it brings click, which the window's start need not load

            database = Database(connection, execute_plugins=False)
            if not summaries.is_current(database):
                summaries.rebuild(database)
            self._database = database
        return self._database

    def _opened(self) -> sqlite3.Connection:
        if self._connection is not None and not self._is_still_there():
            self._release()
            raise failures.vanished(self._file)
        if self._connection is None:
            self._connection = self._open()
            status = self._file.stat()
            self._identity = (status.st_dev, status.st_ino)
        return self._connection

    def _open(self) -> sqlite3.Connection:
        steps = schema.known_steps()
        connection = sqlite3.connect(self._file, timeout=self._limits.busy_timeout_s, isolation_level=None)
        try:
            schema.check_identity(connection, self._file, steps)
            is_new = not schema.has_tables(connection)
            if self._limits.max_pages is not None:
                connection.execute(f"PRAGMA max_page_count = {self._limits.max_pages}")
            self._use_write_ahead_log(connection)
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_MOST_CACHE_KIB}")  # a migration may touch every row
            schema.migrate(connection, self._file, steps)
            connection.execute(f"PRAGMA cache_size = -{_cache_kib(connection)}")
            word_index.prepare(connection, can_index=word_index.has_full_text(connection))
            if is_new:
                self._on_new(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _use_write_ahead_log(self, connection: sqlite3.Connection) -> None:
        # SQLite does not wait for another program's lock in this one switch (sqlite.org/wal.html), so we do.
        deadline = time.monotonic() + self._limits.busy_timeout_s
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                is_busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not is_busy or time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE_S)
            else:
                return

    def _is_still_there(self) -> bool:
        try:
            status = self._file.stat()
        except OSError:
            return False
        return (status.st_dev, status.st_ino) == self._identity

    def _release(self) -> None:
        self._database = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _cache_kib(connection: sqlite3.Connection) -> int:
    """As much as the summaries take, and no more: samples, which are read once, would fill whatever is left."""
    newest = int(connection.execute("SELECT coalesce(max(sequence), 0) FROM runs").fetchone()[0])
    return min(_MOST_CACHE_KIB, _LEAST_CACHE_KIB + int(newest * _CACHE_KIB_A_RUN))
