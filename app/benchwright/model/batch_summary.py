"""What a batch brought, a row for each variant on each board: computed on reading, never stored."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchwright.model.batch import Batch, Failure, Job, JobState
from benchwright.model.board import Origin
from benchwright.model.run import Run, ValidityStatus

_FROM_BEST = (ValidityStatus.VALID, ValidityStatus.DEGRADED, ValidityStatus.INVALID)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """A variant on a board, over all repeats; a row never mixes origins.

    `latency_us` is the median of the runs' medians and `instructions` likewise the count of one inference, None where
    nothing was measured or nothing is counted; invalid runs are left out as long as there are others.
    `validity` is that of the worst run. `device_ids` did the work. `failure` is of the first job that did not end well.
    """

    variant_label: str
    target: str
    board: str
    origin: Origin
    job_count: int
    done_count: int
    device_ids: tuple[str, ...]
    state: JobState
    latency_us: float | None = None
    instructions: int | None = None
    ram_bytes: int | None = None
    validity: ValidityStatus | None = None
    issue_codes: tuple[str, ...] = ()
    failure: Failure | None = None
    run_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchSummary:
    """Every row of a batch, and how many jobs are in which state."""

    batch_id: str
    rows: tuple[SummaryRow, ...]
    done_count: int
    failed_count: int
    skipped_count: int
    waiting_count: int
    quarantined_count: int
    attempt_count: int

    @property
    def is_whole(self) -> bool:
        """Whether every job brought a run."""
        return not (self.failed_count or self.skipped_count or self.waiting_count or self.quarantined_count)

    @property
    def has_invalid_run(self) -> bool:
        """Whether a run was saved that cannot be trusted."""
        return any(row.validity is ValidityStatus.INVALID for row in self.rows)


def summarise_batch(batch: Batch, runs: Mapping[str, Run]) -> BatchSummary:
    """The summary of a batch; `runs` are those of its jobs by their ids, missing ones count as not read."""
    groups: dict[tuple[str, str, Origin], list[Job]] = {}
    for job in batch.jobs:
        groups.setdefault((job.variant_sha256, job.target, job.origin), []).append(job)
    return BatchSummary(
        batch_id=batch.batch_id,
        rows=tuple(_row(jobs, runs) for jobs in groups.values()),
        done_count=batch.count(JobState.DONE),
        failed_count=batch.count(JobState.FAILED),
        skipped_count=batch.count(JobState.SKIPPED),
        waiting_count=batch.count(JobState.QUEUED, JobState.RUNNING),
        quarantined_count=batch.count(JobState.QUARANTINED),
        attempt_count=sum(job.attempt for job in batch.jobs),
    )


def _row(jobs: Sequence[Job], runs: Mapping[str, Run]) -> SummaryRow:
    first = jobs[0]
    found = [runs[job.run_id] for job in jobs if job.run_id in runs]
    counted = [run for run in found if run.validity.status is not ValidityStatus.INVALID] or found
    troubled = next((job for job in jobs if job.state is not JobState.DONE), first)
    return SummaryRow(
        variant_label=first.variant_label,
        target=first.target,
        board=first.board,
        origin=first.origin,
        job_count=len(jobs),
        done_count=sum(job.state is JobState.DONE for job in jobs),
        device_ids=tuple(dict.fromkeys(run.device_id for run in found)),
        state=troubled.state,
        latency_us=_latency_us(counted),
        instructions=_instructions(counted),
        ram_bytes=max((size for run in counted if (size := run.ram_bytes) is not None), default=None),
        validity=max((run.validity.status for run in found), key=_FROM_BEST.index, default=None),
        issue_codes=tuple(dict.fromkeys(issue.code.value for run in found for issue in run.validity.issues)),
        failure=troubled.failure,
        run_ids=tuple(run.run_id for run in found),
    )


def _latency_us(runs: Sequence[Run]) -> float | None:
    medians = [statistics.median(latencies) for run in runs if (latencies := run.timing.latencies_us)]
    return statistics.median(medians) if medians else None


def _instructions(runs: Sequence[Run]) -> int | None:
    """One inference's count, the lower median where inputs take different counts: always a count that was seen."""
    medians = []
    for run in runs:
        counts = [run.timing.instructions(ticks) for ticks in run.timing.samples]
        known = [count for count in counts if count is not None]
        if known:
            medians.append(statistics.median_low(known))
    return statistics.median_low(medians) if medians else None
