"""The next state of a batch: pure functions, each takes a batch and returns the one that follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from benchwright.model.batch import Attempt, AttemptEnd, Batch, BatchDevice, Failure, Job, JobState
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import BenchError, Cancelled
from benchwright.model.retry import SAME_FOR_EVERY_REPEAT, Policy, is_due, policy_of

INTERRUPTIONS_ALLOWED = 3
"""A job during which the program ended this often in a row is not begun again by itself."""


def next_job(batch: Batch, device: Device, now: datetime) -> Job | None:
    """The job that a free device takes next; None when there is nothing for it now.

    Jobs that must run on this very device come before those that any of its board can do.
    """
    known = batch.device(device.device_id)
    if (known is not None and known.is_set_aside) or not batch.may_use(device):
        return None
    fitting = [
        job
        for job in batch.jobs
        if job.state is JobState.QUEUED
        and (job.board, job.origin) == (device.board, device.origin)
        and job.device_id in {"", device.device_id}
        and is_due(job, now)
    ]
    return min(fitting, key=lambda job: (not job.device_id, job.position), default=None)


def started(batch: Batch, position: int, device: Device, at: str) -> Batch:
    """A device begins a job."""
    batch = with_device(batch, _known(batch, device))
    job = batch.jobs[position]
    attempts = (*job.attempts, Attempt(device.device_id, at))
    return _with_job(batch, replace(job, state=JobState.RUNNING, attempts=attempts))


def succeeded(batch: Batch, position: int, run_id: str, at: str) -> Batch:
    """The run of a job was saved; whatever the device did before is forgiven."""
    job = _ended(batch.jobs[position], AttemptEnd.DONE, at)
    batch = _with_job(batch, replace(job, state=JobState.DONE, run_id=run_id, failure=None))
    return _finished(_with_streak(batch, job.attempts[-1].device_id, 0), at)


def failed(batch: Batch, position: int, failure: Failure, at: str) -> Batch:
    """An attempt failed: the job is queued again, waits for another device, or has failed for good.

    A device whose failures in a row reach the limit is set aside; then the job is not the one to blame, and waits.
    """
    job = replace(_ended(batch.jobs[position], AttemptEnd.FAILED, at, failure), failure=failure)
    policy = policy_of(failure.code)
    device_id = job.attempts[-1].device_id
    if policy.is_of_the_device:
        batch = _blamed(batch, device_id, failure, at)
    known = batch.device(device_id)
    waits = policy.is_of_the_device and (
        (known is not None and known.is_set_aside) or job.spent <= batch.settings.retry_count
    )
    batch = _with_job(batch, replace(job, state=JobState.QUEUED if waits else JobState.FAILED))
    if failure.code in SAME_FOR_EVERY_REPEAT:
        batch = _skip_the_same(batch, job, failure)
    return _finished(batch, at)


def stopped(batch: Batch, position: int, at: str) -> Batch:
    """The user stopped the batch during a job: it waits for the batch to go on, and nothing is counted against it."""
    job = _ended(batch.jobs[position], AttemptEnd.STOPPED, at)
    return _with_job(batch, replace(job, state=JobState.QUEUED))


def interrupted(batch: Batch, at: str) -> Batch:
    """The program that ran the batch is gone: what it was at is queued again, unless that job ends the program."""
    for job in batch.jobs:
        if job.state is JobState.RUNNING:
            batch = _with_job(batch, _queued_again(_ended(job, AttemptEnd.INTERRUPTED, at)))
    return _finished(batch, at)


def skipped(batch: Batch, positions: Iterable[int], at: str, why: str = "You took it out of the queue.") -> Batch:
    """Takes jobs out that wait or run; those that have ended stay as they are."""
    for position in positions:
        job = batch.jobs[position]
        if job.state is JobState.RUNNING:
            job = _ended(job, AttemptEnd.STOPPED, at)
        if not job.state.is_final:
            failure = Failure(Cancelled.code, "Not measured.", why, "Retry it when ready.")
            batch = _with_job(batch, replace(job, state=JobState.SKIPPED, failure=failure))
    return _finished(batch, at)


def retried(batch: Batch, positions: Iterable[int]) -> Batch:
    """Queues jobs again that failed or were skipped, with all their attempts allowed anew."""
    for position in positions:
        job = batch.jobs[position]
        if job.state in {JobState.FAILED, JobState.SKIPPED}:
            fresh = replace(job, state=JobState.QUEUED, budget_from=len(job.attempts))
            batch = replace(_with_job(batch, fresh), finished_at="")
    return batch


def joined(batch: Batch, more: Batch) -> Batch:
    """Adds the jobs and devices of another batch to the end of the queue."""
    count = len(batch.jobs)
    jobs = tuple(replace(job, position=count + index) for index, job in enumerate(more.jobs))
    for device in more.devices:
        batch = batch if batch.device(device.device_id) is not None else with_device(batch, device)
    return replace(batch, jobs=(*batch.jobs, *jobs), finished_at="")


def set_aside(batch: Batch, device: BatchDevice, why: str, at: str) -> Batch:
    """Gives a device no more jobs until the user releases it."""
    return with_device(batch, replace(device, set_aside_at=at, why=why))


def released(batch: Batch, device_id: str) -> Batch:
    """The user takes a device back in; what waited for it has all its attempts anew."""
    known = batch.device(device_id)
    if known is None or not known.is_set_aside:
        return batch
    batch = with_device(batch, replace(known, set_aside_at="", why="", failure_streak=0))
    return _each_waiting(batch, lambda job: _let_go(job, known))


def settled(batch: Batch, present: Sequence[Device]) -> Batch:
    """Moves waiting jobs away from devices that were set aside, or quarantines them where there is no other device.

    `present` are the devices on the bench. Another device is one of the same board and origin that the user named, by
    itself or by its board, and that was not set aside.
    """
    return _each_waiting(batch, lambda job: _placed(batch, job, present))


def with_device(batch: Batch, changed: BatchDevice) -> Batch:
    """Puts a device in, in place of what was known of it before."""
    others = tuple(device for device in batch.devices if device.device_id != changed.device_id)
    return replace(batch, devices=tuple(sorted((*others, changed), key=lambda device: device.device_id)))


def failure_of(error: BenchError) -> Failure:
    """What a batch keeps of an error."""
    return Failure(error.code, error.what, error.why, error.remedy)


def _placed(batch: Batch, job: Job, present: Sequence[Device]) -> Job:
    aside = {device.device_id for device in batch.devices if device.is_set_aside}
    if job.device_id and job.device_id not in aside:
        return replace(job, state=JobState.QUEUED)
    others = [
        device
        for device in present
        if (device.board, device.origin) == (job.board, job.origin)
        and device.device_id not in aside
        and device.state is not DeviceState.GONE
        and batch.may_use(device)
    ]
    if others:
        moves = bool(job.device_id) or job.state is JobState.QUARANTINED
        budget_from = len(job.attempts) if moves else job.budget_from
        return replace(job, state=JobState.QUEUED, device_id="", budget_from=budget_from)
    known = [device for device in batch.devices if (device.board, device.origin) == (job.board, job.origin)]
    is_hopeless = job.device_id in aside or (bool(known) and all(device.is_set_aside for device in known))
    return replace(job, state=JobState.QUARANTINED if is_hopeless else JobState.QUEUED)


def _let_go(job: Job, device: BatchDevice) -> Job:
    if job.state is not JobState.QUARANTINED or (job.board, job.origin) != (device.board, device.origin):
        return job
    if job.device_id not in {"", device.device_id}:
        return job
    return replace(job, state=JobState.QUEUED, budget_from=len(job.attempts))


def _blamed(batch: Batch, device_id: str, failure: Failure, at: str) -> Batch:
    known = batch.device(device_id)
    if known is None:
        return batch
    known = replace(known, failure_streak=known.failure_streak + 1)
    is_hopeless = policy_of(failure.code) is Policy.SET_ASIDE
    if is_hopeless or known.failure_streak >= batch.settings.quarantine_after:
        return set_aside(batch, known, " ".join(filter(None, (failure.what, failure.why))), at)
    return with_device(batch, known)


def _skip_the_same(batch: Batch, failed_job: Job, failure: Failure) -> Batch:
    def look(job: Job) -> Job:
        if (job.variant_sha256, job.board) != (failed_job.variant_sha256, failed_job.board):
            return job
        return replace(job, state=JobState.SKIPPED, failure=failure)

    return _each_waiting(batch, look)


def _queued_again(job: Job) -> Job:
    last = job.attempts[job.budget_from :][-INTERRUPTIONS_ALLOWED:]
    if len(last) < INTERRUPTIONS_ALLOWED or any(attempt.end is not AttemptEnd.INTERRUPTED for attempt in last):
        return replace(job, state=JobState.QUEUED)
    failure = Failure(
        BenchError.code,
        "The program ended during this job, again and again.",
        f"It was begun {job.attempt} times and never came to an end.",
        "See the log for what ended the program, then retry the job.",
    )
    return replace(job, state=JobState.FAILED, failure=failure)


def _ended(job: Job, end: AttemptEnd, at: str, failure: Failure | None = None) -> Job:
    last = replace(job.attempts[-1], ended_at=at, end=end, failure=failure)
    return replace(job, attempts=(*job.attempts[:-1], last))


def _finished(batch: Batch, at: str) -> Batch:
    return replace(batch, finished_at=at) if batch.is_finished and not batch.finished_at else batch


def _each_waiting(batch: Batch, change: Callable[[Job], Job]) -> Batch:
    jobs = tuple(change(job) if job.state.is_waiting else job for job in batch.jobs)
    return batch if jobs == batch.jobs else replace(batch, jobs=jobs)


def _with_job(batch: Batch, changed: Job) -> Batch:
    place = changed.position
    return replace(batch, jobs=(*batch.jobs[:place], changed, *batch.jobs[place + 1 :]))


def _known(batch: Batch, device: Device) -> BatchDevice:
    return batch.device(device.device_id) or BatchDevice(device.device_id, device.board or "", device.origin)


def _with_streak(batch: Batch, device_id: str, streak: int) -> Batch:
    known = batch.device(device_id)
    return batch if known is None else with_device(batch, replace(known, failure_streak=streak))
