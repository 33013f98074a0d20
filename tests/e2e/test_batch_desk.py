"""The queue of the window's bench with real virtual boards: begun, added to, stopped, released, seen from elsewhere."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchwright.bench.toolbox import Toolbox
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.batch import Batch, BatchSettings, JobState
from benchwright.model.errors import BatchOwned
from benchwright.model.events import BatchChanged, Event
from benchwright.model.variant import Variant

MODELS = Path(__file__).parents[2] / "resources" / "models"
NATIVE, TWIN, QEMU = "virtual:native", "virtual:native#2", "virtual:b-l475e-iot01a"
QUICK = BatchSettings(window_s=0.1, return_s=1.0)
DEADLINE_S = 90.0


class Watcher:
    """The newest word on the batch, and a wait for it to be as a test wants it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._last: BatchChanged | None = None

    def __call__(self, event: Event) -> None:
        if isinstance(event, BatchChanged):
            with self._changed:
                self._last = event
                self._changed.notify_all()

    def until(self, is_so: Callable[[BatchChanged], bool]) -> BatchChanged:
        with self._changed:
            assert self._changed.wait_for(lambda: self._last is not None and is_so(self._last), DEADLINE_S), self._last
            assert self._last is not None
            return self._last

    def end(self) -> Batch:
        return self.until(lambda event: not event.is_running).batch


@pytest.fixture
def toolbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Toolbox]:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
    toolbox = build_toolbox()
    yield toolbox
    for name in toolbox.lab.running():
        toolbox.lab.stop(name)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "runs.db"


class Benches:
    """Opens benches on one database; those that a test does not close are closed after it."""

    def __init__(self, toolbox: Toolbox, database: Path) -> None:
        self._toolbox = toolbox
        self._database = database
        self._opened: list[Workbench] = []

    def open(self) -> Workbench:
        bench = build_workbench(self._toolbox, self._database)
        bench.start()
        self._opened.append(bench)
        return bench

    def close(self, bench: Workbench) -> None:
        self._opened.remove(bench)
        bench.close()

    def close_all(self) -> None:
        while self._opened:
            self._opened.pop().close()


@pytest.fixture
def benches(toolbox: Toolbox, database: Path) -> Iterator[Benches]:
    benches = Benches(toolbox, database)
    yield benches
    benches.close_all()


@pytest.fixture
def bench(benches: Benches) -> Workbench:
    return benches.open()


def watched(bench: Workbench) -> Watcher:
    watcher = Watcher()
    bench.subscribe(watcher)
    return watcher


def variants(bench: Workbench) -> tuple[Variant, Variant]:
    return (
        bench.import_model(MODELS / "digits_int8.tflite"),
        bench.import_model(MODELS / "digits_float32.tflite"),
    )


def states(batch: Batch) -> list[str]:
    return [job.state.value for job in batch.jobs]


@pytest.mark.qemu
def test_checked_models_on_checked_boards_are_measured_side_by_side(bench: Workbench, toolbox: Toolbox) -> None:
    for name in (NATIVE, QEMU):
        toolbox.lab.start(name)
    bench.scan()
    watcher = watched(bench)
    bench.batches.begin([v.sha256 for v in variants(bench)], [NATIVE, QEMU], settings=QUICK)
    batch = watcher.end()
    assert states(batch) == ["done"] * 4
    summary = bench.batches.summary(batch)
    assert summary.is_whole
    assert {(row.target, row.instructions is None) for row in summary.rows} == {(NATIVE, True), (QEMU, False)}
    # Boards that the user started are the user's to stop.
    assert set(toolbox.lab.running()) == {"native", "b-l475e-iot01a"}


def test_what_is_begun_while_a_batch_runs_is_added_to_it(bench: Workbench, toolbox: Toolbox) -> None:
    for name in (NATIVE, TWIN):
        toolbox.lab.start(name)
    bench.scan()
    int8, float32 = variants(bench)
    watcher = watched(bench)
    bench.batches.begin([int8.sha256], [NATIVE], settings=QUICK, repeat_count=2)
    first = watcher.until(lambda event: event.batch.count(JobState.RUNNING) == 1)
    bench.batches.begin([float32.sha256], [TWIN], settings=QUICK)
    batch = watcher.end()
    assert batch.batch_id == first.batch.batch_id
    assert states(batch) == ["done"] * 3
    assert bench.store.run_count() == 3


