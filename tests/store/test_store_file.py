"""What can be wrong with the file, and what several programs do to it at once."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from benchwright.compose import default_database, open_store
from benchwright.model.errors import DatabaseTooNew, DatabaseUnusable
from benchwright.model.run import Run
from benchwright.protocols.run_store import UnreadRun
from benchwright.store import Limits, SqliteRunStore
from tests.builders import a_record, a_run, a_timing
from tests.store.conftest import noon

ROOT = Path(__file__).parents[2]


def refusal(file: Path, limits: Limits = Limits(busy_timeout_s=0.2)) -> DatabaseUnusable:  # noqa: B008
    store = SqliteRunStore(file, clock=noon, limits=limits)
    with closing(store), pytest.raises(DatabaseUnusable) as caught:
        store.open()
    return caught.value


def test_a_text_file_is_no_database(file: Path) -> None:
    file.write_text("this is a shopping list, not a database\n" * 40)
    error = refusal(file)
    assert "not a database" in error.why
    assert "--db" in error.remedy
    assert file.read_text().startswith("this is a shopping list")


def test_a_database_of_another_program_is_left_alone(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    before = file.read_bytes()
    assert "another program" in refusal(file).why
    assert file.read_bytes() == before


def test_a_damaged_database_names_the_way_to_rescue_it(file: Path) -> None:
    with SqliteRunStore(file, clock=noon) as store:
        for number in range(40):
            store.add(a_record(a_run(run_id=f"run-{number}", log="x" * 5_000)))
    content = bytearray(file.read_bytes())
    content[8_192 : len(content) // 2] = b"\xa5" * (len(content) // 2 - 8_192)
    file.write_bytes(content)
    store = SqliteRunStore(file, clock=noon)
    with closing(store), pytest.raises(DatabaseUnusable) as caught:
        store.runs()
    assert "damaged" in caught.value.why
    assert ".recover" in caught.value.remedy


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere" / "bench.db")
    assert f"{tmp_path / 'nowhere'} does not exist" in error.why
    assert "Create it" in error.remedy


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path).why


@pytest.mark.parametrize("name", [":memory:", "file:x?mode=memory", "file:zz.db", "x.db?mode=ro", "", " "])
def test_what_sqlite_would_read_as_something_else_is_a_plain_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if not name:
        assert "is a folder" in refusal(Path(name)).why
        return
    with SqliteRunStore(Path(name), clock=noon) as store:
        store.add(a_record())
        assert store.file == str(tmp_path / name)
    assert (tmp_path / name).is_file()
    with SqliteRunStore(Path(name), clock=noon) as store:
        assert store.run_count() == 1


def test_a_relative_name_stays_the_same_file_when_the_folder_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with SqliteRunStore(Path("bench.db"), clock=noon) as store:
        monkeypatch.chdir("/")
        store.add(a_record())
        assert store.run_count() == 1


def test_a_relative_name_in_a_folder_that_is_gone_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(DatabaseUnusable, match="no longer exists"):
        SqliteRunStore(Path("bench.db"), clock=noon)


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / ("x" * 300 + ".db")).why
    assert refusal(tmp_path / ("x" * 300) / "bench.db").why


@pytest.mark.parametrize("home", ["a file", "a file/below", "/proc/nohome"])
def test_a_home_that_cannot_be_made_is_named_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: str
) -> None:
    (tmp_path / "a file").write_text("no folder")
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / home))
    with pytest.raises(DatabaseUnusable, match=r"cannot be made.*BENCHWRIGHT_HOME") as caught:
        open_store(default_database())
    assert str(default_database().parent) in caught.value.why


@pytest.fixture
def plain_user_folder() -> Iterator[Path]:
    """A folder that belongs to a user without privileges, and this process acting as that user."""
    folder = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, 65_534, 65_534)
        os.seteuid(65_534)
    try:
        if not os.access(ROOT / "app" / "benchwright" / "store" / "migrations", os.R_OK | os.X_OK, effective_ids=True):
            pytest.skip("this tree lies in a folder that only root may read")
        yield folder
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o700)
        shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_read_only_file_is_named_as_such(plain_user_folder: Path) -> None:
    file = plain_user_folder / "bench.db"
    with SqliteRunStore(file, clock=noon) as store:
        store.add(a_record())
    file.chmod(0o400)
    with SqliteRunStore(file, clock=noon) as store:
        assert store.runs() == (a_run(),)
        with pytest.raises(DatabaseUnusable) as caught:
            store.set_note(a_run().run_id, "new")
    assert "read-only" in caught.value.why
    assert "Allow writing" in caught.value.remedy


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_a_read_only_folder_is_named_as_such(plain_user_folder: Path) -> None:
    plain_user_folder.chmod(0o500)
    assert "read-only" in refusal(plain_user_folder / "bench.db").why


@pytest.mark.skipif(sys.platform == "win32", reason="permissions work otherwise there")
def test_an_unreadable_file_is_named_as_such(plain_user_folder: Path) -> None:
    file = plain_user_folder / "bench.db"
    file.touch(0o200)
    assert "may not read" in refusal(file).why


def test_a_database_locked_too_long_says_so_and_works_again_after(file: Path) -> None:
    store = SqliteRunStore(file, clock=noon, limits=Limits(busy_timeout_s=0.1))
    with closing(store):
        store.open()
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseUnusable, match=r"locked for more than 0\.1 s"):
                store.add(a_record())
            other.execute("ROLLBACK")
        store.add(a_record())
        assert store.runs() == (a_run(),)


def test_a_store_that_does_not_answer_in_time_says_how_long_it_was_waited_for(file: Path) -> None:
    SqliteRunStore(file, clock=noon).__enter__().close()
    store = SqliteRunStore(file, clock=noon, limits=Limits(busy_timeout_s=2, answer_timeout_s=0.5))
    with closing(store), closing(sqlite3.connect(file, isolation_level=None)) as other:
        store.open()
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseUnusable, match=r"not answered for 0\.5 s"):
            store.add(a_record())


def test_a_newer_schema_is_refused_with_both_numbers(file: Path) -> None:
    SqliteRunStore(file, clock=noon).__enter__().close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    store = SqliteRunStore(file, clock=noon)
    with closing(store), pytest.raises(DatabaseTooNew, match="schema 99"):
        store.open()


def test_a_run_with_an_issue_of_a_newer_version_is_left_out_and_told_of(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record())
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("INSERT INTO issues VALUES (1, 0, 'sunspots', 'Too many.')")
    unread: list[UnreadRun] = []
    assert store.runs(on_unread=unread.append) == ()
    assert "sunspots" in unread[0].why


def test_a_full_database_keeps_nothing_half_written(file: Path) -> None:
    with SqliteRunStore(file, clock=noon, limits=Limits(max_pages=80)) as store:
        store.add(a_record())
        with pytest.raises(DatabaseUnusable) as caught:
            store.add(a_record(big_run()))
        assert "disk is full" in caught.value.why
        assert "Free some space" in caught.value.remedy
        assert store.runs() == (a_run(),)
        assert len(store.variants()) == 1
    with SqliteRunStore(file, clock=noon) as store:
        store.add(a_record(big_run()))
        assert store.run("big-run") == big_run()
    assert_sound(file)


FULL_DISK = """
import sys
from pathlib import Path
from benchwright.model.errors import DatabaseUnusable
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run
from tests.store.conftest import noon
from tests.store.test_store_file import big_run

