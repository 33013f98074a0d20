"""The near end of the cable: what a virtual device shows to the computer as its serial port.

A pseudo-terminal where there is one (Linux, macOS), else a TCP socket. Only Linux has been tested; macOS reports a
closed far end of a pseudo-terminal in other ways, and Windows takes the socket.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

_CHUNK_BYTES = 4_096


class HasDescriptor(Protocol):
    """What `select` takes beside numbers."""

    def fileno(self) -> int:
        """The descriptor."""
        ...


Selectable = int | HasDescriptor


@dataclass(frozen=True, slots=True)
class LineSetting:
    """Rate and parity ("N", "E", "O") of a line; 0 and "" where it has none, or none that can be told."""

    baud: int = 0
    parity: str = ""

    @property
    def bytes_per_s(self) -> int:
        """What such a line carries: a byte is a start bit, eight of data, a parity bit if there is one, a stop bit."""
        return self.baud // (11 if self.parity in {"E", "O"} else 10)


class Port(Protocol):
    """One plugged cable. Nobody reads while `has_client` is False: what is written then is lost, as on a real line."""

    @property
    def url(self) -> str:
        """What a transport opens."""
        ...

    @property
    def setting(self) -> LineSetting:
        """What the client has set."""
        ...

    @property
    def has_client(self) -> bool:
        """Whether somebody has the port open."""
        ...

    @property
    def has_unsent(self) -> bool:
        """Whether `write` is to be called even without data, as soon as there is room."""
        ...

    @property
    def has_arrived(self) -> bool:
        """Whether `read` has something that no reader tells of."""
        ...

    @property
    def is_blind(self) -> bool:
        """Whether only asking now and then, by `look`, finds a client that comes."""
        ...

    def readers(self) -> tuple[Selectable, ...]:
        """What `select` should wait for before `look` and `read`."""
        ...

    def fileno(self) -> int:
        """What `select` should wait for before `write`."""
        ...

    def look(self) -> None:
        """Finds out whether a client came or went; cheap, called in every turn of the loop."""
        ...

    def read(self) -> bytes:
        """What has arrived; never waits."""
        ...

    def write(self, data: bytes) -> int:
        """Takes as much of `data` as the line has room for; how much that was."""
        ...

    def close(self) -> None:
        """Pulls the cable: a client sees its port vanish at once."""
        ...


def open_port(link: Path) -> Port:
    """A freshly plugged port; `link` is the stable name it gets where ports are files."""
    return SocketPort(socket.create_server(("127.0.0.1", 0), backlog=1)) if sys.platform == "win32" else _open_pty(link)


def _open_pty(link: Path) -> Port:
    import tty  # noqa: PLC0415 - not on Windows

    master, slave = os.openpty()
    tty.setraw(slave)
    path = os.ttyname(slave)
    # Kept open here, the port would look busy to everyone who asks who holds it.
    os.close(slave)
    os.set_blocking(master, False)
    link.unlink(missing_ok=True)
    link.symlink_to(path)
    return PtyPort(master, link)


class PtyPort:
    """A pseudo-terminal; clients open the other end by its link."""

    def __init__(self, master: int, link: Path) -> None:
        self._master = master
        self._link = link
        self._has_client = False
        self._has_data = False

    @property
    def url(self) -> str:
        """Path of the link."""
        return str(self._link)

    @property
    def setting(self) -> LineSetting:
        """Both ends share their settings; a pseudo-terminal has no parity."""
        import termios  # noqa: PLC0415 - not on Windows

        try:
            rate = termios.tcgetattr(self._master)[5]
        except termios.error:
            return LineSetting()
        names = (name for name in dir(termios) if name[0] == "B" and name[1:].isdigit())
        return LineSetting(next((int(name[1:]) for name in names if getattr(termios, name) == rate), 0))

    @property
    def has_client(self) -> bool:
        """Whether the other end is open."""
        return self._has_client

    @property
    def has_unsent(self) -> bool:
        """Never: what does not fit is not taken."""
        return False

    @property
    def has_arrived(self) -> bool:
        """Never: nothing is held back."""
        return False

    @property
    def is_blind(self) -> bool:
        """While nobody has the other end open."""
        return not (self._has_client or self._has_data)

    def readers(self) -> tuple[Selectable, ...]:
        """The near end; not for a mere hang-up, which would make it readable for ever."""
        return (self._master,) if self._has_client or self._has_data else ()

    def fileno(self) -> int:
        """The near end."""
        return self._master

    def look(self) -> None:
        """Linux reports a hang-up for as long as nobody has the other end open."""
        poll = select.poll()
        poll.register(self._master, select.POLLIN)
        flags = sum(flags for _descriptor, flags in poll.poll(0))
        self._has_client = not flags & select.POLLHUP
        # The last words of a client that has gone already.
        self._has_data = bool(flags & select.POLLIN)

    def read(self) -> bytes:
        """What has arrived."""
        try:
            return os.read(self._master, _CHUNK_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            self._has_client = self._has_data = False
            return b""

    def write(self, data: bytes) -> int:
        """Takes what the terminal's buffer has room for."""
        if not self._has_client:
            return len(data)
        try:
            return os.write(self._master, data)
        except BlockingIOError:
            return 0
        except OSError:
            self._has_client = False
            return len(data)

    def close(self) -> None:
        """Hangs up."""
        self._link.unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            os.close(self._master)


class SocketPort:
    """A listening socket that serves one client at a time; further ones are turned away at once."""

    def __init__(self, listener: socket.socket) -> None:
        listener.setblocking(False)
        self._listener = listener
        self._client: socket.socket | None = None
        host, port = listener.getsockname()[:2]
        self._url = f"socket://{host}:{port}"

    @property
    def url(self) -> str:
        """Address of the socket."""
        return self._url

    @property
    def setting(self) -> LineSetting:
        """A socket has none."""
        return LineSetting()

    @property
    def has_client(self) -> bool:
        """Whether somebody is connected."""
        return self._client is not None

    @property
    def has_unsent(self) -> bool:
        """Never: what does not fit is not taken."""
        return False

    @property
    def has_arrived(self) -> bool:
        """Never: nothing is held back."""
        return False

    @property
    def is_blind(self) -> bool:
        """Never."""
        return False

    def readers(self) -> tuple[Selectable, ...]:
        """The listener and, if there is one, the client."""
        return (self._listener,) if self._client is None else (self._listener, self._client)

    def fileno(self) -> int:
        """The client, or the listener while there is none."""
        return (self._client or self._listener).fileno()

    def look(self) -> None:
        """Takes in a client, and turns away a second one."""
        with contextlib.suppress(BlockingIOError):
            arrived, _address = self._listener.accept()
            if self._client is not None:
                arrived.close()
                return
            arrived.setblocking(False)
            arrived.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._client = arrived

    def read(self) -> bytes:
        """What has arrived."""
        if self._client is None:
            return b""
        try:
            data = self._client.recv(_CHUNK_BYTES)
        except BlockingIOError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._drop()
        return data

    def write(self, data: bytes) -> int:
        """Takes what the socket's buffer has room for."""
        if self._client is None:
            return len(data)
        try:
            return self._client.send(data)
        except BlockingIOError:
            return 0
        except OSError:
            self._drop()
            return len(data)

    def close(self) -> None:
        """Closes client and listener."""
        self._drop()
        self._listener.close()

    def _drop(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
