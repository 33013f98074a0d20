"""What the window tells in passing: ends of runs, batches and conversions, wherever the person is looking."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from benchwright.model.device import Device
from benchwright.model.events import MlperfFinished, RouteFailed, RunSaved
from benchwright.ui.batch.conductor import BatchConductor
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.translators import said
from benchwright.ui.notices import Notices
from benchwright.ui.progress import ProgressBook
from benchwright.ui.tokens import Tone
from benchwright.ui.window_body import WindowBody


class WindowNews(QObject):
    """Listens to the bridge, the batches and the forge. Nothing is said of what the page in front shows anyway."""

    page_requested = Signal(str, object)
    """Open the page with this key and hand it the value."""

    tasks_requested = Signal()
    """Show the tasks."""

    def __init__(
        self,
        bridge: Bridge,
        body: WindowBody,
        book: ProgressBook,
        batches: BatchConductor,
        notices: Notices,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._body = body
        self._book = book
        self._batches = batches
        self._notices = notices
        bridge.run_saved.connect(self._take_run)
        bridge.mlperf_finished.connect(self._take_benchmark)
        bridge.route_failed.connect(self._take_failure)
        batches.said.connect(self._take_batch)
        body.drawer.tasks_tab.forge.ended.connect(self._take_forged)

    def tell_saved(self) -> None:
        """What had to wait for the database is in it now."""
        self._notices.say(self.tr("Everything that was measured is saved."), Tone.OK)

    def _take_run(self, event: RunSaved) -> None:
        run = event.run
        text = self.tr("%1 was measured on %2.").replace("%1", run.variant_label).replace("%2", run.board)
        if not self._batches.has(event.device_id):
            self._notices.tell_end(
                text,
                Tone.OK,
                seconds=self._book.of(event.device_id).seconds,
                is_seen=self._body.stack.index == 0,
                action=self.tr("Open"),
                on_action=partial(self.page_requested.emit, "runs", run.run_id),
            )

    def _take_benchmark(self, event: MlperfFinished) -> None:
        text = self.tr("%1 is written to %2.").replace("%1", event.result.benchmark.benchmark_id)
        self._notices.tell_end(
            text.replace("%2", event.folder),
            Tone.OK if event.result.is_by_the_rules else Tone.WARNING,
            seconds=self._book.of(event.device_id).seconds,
            is_seen=False,
        )

    def _take_failure(self, event: RouteFailed) -> None:
        if not self._batches.is_running:
            self._notices.tell_end(
                said(event.what),
                Tone.WARNING if event.was_cancelled else Tone.ERROR,
                seconds=self._book.of(event.device_id).seconds,
                is_seen=self._body.stack.index == 0,
                action=self.tr("Show"),
                on_action=partial(self._show_device, event.device_id),
            )

    def _take_batch(self, text: str, tone: Tone) -> None:
        self._notices.tell_end(
            text,
            tone,
            seconds=self._batches.seconds,
            is_seen=self._body.drawer.shows_tasks,
            action=self.tr("Show"),
            on_action=self.tasks_requested.emit,
        )

    def _take_forged(self, text: str, tone: Tone, seconds: float) -> None:
        self._notices.tell_end(
            text,
            tone,
            seconds=seconds,
            is_seen=self._body.stack.current.key == "models",
            action=self.tr("Show"),
            on_action=partial(self.page_requested.emit, "models", None),
        )

    def _show_device(self, device_id: str) -> None:
        self.page_requested.emit("bench", self._device(device_id))

    def _device(self, device_id: str) -> Device | None:
        devices = self._bridge.workbench.devices()
        return next((device for device in devices if device.device_id == device_id), None)
