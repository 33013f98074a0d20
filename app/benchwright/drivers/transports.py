"""Opening a device's line by the kind of its address."""

from __future__ import annotations

from benchwright.drivers.serial_transport import open_rfc2217, open_serial
from benchwright.drivers.socket_transport import open_socket
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished
from benchwright.protocols.transport import Transport


class Transports:
    """Opens ports by name, `socket://host:port` and `rfc2217://host:port`."""

    def open(self, device: Device, baud: int) -> Transport:
        """An open, exclusively held line.

        Raises:
            PortBusy, PortDenied, DeviceVanished: what stood in the way.
        """
        scheme, separator, _rest = device.url.partition("://")
        match scheme if separator else "":
            case "socket":
                return open_socket(device.url, device.device_id)
            case "rfc2217":
                return open_rfc2217(device.url, baud, device.device_id)
            case "" if device.url:
                return open_serial(device.url, baud, device.device_id)
            case _:
                raise DeviceVanished(device.device_id, f"opening its port '{device.url}'")
