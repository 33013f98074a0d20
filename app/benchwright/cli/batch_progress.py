"""Progress of a batch on standard error: a line a job that ended, and on a terminal one that moves."""

from __future__ import annotations

import sys
import threading
from typing import TextIO

from benchwright.model.batch import AttemptEnd, Batch, Job, JobState
from benchwright.model.events import BatchChanged, Event, StageFinished, StageProgressed, StageStarted
from benchwright.model.units import eta_text
from benchwright.reports.columns import printable

_WIDTH = 118
_WORDS = {JobState.QUEUED: "again", JobState.QUARANTINED: "waits"}


class BatchProgress:
    """Prints what happens; silent when `quiet`. Called from every lane, prints one line at a time."""

    def __init__(self, *, quiet: bool, stream: TextIO | None = None) -> None:
        self._quiet = quiet
        self._stream = stream or sys.stderr
        self._moves = self._stream.isatty()
        self._guard = threading.Lock()  # lanes tell of their stages at the same time
        self._told: dict[int, tuple[JobState, int]] = {}
        self._stages: dict[str, str] = {}
        self._last: BatchChanged | None = None

    def __call__(self, event: Event) -> None:
        """Takes one event of the batch or of a route."""
        if self._quiet:
            return
        with self._guard:
            match event:
                case BatchChanged():
                    self._take(event)
                case StageStarted() | StageFinished():
                    self._stages[event.device_id] = event.stage.value
                case StageProgressed() if event.total:
                    self._stages[event.device_id] = f"{event.stage.value} {100 * event.done // event.total} %"
                case _:
                    return
            self._show_moving()

    def _take(self, event: BatchChanged) -> None:
        if self._last is None:
            # What had ended before, when a batch is resumed, is no news.
            self._told = {job.position: (job.state, job.attempt) for job in event.batch.jobs}
        self._last = event
        for job in event.batch.jobs:
            seen = (job.state, job.attempt)
            if self._told[job.position] != seen and job.state is not JobState.RUNNING:
                self._told[job.position] = seen
                self._show(_line(event.batch, job), final=True)

    def _show_moving(self) -> None:
        if not self._moves or self._last is None:
            return
        batch = self._last.batch
        over = batch.count(JobState.DONE, JobState.FAILED, JobState.SKIPPED)
        running = [
            f"{job.running_on} {self._stages.get(job.running_on, '')}".strip() for job in batch.jobs if job.running_on
        ]
        eta = "" if self._last.eta_s is None else f"  {eta_text(self._last.eta_s)} left"
        self._show(f"  {over}/{len(batch.jobs)}{eta}  {', '.join(running)}"[:_WIDTH], final=False)

    def _show(self, text: str, *, final: bool) -> None:
        start = "\r\x1b[K" if self._moves else ""
        print(start + printable(text), end="\n" if final else "", file=self._stream, flush=True)


def _line(batch: Batch, job: Job) -> str:
    over = batch.count(JobState.DONE, JobState.FAILED, JobState.SKIPPED)
    place = f"{over}/{len(batch.jobs)}"
    where = job.attempts[-1].device_id if job.attempts else job.target
    repeat = f" #{job.repeat}" if job.repeat > 1 else ""
    why = f"  {job.failure.what}" if job.failure is not None and job.state is not JobState.DONE else ""
    if job.state is JobState.QUEUED and job.attempts and job.attempts[-1].end is AttemptEnd.FAILED:
        why += f" Attempt {job.attempt} failed; it is tried again."
    word = _WORDS.get(job.state, job.state.value)
    return f"  {place:>7}  {word:<8} {job.variant_label}{repeat} on {where}{why}"
