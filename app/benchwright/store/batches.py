"""Writing batches: what changed is written whole, by the process that owns the batch and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from benchwright.model.batch import Attempt, Batch, BatchDevice, Failure, Job, Owner
from benchwright.model.errors import BatchOwned
from benchwright.model.meter import MeterWish
from benchwright.protocols.batch_store import JobMark
from benchwright.store.batch_queries import find_batch, one_batch
from benchwright.store.schema import writing

if TYPE_CHECKING:
    from sqlite_utils import Database

_CLAIM = """
    UPDATE batches SET
        owner_token = :token, owner_host = :host, owner_pid = :pid, owner_process_started_s = :process_started_s,
        heartbeat_at = :heartbeat_at
    WHERE sequence = :sequence
      AND owner_token IS :previous_token AND heartbeat_at IS :previous_heartbeat_at
"""

_BEAT = "UPDATE batches SET heartbeat_at = :at WHERE sequence = :sequence AND owner_token = :token"

_RELEASE = """
    UPDATE batches SET
        owner_token = NULL, owner_host = NULL, owner_pid = NULL, owner_process_started_s = NULL, heartbeat_at = NULL
    WHERE sequence = :sequence AND owner_token = :token
"""

_FINISH = "UPDATE batches SET finished_at = :at WHERE sequence = :sequence AND owner_token = :token"

_END_ATTEMPT = """
    UPDATE batch_attempts SET ended_at = :at, ended_as = 'done'
    WHERE batch_sequence = :sequence AND position = :position AND number = :number AND ended_as IS NULL
"""

_END_JOB = """
    UPDATE batch_jobs SET
        state = 'done', run_id = :run_id,
        failure_code = NULL, failure_what = NULL, failure_why = NULL, failure_remedy = NULL
    WHERE batch_sequence = :sequence AND position = :position AND state = 'running'
