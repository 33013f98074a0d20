"""The same serial port over the network, DTR, RTS and baud rate included: an RFC 2217 server for one host at a time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

from serial import rfc2217

from benchwright.drivers.virtual.line_pace import LinePace, LineUse, line_use
from benchwright.drivers.virtual.port import LineSetting, Port, Selectable, SocketPort

LinesMoved = Callable[[bool, bool], None]
"""Told of DTR and RTS whenever one of them is set."""

_BUFFER_BYTES = 65_536


@dataclass(slots=True)
class _Lines:
    """What pyserial's `PortManager` needs of a serial port."""

    moved: LinesMoved
    _dtr: bool = False
    _rts: bool = False
    baudrate: int = 115_200
    bytesize: int = 8
    parity: str = "N"
    stopbits: int = 1
    xonxoff: bool = False
    rtscts: bool = False
    break_condition: bool = False
    cts: bool = True
    dsr: bool = True
    ri: bool = False
    cd: bool = True

    @property
    def dtr(self) -> bool:
        """Data terminal ready."""
        return self._dtr

    @dtr.setter
    def dtr(self, value: bool) -> None:
        self._dtr = value
        self.moved(self._dtr, self._rts)

    @property
    def rts(self) -> bool:
        """Request to send."""
        return self._rts

    @rts.setter
    def rts(self, value: bool) -> None:
        self._rts = value
        self.moved(self._dtr, self._rts)

    def reset_input_buffer(self) -> None:
        """Nothing is held back."""

    def reset_output_buffer(self) -> None:
        """Nothing is held back."""


class ModemPort:
    """See `port.Port`. Its address is for programs that move DTR and RTS: `rfc2217://host:port`."""

    def __init__(self, moved: LinesMoved) -> None:
        self._moved = moved
        self._line = SocketPort(socket.create_server(("127.0.0.1", 0), backlog=1))
        self._manager: rfc2217.PortManager | None = None
        self._outgoing = bytearray()

    @property
    def url(self) -> str:
        """Address of the server."""
        return self._line.url.replace("socket://", "rfc2217://")

    @property
    def setting(self) -> LineSetting:
        """What the host has set."""
        if self._manager is None:
            return LineSetting()
        return LineSetting(self._manager.serial.baudrate, self._manager.serial.parity)

    @property
    def has_client(self) -> bool:
        """Whether a host is connected."""
        return self._line.has_client

    @property
    def has_unsent(self) -> bool:
        """Whether answers or data still have to go out."""
        return bool(self._outgoing)

    @property
    def has_arrived(self) -> bool:
        """Never: nothing is held back."""
        return False

    @property
    def is_blind(self) -> bool:
        """Never: a socket says when somebody comes."""
        return False

    def readers(self) -> tuple[Selectable, ...]:
        """The listener and, if there is one, the host."""
        return self._line.readers()

    def fileno(self) -> int:
        """What `select` should wait for before `write`."""
        return self._line.fileno()

    def look(self) -> None:
        """Takes in a host; one that left lets go of both lines."""
        self._line.look()
        if self._line.has_client and self._manager is None:
            self._manager = rfc2217.PortManager(_Lines(self._moved), _Answers(self._outgoing))
        elif not self._line.has_client and self._manager is not None:
            self._manager = None
            self._outgoing.clear()
            self._moved(False, False)

    def read(self) -> bytes:
        """What has arrived, without the talk about the line."""
        data = self._line.read()
        return b"".join(self._manager.filter(data)) if self._manager is not None else b""

    def write(self, data: bytes) -> int:
        """Takes all of `data`, or nothing while too much is waiting already; sends what there is room for."""
        taken = 0
        if self._manager is not None and len(self._outgoing) < _BUFFER_BYTES:
            self._outgoing += b"".join(self._manager.escape(data))
            taken = len(data)
        if self._outgoing:
            del self._outgoing[: self._line.write(bytes(self._outgoing))]
        return taken if self._manager is not None else len(data)

    def close(self) -> None:
        """Closes host and server."""
        self._line.close()


@dataclass(frozen=True, slots=True)
class _Answers:
    """Where `PortManager` puts what it has to say."""

    outgoing: bytearray

    def write(self, data: bytes) -> None:
        """Appends it."""
        self.outgoing.extend(data)


class TwoPorts:
    """One serial line with two ends on this computer: a plain port, and one with modem lines, which has precedence.

    `bytes_per_s` says how fast bytes go either way; 0 is as fast as they come.
    """

    def __init__(self, plain: Port, modem: ModemPort, bytes_per_s: Callable[[], int]) -> None:
        self._plain = plain
        self._modem = modem
        self._bytes_per_s = bytes_per_s
        self._sendable = bytearray()
        self.count_anew()

    @property
    def url(self) -> str:
        """Where the plain port is."""
        return self._plain.url

    @property
    def modem_url(self) -> str:
        """Where the one with modem lines is."""
        return self._modem.url

    @property
    def setting(self) -> LineSetting:
        """That of the port in use."""
        return self._in_use().setting

    @property
    def has_client(self) -> bool:
        """Whether either has one."""
        return self._modem.has_client or self._plain.has_client

    @property
    def has_unsent(self) -> bool:
        """Whether the modem port has, or the line is through with something."""
        return self._modem.has_unsent or bool(self._sendable) or self._to_host.has_arrived(time.monotonic())

    @property
    def has_arrived(self) -> bool:
        """Whether the line is through with something."""
        return self._from_host.has_arrived(time.monotonic())

    @property
    def use(self) -> LineUse:
        """What the line has carried since `count_anew`."""
        return line_use(self._from_host, self._to_host)

    @property
    def is_blind(self) -> bool:
        """Whether the plain port is."""
        return self._plain.is_blind

    @property
    def due_s(self) -> float | None:
        """When the next bytes are through, on the monotonic clock; None where none are under way."""
        return min((at for at in (self._from_host.due_s, self._to_host.due_s) if at is not None), default=None)

    def readers(self) -> tuple[Selectable, ...]:
        """Those of both, unless the line is still busy with what came last."""
        return () if self._from_host.is_busy else (*self._modem.readers(), *self._plain.readers())

    def fileno(self) -> int:
        """That of the port in use."""
        return self._in_use().fileno()

    def look(self) -> None:
        """Looks at both."""
        self._modem.look()
        self._plain.look()
        if not self.has_client:
            self._to_host.drop()
            self._sendable.clear()

    def read(self) -> bytes:
        """What has arrived on the port in use; what arrives on the other one is lost."""
        now_s = time.monotonic()
        if not self._from_host.is_busy:
            data, other = self._modem.read(), self._plain.read()
            self._from_host.put(data if self._modem.has_client else other, self._bytes_per_s(), now_s)
        return self._from_host.take(now_s)

    def write(self, data: bytes) -> int:
        """Sends to the port in use what the line is through with, and takes all of `data` unless much waits already."""
        now_s = time.monotonic()
        taken = 0 if self._to_host.is_full or len(self._sendable) >= _BUFFER_BYTES else len(data)
        self._to_host.put(data[:taken], self._bytes_per_s(), now_s)
        self._sendable += self._to_host.take(now_s)
        del self._sendable[: self._in_use().write(bytes(self._sendable))]
        return taken

    def count_anew(self) -> None:
        """Forgets what was carried so far, and what is under way."""
        self._from_host, self._to_host = LinePace(), LinePace()

    def close(self) -> None:
        """Pulls both."""
        self._modem.close()
        self._plain.close()

    def _in_use(self) -> Port:
        return self._modem if self._modem.has_client else self._plain
