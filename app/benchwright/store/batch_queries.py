"""Reading batches: each query gives whole values, jobs and attempts included."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchwright.model.batch import (
    Attempt,
    AttemptEnd,
    Batch,
    BatchDevice,
    BatchSettings,
    Failure,
    Job,
    JobState,
    Owner,
)
from benchwright.model.board import Origin
from benchwright.model.errors import BatchNotFound
from benchwright.model.meter import MeterWish, Supply
from benchwright.store.failures import UnreadableRow
from benchwright.store.queries import SHORTEST_PREFIX, Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_BATCHES = """
    SELECT * FROM batches
    WHERE (:unfinished_only = 0 OR finished_at IS NULL)
    ORDER BY sequence DESC
    LIMIT iif(:limit = 0, -1, :limit)
"""

_JOBS = """
    SELECT batch_jobs.*, variants.name || ' v' || variants.version AS variant_label
    FROM batch_jobs JOIN variants ON variants.sha256 = batch_jobs.variant_sha256
    WHERE batch_sequence IN (SELECT value FROM json_each(:sequences))
    ORDER BY batch_sequence, position
"""

_ATTEMPTS = """
    SELECT * FROM batch_attempts
    WHERE batch_sequence IN (SELECT value FROM json_each(:sequences))
    ORDER BY batch_sequence, position, number
"""

_DEVICES = """
    SELECT * FROM batch_devices
    WHERE batch_sequence IN (SELECT value FROM json_each(:sequences))
    ORDER BY batch_sequence, device_id
"""


def find_batch(database: Database, batch_id: str) -> int:
    """The row of a batch by its id or a unique prefix of it.

    Raises:
        BatchNotFound: no such batch, or the prefix fits several.
    """
    try:
        batch_id.encode()
    except UnicodeEncodeError as error:
        raise BatchNotFound(f"There is no batch {batch_id!a}.", "No batch has such an id.") from error
    exact = database.execute("SELECT sequence FROM batches WHERE batch_id = :id", {"id": batch_id}).fetchone()
    if exact is not None:
        return int(exact[0])
    sql = "SELECT sequence FROM batches WHERE substr(batch_id, 1, length(:prefix)) = :prefix LIMIT 2"
    found = database.execute(sql, {"prefix": batch_id}).fetchall() if len(batch_id) >= SHORTEST_PREFIX else []
    if len(found) != 1:
        why = "Several begin like that." if found else "No batch of this database has that id."
        raise BatchNotFound(f"There is no batch '{batch_id}'.", why)
    return int(found[0][0])


def one_batch(database: Database, batch_id: str) -> Batch:
    """One batch by its id or a unique prefix of it."""
    with database.atomic():
        key = {"sequence": find_batch(database, batch_id)}
        return _batches(database, list(database.query("SELECT * FROM batches WHERE sequence = :sequence", key)))[0]


def all_batches(database: Database, *, unfinished_only: bool, limit: int) -> tuple[Batch, ...]:
    """Batches, newest first."""
    with database.atomic():
        parameters = {"unfinished_only": int(unfinished_only), "limit": max(0, limit)}
        return _batches(database, list(database.query(_BATCHES, parameters)))


def _batches(database: Database, rows: Sequence[Row]) -> tuple[Batch, ...]:
    sequences = json.dumps([row["sequence"] for row in rows])
    jobs, devices = _by_batch(database, _JOBS, sequences), _by_batch(database, _DEVICES, sequences)
    attempts: dict[tuple[int, int], list[Row]] = defaultdict(list)
    for row in database.query(_ATTEMPTS, {"sequences": sequences}):
        attempts[row["batch_sequence"], row["position"]].append(row)
    try:
        return tuple(
            _batch(
                row,
                tuple(_job(job, attempts[row["sequence"], job["position"]]) for job in jobs[row["sequence"]]),
                tuple(map(_device, devices[row["sequence"]])),
            )
            for row in rows
        )
    except ValueError as error:
        raise UnreadableRow(str(error)) from error


def _by_batch(database: Database, sql: str, sequences: str) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in database.query(sql, {"sequences": sequences}):
        grouped[row["batch_sequence"]].append(row)
    return grouped


def _batch(row: Row, jobs: tuple[Job, ...], devices: tuple[BatchDevice, ...]) -> Batch:
    return Batch(
        batch_id=row["batch_id"],
        created_at=row["created_at"],
        jobs=jobs,
        devices=devices,
        settings=BatchSettings(
            retry_count=row["retry_count"],
            quarantine_after=row["quarantine_after_count"],
            return_s=row["return_s"],
            window_s=row["window_s"],
            force_flash=bool(row["force_flash"]),
            meter=_meter(row),
        ),
        owner=_owner(row),
        finished_at=row["finished_at"] or "",
    )


def _meter(row: Row) -> MeterWish | None:
    if not row["meter_name"]:
        return None
    supply = Supply(row["meter_supply_mv"], is_source=bool(row["meter_is_source"]))
    return MeterWish(row["meter_name"], supply, keep_trace=bool(row["keeps_traces"]))


def _owner(row: Row) -> Owner | None:
    if row["owner_token"] is None:
        return None
    return Owner(
        token=row["owner_token"],
        host=row["owner_host"],
        pid=row["owner_pid"],
        process_started_s=row["owner_process_started_s"],
        heartbeat_at=row["heartbeat_at"],
    )


def _job(row: Row, attempts: Sequence[Row]) -> Job:
    return Job(
        position=row["position"],
        variant_sha256=row["variant_sha256"],
        variant_label=row["variant_label"],
        target=row["target"],
        board=row["board"],
        origin=Origin(row["origin"]),
        repeat=row["repeat"],
        device_id=row["device_id"],
        state=JobState(row["state"]),
        attempts=tuple(map(_attempt, attempts)),
        budget_from=row["budget_from"],
        run_id=row["run_id"] or "",
        failure=_failure(row),
    )


def _attempt(row: Row) -> Attempt:
    end = row["ended_as"]
    ended_at = row["ended_at"] or ""
    return Attempt(row["device_id"], row["started_at"], ended_at, AttemptEnd(end) if end else None, _failure(row))


def _failure(row: Row) -> Failure | None:
    if row["failure_code"] is None:
        return None
    return Failure(row["failure_code"], row["failure_what"], row["failure_why"], row["failure_remedy"])


def _device(row: Row) -> BatchDevice:
    return BatchDevice(
        device_id=row["device_id"],
        board=row["board"],
        origin=Origin(row["origin"]),
        failure_streak=row["failure_streak_count"],
        set_aside_at=row["set_aside_at"] or "",
        why=row["why"],
        is_started_here=bool(row["is_started_here"]),
    )
