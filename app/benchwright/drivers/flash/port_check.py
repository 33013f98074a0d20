"""Looking at a port before a tool opens it: some tools fail without a word of why."""

from __future__ import annotations

import os
from pathlib import Path

from benchwright.drivers.port_access import port_denied
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished


def require_port(device: Device) -> None:
    """Passes where the device's port can be opened; addresses and Windows' names are left to the tool.

    Raises:
        DeviceVanished: the port is not there.
        PortDenied: this user may not open it.
    """
    if not device.url.startswith("/"):
        return
    if not Path(device.url).exists():
        raise DeviceVanished(device.device_id, "flashing")
    if not os.access(device.url, os.R_OK | os.W_OK):
        raise port_denied(device.url, device.device_id)