def test_a_stopped_batch_goes_on_where_it_was(bench: Workbench, toolbox: Toolbox) -> None:
    toolbox.lab.start(NATIVE)
    bench.scan()
    watcher = watched(bench)
    bench.batches.begin([variants(bench)[0].sha256], [NATIVE], settings=BatchSettings(window_s=0.3), repeat_count=3)
    watcher.until(lambda event: event.batch.count(JobState.DONE) == 1)
    bench.batches.stop()
    batch = watcher.end()
    assert 1 <= batch.count(JobState.DONE) < 3
    assert not batch.count(JobState.RUNNING)
    bench.batches.resume(batch.batch_id)
    watcher.until(lambda event: event.is_running)
    assert states(watcher.end()) == ["done"] * 3
    assert bench.store.run_count() == 3


def test_a_pulled_board_is_set_aside_until_it_is_released(bench: Workbench, toolbox: Toolbox) -> None:
    for name in (NATIVE, QEMU):
        toolbox.lab.start(name)
    bench.scan()
    watcher = watched(bench)
    settings = BatchSettings(window_s=0.3, return_s=1.0)
    bench.batches.begin([v.sha256 for v in variants(bench)], [NATIVE], settings=settings)
    watcher.until(lambda event: any(job.running_on == NATIVE for job in event.batch.jobs))
    toolbox.lab.unplug(NATIVE)
    batch = watcher.end()
    assert states(batch)[1] == "quarantined"
    toolbox.lab.plug(NATIVE)
    bench.scan()
    bench.batches.release(batch.batch_id, [NATIVE])
    watcher.until(lambda event: event.is_running)
    assert states(watcher.end()) == ["done", "done"]


def test_a_job_that_is_taken_out_is_cancelled_and_can_be_put_back(bench: Workbench, toolbox: Toolbox) -> None:
    toolbox.lab.start(NATIVE)
    bench.scan()
    watcher = watched(bench)
    bench.batches.begin([variants(bench)[0].sha256], [NATIVE], settings=BatchSettings(window_s=0.5), repeat_count=2)
    running = watcher.until(lambda event: event.batch.jobs[0].state is JobState.RUNNING)
    bench.batches.skip(running.batch.batch_id, [0, 1])
    batch = watcher.end()
    assert states(batch) == ["skipped", "skipped"]
    assert bench.store.run_count() == 0
    bench.batches.retry(batch.batch_id, [0])
    watcher.until(lambda event: event.is_running)
    assert states(watcher.end()) == ["done", "skipped"]


def test_closing_the_window_leaves_a_batch_that_the_next_one_offers_and_finishes(
    benches: Benches, toolbox: Toolbox
) -> None:
    toolbox.lab.start(NATIVE)
    first = benches.open()
    first.scan()
    watcher = watched(first)
    first.batches.begin([variants(first)[0].sha256], [NATIVE], settings=BatchSettings(window_s=0.4), repeat_count=3)
    watcher.until(lambda event: event.batch.count(JobState.DONE) == 1)
    benches.close(first)

    second = benches.open()
    offered = watched(second).until(lambda event: not event.is_running)
    assert offered.held_by is None
    assert not offered.batch.is_finished
    second.scan()
    watcher = watched(second)
    second.batches.resume(offered.batch.batch_id)
    watcher.until(lambda event: event.is_running)
    assert states(watcher.end()) == ["done"] * 3
    assert second.store.run_count() == 3


def test_the_batch_of_another_program_is_seen_and_left_alone(bench: Workbench, database: Path) -> None:
    watcher = watched(bench)
    command = [sys.executable, "-m", "benchwright", "batch", str(MODELS / "digits_int8.tflite")]
    arguments = ["--board", NATIVE, "--repeat", "3", "--window", "0.4", "--db", str(database), "--quiet"]
    process = subprocess.Popen([*command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        seen = watcher.until(lambda event: event.held_by is not None)
        assert seen.held_by is not None
        assert seen.held_by.pid == process.pid
        with pytest.raises(BatchOwned, match=f"Process {process.pid}"):
            bench.batches.resume(seen.batch.batch_id)
        with pytest.raises(BatchOwned):
            bench.batches.skip(seen.batch.batch_id, [0])
        output, errors = process.communicate(timeout=DEADLINE_S)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert "3 done" in output
    finished = watcher.until(lambda event: bool(event.batch.finished_at))
    assert states(finished.batch) == ["done"] * 3


def test_a_window_that_closes_does_not_wait_for_a_long_measurement(benches: Benches, toolbox: Toolbox) -> None:
    toolbox.lab.start(NATIVE)
    bench = benches.open()
    bench.scan()
    watcher = watched(bench)
    bench.batches.begin([variants(bench)[0].sha256], [NATIVE], settings=BatchSettings(window_s=60))
    watcher.until(lambda event: event.batch.count(JobState.RUNNING) == 1)
    time.sleep(1)
    began = time.monotonic()
    benches.close(bench)
    assert time.monotonic() - began < 6
