"""The process of a virtual meter that is reached over the network: a loopback socket, one client at a time."""

from __future__ import annotations

import contextlib
import select
import socket
import struct
from typing import Protocol

_POLL_S = 0.05
_CHUNK_BYTES = 1 << 16
_RESET = struct.pack("ii", 1, 0)
HOST = "127.0.0.1"


class TcpMeter(Protocol):
    """One meter: what it does with the bytes that come."""

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        ...

    def greet(self) -> bytes:
        """What a new client is told."""
        ...

    def obey(self, data: bytes) -> bytes:
        """Takes orders, whole or in part; the answers."""
        ...

    def starts_anew(self) -> bool:
        """Whether it does so now, which drops its client."""
        ...


def listen() -> tuple[socket.socket, int]:
    """A socket of this computer at a free port, and that port."""
    listener = socket.create_server((HOST, 0))
    return listener, int(listener.getsockname()[1])


def serve_tcp(meter: TcpMeter, listener: socket.socket, until_readable: int) -> None:
    """Is the meter until something can be read from `until_readable`, or its cable is pulled. A newer client wins."""
    client: socket.socket | None = None
    try:
        while not meter.is_unplugged:
            sources: list[int | socket.socket] = [until_readable, listener, *([client] if client is not None else [])]
            readable, _, _ = select.select(sources, [], [], _POLL_S)
            if until_readable in readable:
                break
            if client is not None and meter.starts_anew():
                _reset(client)
                client = None
            if listener in readable:
                _reset(client)
                client = listener.accept()[0]
                client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                client.sendall(meter.greet())
            elif client is not None and client in readable and not _answer(meter, client):
                _reset(client)
                client = None
    finally:
        _reset(client)
        listener.close()


def _answer(meter: TcpMeter, client: socket.socket) -> bool:
    """Answers what a client says; whether it is still there."""
    try:
        data = client.recv(_CHUNK_BYTES)
        answer = meter.obey(data) if data else b""
        if not meter.is_unplugged:
            client.sendall(answer)
    except OSError:
        return False
    return bool(data)


def _reset(client: socket.socket | None) -> None:
    """Closes it at once, so that its other end sees a reset."""
    if client is not None:
        with contextlib.suppress(OSError):
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        client.close()
