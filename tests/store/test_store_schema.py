from __future__ import annotations

import shutil
import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from sqlite_utils import Database

from benchwright.protocols.run_store import RunFilter
from benchwright.store import SqliteRunStore
from benchwright.store.schema import Step, check_identity, known_steps, migrate
from tests.builders import VARIANT_FILE, a_hardware_run, a_record, a_run, a_variant, an_energy, an_invalid_run
from tests.data.make_schema_db import BATCH
from tests.store.conftest import noon

DATA = Path(__file__).parents[1] / "data"
RELEASED = sorted(DATA.glob("schema_*.db"))
FIRST_WITH_ENERGY = "schema_0009"
NEWEST = known_steps()[-1].number
COLOUR = Step(
    NEWEST + 1, "-- a step; with a comment\nALTER TABLE runs ADD COLUMN colour TEXT NOT NULL DEFAULT 'grey;';\n"
)
BROKEN = Step(NEWEST + 2, "CREATE TABLE half_done (id INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);")


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        yield Database(connection, execute_plugins=False)


def version(file: Path) -> int:
    with opened(file) as database:
        return int(database.execute("PRAGMA user_version").fetchone()[0])


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return Path(shutil.copy(DATA / "schema_0001.db", tmp_path / "bench.db"))


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.number for step in known_steps()] == list(range(1, len(known_steps()) + 1))


def test_a_database_of_every_released_schema_is_kept() -> None:
    assert [file.name for file in RELEASED] == [f"schema_{step.number:04}.db" for step in known_steps()]


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_database_of_a_released_schema_opens_and_holds_what_was_saved(released: Path, tmp_path: Path) -> None:
    file = Path(shutil.copy(released, tmp_path / "bench.db"))
    energy = an_energy() if released.stem >= FIRST_WITH_ENERGY else None
    with SqliteRunStore(file, clock=noon) as store:
        assert store.runs(RunFilter(include_archived=True)) == (
            an_invalid_run(is_archived=True),
            a_hardware_run(),
            a_run(tags=("nightly",), note="first light", is_baseline=True, energy=energy),
        )
        assert store.variants() == (a_variant(),)
        assert store.variant_file(a_variant().sha256) == VARIANT_FILE
        store.add(a_record(a_run(run_id="saved now")))
    assert version(file) == known_steps()[-1].number


@pytest.mark.parametrize("released", RELEASED[1:], ids=lambda file: file.stem)
def test_a_database_of_a_released_schema_holds_its_batch(released: Path, tmp_path: Path) -> None:
    with SqliteRunStore(Path(shutil.copy(released, tmp_path / "bench.db")), clock=noon) as store:
        assert store.batches.batches() == (BATCH,)


def test_runs_from_before_firmware_of_others_are_runs_of_the_agent(tmp_path: Path) -> None:
    file = Path(shutil.copy(DATA / "schema_0001.db", tmp_path / "bench.db"))
    with SqliteRunStore(file, clock=noon) as store:
        runs = store.runs(RunFilter(include_archived=True))
    assert {(run.provenance.protocol, run.timing.inferences_per_sample, run.has_pack) for run in runs} == {
        ("agent", 1, True)
    }


def test_a_file_that_another_program_makes_ours_in_the_midst_of_the_look_is_not_a_strangers(file: Path) -> None:
    with opened(file) as database:
        connection = database.conn

        def make_it_ours(statement: str) -> None:
            if "sqlite_master" in statement:
                connection.set_trace_callback(None)
                # It is refused while the look lasts; were the look two, this would come between them.
                with closing(sqlite3.connect(file, isolation_level=None, timeout=0)) as other, suppress(sqlite3.Error):
                    migrate(other, file, known_steps())

        connection.set_trace_callback(make_it_ours)
        check_identity(connection, file, known_steps())


def test_a_new_file_gets_the_newest_schema_and_no_copy(file: Path) -> None:
    SqliteRunStore(file, clock=noon).__enter__().close()
    assert version(file) == known_steps()[-1].number
    assert list(file.parent.iterdir()) == [file]


def test_every_table_is_strict(store: SqliteRunStore, file: Path) -> None:
    store.open()
    with opened(file) as database:
        own = [table for table in database.tables if not table.name.startswith("words_index")]  # FTS5 makes its own
        assert [table.name for table in own if not table.strict] == []
        assert len(own) == 24


def test_write_ahead_log_is_on(store: SqliteRunStore, file: Path) -> None:
    store.open()
    with opened(file) as database:
        assert database.journal_mode == "wal"


def test_samples_are_little_endian_u64(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record())
    with opened(file) as database:
        ticks = database.execute("SELECT ticks_u64le FROM samples").fetchone()[0]
    assert ticks == struct.pack("<2Q", 1_600_016, 1_600_016)


def test_a_migration_keeps_a_copy_of_what_was_before(old: Path) -> None:
    with opened(old) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE runs SET note = 'still in the log'")
        migrate(database, old, (*known_steps(), COLOUR))
        assert database.execute("SELECT DISTINCT colour FROM runs").fetchall() == [("grey;",)]
    copy = old.with_name("bench.before-2.db")
    assert (version(old), version(copy)) == (COLOUR.number, 1)
    with opened(copy) as database:
        assert database.execute("SELECT DISTINCT note FROM runs").fetchall() == [("still in the log",)]


def test_a_second_copy_does_not_overwrite_the_first(old: Path) -> None:
    kept = old.with_name("bench.before-2.db")
    kept.write_text("an older copy")
    with opened(old) as database:
        migrate(database, old, (*known_steps(), COLOUR))
    assert kept.read_text() == "an older copy"
    assert version(old.with_name("bench.before-2.2.db")) == 1


def test_a_step_that_fails_leaves_the_file_at_the_step_before(old: Path) -> None:
    with opened(old) as database:
        with pytest.raises(sqlite3.OperationalError):
            migrate(database, old, (*known_steps(), COLOUR, BROKEN))
        assert "half_done" not in database.table_names()
    assert version(old) == COLOUR.number
    assert version(old.with_name("bench.before-2.db")) == 1


def test_a_copy_made_for_nothing_is_removed(old: Path) -> None:
    with opened(old) as database, pytest.raises(sqlite3.OperationalError):
        migrate(database, old, (known_steps()[0], Step(2, BROKEN.sql)))
    assert version(old) == 1
    assert list(old.parent.glob("*.before-*")) == []


def test_a_step_that_breaks_references_is_undone(old: Path) -> None:
    with opened(old) as database, pytest.raises(sqlite3.IntegrityError, match="references broken"):
        migrate(database, old, (*known_steps(), Step(NEWEST + 1, "DELETE FROM devices;")))
    with opened(old) as database:
        assert database["devices"].count > 0


def test_migrating_twice_does_nothing(old: Path) -> None:
    with opened(old) as database:
        migrate(database, old, (*known_steps(), COLOUR))
        migrate(database, old, (*known_steps(), COLOUR))
    assert len(list(old.parent.glob("*.before-*"))) == 1
