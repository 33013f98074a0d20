"""What the status bar says: boards, runs, the meter, and what runs with the time that it will take."""

from __future__ import annotations

from PySide6.QtCore import QObject

from benchwright.model.events import DevicesChanged, RunSaved
from benchwright.ui.bridge import Bridge
from benchwright.ui.progress import ProgressBook
from benchwright.ui.run_count import RunCount
from benchwright.ui.status_bar import StatusBar


class WindowStatus(QObject):
    """Listens to the bridge and the progress book, and keeps the status bar of one window true."""

    def __init__(self, bridge: Bridge, status: StatusBar, book: ProgressBook, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._status = status
        self._book = book
        self._medians: dict[str, float] = {}
        self._run_count = RunCount(bridge, self)
        self._run_count.counted.connect(status.show_runs)
        bridge.devices_changed.connect(self._take_devices)
        bridge.run_saved.connect(self._take_run)
        bridge.meter.changed.connect(self._show_meter)
        book.changed.connect(self._show_running)
        status.show_boards(len(bridge.workbench.devices()))
        self._show_meter()
        self.count_runs()

    def count_runs(self) -> None:
        """Counts the runs of the database again."""
        self._run_count.read()

    def adopt(self, other: WindowStatus) -> None:
        """Knows the times of stages that a window knew whose place this one takes."""
        self._medians = other._medians

    def _take_devices(self, event: DevicesChanged) -> None:
        self._status.show_boards(len(event.devices))

    def _show_meter(self) -> None:
        meter = self._bridge.meter
        self._status.show_meter(meter.words if meter.name else "")

    def _take_run(self, event: RunSaved) -> None:
        board, store = event.run.board, self._bridge.workbench.store
        self._bridge.ask(lambda: store.stage_medians(board), self._take_medians)

    def _take_medians(self, medians: dict[str, float]) -> None:
        self._medians = medians

    def _show_running(self, _device_id: str) -> None:
        self._status.show_running(self._book.running(), self._medians)
