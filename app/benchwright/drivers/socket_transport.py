"""A line over TCP: virtual devices where there are no pseudo-terminals, and raw serial servers."""

from __future__ import annotations

import select
import socket
from types import TracebackType
from urllib.parse import urlsplit

from benchwright.model.errors import DeviceVanished, PortBusy

_CONNECT_S = 3.0
_WRITE_S = 10.0
# A server that serves somebody else closes at once.
_TURNED_AWAY_S = 0.05


class SocketTransport:
    """An open TCP line; see `protocols.transport`."""

    def __init__(self, line: socket.socket, device_name: str) -> None:
        self._line = line
        self._device_name = device_name

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived; waits up to `timeout_s` for the first byte."""
        try:
            readable, _, _ = select.select([self._line], [], [], max(0.0, timeout_s))
            if not readable:
                return b""
            data = self._line.recv(max_bytes)
        except (OSError, ValueError) as error:
            raise DeviceVanished(self._device_name, "reading") from error
        if not data:
            raise DeviceVanished(self._device_name, "reading")
        return data

    def write(self, data: bytes) -> None:
        """Sends all of `data`."""
        try:
            self._line.sendall(data)
        except OSError as error:
            raise DeviceVanished(self._device_name, "writing") from error

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> SocketTransport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_socket(url: str, device_name: str) -> SocketTransport:
    """Connects to `socket://host:port`.

    Raises:
        PortBusy: the server takes one client at a time and has one. DeviceVanished: nobody listens.
    """
    parts = urlsplit(url)
    try:
        line = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 0), _CONNECT_S)
    except (OSError, ValueError) as error:
        raise DeviceVanished(device_name, f"opening {url}") from error
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    line.settimeout(_WRITE_S)
    readable, _, _ = select.select([line], [], [], _TURNED_AWAY_S)
    try:
        is_turned_away = bool(readable) and not line.recv(1, socket.MSG_PEEK)
    except OSError:
        is_turned_away = True
    if is_turned_away:
        line.close()
        raise PortBusy(url)
    return SocketTransport(line, device_name)
