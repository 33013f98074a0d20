"""No measured run is lost: what a database does not take is offered again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from benchwright.bench.saving import RunSaver
from benchwright.model.errors import RunNotSaved
from benchwright.protocols.run_store import RunRecord, RunStore
from benchwright.store import Limits, SqliteRunStore
from tests.builders import a_record, a_run

PAGE_BYTES = 4096
LARGE_LOG = "x" * 50 * PAGE_BYTES


def open_store(file: Path, limits: Limits | None = None) -> SqliteRunStore:
    return SqliteRunStore(file, clock=lambda: datetime.now(UTC), limits=limits or Limits())


class DiskThatGetsRoom:
    """One database behind two openings: a full disk at first, one with room after `make_room`."""

    def __init__(self, file: Path) -> None:
        with open_store(file) as store:
            store.add(a_record(a_run(run_id="early0000000")))
        self._file = file
        self.store = open_store(file, Limits(max_pages=file.stat().st_size // PAGE_BYTES + 4))

    def add(self, record: RunRecord) -> None:
        self.store.add(record)

    def make_room(self) -> None:
        self.store.close()
        self.store = open_store(self._file)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[DiskThatGetsRoom]:
    disk = DiskThatGetsRoom(tmp_path / "runs.db")
    yield disk
    disk.store.close()


def large(run_id: str) -> RunRecord:
    return a_record(a_run(run_id=run_id, log=LARGE_LOG))


def test_a_run_that_a_full_disk_refuses_is_saved_with_the_next(disk: DiskThatGetsRoom) -> None:
    saver = RunSaver(cast("RunStore", disk))
    with pytest.raises(RunNotSaved, match="measured, but not saved"):
        saver.save(large("first0000000"))
    assert [run.run_id for run in saver.waiting] == ["first0000000"]
    assert [run.run_id for run in disk.store.runs()] == ["early0000000"]
    disk.make_room()
    saver.save(a_record(a_run(run_id="second000000")))
    assert saver.waiting == ()
    assert {run.run_id for run in disk.store.runs()} == {"early0000000", "first0000000", "second000000"}


def test_waiting_runs_keep_their_order_while_the_disk_stays_full(disk: DiskThatGetsRoom) -> None:
    saver = RunSaver(cast("RunStore", disk))
    for run_id in ("first0000000", "second000000"):
        with pytest.raises(RunNotSaved):
            saver.save(large(run_id))
    assert [run.run_id for run in saver.waiting] == ["first0000000", "second000000"]
    with pytest.raises(RunNotSaved):
        saver.save_waiting()
    disk.make_room()
    saver.save_waiting()
    assert saver.waiting == ()


def test_waiting_runs_can_be_saved_elsewhere_and_wait_no_longer(disk: DiskThatGetsRoom, tmp_path: Path) -> None:
    saver = RunSaver(cast("RunStore", disk))
    for run_id in ("first0000000", "second000000"):
        with pytest.raises(RunNotSaved):
            saver.save(large(run_id))
    with open_store(tmp_path / "elsewhere.db") as other:
        assert saver.save_elsewhere(other) == 2
        assert {run.run_id for run in other.runs()} == {"first0000000", "second000000"}
    assert saver.waiting == ()


def test_what_the_other_database_refuses_too_still_waits(disk: DiskThatGetsRoom, tmp_path: Path) -> None:
    saver = RunSaver(cast("RunStore", disk))
    with pytest.raises(RunNotSaved):
        saver.save(large("first0000000"))
    with open_store(tmp_path / "full.db") as empty:
        empty.open()
    pages = (tmp_path / "full.db").stat().st_size // PAGE_BYTES
    with open_store(tmp_path / "full.db", Limits(max_pages=pages + 1)) as full, pytest.raises(RunNotSaved):
        saver.save_elsewhere(full)
    assert [run.run_id for run in saver.waiting] == ["first0000000"]
