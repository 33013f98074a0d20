"""How long a batch still takes, from what its stages took before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from benchwright.model.batch import Batch, Job, JobState
from benchwright.model.board import Origin

_Kind = tuple[str, Origin]


def remaining_s(batch: Batch, job_s: Mapping[str, float], now: datetime) -> float | None:
    """Seconds to the end of what can go on now: devices work side by side, each at its jobs one after the other.

    `job_s` is what one job takes on a board (the sum of its stages' medians). None when a board that still has jobs was
    never measured. Quarantined jobs do not count: nobody knows when they go on.
    """
    pending = [job for job in batch.jobs if job.state in {JobState.QUEUED, JobState.RUNNING}]
    if any(job.board not in job_s for job in pending):
        return None
    if not pending:
        return 0.0
    free_at_s = {device.device_id: 0.0 for device in batch.devices if not device.is_set_aside}
    kinds: dict[_Kind, list[str]] = defaultdict(list)
    for device in batch.devices:
        if not device.is_set_aside:
            kinds[device.board, device.origin].append(device.device_id)
    for job in sorted(pending, key=lambda job: (job.state is not JobState.RUNNING, not job.device_id, job.position)):
        lane = job.running_on or job.device_id or _first_free(kinds[job.board, job.origin], free_at_s)
        free_at_s[lane] = free_at_s.get(lane, 0.0) + max(0.0, job_s[job.board] - _elapsed_s(job, now))
    return max(free_at_s.values())


def _first_free(lanes: Sequence[str], free_at_s: Mapping[str, float]) -> str:
    return min(lanes, key=lambda lane: free_at_s[lane], default="")


def _elapsed_s(job: Job, now: datetime) -> float:
    if job.state is not JobState.RUNNING:
        return 0.0
    return max(0.0, (now - datetime.fromisoformat(job.attempts[-1].started_at)).total_seconds())
