"""A batch: models × boards to be measured, one job each, and what became of every job so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.meter import MeterWish


class JobState(Enum):
    """Where a job is; the value is the word on screen and stands in databases."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    SKIPPED = "skipped"
    QUARANTINED = "quarantined"

    @property
    def is_final(self) -> bool:
        """Whether nothing happens to the job any more unless the user asks for it."""
        return self in {JobState.DONE, JobState.FAILED, JobState.SKIPPED}

    @property
    def is_waiting(self) -> bool:
        """Whether the job is still to be done; a quarantined one waits for a device that was set aside."""
        return self in {JobState.QUEUED, JobState.QUARANTINED}


class AttemptEnd(Enum):
    """How an attempt at a job ended: stopped is by the user, interrupted is by the end of the program."""

    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    INTERRUPTED = "interrupted"


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure as the user reads it; `code` is that of its class in `model/errors.py`."""

    code: int
    what: str
    why: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try of a job on one device. Times of day are ISO 8601 in UTC; `end` is None while it runs."""

    device_id: str
    started_at: str
    ended_at: str = ""
    end: AttemptEnd | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One variant on one board, once.

    `target` is what the user named: a device id or a board. `board` and `origin` never change, so that a board on the
    desk is never replaced by an emulated one. `device_id` is the device that must do it, "" for any of that board.
    `repeat` counts from 1. Attempts before `budget_from` no longer count against the allowed number.
    """

    position: int
    variant_sha256: str
    variant_label: str
    target: str
    board: str
    origin: Origin
    repeat: int = 1
    device_id: str = ""
    state: JobState = JobState.QUEUED
    attempts: tuple[Attempt, ...] = ()
    budget_from: int = 0
    run_id: str = ""
    failure: Failure | None = None

    @property
    def attempt(self) -> int:
        """How many attempts were begun, those that the end of the program cut short too."""
        return len(self.attempts)

    @property
    def running_on(self) -> str:
        """The device that is at it; "" when none is."""
        return self.attempts[-1].device_id if self.state is JobState.RUNNING and self.attempts else ""

    @property
    def spent(self) -> int:
        """Failed attempts that count against the allowed number."""
        return sum(attempt.end is AttemptEnd.FAILED for attempt in self.attempts[self.budget_from :])


@dataclass(frozen=True, slots=True)
class BatchDevice:
    """A device in a batch: how it has been doing, and whether it was set aside (`set_aside_at` is "" if not).

    `is_started_here`: a virtual board that the batch started, and stops at its end.
    """

    device_id: str
    board: str
    origin: Origin
    failure_streak: int = 0
    set_aside_at: str = ""
    why: str = ""
    is_started_here: bool = False

    @property
    def is_set_aside(self) -> bool:
        """Whether the device gets no more jobs until the user releases it."""
        return bool(self.set_aside_at)


@dataclass(frozen=True, slots=True)
class BatchSettings:
    """How a batch is run.

    `retry_count`: more attempts after a failure that may go better next time. A device is set aside after
    `quarantine_after` failures of its own in a row, or when it is away for `return_s`. `window_s` is the length of a
    measured window. `meter` sees every job of it, None for latency alone.
    """

    retry_count: int = 2
    quarantine_after: int = 3
    return_s: float = 15.0
    window_s: float = 1.0
    force_flash: bool = False
    meter: MeterWish | None = None


@dataclass(frozen=True, slots=True)
class Owner:
    """The one process that runs a batch. `token` is its own alone; `heartbeat_at` is when it was last heard of.

    `host` tells computers (and process spaces) apart; there `pid` with `process_started_s` is one process for ever.
    """

    token: str
    host: str
    pid: int
    process_started_s: float
    heartbeat_at: str


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch as a whole. Jobs are in the order in which they were asked for; `finished_at` is "" until all ended."""

    batch_id: str
    created_at: str
    jobs: tuple[Job, ...]
    devices: tuple[BatchDevice, ...] = ()
    settings: BatchSettings = field(default_factory=BatchSettings)
    owner: Owner | None = None
    finished_at: str = ""

    @property
    def is_finished(self) -> bool:
        """Whether every job ended."""
        return all(job.state.is_final for job in self.jobs)

    def count(self, *states: JobState) -> int:
        """How many jobs are in any of `states`."""
        return sum(job.state in states for job in self.jobs)

    def device(self, device_id: str) -> BatchDevice | None:
        """What the batch knows of a device; None if it has never used it."""
        return next((device for device in self.devices if device.device_id == device_id), None)

    def may_use(self, device: Device) -> bool:
        """Whether the user named this device or its board; no other device is ever written to."""
        return any(
            job.target == device.device_id or (job.target, job.origin) == (device.board, device.origin)
            for job in self.jobs
        )
