"""Traces kept with runs: files beside the database, which has their hash."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from benchwright.model.errors import DatabaseUnusable, RecordingInvalid
from benchwright.model.recording import kept_trace
from benchwright.protocols.run_store import RunRecord
from benchwright.protocols.store_upkeep import KeptTraces
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run, an_energy
from tests.store.test_store_upkeep import Clock

DATA = b"what a meter saw" * 100


def with_trace(run_id: str, data: bytes = DATA) -> RunRecord:
    run = a_run(run_id=run_id, energy=an_energy(), trace=kept_trace(run_id, data))
    return replace(a_record(run), trace=data)


def folder(file: Path) -> Path:
    return file.with_name(f"{file.stem}.traces")


@pytest.mark.parametrize("run_id", ["0a1b2c3d4e5f", "../../etc/passwd", "a b", "Ω", "x" * 300])
def test_a_trace_comes_back_with_its_run_whatever_the_run_is_called(
    store: SqliteRunStore, file: Path, run_id: str
) -> None:
    record = with_trace(run_id)
    store.add(record)
    assert store.run(run_id) == record.run
    kept = store.trace_file(run_id)
    assert kept.parent == folder(file)
    assert kept.read_bytes() == DATA
    assert store.upkeep.traces() == KeptTraces(1, len(DATA))


def test_a_run_without_a_trace_says_so(store: SqliteRunStore, file: Path) -> None:
    store.add(a_record(a_run(run_id="plain")))
    with pytest.raises(RecordingInvalid, match="No trace was kept"):
        store.trace_file("plain")
    assert not folder(file).exists()


def test_a_trace_that_somebody_changed_or_deleted_is_not_shown_as_that_of_the_run(store: SqliteRunStore) -> None:
    store.add(with_trace("run1"))
    kept = store.trace_file("run1")
    kept.write_bytes(DATA[:-1] + b"!")
    with pytest.raises(RecordingInvalid, match="hash differs"):
        store.trace_file("run1")
    kept.unlink()
    with pytest.raises(RecordingInvalid, match="No such file"):
        store.trace_file("run1")


def test_a_run_that_is_offered_twice_keeps_its_trace(store: SqliteRunStore) -> None:
    store.add(with_trace("run1"))
    with pytest.raises(DatabaseUnusable):
        store.add(with_trace("run1"))
    assert store.trace_file("run1").read_bytes() == DATA


def test_a_trace_that_the_disk_does_not_take_costs_the_trace_and_not_the_run(store: SqliteRunStore, file: Path) -> None:
    folder(file).write_text("a file stands in the way")
    store.add(with_trace("run1"))
    assert store.run("run1").trace is None
    assert store.run("run1").energy == an_energy()


def test_a_record_whose_trace_and_run_do_not_belong_together_is_refused(store: SqliteRunStore) -> None:
    with pytest.raises(ValueError, match="names a trace"):
        store.add(replace(with_trace("run1"), trace=b""))


def test_deleting_archived_runs_deletes_their_traces_and_no_others(file: Path) -> None:
    clock = Clock()
    with SqliteRunStore(file, clock=clock) as store:
        store.add(with_trace("old"))
        store.add(with_trace("kept"))
        store.set_archived(["old"], is_archived=True)
        clock.now += timedelta(days=31)
        assert store.upkeep.archived(older_than_days=30).size_bytes >= len(DATA)
        assert store.upkeep.remove_archived(older_than_days=30) == 1
        assert store.trace_file("kept").read_bytes() == DATA
    assert [one.name for one in folder(file).iterdir()] == ["kept.bwtrace"]


def test_old_traces_are_deleted_by_themselves_when_somebody_asks_and_runs_and_energies_stay(file: Path) -> None:
    clock = Clock()
    with SqliteRunStore(file, clock=clock) as store:
        store.add(with_trace("old"))
        stray, young = folder(file) / "stray.bwtrace", folder(file) / "young.bwtrace"
        for one in (stray, young):
            one.write_bytes(b"of a program that was killed")
        os.utime(stray, (1, 1))
        clock.now += timedelta(days=31)
        store.add(with_trace("new"))
        assert store.upkeep.traces(older_than_days=30) == KeptTraces(1, len(DATA))
        assert store.upkeep.remove_traces(older_than_days=30) == 1
        assert store.run("old").trace is None
        assert store.run("old").energy == an_energy()
        assert store.trace_file("new").read_bytes() == DATA
    assert sorted(one.name for one in folder(file).iterdir()) == ["new.bwtrace", "young.bwtrace"]
