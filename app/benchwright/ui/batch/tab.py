"""The Tasks tab: the single runs, and the queue as soon as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright.model.events import BatchChanged
from benchwright.ui.bridge import Bridge
from benchwright.ui.forge_jobs import ForgeJobs
from benchwright.ui.progress import ProgressBook
from benchwright.ui.tasks import TaskModel, task_view
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

if TYPE_CHECKING:
    from benchwright.ui.batch.view import BatchView


class TasksTab(QWidget):
    """Makes the queue when the first batch is told of: most windows open without one."""

    report_requested = Signal(tuple)
    run_opened = Signal(str)

    def __init__(self, bridge: Bridge, theme: Theme, book: ProgressBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._book = book
        self._queue: BatchView | None = None
        self.journeys = TaskModel(self)
        self._journeys_view = task_view(self.journeys, self)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID, 0, GRID, 0)
        self._layout.addWidget(self._journeys_view)
        self.forge = ForgeJobs(bridge, self.journeys, self)
        self.cancel_button = push_button(theme, self.tr("Cancel the conversion"), self, icon_name="mdi6.close")
        self.cancel_button.clicked.connect(self._cancel_forge)
        self.cancel_button.hide()
        self._layout.addWidget(self.cancel_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.forge.status_changed.connect(self._offer_cancel)
        bridge.batch_changed.connect(self._take_batch)
        book.changed.connect(self._take_progress)

    @property
    def queue(self) -> BatchView | None:
        """The queue; None until there is a batch."""
        return self._queue

    def take_batch(self, event: BatchChanged) -> None:
        """Shows a batch as it is."""
        self._take_batch(event)

    def _take_batch(self, event: BatchChanged) -> None:
        if self._queue is None:
            self._queue = self._made()
        self._queue.take(event)

    def _cancel_forge(self) -> None:
        self.cancel_button.setEnabled(False)
        self.forge.cancel()

    def _offer_cancel(self) -> None:
        self.cancel_button.setVisible(self.forge.is_busy)
        if not self.forge.is_busy:  # the next one can be cancelled again
            self.cancel_button.setEnabled(True)

    def _take_progress(self, device_id: str) -> None:
        if self._queue is None or not self._queue.has(device_id):
            self.journeys.take(device_id, self._book.of(device_id))

    def _made(self) -> BatchView:
        from benchwright.ui.batch.view import BatchView  # noqa: PLC0415  the first page need not wait for it

        queue = BatchView(self._bridge, self._theme, self._book, self._journeys_view, self)
        queue.report_requested.connect(self.report_requested)
        queue.run_opened.connect(self.run_opened)
        self._layout.addWidget(queue)
        return queue
