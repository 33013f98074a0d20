"""The thread that owns a batch: what it hands to which lane, and what it keeps of how that went."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest

from benchwright.bench.batch import BatchParts, BatchRunner
from benchwright.bench.batch_claim import begin, resume
from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.batch_work import JobEnded, JobFailed, JobMessage, JobStopped
from benchwright.bench.device_lanes import DeviceJob, DeviceLanes
from benchwright.bench.lane import Cancel
from benchwright.bench.saving import RunSaver
from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, BatchDevice, BatchSettings, JobState, Owner
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import (
    BatchOwned,
    BenchError,
    DatabaseUnusable,
    DeviceVanished,
    ModelUnsupported,
    RunNotSaved,
)
from benchwright.model.events import BatchChanged, Event
from benchwright.model.lease import LEASE_S
from benchwright.protocols.batch_store import JobMark
from benchwright.protocols.virtual_lab import VirtualLab
from benchwright.store import SqliteRunStore
from tests.builders import VARIANT_FILE, a_batch, a_device, a_job, a_record, a_run, a_variant, an_owner

FIRST = a_device(device_id="usb:first", url="/dev/ttyACM0")
SECOND = a_device(device_id="usb:second", url="/dev/ttyACM1")
VANISHED = DeviceVanished("The board", "Flash")
UNSUPPORTED = ModelUnsupported("LSTM", "tensor 7", "the board", "The engine lacks it.")
DEADLINE_S = 20.0

Outcome = BenchError | None


class Desk:
    """Devices that tests plug in and out, and virtual boards that do not exist."""

    def __init__(self, *devices: Device) -> None:
        self.devices = devices

    def look(self) -> tuple[Device, ...]:
        return self.devices

    def running(self) -> tuple[str, ...]:
        return ()


class Worker:
    """Saves a run for each job, unless the test says that the attempt fails. `began` is who was given what."""

    def __init__(self, store: SqliteRunStore) -> None:
        self._saver = RunSaver(store)
        self.began: list[tuple[str, int]] = []
        self.outcome: Callable[[str, int], Outcome] = lambda _device_id, _position: None
        self.hold: threading.Event | None = None

    def work_on(self, batch: Batch, position: int, device: Device, tell: Callable[[JobMessage], None]) -> DeviceJob:
        self.began.append((device.device_id, position))
        mark = JobMark(batch.batch_id, position, batch.jobs[position].attempt)

        def work(cancel: Cancel) -> None:
            while self.hold is not None and not self.hold.wait(0.01):
                if cancel.is_set:
                    tell(JobStopped(position))
                    return
            error = self.outcome(device.device_id, position)
            if error is not None:
                tell(JobFailed(position, error))
                return
            run = a_run(run_id=f"run-{position}-{mark.attempt}", device_id=device.device_id)
            self._saver.save(replace(a_record(run), job=mark))
            tell(JobEnded(position, run.run_id))

        return work


class Processes:
    def this_one(self, token: str, at: str) -> Owner:
        return an_owner(token=token, heartbeat_at=at)

    def is_gone(self, _owner: Owner) -> bool:
        return False


class Bench:
    """A batch on two devices, ready to run."""

    def __init__(self, store: SqliteRunStore) -> None:
        self.store = store
        self.worker = Worker(store)
        self.desk = Desk(FIRST, SECOND)
        self.events: list[Event] = []
        self.lanes = DeviceLanes(lambda: None, lambda _device_id, _error: None)
        self.devices = BatchDevices(self.desk.look, cast("VirtualLab", self.desk))
        self.stop = Cancel()

    def runner(self, batch: Batch) -> BatchRunner:
        parts = BatchParts(self.worker, self.store, self.lanes, self.devices, self.events.append)
        return BatchRunner(parts, batch)

    def begun(self, batch: Batch) -> Batch:
        return begin(batch, self.store.batches, Processes(), datetime.now(UTC))

    def run(self, batch: Batch) -> Batch:
        return self.runner(batch).run(self.stop)

    def resumed(self, batch: Batch) -> Batch:
        return resume(batch.batch_id, self.store.batches, Processes(), datetime.now(UTC))

    def in_background(self, runner: BatchRunner) -> threading.Thread:
        thread = threading.Thread(target=runner.run, args=(self.stop,))
        thread.start()
        return thread


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with SqliteRunStore(tmp_path / "runs.db", clock=lambda: datetime.now(UTC)) as store:
        store.import_variant("digits_int8.tflite", VARIANT_FILE, lambda version: a_variant(version=version))
        bench = Bench(store)
        yield bench
        bench.lanes.close(DEADLINE_S)


def jobs_for(*devices: Device, count: int = 2, retries: int = 1, limit: int = 2) -> Batch:
    """`count` jobs for each device."""
    jobs = (
        a_job(target=device.device_id, device_id=device.device_id, repeat=index + 1)
        for device in devices
        for index in range(count)
    )
    return a_batch(*jobs, devices=(), settings=BatchSettings(retry_count=retries, quarantine_after=limit))


def shared_jobs(count: int) -> Batch:
    """Jobs that any device of the board can do."""
    return a_batch(*[a_job(target="b-l475e-iot01a", device_id="")] * count, devices=())


def states(batch: Batch) -> list[str]:
    return [job.state.value for job in batch.jobs]


def eventually(condition: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + DEADLINE_S
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def test_every_job_is_done_once_on_its_device_and_the_batch_has_no_owner(bench: Bench) -> None:
    batch = bench.run(bench.begun(jobs_for(FIRST, SECOND)))
    assert states(batch) == ["done"] * 4
    assert sorted(bench.worker.began) == [("usb:first", 0), ("usb:first", 1), ("usb:second", 2), ("usb:second", 3)]
    assert bench.store.run_count() == 4
    kept = bench.store.batches.batch(batch.batch_id)
    assert kept == batch
    assert kept.owner is None
    assert kept.finished_at


def test_devices_of_one_board_share_its_jobs(bench: Bench) -> None:
    meet = threading.Barrier(2, timeout=DEADLINE_S)

    def together(_device_id: str, _position: int) -> Outcome:
        meet.wait()
        return None

    bench.worker.outcome = together
    assert states(bench.run(bench.begun(shared_jobs(4)))) == ["done"] * 4
    assert sorted(device_id for device_id, _ in bench.worker.began) == ["usb:first"] * 2 + ["usb:second"] * 2


def test_a_failure_of_the_device_is_tried_again(bench: Bench) -> None:
    failures = iter([VANISHED])
    bench.worker.outcome = lambda _device_id, _position: next(failures, None)
    batch = bench.run(bench.begun(jobs_for(FIRST, count=1)))
    assert states(batch) == ["done"]
    assert [attempt.failure and attempt.failure.code for attempt in batch.jobs[0].attempts] == [VANISHED.code, None]
    assert batch.jobs[0].failure is None


def test_a_flaky_device_is_set_aside_and_the_other_does_its_jobs(bench: Bench) -> None:
    bench.worker.outcome = lambda device_id, _position: VANISHED if device_id == "usb:first" else None
    batch = bench.run(bench.begun(jobs_for(FIRST, SECOND)))
    assert states(batch) == ["done"] * 4
    assert [device.is_set_aside for device in batch.devices] == [True, False]
    assert {run.device_id for run in bench.store.runs()} == {"usb:second"}
    assert len([began for began in bench.worker.began if began[0] == "usb:first"]) == 2


def test_jobs_of_a_flaky_device_wait_until_the_user_releases_it(bench: Bench) -> None:
    bench.worker.outcome = lambda _device_id, _position: VANISHED
    batch = bench.run(bench.begun(jobs_for(FIRST)))
    assert states(batch) == ["quarantined", "quarantined"]
    assert not batch.finished_at
    bench.worker.outcome = lambda _device_id, _position: None
    resumed = bench.resumed(batch)
    assert states(bench.run(resumed)) == ["quarantined", "quarantined"]
    again = bench.resumed(batch)
    released = steps.released(again, "usb:first")
    bench.store.batches.update(again, released)
    assert states(bench.run(released)) == ["done", "done"]


def test_a_device_that_stays_away_is_set_aside(bench: Bench) -> None:
    bench.desk.devices = (SECOND, replace(FIRST, state=DeviceState.GONE))
    known = BatchDevice("usb:first", "b-l475e-iot01a", FIRST.origin)
    settings = BatchSettings(return_s=0.2)
    batch = bench.run(bench.begun(replace(jobs_for(FIRST, SECOND), devices=(known,), settings=settings)))
    assert states(batch) == ["done"] * 4
    assert {run.device_id for run in bench.store.runs()} == {"usb:second"}
    (first,) = [device for device in batch.devices if device.device_id == "usb:first"]
    assert "did not come back within 0.2 s" in first.why


def test_a_device_that_comes_back_in_time_goes_on(bench: Bench) -> None:
    bench.desk.devices = ()
    runner = bench.runner(bench.begun(shared_jobs(1)))
    thread = bench.in_background(runner)
    assert eventually(lambda: len(bench.events) > 0)
    bench.desk.devices = (FIRST,)
    thread.join(DEADLINE_S)
    assert states(runner.batch) == ["done"]


def test_what_cannot_work_fails_at_once_and_the_other_jobs_go_on(bench: Bench) -> None:
    bench.worker.outcome = lambda _device_id, position: UNSUPPORTED if position == 0 else None
    batch = bench.run(bench.begun(jobs_for(FIRST, SECOND)))
    # Repeats of a model that the board cannot run are not tried, on whichever device.
    assert states(batch)[:2] == ["failed", "skipped"]
    assert bench.worker.began.count(("usb:first", 0)) == 1


def test_a_stopped_batch_is_queued_again_and_resumed_without_a_repetition(bench: Bench) -> None:
    bench.worker.hold = threading.Event()
    runner = bench.runner(bench.begun(jobs_for(FIRST)))
    thread = bench.in_background(runner)
    assert eventually(lambda: len(bench.worker.began) == 1)
    bench.worker.hold.set()
    assert eventually(lambda: runner.batch.count(JobState.DONE) >= 1)
    bench.worker.hold.clear()
    bench.stop.set()
    thread.join(DEADLINE_S)
    done = runner.batch.count(JobState.DONE)
    assert runner.batch.count(JobState.QUEUED) == 2 - done
    assert bench.store.batches.batch(runner.batch.batch_id).owner is None
    bench.stop, bench.worker.hold = Cancel(), None
    assert states(bench.run(bench.resumed(runner.batch))) == ["done", "done"]
    assert bench.store.run_count() == 2


def test_a_job_that_is_skipped_while_it_runs_is_cancelled_and_the_next_begins(bench: Bench) -> None:
    bench.worker.hold = threading.Event()
    runner = bench.runner(bench.begun(jobs_for(FIRST)))
    thread = bench.in_background(runner)
    assert eventually(lambda: len(bench.worker.began) == 1)
    assert runner.skip([0])
    assert eventually(lambda: len(bench.worker.began) == 2)
    bench.worker.hold.set()
    thread.join(DEADLINE_S)
    assert states(runner.batch) == ["skipped", "done"]
    assert not runner.skip([1])


def test_a_failed_job_is_tried_again_when_the_user_says_so(bench: Bench) -> None:
    bench.worker.outcome = lambda _device_id, position: UNSUPPORTED if position == 0 else None
    bench.worker.hold = threading.Event()
    other = a_variant(sha256="b" * 64, version=2)
    bench.store.add(a_record(a_run(run_id="earlier", variant_sha256=other.sha256, variant_version=2)))
    batch = a_batch(
        a_job(device_id="usb:first", target="usb:first"),
        a_job(device_id="usb:second", target="usb:second", variant_sha256=other.sha256),
        devices=(),
    )
    runner = bench.runner(bench.begun(batch))
    thread = bench.in_background(runner)
    assert eventually(lambda: len(bench.worker.began) == 2)
    bench.worker.hold.set()
    assert eventually(lambda: runner.batch.jobs[0].state is JobState.FAILED) or not thread.is_alive()
    thread.join(DEADLINE_S)
    bench.worker.outcome = lambda _device_id, _position: None
    again = bench.resumed(runner.batch)
    retried = steps.retried(again, [0])
    bench.store.batches.update(again, retried)
    assert states(bench.run(retried)) == ["done", "done"]


def test_a_batch_that_another_process_takes_over_stops_here(bench: Bench) -> None:
    bench.worker.hold = threading.Event()
    runner = bench.runner(bench.begun(jobs_for(FIRST)))
    failures: list[BenchError] = []

    def run() -> None:
        with pytest.raises(BatchOwned) as caught:
            runner.run(bench.stop)
        failures.append(caught.value)

    thread = threading.Thread(target=run)
    thread.start()
    assert eventually(lambda: len(bench.worker.began) == 1)
    taken_over = bench.store.batches.claim(
        bench.store.batches.batch(runner.batch.batch_id),
        an_owner(token="thief", pid=77),
        lambda found: steps.interrupted(found, "2026-11-20T12:00:00+00:00"),
    )
    bench.worker.hold.set()
    thread.join(DEADLINE_S)
    assert failures
    # What was measured meanwhile is kept as a run of its own; the job is the other process's to do.
    assert bench.store.run_count() == 1
    kept = bench.store.batches.batch(runner.batch.batch_id)
    assert kept == taken_over


@pytest.mark.parametrize("error", [DatabaseUnusable("runs.db", "The disk is full."), RunNotSaved("7f", "It is full.")])
def test_a_database_that_takes_nothing_more_stops_the_batch(bench: Bench, error: BenchError) -> None:
    bench.worker.outcome = lambda _device_id, _position: error
    with pytest.raises(type(error)):
        bench.run(bench.begun(jobs_for(FIRST)))
    assert len(bench.worker.began) == 1


def test_a_batch_that_is_run_elsewhere_cannot_be_resumed(bench: Bench) -> None:
    batch = bench.begun(jobs_for(FIRST))

    class Other(Processes):
        def this_one(self, token: str, at: str) -> Owner:
            return an_owner(token=token, heartbeat_at=at, pid=77)

    with pytest.raises(BatchOwned, match="Process 4121 on desk runs it"):
        resume(batch.batch_id, bench.store.batches, Other(), datetime.now(UTC))
    later = datetime.fromtimestamp(datetime.now(UTC).timestamp() + LEASE_S + 1, UTC)
    taken = resume(batch.batch_id, bench.store.batches, Other(), later)
    assert taken.owner is not None
    assert taken.owner.pid == 77


def test_the_window_is_told_of_every_step_and_of_the_end(bench: Bench) -> None:
    bench.run(bench.begun(jobs_for(FIRST, count=1)))
    told = [event for event in bench.events if isinstance(event, BatchChanged)]
    assert [states(event.batch)[0] for event in told if event.is_running][-1] == "done"
    assert "running" in [states(event.batch)[0] for event in told]
    assert not told[-1].is_running
