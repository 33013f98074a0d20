"""Opening the line to a ROM bootloader: 8 data bits with even parity (AN3155, chapter 1)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import serial

from benchwright.drivers.serial_transport import open_rfc2217, open_serial
from benchwright.drivers.socket_transport import open_socket
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished
from benchwright.protocols.transport import Transport

OpenLine = Callable[[Device, int], Transport]
"""Opens the line to a device at a rate, like `open_boot_line`."""

_PSEUDO_TERMINALS = "/dev/pts/"


def open_boot_line(device: Device, baud: int) -> Transport:
    """An open, exclusively held line. A pseudo-terminal and a socket carry whole bytes and know no parity.

    Raises:
        PortBusy, PortDenied, DeviceVanished: what stood in the way.
    """
    scheme, separator, _rest = device.url.partition("://")
    match scheme if separator else "":
        case "socket":
            return open_socket(device.url, device.device_id)
        case "rfc2217":
            return open_rfc2217(device.url, baud, device.device_id, parity=serial.PARITY_EVEN)
        case "" if device.url:
            is_terminal = str(Path(device.url).resolve()).startswith(_PSEUDO_TERMINALS)
            parity = serial.PARITY_NONE if is_terminal else serial.PARITY_EVEN
            return open_serial(device.url, baud, device.device_id, parity=parity)
        case _:
            raise DeviceVanished(device.device_id, f"opening its port '{device.url}'")
