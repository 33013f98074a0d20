"""Batches as JSON documents."""

from __future__ import annotations

from dataclasses import asdict

from benchwright.model.batch import Attempt, Batch, BatchDevice, Failure, Job
from benchwright.model.batch_summary import BatchSummary, SummaryRow


def batch_document(batch: Batch, summary: BatchSummary | None = None) -> dict[str, object]:
    """A batch with every job and attempt, and its summary where there is one."""
    document: dict[str, object] = {
        "batch_id": batch.batch_id,
        "created_at": batch.created_at,
        "finished_at": batch.finished_at or None,
        "settings": asdict(batch.settings),
        "owner": None if batch.owner is None else {"host": batch.owner.host, "pid": batch.owner.pid},
        "devices": [_device(device) for device in batch.devices],
        "jobs": [_job(job) for job in batch.jobs],
    }
    if summary is not None:
        document["summary"] = [_row(row) for row in summary.rows]
    return document


def _job(job: Job) -> dict[str, object]:
    return {
        "position": job.position,
        "variant": job.variant_label,
        "variant_sha256": job.variant_sha256,
        "target": job.target,
        "board": job.board,
        "origin": job.origin.value,
        "repeat": job.repeat,
        "state": job.state.value,
        "run_id": job.run_id or None,
        "failure": _failure(job.failure),
        "attempts": [_attempt(attempt) for attempt in job.attempts],
    }


def _attempt(attempt: Attempt) -> dict[str, object]:
    return {
        "device_id": attempt.device_id,
        "started_at": attempt.started_at,
        "ended_at": attempt.ended_at or None,
        "end": attempt.end.value if attempt.end is not None else None,
        "failure": _failure(attempt.failure),
    }


def _device(device: BatchDevice) -> dict[str, object]:
    return {
        "device_id": device.device_id,
        "board": device.board,
        "origin": device.origin.value,
        "is_set_aside": device.is_set_aside,
        "why": device.why,
    }


def _row(row: SummaryRow) -> dict[str, object]:
    return {
        "variant": row.variant_label,
        "target": row.target,
        "board": row.board,
        "origin": row.origin.value,
        "device_ids": list(row.device_ids),
        "jobs": row.job_count,
        "done": row.done_count,
        "state": row.state.value,
        "latency_us": row.latency_us,
        "instructions_per_inference": row.instructions,
        "ram_bytes": row.ram_bytes,
        "validity": row.validity.value if row.validity is not None else None,
        "issues": list(row.issue_codes),
        "failure": _failure(row.failure),
        "run_ids": list(row.run_ids),
    }


def _failure(failure: Failure | None) -> dict[str, object] | None:
    return None if failure is None else asdict(failure)