folder = Path(sys.argv[1])
filler = folder / "filler"
with SqliteRunStore(folder / "bench.db", clock=noon) as store:
    store.add(a_record())
    with filler.open("wb", buffering=0) as stream:
        try:
            while True:
                stream.write(bytes(4096))
        except OSError:
            pass
    try:
        store.add(a_record(big_run()))
    except DatabaseUnusable as error:
        print(error)
    assert store.runs() == (a_run(),)
    filler.unlink()
    store.add(a_record(big_run()))
    assert store.runs() == (big_run(), a_run())
"""


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs a small disk of its own")
def test_a_really_full_disk_is_named_and_the_next_run_is_saved_when_there_is_space(tmp_path: Path) -> None:
    mount = 'mount -t tmpfs -o size=3m tmpfs "$1" || exit 77; exec "$2" -c "$3" "$1"'
    command = ["unshare", "--mount", "sh", "-c", mount, "sh", str(tmp_path), sys.executable, FULL_DISK]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment(), check=False)
    if done.returncode in {1, 77} and "Traceback" not in done.stderr:
        pytest.skip("a small disk cannot be mounted here")
    assert done.returncode == 0, done.stderr
    assert "The disk is full" in done.stdout


def test_a_file_deleted_while_open_is_noticed(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record())
    file.unlink()
    with pytest.raises(DatabaseUnusable, match="moved, deleted or replaced"):
        store.add(a_record(a_run(run_id="lost")))
    store.add(a_record(a_run(run_id="saved")))
    assert [run.run_id for run in store.runs()] == ["saved"]


def test_the_next_call_works_once_the_folder_is_there(tmp_path: Path) -> None:
    store = SqliteRunStore(tmp_path / "later" / "bench.db", clock=noon)
    with closing(store):
        with pytest.raises(DatabaseUnusable):
            store.run_count()
        (tmp_path / "later").mkdir()
        assert store.run_count() == 0


def test_many_threads_share_one_store(store: SqliteRunStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: store.add(a_record(a_run(run_id=f"run-{number:03}"))), range(80)))
    assert store.run_count() == 80


WRITER = """
import sys
from pathlib import Path
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run
from tests.store.conftest import noon

with SqliteRunStore(Path(sys.argv[1]), clock=noon) as store:
    for number in range(50):
        store.add(a_record(a_run(run_id=f"{sys.argv[2]}-{number:02}", note=sys.argv[2])))
        store.runs()
"""


def test_two_processes_write_fifty_runs_each_without_harm(file: Path) -> None:
    processes = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(file), name], env=environment())
        for name in ("left", "right")
    ]
    assert [process.wait(120) for process in processes] == [0, 0]
    with SqliteRunStore(file, clock=noon) as store:
        runs = store.runs()
    assert len(runs) == 100
    for run in runs:
        assert run == a_run(run_id=run.run_id, note=run.run_id.split("-", maxsplit=1)[0])
    assert_sound(file)


def big_run() -> Run:
    return a_run(
        run_id="big-run",
        started_at="2026-11-21T00:00:00+00:00",
        variant_sha256="e" * 64,
        variant_version=2,
        timing=a_timing(*range(1, 60_000)),
        log="y" * 900_000,
    )


def assert_sound(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT / "app"), str(ROOT)))}
