"""Opening a device's line by the kind of its address."""

from __future__ import annotations

from pathlib import Path

import serial

from benchwright.drivers.serial_transport import open_rfc2217, open_serial
from benchwright.drivers.socket_transport import open_socket, open_virtual_socket
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished
from benchwright.model.port_url import Scheme, is_port_url, parse_port_url
from benchwright.protocols.transport import Transport

_PSEUDO_TERMINALS = "/dev/pts/"


class Transports:
    """Opens ports by name, `socket://host:port` and `rfc2217://host:port`."""

    def open(self, device: Device, baud: int) -> Transport:
        """An open, exclusively held line.

        Raises:
            PortBusy, PortDenied, DeviceVanished, PortUrlInvalid, RemoteUnreachable: what stood in the way.
        """
        return open_line(device, baud)


def open_line(device: Device, baud: int, *, has_parity: bool = False) -> Transport:
    """An open, exclusively held line of 8 data bits, with even parity where the other end wants it.

    A pseudo-terminal and a socket carry whole bytes and know no parity.

    Raises:
        PortBusy, PortDenied, DeviceVanished, PortUrlInvalid, RemoteUnreachable: what stood in the way.
    """
    if not device.url:
        raise DeviceVanished(device.device_id, "opening its port, which has no name")
    parity = serial.PARITY_EVEN if has_parity else serial.PARITY_NONE
    if not is_port_url(device.url):
        is_terminal = str(Path(device.url).resolve()).startswith(_PSEUDO_TERMINALS)
        return open_serial(device.url, baud, device.device_id, parity=serial.PARITY_NONE if is_terminal else parity)
    port_url = parse_port_url(device.url)
    if port_url.scheme is Scheme.RFC2217:
        return open_rfc2217(port_url, baud, device.device_id, parity=parity)
    opened = open_virtual_socket if device.is_virtual else open_socket
    return opened(port_url, device.device_id)
