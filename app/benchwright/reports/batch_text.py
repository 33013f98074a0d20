"""Batches for the terminal: the summary of one, the list of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from benchwright.model.batch import Batch, JobState
from benchwright.model.batch_summary import BatchSummary, SummaryRow
from benchwright.model.board import Origin
from benchwright.model.lease import holder_words
from benchwright.model.run import ValidityStatus
from benchwright.model.units import bytes_text, count_text
from benchwright.reports.columns import aligned, printable
from benchwright.reports.words import latency_text

_NOTHING = "–"
_ORIGINS = {
    Origin.HARDWARE: "hardware",
    Origin.EMULATED: "emulated, not time of a board",
    Origin.NATIVE: "native, time of this computer",
}


def batch_text(batch: Batch, summary: BatchSummary) -> str:
    """The summary: a line a variant and board with its origin, and below what stood in the way."""
    header = ["Variant", "Board", "Origin", "Runs", "Measured", "RAM", "Verdict"]
    lines = aligned([header, *(_row(row) for row in summary.rows)], right={3, 5})
    lines += ["", counts_text(batch)]
    for row in summary.rows:
        if row.failure is not None:
            lines += ["", f"! {row.variant_label} on {row.target}: {row.failure.what}"]
            lines += [f"  {text}" for text in (row.failure.why, row.failure.remedy) if text]
    for device in batch.devices:
        if device.is_set_aside:
            lines += ["", f"! {device.device_id} was set aside. {device.why}"]
    return "\n".join(map(printable, lines))


def counts_text(batch: Batch) -> str:
    """How many jobs are in which state: `8 jobs: 6 done, 1 failed, 1 quarantined`."""
    counts = [(batch.count(state), state.value) for state in JobState]
    total = len(batch.jobs)
    states = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{total} job{'' if total == 1 else 's'}: {states}"


def batches_text(batches: Sequence[Batch], held: Mapping[str, bool], now: datetime) -> str:
    """One line a batch; `held` tells by id whether a process is at it."""
    rows = [[batch.batch_id, _when(batch), counts_text(batch), _state(batch, held, now)] for batch in batches]
    return "\n".join(aligned([["Batch", "Begun (UTC)", "Jobs", "State"], *rows]))


def _row(row: SummaryRow) -> list[str]:
    return [
        row.variant_label,
        row.target,
        _ORIGINS[row.origin],
        f"{row.done_count}/{row.job_count}",
        measured_text(row),
        _NOTHING if row.ram_bytes is None else bytes_text(row.ram_bytes),
        verdict_text(row),
    ]


def measured_text(row: SummaryRow) -> str:
    """What was measured, with its unit: instructions where they were counted, else the latency."""
    if row.instructions is not None:
        return f"{count_text(row.instructions)} instructions"
    return _NOTHING if row.latency_us is None else latency_text(row.latency_us)


def verdict_text(row: SummaryRow) -> str:
    """How far the numbers can be trusted, or why there are none."""
    if row.validity is None:
        return row.state.value
    word = row.validity.value.upper() if row.validity is ValidityStatus.INVALID else row.validity.value
    issues = f"{word}: {' '.join(row.issue_codes)}" if row.issue_codes else word
    rest = row.job_count - row.done_count
    return f"{issues}; {rest} {row.state.value}" if rest else issues


def _when(batch: Batch) -> str:
    return batch.created_at.replace("T", " ")[:16]


def _state(batch: Batch, held: Mapping[str, bool], now: datetime) -> str:
    if batch.finished_at:
        return "finished"
    if batch.owner is not None and held.get(batch.batch_id):
        return holder_words(batch.owner, now)
    aside = [device.device_id for device in batch.devices if device.is_set_aside]
    if aside and not batch.count(JobState.QUEUED, JobState.RUNNING):
        return f"waits for {', '.join(aside)}"
    return "unfinished"
