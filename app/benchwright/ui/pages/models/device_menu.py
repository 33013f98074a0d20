"""The devices that the variant in front can be flashed onto, each an entry of a menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from benchwright.model.device import Device, DeviceState
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.translators import said


class DeviceMenu(QObject):
    """Fills the menu each time it opens. `bench_requested` where there is no device to choose."""

    chosen = Signal(Device)
    bench_requested = Signal()

    def __init__(self, bridge: Bridge, menu: QMenu, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._menu = menu
        menu.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """The devices there are now; one that is busy or unknown cannot be chosen."""
        self._menu.clear()
        devices = self._bridge.workbench.devices()
        for device in devices:
            board = self._board_title(device)
            action = self._menu.addAction(f"{board} · {said(device.origin_word)} · {device.device_id}")
            action.setEnabled(device.state is DeviceState.READY and device.board is not None)
            action.triggered.connect(partial(self._choose, device))
        if not devices:
            lead = self._menu.addAction(self.tr("Plug in a board, or start a virtual one on the bench"))
            lead.triggered.connect(self.bench_requested)

    def _choose(self, device: Device, _checked: bool = False) -> None:
        self.chosen.emit(device)

    def _board_title(self, device: Device) -> str:
        titles = {board.name: said(board.title) for board in self._bridge.workbench.boards()}
        return titles.get(device.board or "", device.board or self.tr("unknown board"))
