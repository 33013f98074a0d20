"""The results of the bench: the newest one of each device, read when it is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from benchwright.model.events import RunSaved
from benchwright.model.run import Run
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.bench.result import Latest, Result, read_latest, read_result
from benchwright.ui.unread_words import unread_words


class Results(QObject):
    """Kept up to date by the bridge. `changed` names the device; `left_out` says of one without a result why."""

    changed = Signal(str)
    left_out = Signal(str)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._by_device: dict[str, Result] = {}
        self._saved: dict[str, Run] = {}
        self._shown_id = ""
        self._medians: dict[str, float] = {}
        bridge.run_saved.connect(self._take_run)

    @property
    def medians(self) -> dict[str, float]:
        """Seconds each stage usually takes on the board measured last."""
        return self._medians

    def of(self, device_id: str) -> Result | None:
        """The newest result of a device, None while it is not read or where there is none."""
        return self._by_device.get(device_id)

    def read(self, device_id: str, board: str) -> None:
        """Reads the newest result of a device, and the stage medians of its board, if they are not known yet.

        From now on this is the device whose results are read as they come; those of others are when they are shown.
        """
        self._shown_id = device_id
        store = self._bridge.workbench.store
        if device_id in self._saved:
            self._read_saved(self._saved.pop(device_id))
        elif device_id and device_id not in self._by_device:
            self._bridge.ask(lambda: read_latest(store, device_id), self._take_latest)
            self._bridge.ask(lambda: store.stage_medians(board), self._take_medians)

    def read_again(self, device_id: str) -> None:
        """Reads a result again; another page may have changed its baseline."""
        result, store = self.of(device_id), self._bridge.workbench.store
        if result is not None:
            self._bridge.ask(lambda: read_result(store, store.run(result.run.run_id)), self._take)

    def set_baseline(self, run_id: str, *, is_baseline: bool) -> None:
        """Marks or unmarks a run as the baseline of its model on its board."""
        store = self._bridge.workbench.store

        def work() -> Result:
            store.set_baseline(run_id, is_baseline=is_baseline)
            return read_result(store, store.run(run_id))

        self._bridge.ask(work, self._take)

    def _take_run(self, event: RunSaved) -> None:
        if event.device_id == self._shown_id:
            self._read_saved(event.run)
        else:
            self._saved[event.device_id] = event.run

    def _read_saved(self, run: Run) -> None:
        store = self._bridge.workbench.store
        self._bridge.ask(lambda: read_result(store, run), self._take)
        self._bridge.ask(lambda: store.stage_medians(run.board), self._take_medians)

    def _take_latest(self, latest: Latest) -> None:
        if latest.result is not None:
            self._take(latest.result)
        elif latest.unread:
            self.left_out.emit(unread_words(latest.unread))

    def _take(self, result: Result) -> None:
        self._by_device[result.run.device_id] = result
        self.changed.emit(result.run.device_id)

    def _take_medians(self, medians: dict[str, float]) -> None:
        self._medians = medians
