"""The roster: the devices there are, and the virtual ones whose cable was pulled here and that may come back."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from benchwright.model.device import Device, DeviceState
from benchwright.ui.bridge import Bridge

_VIRTUAL = "virtual:"


class Roster(QObject):
    """Told by the page of every change of the devices. `came_back` when one is there again whose cable was pulled."""

    came_back = Signal(Device)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._devices: tuple[Device, ...] = ()
        self._unplugged: dict[str, Device] = {}
        self._gone_ids: set[str] = set()

    @property
    def devices(self) -> tuple[Device, ...]:
        """The devices there are."""
        return self._devices

    @property
    def shown(self) -> tuple[Device, ...]:
        """The devices there are, then those whose cable is pulled."""
        present = {device.device_id for device in self._devices}
        return (*self._devices, *(device for key, device in self._unplugged.items() if key not in present))

    @property
    def unplugged(self) -> dict[str, Device]:
        """The devices whose cable is pulled, by their ids."""
        return dict(self._unplugged)

    def adopt(self, unplugged: dict[str, Device]) -> None:
        """Takes pulled cables over from a page that this one takes the place of."""
        self._unplugged = unplugged

    def take(self, devices: tuple[Device, ...]) -> None:
        """These devices are there now; forgets pulled cables of those that were gone and are there again."""
        self._devices = devices
        present = {device.device_id for device in devices}
        for device in devices:
            if device.device_id in self._gone_ids:
                del self._unplugged[device.device_id]
                self.came_back.emit(device)
        self._gone_ids = set(self._unplugged) - present

    def find(self, device_id: str) -> Device | None:
        """A device that is there; None where it is not."""
        return next((device for device in self._devices if device.device_id == device_id), None)

    def pull_cable(self, device_id: str) -> None:
        """Unplugs a virtual board; its card stays."""
        device = self.find(device_id)
        if device is not None:
            self._unplugged[device_id] = replace(device, state=DeviceState.GONE)
            self._bridge.workbench.unplug_virtual(device_id.removeprefix(_VIRTUAL))

    def plug_cable(self, device_id: str) -> None:
        """Plugs a virtual board in again."""
        self._bridge.workbench.plug_virtual(device_id.removeprefix(_VIRTUAL))

    def stop_virtual(self, device_id: str) -> None:
        """Ends a virtual board, plugged in or not."""
        self._unplugged.pop(device_id, None)
        self._gone_ids.discard(device_id)
        self._bridge.workbench.stop_virtual(device_id.removeprefix(_VIRTUAL))