"""


def add_batch(database: Database, batch: Batch) -> None:
    """Keeps a new batch in one transaction."""
    settings, owner = batch.settings, batch.owner
    row = {
        "batch_id": batch.batch_id,
        "created_at": batch.created_at,
        "finished_at": batch.finished_at or None,
        "retry_count": settings.retry_count,
        "quarantine_after_count": settings.quarantine_after,
        "return_s": settings.return_s,
        "window_s": settings.window_s,
        "force_flash": int(settings.force_flash),
        **_meter_row(settings.meter),
        "owner_token": owner and owner.token,
        "owner_host": owner and owner.host,
        "owner_pid": owner and owner.pid,
        "owner_process_started_s": owner and owner.process_started_s,
        "heartbeat_at": owner and owner.heartbeat_at,
    }
    with writing(database):
        sequence = database["batches"].insert(row).last_rowid
        _put_jobs(database, sequence, batch.jobs)
        _put_devices(database, sequence, batch.devices)


def _meter_row(wish: MeterWish | None) -> dict[str, object]:
    if wish is None:
        return {}
    return {
        "meter_name": wish.name,
        "meter_supply_mv": wish.supply.voltage_mv,
        "meter_is_source": int(wish.supply.is_source),
        "keeps_traces": int(wish.keep_trace),
    }


def claim(database: Database, batch: Batch, owner: Owner, step: Callable[[Batch], Batch]) -> Batch:
    """Makes `owner` the owner if nothing was heard of another one since `batch` was read, and takes a first step.

    Both are one transaction: a run that the other one saves is either seen by the step or refused after it.
    """
    before = batch.owner
    with writing(database):
        parameters = {
            "sequence": find_batch(database, batch.batch_id),
            "token": owner.token,
            "host": owner.host,
            "pid": owner.pid,
            "process_started_s": owner.process_started_s,
            "heartbeat_at": owner.heartbeat_at,
            "previous_token": before and before.token,
            "previous_heartbeat_at": before and before.heartbeat_at,
        }
        if database.execute(_CLAIM, parameters).rowcount != 1:
            raise BatchOwned(batch.batch_id, "Another program has just taken it.")
        claimed = one_batch(database, batch.batch_id)
        stepped = step(claimed)
        _write(database, claimed, stepped)
    return stepped


def beat(database: Database, batch_id: str, owner: Owner) -> None:
    """Tells that the owner lives."""
    with writing(database):
        _require(database, _BEAT, batch_id, owner.token, owner.heartbeat_at)


def release(database: Database, batch_id: str, token: str) -> None:
    """Leaves a batch to whoever wants it."""
    with writing(database):
        database.execute(_RELEASE, {"sequence": find_batch(database, batch_id), "token": token})


def update_batch(database: Database, before: Batch, after: Batch) -> None:
    """Writes what differs, and the end of the batch."""
    with writing(database):
        _write(database, before, after)


def mark_done(database: Database, mark: JobMark, run_id: str, at: str) -> None:
    """Marks a job as done by a run; for the transaction that saves the run.

    Raises:
        BatchOwned: that attempt no longer runs, because another process has begun the job anew.
    """
    sequence = find_batch(database, mark.batch_id)
    key = {"sequence": sequence, "position": mark.position}
    attempts = database.execute(_END_ATTEMPT, key | {"number": mark.attempt, "at": at}).rowcount
    jobs = database.execute(_END_JOB, key | {"run_id": run_id}).rowcount
    if (attempts, jobs) != (1, 1):
        raise BatchOwned(mark.batch_id, "It has begun this job anew; this run belongs to no job.")


def _write(database: Database, before: Batch, after: Batch) -> None:
    token = before.owner.token if before.owner is not None else ""
    sequence = _require(database, _FINISH, after.batch_id, token, after.finished_at or None)
    kept = zip(before.jobs, after.jobs, strict=False)
    changed = [new for old, new in kept if new != old]
    _put_jobs(database, sequence, [*changed, *after.jobs[len(before.jobs) :]])
    _put_devices(database, sequence, [device for device in after.devices if device not in before.devices])


def _require(database: Database, sql: str, batch_id: str, token: str, at: str | None) -> int:
    sequence = find_batch(database, batch_id)
    if database.execute(sql, {"sequence": sequence, "token": token, "at": at}).rowcount != 1:
        raise BatchOwned(batch_id, "It was taken over while this one was not heard of.")
    return sequence


def _put_jobs(database: Database, sequence: int, jobs: Sequence[Job]) -> None:
    database["batch_jobs"].upsert_all((_job_row(sequence, job) for job in jobs), pk=("batch_sequence", "position"))
    attempts = (
        _attempt_row(sequence, job, number, attempt)
        for job in jobs
        for number, attempt in enumerate(job.attempts, start=1)
    )
    database["batch_attempts"].upsert_all(attempts, pk=("batch_sequence", "position", "number"))


def _put_devices(database: Database, sequence: int, devices: Sequence[BatchDevice]) -> None:
    rows = (
        {
            "batch_sequence": sequence,
            "device_id": device.device_id,
            "board": device.board,
            "origin": device.origin.value,
            "failure_streak_count": device.failure_streak,
            "set_aside_at": device.set_aside_at or None,
            "why": device.why,
            "is_started_here": int(device.is_started_here),
        }
        for device in devices
    )
    database["batch_devices"].upsert_all(rows, pk=("batch_sequence", "device_id"))


def _job_row(sequence: int, job: Job) -> dict[str, object]:
    row: dict[str, object] = {
        "batch_sequence": sequence,
        "position": job.position,
        "variant_sha256": job.variant_sha256,
        "target": job.target,
        "board": job.board,
        "origin": job.origin.value,
        "repeat": job.repeat,
        "device_id": job.device_id,
        "state": job.state.value,
        "budget_from": job.budget_from,
        "run_id": job.run_id or None,
    }
    return row | _failure_row(job.failure)


def _attempt_row(sequence: int, job: Job, number: int, attempt: Attempt) -> dict[str, object]:
    row: dict[str, object] = {
        "batch_sequence": sequence,
        "position": job.position,
        "number": number,
        "device_id": attempt.device_id,
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at or None,
        "ended_as": attempt.end.value if attempt.end is not None else None,
    }
    return row | _failure_row(attempt.failure)


def _failure_row(failure: Failure | None) -> dict[str, object]:
    return {
        "failure_code": failure and failure.code,
        "failure_what": failure and failure.what,
        "failure_why": failure and failure.why,
        "failure_remedy": failure and failure.remedy,
    }
