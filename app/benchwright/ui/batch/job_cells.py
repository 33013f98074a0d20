"""What the cells of the queue show: a job, how far it is, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from benchwright.model.batch import Batch, Job, JobState
from benchwright.model.board import Origin
from benchwright.model.run import Run
from benchwright.model.units import us_to_seconds
from benchwright.ui.item_models.rows_model import Column, Shown
from benchwright.ui.language.numbers import count_text, duration_text
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_time
from benchwright.ui.progress import StageView
from benchwright.ui.run_values import instructions, latency_summary
from benchwright.ui.tokens import Tone

STATE_COLUMN = 4
_NOTHING = "–"
_LOOKS = {
    JobState.QUEUED: ("mdi6.clock-outline", Tone.NEUTRAL),
    JobState.RUNNING: ("mdi6.progress-clock", Tone.BUSY),
    JobState.DONE: ("mdi6.check-circle-outline", Tone.OK),
    JobState.FAILED: ("mdi6.close-octagon-outline", Tone.ERROR),
    JobState.SKIPPED: ("mdi6.skip-next-outline", Tone.NEUTRAL),
    JobState.QUARANTINED: ("mdi6.pause-octagon-outline", Tone.WARNING),
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as a row: `stage` while it runs, `measured` when its run was seen here, `allowed` attempts."""

    job: Job
    allowed: int
    stage: StageView | None = None
    measured: str = ""

    @property
    def ratio(self) -> float | None:
        """How much of the current stage is done, 0…1; None when nothing runs or it cannot be told."""
        return self.stage.ratio if self.stage is not None else None


def tr(text: str) -> str:
    """A text of the queue in the user's language."""
    return QCoreApplication.translate("Queue", text)


def job_rows(batch: Batch, stages: dict[str, StageView], measured: dict[str, str]) -> tuple[JobRow, ...]:
    """A row for each job; `stages` by device, `measured` by run."""
    allowed = batch.settings.retry_count + 1
    return tuple(
        JobRow(job, allowed, stages.get(job.running_on) if job.running_on else None, measured.get(job.run_id, ""))
        for job in batch.jobs
    )


def measured_text(run: Run) -> str:
    """What a run measured, with its unit: instructions where they were counted, else the latency."""
    counted = instructions(run)
    if counted is not None:
        return tr("%1 instructions").replace("%1", count_text(counted))
    summary = latency_summary(run)
    return duration_text(us_to_seconds(summary.median)) if summary is not None else _NOTHING


def origin_shown(origin: Origin) -> Shown:
    """The origin as a word with its icon; what did not run on a board says so."""
    if origin is Origin.HARDWARE:
        return Shown(tr("hardware"), Tone.NEUTRAL, icon_name="mdi6.chip")
    words = {Origin.EMULATED: tr("emulated"), Origin.NATIVE: tr("native")}
    return Shown(words[origin], Tone.EMULATED, tr("Not time of a board."), "mdi6.flask-outline")


def job_columns() -> tuple[Column[JobRow], ...]:
    """Number, model, device, origin, state, attempts, and what it brought or what stood in the way."""
    return (
        Column(tr("#"), lambda row: Shown(str(row.job.position + 1), is_faint=True), is_right=True),
        Column(tr("Model"), _model),
        Column(tr("Device"), _device),
        Column(tr("Origin"), lambda row: origin_shown(row.job.origin)),
        Column(tr("State"), _state),
        Column(tr("Attempt"), _attempt),
        Column(tr("Result"), _result),
    )


def state_word(state: JobState) -> str:
    """The word of a state."""
    words = {
        JobState.QUEUED: tr("queued"),
        JobState.RUNNING: tr("running"),
        JobState.DONE: tr("done"),
        JobState.FAILED: tr("failed"),
        JobState.SKIPPED: tr("skipped"),
        JobState.QUARANTINED: tr("quarantined"),
    }
    return words[state]


def counts_words(batch: Batch) -> str:
    """How many jobs are in which state: `5 done · 1 failed · 2 queued`."""
    order = (
        JobState.DONE,
        JobState.FAILED,
        JobState.SKIPPED,
        JobState.RUNNING,
        JobState.QUEUED,
        JobState.QUARANTINED,
    )
    return "  ·  ".join(f"{count} {state_word(state)}" for state in order if (count := batch.count(state)))


def joined(names: Sequence[str]) -> str:
    """Names in a row."""
    return ", ".join(names)


def _model(row: JobRow) -> Shown:
    repeat = f"  #{row.job.repeat}" if row.job.repeat > 1 else ""
    return Shown(row.job.variant_label + repeat, detail=row.job.variant_sha256)


def _device(row: JobRow) -> Shown:
    job = row.job
    at = job.attempts[-1].device_id if job.attempts else job.device_id or job.target
    if at == job.target or job.state.is_waiting:
        return Shown(job.device_id or job.target)
    return Shown(at, detail=tr("Asked for: %1").replace("%1", job.target))


def _state(row: JobRow) -> Shown:
    icon_name, tone = _LOOKS[row.job.state]
    word = state_word(row.job.state)
    if row.stage is not None:
        percent = f" {row.stage.ratio * 100:.0f} %" if row.stage.ratio is not None else ""
        word = f"{said(row.stage.stage.value)}{percent}"
    return Shown(word, tone, icon_name=icon_name)


def _attempt(row: JobRow) -> Shown:
    count = row.job.attempt
    if not count:
        return Shown("")
    words = tr("%1 of %2").replace("%1", str(count)).replace("%2", str(max(count, row.allowed)))
    tried = [f"{local_time(attempt.started_at)}  {attempt.device_id}" for attempt in row.job.attempts]
    return Shown(words, is_faint=count == 1, detail="\n".join(tried))


def _result(row: JobRow) -> Shown:
    failure = row.job.failure
    if row.job.state is JobState.DONE or failure is None:
        return Shown(row.measured)
    detail = "\n".join(said(part) for part in (failure.what, failure.why, failure.remedy) if part)
    tone = Tone.ERROR if row.job.state is JobState.FAILED else Tone.NEUTRAL
    return Shown(f"{said(failure.what)} {said(failure.why)}".strip(), tone, detail)
