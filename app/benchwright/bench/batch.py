"""Running a batch: one thread owns it and decides, devices work in their lanes, and tell that thread how it went."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from benchwright.bench.attendance import Attendance
from benchwright.bench.batch_devices import BatchDevices
from benchwright.bench.batch_work import JobEnded, JobFailed, JobMessage, JobStopped, StartedHere
from benchwright.bench.device_lanes import DeviceJob
from benchwright.model import batch_steps as steps
from benchwright.model.batch import Batch, JobState
from benchwright.model.batch_eta import remaining_s
from benchwright.model.device import Device
from benchwright.model.errors import BatchOwned, BenchError, RunNotSaved
from benchwright.model.events import BatchChanged, Event
from benchwright.model.lease import BEAT_S
from benchwright.model.retry import Policy, policy_of
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.run_store import RunStore

TICK_S = 0.05
"""A stop is noticed, and a free device is given its next job, within this time."""

_STOP_S = 30.0

_log = logging.getLogger(__name__)


class Lanes(Protocol):
    """Where jobs are done: one thread for each device, one job at a time."""

    def submit(self, device_id: str, job: DeviceJob) -> None:
        """Queues a job in the lane of a device."""
        ...

    def is_busy(self, device_id: str) -> bool:
        """Whether a job runs or waits on a device."""
        ...

    def cancel(self, device_id: str) -> None:
        """Asks the job on a device to stop at the next safe point."""
        ...


class Worker(Protocol):
    """Makes the work of one job; see `batch_work.JobWorker`."""

    def work_on(self, batch: Batch, position: int, device: Device, tell: Callable[[JobMessage], None]) -> DeviceJob:
        """What a lane is to do; `tell` gets exactly one of ended, stopped or failed."""
        ...


@dataclass(frozen=True, slots=True)
class BatchParts:
    """What a batch is run with."""

    worker: Worker
    store: RunStore
    lanes: Lanes
    devices: BatchDevices
    emit: Callable[[Event], None]
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class _Asked:
    """The user wants the batch changed; `skips` are jobs to take out, even if they run."""

    change: Callable[[Batch], Batch]
    skips: tuple[int, ...] = ()


class BatchRunner:
    """Runs one batch that this process owns. `run` blocks; the other calls come from any thread and return at once."""

    def __init__(self, parts: BatchParts, batch: Batch) -> None:
        self._parts = parts
        self._batch = batch
        self._inbox: queue.SimpleQueue[JobMessage | _Asked] = queue.SimpleQueue()
        self._under_way: dict[int, str] = {}
        self._skips: set[int] = set()
        self._job_s: dict[str, float] = {}
        self._attendance = Attendance(parts.devices, batch.settings.return_s)
        self._beat_at = float("-inf")
        self._is_stopping = False
        self._guard = threading.Lock()  # between the last look into the inbox and whoever still puts something in
        self._is_closed = False
        self._failure: BenchError | None = None

    @property
    def batch(self) -> Batch:
        """The batch as it is now; safe from any thread."""
        return self._batch

    def skip(self, positions: Iterable[int]) -> bool:
        """Takes jobs out; one that runs is cancelled. False when the batch no longer runs here."""
        return self._ask(_Asked(lambda batch: batch, tuple(positions)))

    def change(self, step: Callable[[Batch], Batch]) -> bool:
        """Takes a step that the user wants, such as `retried` or `released`; False when it no longer runs here."""
        return self._ask(_Asked(step))

    def run(self, stop: CancelToken) -> Batch:
        """Runs until every job has ended or waits for a device that was set aside, or until `stop` is set.

        However it ends, the lanes are free again, virtual boards that the batch started are stopped, and the batch is
        left to whoever resumes it.

        Raises:
            RunNotSaved, DatabaseUnusable: the database takes nothing more; what is not done can be resumed.
            BatchOwned: another process has taken the batch over.
        """
        try:
            self._read_medians(job.board for job in self._batch.jobs)
            self._tell()
            while self._failure is None and not stop.is_set and not self._is_over():
                self._turn()
        except BenchError as error:
            self._failure = error
        except Exception:
            self._wind_down()
            raise
        # After a second Ctrl+C nobody waits: what runs is found interrupted by whoever resumes.
        self._wind_down()
        if self._failure is not None:
            raise self._failure
        return self._batch

    def _ask(self, message: _Asked) -> bool:
        with self._guard:
            if not self._is_closed:
                self._inbox.put(message)
            return not self._is_closed

    def _is_over(self) -> bool:
        with self._guard:
            self._is_closed = not self._under_way and self._inbox.empty() and not self._batch.count(JobState.QUEUED)
            return self._is_closed

    def _turn(self) -> None:
        self._beat()
        self._become(self._attendance.look(self._batch, self._at(), set(self._under_way.values())))
        self._dispatch()
        self._take(TICK_S)

    def _beat(self) -> None:
        owner = self._batch.owner
        if owner is not None and time.monotonic() - self._beat_at >= BEAT_S:
            self._beat_at = time.monotonic()
            self._parts.store.batches.beat(self._batch.batch_id, replace(owner, heartbeat_at=self._at()))
            self._tell()

    def _dispatch(self) -> None:
        now = self._parts.now()
        for device in self._attendance.usable:
            if device.device_id in self._under_way.values() or self._parts.lanes.is_busy(device.device_id):
                continue
            job = steps.next_job(self._batch, device, now)
            if job is None:
                continue
            self._become(steps.started(self._batch, job.position, device, self._at()))
            self._under_way[job.position] = device.device_id
            work = self._parts.worker.work_on(self._batch, job.position, device, self._inbox.put)
            self._parts.lanes.submit(device.device_id, work)

    def _take(self, timeout_s: float) -> None:
        """Takes one message, and those behind it."""
        with contextlib.suppress(queue.Empty):
            self._handle(self._inbox.get(timeout=timeout_s))
            while True:
                self._handle(self._inbox.get_nowait())

    def _handle(self, message: JobMessage | _Asked) -> None:
        match message:
            case StartedHere():
                known = self._batch.device(message.device_id)
                if known is not None:
                    self._become(steps.with_device(self._batch, replace(known, is_started_here=True)))
            case JobEnded():
                self._under_way.pop(message.position, None)
                self._become(steps.succeeded(self._batch, message.position, message.run_id, self._at()))
                self._read_medians([self._batch.jobs[message.position].board])
                self._tell()
            case JobStopped():
                self._under_way.pop(message.position, None)
                self._stopped(message.position)
            case JobFailed():
                self._under_way.pop(message.position, None)
                self._failed(message)
            case _Asked():
                self._become(message.change(self._batch))
                self._skip(message.skips)

    def _stopped(self, position: int) -> None:
        is_unwanted = position in self._skips
        self._skips.discard(position)
        if self._is_stopping and not is_unwanted:
            self._become(steps.stopped(self._batch, position, self._at()))
        else:
            self._become(steps.skipped(self._batch, [position], self._at()))

    def _failed(self, message: JobFailed) -> None:
        if policy_of(message.error.code) is not Policy.STOP:
            failure = steps.failure_of(message.error)
            batch = steps.failed(self._batch, message.position, failure, self._at())
            if message.position in self._skips:
                self._skips.discard(message.position)
                batch = steps.skipped(batch, [message.position], self._at())
            self._become(steps.settled(batch, self._attendance.usable))
            return
        self._failure = self._failure or message.error
        # A run that waits in memory takes its job along as soon as the database takes it: the job stays as it is.
        if not isinstance(message.error, RunNotSaved):
            self._become(steps.stopped(self._batch, message.position, self._at()))

    def _skip(self, positions: Iterable[int]) -> None:
        running = [position for position in positions if position in self._under_way]
        self._skips.update(running)
        for position in running:
            self._parts.lanes.cancel(self._under_way[position])
        self._become(steps.skipped(self._batch, set(positions) - set(running), self._at()))

    def _become(self, after: Batch) -> None:
        """Writes the next state before anybody hears of it."""
        if after == self._batch:
            return
        self._parts.store.batches.update(self._batch, after)
        self._batch = after
        self._tell()

    def _read_medians(self, boards: Iterable[str]) -> None:
        for board in set(boards):
            medians = self._parts.store.stage_medians(board)
            if medians:
                self._job_s[board] = sum(medians.values())

    def _tell(self, *, is_running: bool = True) -> None:
        eta_s = remaining_s(self._batch, self._job_s, self._parts.now()) if is_running else None
        self._parts.emit(BatchChanged(self._batch, is_running, eta_s))

    def _wind_down(self) -> None:
        """Stops what runs, waits for it, and leaves the batch."""
        self._is_stopping = True
        with self._guard:
            self._is_closed = True
        for device_id in self._under_way.values():
            self._parts.lanes.cancel(device_id)
        deadline = time.monotonic() + _STOP_S
        while self._under_way and time.monotonic() < deadline:
            self._quietly(lambda: self._take(TICK_S))
        if not isinstance(self._failure, BatchOwned):
            self._quietly(self._stop_boards)
            self._quietly(self._leave)
        self._tell(is_running=False)

    def _stop_boards(self) -> None:
        ours = [device for device in self._batch.devices if device.is_started_here]
        self._parts.devices.stop(device.device_id for device in ours)
        batch = self._batch
        for device in ours:
            batch = steps.with_device(batch, replace(device, is_started_here=False))
        self._become(batch)

    def _leave(self) -> None:
        owner = self._batch.owner
        # Whoever took it now would measure the job again whose run waits to be saved.
        if owner is not None and not isinstance(self._failure, RunNotSaved):
            self._parts.store.batches.release(self._batch.batch_id, owner.token)
            self._batch = replace(self._batch, owner=None)

    def _quietly(self, act: Callable[[], None]) -> None:
        try:
            act()
        except BenchError as error:
            _log.warning("Batch %s: %s", self._batch.batch_id, error)
            self._failure = self._failure or error

    def _at(self) -> str:
        return self._parts.now().isoformat(timespec="milliseconds")
