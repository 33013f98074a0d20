"""What another program writes to the database is told to the window, and searched from the command line."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.bench import workbench as workbench_module
from benchwright.cli.main import parse, run_command
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.errors import QueryInvalid
from benchwright.model.events import Event, StoreChanged
from benchwright.store import SqliteRunStore
from tests.builders import a_hardware_run, a_record, a_run


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
    file = tmp_path / "bench.db"
    with SqliteRunStore(file, clock=lambda: datetime.now(UTC)) as store:
        store.add(a_record(a_run(tags=("nightly",))))
    return file


def test_what_another_program_saves_is_told(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbench_module, "BATCH_SECONDS", 0.05)
    told = threading.Event()
    looked = threading.Event()

    def listen(event: Event) -> None:
        if isinstance(event, StoreChanged):
            told.set()

    workbench = build_workbench(build_toolbox(), database)
    version = workbench.store.upkeep.change_mark

    def count() -> int:
        looked.set()
        return version()

    monkeypatch.setattr(workbench.store.upkeep, "change_mark", count)
    workbench.subscribe(listen)
    workbench.start()
    try:
        assert looked.wait(10)
        workbench.store.set_note(a_run().run_id, "own words are no news")
        looked.clear()
        assert looked.wait(10)
        assert not told.is_set()
        with SqliteRunStore(database, clock=lambda: datetime.now(UTC)) as other:
            other.add(a_record(a_hardware_run()))
        assert told.wait(10)
    finally:
        workbench.close()


def runs(database: Path, *query: str) -> int:
    return run_command(parse(["runs", *query, "--db", str(database), "--json"]), build_toolbox())


def test_the_command_line_searches(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for query, count in ((("tag:nightly", "latency<2ms"), 1), (("latency<2ms -tag:nightly",), 0), ((), 1)):
        assert runs(database, *query) == 0
        assert len(json.loads(capsys.readouterr().out)["runs"]) == count


def test_a_search_that_cannot_be_read_has_its_exit_code(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs(database, "colour:red") == QueryInvalid.code
    assert "There is no field 'colour'." in capsys.readouterr().out + capsys.readouterr().err


def test_the_command_line_tells_of_runs_it_cannot_read(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        (run_id,) = connection.execute("SELECT run_id FROM runs").fetchone()
        connection.execute(
            "INSERT INTO issues (run_sequence, position, code, text) SELECT sequence, 9, 'new', '' FROM runs"
        )
    assert runs(database) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["runs"] == []
    assert f"1 run was left out, which this version cannot read: {run_id}" in told.err
