"""Looking after the database: copies, what was archived long ago, and what another program wrote."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from benchwright.model.errors import FileUnwritable
from benchwright.protocols.run_store import RunFilter
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run

EVERYTHING = RunFilter(include_archived=True)
WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run
with SqliteRunStore(Path(sys.argv[1]), clock=lambda: datetime.now(UTC)) as store:
    store.add(a_record(a_run(run_id=sys.argv[2])))
"""


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_database_is_free_unless_somebody_else_has_locked_it(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record())
    assert store.upkeep.is_free()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert not store.upkeep.is_free()
        other.execute("ROLLBACK")
    assert store.upkeep.is_free()


def test_a_copy_holds_the_runs_and_opens(store: SqliteRunStore, tmp_path: Path) -> None:
    store.add(a_record(a_run(run_id="one-run")))
    store.upkeep.back_up(tmp_path / "copy.db")
    with SqliteRunStore(tmp_path / "copy.db", clock=Clock()) as copy:
        assert [run.run_id for run in copy.runs()] == ["one-run"]
    assert store.upkeep.size_bytes() > 4096
    assert not list(tmp_path.glob(".benchwright-*"))


def test_a_copy_into_a_folder_that_is_not_there_is_refused_in_words(store: SqliteRunStore, tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable, match="No such file"):
        store.upkeep.back_up(tmp_path / "gone" / "copy.db")


def test_only_runs_archived_long_ago_are_removed_with_all_their_parts(file: Path) -> None:
    clock = Clock()
    with SqliteRunStore(file, clock=clock) as store:
        for name in ("kept", "archived-now", "archived-long-ago", "baseline"):
            store.add(a_record(a_run(run_id=name, tags=("night",))))
        store.set_baseline("baseline", is_baseline=True)
        store.set_archived(["archived-long-ago", "baseline"], is_archived=True)
        clock.now += timedelta(days=31)
        store.set_archived(["archived-now"], is_archived=True)
        found = store.upkeep.archived(older_than_days=30)
        assert found.count == 1
        assert found.size_bytes >= 8 * len(a_run().timing.samples)
        assert store.upkeep.remove_archived(older_than_days=30) == 1
        assert sorted(run.run_id for run in store.runs(EVERYTHING)) == ["archived-now", "baseline", "kept"]
        assert store.upkeep.remove_archived(older_than_days=30) == 0


def test_a_run_of_another_process_changes_the_mark_and_an_own_one_does_not(store: SqliteRunStore, file: Path) -> None:
    before = store.upkeep.change_mark()
    store.add(a_record(a_run(run_id="own-run")))
    assert store.upkeep.change_mark() == before
    subprocess.run([sys.executable, "-c", WRITE, str(file), "their-run"], check=True, timeout=60)
    assert store.upkeep.change_mark() != before
    assert store.run("their-run").run_id == "their-run"
