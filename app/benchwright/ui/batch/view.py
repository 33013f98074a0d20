"""The queue with its bar and its summary, beside the single runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from benchwright.model.batch import Batch, JobState
from benchwright.model.batch_summary import BatchSummary
from benchwright.model.events import BatchChanged, RunSaved
from benchwright.ui.batch.bar import QUEUE, SUMMARY, BatchBar, unfinished_positions
from benchwright.ui.batch.job_cells import job_rows, measured_text
from benchwright.ui.batch.job_table import JobTable
from benchwright.ui.batch.summary_table import SummaryTable
from benchwright.ui.bridge import PROGRESS_MS, Bridge
from benchwright.ui.progress import ProgressBook, StageView
from benchwright.ui.theme import Theme

if TYPE_CHECKING:
    from benchwright.bench.batch_desk import BatchDesk


class BatchView(QWidget):
    """The bar of a batch, and the view that was chosen: its jobs, its summary, or the single runs."""

    report_requested = Signal(tuple)
    run_opened = Signal(str)

    def __init__(
        self, bridge: Bridge, theme: Theme, book: ProgressBook, journeys: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._book = book
        self._last: BatchChanged | None = None
        self._is_stopping = False
        self._measured: dict[str, str] = {}
        self.bar = BatchBar(theme, self)
        self.table = JobTable(theme, self)
        self.summary = SummaryTable(theme, self)
        self._views = QStackedWidget(self)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(PROGRESS_MS)
        self._soon.timeout.connect(self._show)
        self._lay_out(journeys)
        self._connect()

    @property
    def batch(self) -> Batch | None:
        """The batch that is shown."""
        return self._last.batch if self._last is not None else None

    @property
    def view(self) -> int:
        """The view in front: QUEUE, SUMMARY or JOURNEYS."""
        return self._views.currentIndex()

    def show_view(self, view: int) -> None:
        """Brings a view to the front; the summary is read anew."""
        self._views.setCurrentIndex(view)
        self.bar.show_view(view)
        self._show_bar()
        batch = self.batch
        if view == SUMMARY and batch is not None:
            self._bridge.ask(partial(self._desk.summary, batch), self._take_summary)

    @property
    def _desk(self) -> BatchDesk:
        return self._bridge.workbench.batches

    def take(self, event: BatchChanged) -> None:
        """Shows the batch as it is now."""
        is_new = self._last is None or self._last.batch.batch_id != event.batch.batch_id
        has_ended = self._last is not None and self._last.is_running and not event.is_running
        self._last = event
        self._is_stopping = self._is_stopping and event.is_running
        self._show()
        if is_new:
            self._read_measured(event.batch)
            self.show_view(QUEUE)
        elif (has_ended and event.batch.is_finished) or (self.view == SUMMARY and not event.is_running):
            self.show_view(SUMMARY)

    def has(self, device_id: str) -> bool:
        """Whether a job of the batch is under way on a device."""
        return self.batch is not None and any(job.running_on == device_id for job in self.batch.jobs)

    def _take_progress(self, device_id: str) -> None:
        """Many boards tell of themselves at one time; the table is made anew once for all of them."""
        if self.has(device_id) and not self._soon.isActive():
            self._soon.start()

    def _take_run(self, event: RunSaved) -> None:
        if self.has(event.device_id):
            run = event.run
            # A native run has some hundred thousand samples: their median would stall the window for a second.
            self._bridge.ask(lambda: {run.run_id: measured_text(run)}, self._take_measured)

    def _read_measured(self, batch: Batch) -> None:
        """What was measured before this window saw the batch."""
        run_ids = [job.run_id for job in batch.jobs if job.run_id and job.run_id not in self._measured]
        store = self._bridge.workbench.store
        if run_ids:
            self._bridge.ask(lambda: {key: measured_text(store.run(key)) for key in run_ids}, self._take_measured)

    def _take_measured(self, measured: dict[str, str]) -> None:
        self._measured.update(measured)
        self._show()

    def _take_summary(self, summary: BatchSummary) -> None:
        if self.batch is not None and summary.batch_id == self.batch.batch_id:
            self.summary.show_summary(summary)
            self.bar.report_button.setEnabled(bool(self.summary.run_ids))

    def _show(self) -> None:
        if self._last is None:
            return
        batch = self._last.batch
        self.table.jobs.take(job_rows(batch, self._stages(batch), self._measured))
        self._show_bar()

    def _show_bar(self) -> None:
        if self._last is not None:
            self.bar.show_batch(self._last, self.table.chosen, is_stopping=self._is_stopping)

    def _stages(self, batch: Batch) -> dict[str, StageView]:
        found = {}
        for job in batch.jobs:
            current = self._book.of(job.running_on).current if job.running_on else None
            if current is not None:
                found[job.running_on] = current
        return found

    def _ask(self, work: Callable[[], None]) -> None:
        self._bridge.ask(work, lambda _done: None)

    def _stop(self) -> None:
        self._is_stopping = True
        self._show_bar()
        self._desk.stop()

    def _resume(self) -> None:
        if self.batch is not None:
            self._ask(partial(self._desk.resume, self.batch.batch_id))

    def _discard(self) -> None:
        if self.batch is not None:
            self._ask(partial(self._desk.skip, self.batch.batch_id, unfinished_positions(self.batch)))

    def _retry(self) -> None:
        chosen = [job.position for job in self.table.chosen if job.state in {JobState.FAILED, JobState.SKIPPED}]
        if self.batch is not None:
            self._ask(partial(self._desk.retry, self.batch.batch_id, chosen))

    def _take_out(self) -> None:
        chosen = [job.position for job in self.table.chosen if not job.state.is_final]
        if self.batch is not None:
            self._ask(partial(self._desk.skip, self.batch.batch_id, chosen))

    def _release(self) -> None:
        if self.batch is not None:
            aside = [device.device_id for device in self.batch.devices if device.is_set_aside]
            self._ask(partial(self._desk.release, self.batch.batch_id, aside))

    def _connect(self) -> None:
        self._bridge.run_saved.connect(self._take_run)
        self._book.changed.connect(self._take_progress)
        self.table.chosen_changed.connect(self._show_bar)
        self.bar.view_chosen.connect(self.show_view)
        self.bar.stopped.connect(self._stop)
        self.bar.resumed.connect(self._resume)
        self.bar.discarded.connect(self._discard)
        self.bar.retried.connect(self._retry)
        self.bar.taken_out.connect(self._take_out)
        self.bar.released.connect(self._release)
        self.summary.run_opened.connect(self.run_opened)
        self.bar.reported.connect(lambda: self.report_requested.emit(self.summary.run_ids))

    def _lay_out(self, journeys: QWidget) -> None:
        self.bar.report_button.setEnabled(False)
        self._views.addWidget(self.table)
        self._views.addWidget(self.summary)
        self._views.addWidget(journeys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.bar)
        layout.addWidget(self._views, 1)
