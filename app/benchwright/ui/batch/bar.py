"""The bar over the queue: how far it is, and what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from benchwright.model.batch import Batch, Job, JobState
from benchwright.model.events import BatchChanged
from benchwright.ui.batch.job_cells import counts_words, joined
from benchwright.ui.language.numbers import eta_text
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.quiet_bar import QuietBar

QUEUE, SUMMARY, JOURNEYS = range(3)
_LONGEST_NAME = 16


class BatchBar(QWidget):
    """Tells which button was pressed and which view was asked for; knows nothing of the workbench."""

    view_chosen = Signal(int)
    stopped = Signal()
    resumed = Signal()
    discarded = Signal()
    retried = Signal()
    taken_out = Signal()
    released = Signal()
    reported = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = ElidedLabel(self)
        self.progress = QuietBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Jobs that have ended"))
        self.views = QButtonGroup(self)
        self.stop_button = push_button(theme, self.tr("Stop"), self, icon_name="mdi6.stop", detail=self._stop_words())
        self.resume_button = push_button(theme, self.tr("Resume"), self, icon_name="mdi6.play", role="primary")
        self.discard_button = push_button(
            theme, self.tr("Discard"), self, detail=self.tr("Takes out every job that was not done; runs stay.")
        )
        self.retry_button = push_button(theme, self.tr("Retry"), self, icon_name="mdi6.refresh")
        self.out_button = push_button(theme, self.tr("Take out"), self, icon_name="mdi6.close")
        self.report_button = push_button(theme, self.tr("Report…"), self, icon_name="mdi6.file-chart-outline")
        self.release_button = push_button(theme, self.tr("Release"), self, icon_name="mdi6.lock-open-variant-outline")
        self._buttons = (
            (self.release_button, self.released),
            (self.retry_button, self.retried),
            (self.out_button, self.taken_out),
            (self.discard_button, self.discarded),
            (self.report_button, self.reported),
            (self.stop_button, self.stopped),
            (self.resume_button, self.resumed),
        )
        self._lay_out(theme)

    def show_view(self, view: int) -> None:
        """Marks the view that is in front."""
        self.views.button(view).setChecked(True)
        self.report_button.setVisible(view == SUMMARY)

    def show_batch(self, event: BatchChanged, chosen: tuple[Job, ...], *, is_stopping: bool) -> None:
        """Words, progress, and the buttons that make sense now for the batch and the selected jobs."""
        batch = event.batch
        ended = batch.count(JobState.DONE, JobState.FAILED, JobState.SKIPPED)
        self.progress.setRange(0, max(1, len(batch.jobs)))
        self.progress.show_value(ended)
        self.text.show_text(self._words(event, ended, is_stopping=is_stopping))
        is_ours = event.held_by is None
        aside = [device.device_id for device in batch.devices if device.is_set_aside]
        self.release_button.setText(self._release_text(aside))
        self.release_button.setToolTip(joined(aside))
        self.release_button.setVisible(is_ours and bool(aside) and bool(batch.count(JobState.QUARANTINED)))
        is_queue = self.views.checkedId() == QUEUE
        self.retry_button.setVisible(is_ours and is_queue and any(job.state in _RETRYABLE for job in chosen))
        self.out_button.setVisible(is_ours and is_queue and any(not job.state.is_final for job in chosen))
        self.stop_button.setVisible(event.is_running)
        self.stop_button.setEnabled(not is_stopping)
        can_resume = is_ours and not event.is_running and not batch.is_finished
        self.resume_button.setVisible(can_resume and bool(batch.count(JobState.QUEUED, JobState.RUNNING)))
        self.discard_button.setVisible(can_resume)

    def _words(self, event: BatchChanged, ended: int, *, is_stopping: bool) -> str:
        batch = event.batch
        parts = [self.tr("%1 of %2").replace("%1", str(ended)).replace("%2", str(len(batch.jobs))), counts_words(batch)]
        if event.held_by is not None:
            other = self.tr("run by process %1, another program").replace("%1", str(event.held_by.pid))
            parts.insert(0, other)
        elif is_stopping:
            parts.insert(0, self.tr("stopping …"))
        elif event.eta_s and event.is_running:
            parts.append(self.tr("about %1 left").replace("%1", eta_text(event.eta_s)))
        return "  ·  ".join(parts)

    def _release_text(self, aside: list[str]) -> str:
        if len(aside) == 1 and len(aside[0]) <= _LONGEST_NAME:
            return self.tr("Release %1").replace("%1", aside[0])
        count = self.tr("1 device") if len(aside) == 1 else self.tr("%1 devices").replace("%1", str(len(aside)))
        return self.tr("Release %1").replace("%1", count)

    def _stop_words(self) -> str:
        return self.tr("Stops at the next safe point. What is not done can be resumed.")

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(HALF)
        for view, words in (
            (QUEUE, self.tr("Queue")),
            (SUMMARY, self.tr("Summary")),
            (JOURNEYS, self.tr("Single runs")),
        ):
            button = push_button(theme, words, self, role="quiet")
            button.setCheckable(True)
            self.views.addButton(button, view)
            row.addWidget(button)
        self.views.idClicked.connect(self.view_chosen)
        row.addSpacing(GRID)
        row.addWidget(self.text, 1)
        for button, signal in self._buttons:
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, signal=signal: signal.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, HALF, 0, HALF)
        layout.setSpacing(HALF)
        layout.addLayout(row)
        layout.addWidget(self.progress)

    @property
    def shown_buttons(self) -> tuple[QPushButton, ...]:
        """The buttons that can be seen now."""
        return tuple(button for button, _signal in self._buttons if not button.isHidden())


_RETRYABLE = {JobState.FAILED, JobState.SKIPPED}


def unfinished_positions(batch: Batch) -> tuple[int, ...]:
    """Jobs that have not ended."""
    return tuple(job.position for job in batch.jobs if not job.state.is_final)
