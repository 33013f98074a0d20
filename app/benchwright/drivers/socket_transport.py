"""A line over TCP: virtual devices where there are no pseudo-terminals, and raw serial servers."""

from __future__ import annotations

import select
import socket
from types import TracebackType

from benchwright.drivers.remote.reaching import CONNECT_S, lost, require_name, unreachable
from benchwright.model.errors import DeviceVanished, PortBusy
from benchwright.model.port_url import PortUrl

_WRITE_S = 10.0
# A server that serves somebody else closes at once.
_TURNED_AWAY_S = 0.05


class SocketTransport:
    """An open TCP line; see `protocols.transport`. `remote` is the address where it leads to another computer."""

    def __init__(self, line: socket.socket, device_name: str, remote: PortUrl | None = None) -> None:
        self._line = line
        self._device_name = device_name
        self._remote = remote

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived; waits up to `timeout_s` for the first byte."""
        try:
            readable, _, _ = select.select([self._line], [], [], max(0.0, timeout_s))
            if not readable:
                return b""
            data = self._line.recv(max_bytes)
        except (OSError, ValueError) as error:
            raise self._vanished("reading") from error
        if not data:
            raise self._vanished("reading")
        return data

    def write(self, data: bytes) -> None:
        """Sends all of `data`."""
        try:
            self._line.sendall(data)
        except OSError as error:
            raise self._vanished("writing") from error

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> SocketTransport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _vanished(self, stage: str) -> DeviceVanished:
        if self._remote is not None:
            return lost(self._device_name, stage, self._remote)
        return DeviceVanished(self._device_name, stage)


def open_socket(port_url: PortUrl, device_name: str) -> SocketTransport:
    """Connects to a port that another computer serves as bare bytes.

    Raises:
        PortBusy: the server takes one client at a time and has one. RemoteUnreachable: why nobody answers.
    """
    require_name(port_url)
    try:
        line = _connected(port_url)
    except OSError as error:
        raise unreachable(port_url, error) from error
    return SocketTransport(line, device_name, port_url)


def open_virtual_socket(port_url: PortUrl, device_name: str) -> SocketTransport:
    """Connects to a virtual device of this computer.

    Raises:
        PortBusy: somebody else uses it. DeviceVanished: its process ended, or its cable is pulled.
    """
    try:
        line = _connected(port_url)
    except OSError as error:
        raise DeviceVanished(device_name, f"opening {port_url.url}") from error
    return SocketTransport(line, device_name)


def _connected(port_url: PortUrl) -> socket.socket:
    line = socket.create_connection((port_url.host, port_url.port), CONNECT_S)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.settimeout(_WRITE_S)
    readable, _, _ = select.select([line], [], [], _TURNED_AWAY_S)
    try:
        is_turned_away = bool(readable) and not line.recv(1, socket.MSG_PEEK)
    except OSError:
        is_turned_away = True
    if is_turned_away:
        line.close()
        raise PortBusy(port_url.url)
    return line
