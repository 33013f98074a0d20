"""Points as the store reads them: what the whole runs say, without their samples."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint, point_of
from benchwright.model.run import Run, Window
from benchwright.protocols.run_store import UnreadRun
from benchwright.store import SqliteRunStore, points
from tests.builders import a_foreign_run, a_hardware_run, a_record, a_run, a_timing, an_energy, an_invalid_run


def some_runs() -> tuple[Run, ...]:
    generator = random.Random(5)
    noisy = tuple(
        a_hardware_run(
            run_id=f"noisy-{count}",
            timing=replace(
                a_hardware_run().timing,
                windows=tuple(
                    Window(index, tuple(80_000 + generator.randrange(900) for _ in range(count))) for index in range(3)
                ),
            ),
        )
        for count in (1, 2, 7, 20)
    )
    wobbling = a_run(run_id="wobbling", timing=a_timing(1_600_016, 1_600_032))
    by_input = a_run(run_id="by-input", timing=a_timing(windows=(Window(0, (1_616,) * 3), Window(1, (3_216,)))))
    rounded = a_run(run_id="rounded", timing=a_timing(windows=(Window(0, (1_616, 1_617)),)))
    gap = a_run(run_id="gap", timing=a_timing(windows=(Window(0, ()), Window(1, (1_616,)))))
    empty = a_run(run_id="empty", timing=a_timing(windows=()))
    metered = a_run(run_id="metered", energy=an_energy())
    return (a_run(), metered, *noisy, wobbling, by_input, rounded, gap, empty, a_foreign_run(), an_invalid_run())


@pytest.fixture
def runs(store: SqliteRunStore) -> tuple[Run, ...]:
    for run in some_runs():
        store.add(a_record(run))
    return some_runs()


def by_id(found: tuple[RunPoint, ...]) -> dict[str, RunPoint]:
    return {point.run_id: point for point in found}


def test_points_are_what_the_runs_say(store: SqliteRunStore, runs: tuple[Run, ...]) -> None:
    assert by_id(store.points()) == by_id(tuple(point_of(run) for run in runs))
    assert [point.run_id for point in store.points()] == [run.run_id for run in store.runs()]


def test_points_of_known_runs_follow_their_marks(store: SqliteRunStore, runs: tuple[Run, ...]) -> None:
    assert not by_id(store.points())["wobbling"].is_baseline
    store.set_baseline("wobbling", is_baseline=True)
    store.set_archived(["by-input"], is_archived=True)
    found = by_id(store.points())
    assert found["wobbling"].is_baseline
    assert "by-input" not in found


def test_a_new_run_is_among_the_points_and_the_limit_keeps_the_newest(
    store: SqliteRunStore, runs: tuple[Run, ...]
) -> None:
    store.points()
    store.add(a_record(a_run(run_id="later", started_at="2027-01-01T00:00:00+00:00")))
    assert [point.run_id for point in store.points(limit=1)] == ["later"]
    assert len(store.points()) == len(runs) + 1


def test_more_runs_than_a_block_and_more_samples_than_a_batch_are_read(
    store: SqliteRunStore, runs: tuple[Run, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(points, "BLOCK", 3)
    monkeypatch.setattr(points, "_BATCH_BYTES", 64)
    assert by_id(store.points()) == by_id(tuple(point_of(run) for run in runs))


def test_energy_is_what_a_meter_saw(store: SqliteRunStore, runs: tuple[Run, ...]) -> None:
    found = by_id(store.points())
    assert found.pop("metered").value(Metric.ENERGY) == pytest.approx(330.825)
    assert {point.value(Metric.ENERGY) for point in found.values()} == {None}


def test_points_beside_a_run_that_cannot_be_read_are_there_and_it_is_told_of(
    store: SqliteRunStore, file: Path, runs: tuple[Run, ...]
) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        sql = "INSERT INTO issues SELECT sequence, 9, 'sunspots', 'Too many.' FROM runs WHERE run_id = 'wobbling'"
        connection.execute(sql)
    for _ in range(2):
        unread: list[UnreadRun] = []
        found = by_id(store.points(on_unread=unread.append))
        assert set(found) == {run.run_id for run in runs} - {"wobbling"}
        assert [one.run_id for one in unread] == ["wobbling"]
        assert "sunspots" in unread[0].why
