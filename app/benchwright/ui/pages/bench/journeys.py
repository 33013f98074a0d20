"""Journeys: which devices can start, how they are started one by one or as a batch, and how one is cancelled."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from benchwright.model.batch import BatchSettings
from benchwright.model.device import Device, DeviceState
from benchwright.model.events import BatchChanged, Stage
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.layout import BenchLayout
from benchwright.ui.pages.bench.model_choice import ModelChoice
from benchwright.ui.pages.bench.results import Results
from benchwright.ui.pages.bench.roster import Roster
from benchwright.ui.progress import Progress, ProgressBook


class Journeys(QObject):
    """Starts and cancels what the page asks for, and keeps buttons, strip and line true to it."""

    failed = Signal(Exception)
    """A batch could not begin."""

    def __init__(
        self,
        bridge: Bridge,
        parts: BenchLayout,
        roster: Roster,
        model: ModelChoice,
        book: ProgressBook,
        results: Results,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._parts = parts
        self._roster = roster
        self._model = model
        self._book = book
        self._results = results
        self.batch_runs = False
        bridge.batch_changed.connect(self._take_batch)

    @property
    def progress(self) -> Progress:
        """How far the selected device is."""
        return self._book.of(self._parts.devices.selected_id)

    @property
    def is_queueing(self) -> bool:
        """Whether what is started next becomes jobs of a batch."""
        return self.batch_runs or len(self._startable()) * len(self._model.sha256s) > 1

    def start(self, *, force_flash: bool = False) -> None:
        """Flash and test on the checked devices, or on the selected one; more than one job is a batch."""
        devices, sha256s = self._startable(), self._model.sha256s
        if devices and self.is_queueing:
            self._begin_batch(devices, sha256s, force_flash=force_flash)
            return
        for device in devices:
            self._begin(device, sha256s[0])
            self._bridge.workbench.flash_and_test(device.device_id, sha256s[0], force_flash=force_flash)

    def start_flash_only(self) -> None:
        """Brings firmware and model onto the devices without measuring."""
        sha256 = self._model.sha256
        for device in self._startable():
            self._begin(device, sha256)
            self._bridge.workbench.flash_only(device.device_id, sha256)

    def cancel(self) -> None:
        """Stops the journey of the selected device; asks first while flash is being written."""
        current = self.progress.current
        if not self.progress.is_running:
            self._parts.errors.dismiss()
        elif current is not None and current.stage is Stage.FLASH:
            self._parts.confirm_cancel(self._cancel_now)
        else:
            self._cancel_now()

    def forget_ended(self) -> None:
        """Ends what the book still holds for running and the workbench does not."""
        for device_id, _ in self._book.running():
            if not self._bridge.workbench.is_busy(device_id):
                self._book.end(device_id)

    def show_progress(self) -> None:
        """Shows how far the selected device is."""
        self._parts.show_progress(self.progress, self._results.medians)

    def show_startable(self) -> None:
        """Shows whether there is something to start, and on how many devices."""
        startable = self._startable()
        self._parts.run_bar.show_startable(
            can_start=bool(startable), device_count=len(startable), joins_queue=self.batch_runs
        )

    def _startable(self) -> list[Device]:
        if not self._model.sha256:
            return []
        targets = set(self._parts.devices.targets)
        return [
            device
            for device in self._roster.devices
            if device.device_id in targets
            and device.board is not None
            and device.state is not DeviceState.GONE
            and (self.batch_runs or not self._book.of(device.device_id).is_running)
        ]

    def _begin(self, device: Device, sha256: str) -> None:
        self._bridge.remembered.set_last_model(device.board or "", sha256)
        self._parts.errors.hide()
        self._book.submit(device.device_id)

    def _begin_batch(self, devices: list[Device], sha256s: tuple[str, ...], *, force_flash: bool) -> None:
        for device in devices:
            self._bridge.remembered.set_last_model(device.board or "", sha256s[0])
        self._parts.errors.hide()
        jobs = str(len(devices) * len(sha256s))
        self._parts.say(self.tr("Queueing %1 jobs …").replace("%1", jobs))
        ids = [device.device_id for device in devices]
        workbench = self._bridge.workbench

        def begin() -> None:
            settings = BatchSettings(force_flash=force_flash, meter=workbench.meters.wish_for_batch(devices))
            workbench.batches.begin(sha256s, ids, settings=settings)

        self._bridge.ask(begin, self._show_begun, self._fail_batch)

    def _show_begun(self, _done: None) -> None:
        self.show_progress()

    def _fail_batch(self, error: Exception) -> None:
        self.show_progress()
        self.failed.emit(error)

    def _take_batch(self, event: BatchChanged) -> None:
        if event.is_running != self.batch_runs:
            self.batch_runs = event.is_running
            self.show_startable()

    def _cancel_now(self) -> None:
        self._parts.show_cancelling()
        self._bridge.workbench.cancel(self._parts.devices.selected_id)
