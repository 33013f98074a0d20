"""What the window says of a batch: in the status bar, in passing, and when one was not finished."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from benchwright.model.batch import Batch, JobState
from benchwright.model.events import BatchChanged, BatchFailed
from benchwright.ui.bridge import Bridge
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import Tone
from benchwright.ui.widgets.notice import Notice


class BatchConductor(QObject):
    """Watches the batch for the window; `notice` is for the top of it."""

    tasks_requested = Signal()
    """Show the queue."""
    said = Signal(str, Tone)
    """Say this in passing."""
    failed = Signal(BatchFailed)
    status_changed = Signal(str)
    """The batch in a few words for the status bar; "" when none runs."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._last: BatchChanged | None = None
        self._known: set[str] = set()
        self._clock = QElapsedTimer()
        self.notice = Notice(theme, "mdi6.playlist-play")
        self.resume_button = self.notice.add_button(self.tr("Resume"), self._resume, role="primary")
        self.release_button = self.notice.add_button(self.tr("Release and go on"), self._release, role="primary")
        self.notice.add_button(self.tr("Show"), self.tasks_requested.emit)
        bridge.batch_changed.connect(self._take)
        bridge.batch_failed.connect(self.failed)

    @property
    def seconds(self) -> float:
        """How long the batch has run in this window, or did."""
        return self._clock.elapsed() / 1000 if self._clock.isValid() else 0.0

    @property
    def is_running(self) -> bool:
        """Whether this window is at a batch."""
        return self._last is not None and self._last.is_running

    def adopt(self, other: BatchConductor) -> None:
        """Goes on from the batch of a window that this one takes the place of."""
        self._known = set(other._known)
        if other._last is not None:
            self._last = other._last
            self.status_changed.emit(self._status(other._last))
            if other.notice.isVisible():
                self._offer(other._last.batch)

    @property
    def last(self) -> BatchChanged | None:
        """The last that was told of a batch."""
        return self._last

    def has(self, device_id: str) -> bool:
        """Whether the batch is at work on a device."""
        return (
            self.is_running
            and self._last is not None
            and any(job.running_on == device_id for job in self._last.batch.jobs)
        )

    def _take(self, event: BatchChanged) -> None:
        before, self._last = self._last, event
        batch = event.batch
        if event.is_running:
            self.notice.hide()
            if before is None or not before.is_running:
                self._clock.start()
            if batch.batch_id not in self._known:
                self._known.add(batch.batch_id)
                self.tasks_requested.emit()
        elif before is not None and before.is_running:
            self._tell_end(batch)
        elif event.held_by is None and not batch.is_finished and batch.batch_id not in self._known:
            self._known.add(batch.batch_id)
            self._offer(batch)
        self.status_changed.emit(self._status(event))

    def _status(self, event: BatchChanged) -> str:
        if not event.is_running:
            return ""
        ended = event.batch.count(JobState.DONE, JobState.FAILED, JobState.SKIPPED)
        return self.tr("Batch %1/%2").replace("%1", str(ended)).replace("%2", str(len(event.batch.jobs)))

    def _tell_end(self, batch: Batch) -> None:
        done, total = batch.count(JobState.DONE), len(batch.jobs)
        words = self.tr("Batch: %1 of %2 jobs were measured.").replace("%1", str(done)).replace("%2", str(total))
        if not batch.is_finished:
            aside = _aside(batch)
            words += " " + (
                self.tr("The rest waits for %1.").replace("%1", ", ".join(aside))
                if aside and not batch.count(JobState.QUEUED)
                else self.tr("The rest can be resumed.")
            )
        self.said.emit(words, Tone.OK if done == total else Tone.WARNING)

    def _offer(self, batch: Batch) -> None:
        done, total = batch.count(JobState.DONE), len(batch.jobs)
        waits_for_the_user = not batch.count(JobState.QUEUED, JobState.RUNNING)
        words = self.tr("A batch was not finished: %1 of %2 jobs are done.")
        words = words.replace("%1", str(done)).replace("%2", str(total))
        if waits_for_the_user:
            words += " " + self.tr("The rest waits for %1, set aside.").replace("%1", ", ".join(_aside(batch)))
        self.resume_button.setVisible(not waits_for_the_user)
        self.release_button.setVisible(waits_for_the_user)
        self.notice.say(words)

    def _resume(self) -> None:
        self._do(lambda batch: partial(self._bridge.workbench.batches.resume, batch.batch_id))

    def _release(self) -> None:
        self._do(lambda batch: partial(self._bridge.workbench.batches.release, batch.batch_id, _aside(batch)))

    def _do(self, work: Callable[[Batch], Callable[[], None]]) -> None:
        if self._last is not None:
            self.tasks_requested.emit()
            self._bridge.ask(work(self._last.batch), lambda _done: None)


def _aside(batch: Batch) -> list[str]:
    return [device.device_id for device in batch.devices if device.is_set_aside]
