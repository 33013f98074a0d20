"""Serial ports, real ones and pseudo-terminals, through pyserial.

Only Linux has been tested. Windows takes the path that polls; macOS opens /dev/cu.*, which discovery names.
"""

from __future__ import annotations

import errno
import re
import select
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Protocol

import serial

from benchwright.drivers.port_access import port_denied
from benchwright.drivers.port_holder import port_holder
from benchwright.drivers.remote.reaching import CONNECT_S, lost, require_name, unreachable
from benchwright.model.errors import DeviceVanished, PortBusy, RemoteUnreachable
from benchwright.model.port_url import PortUrl

# Between two looks where the port is no descriptor that `select` takes.
_STEP_S = 0.002
_REMOTE_READ_S = 0.02
_WRITE_S = 10.0
# In the words of pyserial 3.5.
_NO_CONTROL = "timeout while waiting for option 'control'"
_UNCONFIRMED = re.compile(r"option '(\w+)'")


class SerialLine(Protocol):
    """What is used of pyserial."""

    dtr: bool
    rts: bool

    @property
    def in_waiting(self) -> int:
        """Bytes that can be read at once."""
        ...

    def read(self, size: int) -> bytes:
        """Reads up to `size` bytes within the port's own timeout."""
        ...

    def write(self, data: bytes) -> int | None:
        """Sends all of `data`."""
        ...

    def close(self) -> None:
        """Releases the port."""
        ...


class SerialTransport:
    """An open serial port; see `protocols.transport`. With `descriptor` it waits in `select`, else by polling.

    `remote` is the address where the port is another computer's.
    """

    def __init__(
        self, line: SerialLine, device_name: str, *, descriptor: int | None, remote: PortUrl | None = None
    ) -> None:
        self._line = line
        self._device_name = device_name
        self._descriptor = descriptor
        self._remote = remote
        self._is_closed = False

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived; waits up to `timeout_s` for the first byte."""
        try:
            if self._descriptor is None:
                return self._poll(max_bytes, timeout_s)
            readable, _, _ = select.select([self._descriptor], [], [], max(0.0, timeout_s))
            waiting = self._line.in_waiting
            if readable and not waiting:
                # Readable without a byte is a hang-up.
                raise OSError(errno.EIO, "hung up")
            return bytes(self._line.read(min(max_bytes, waiting))) if waiting else b""
        except (OSError, serial.SerialException, TypeError) as error:
            # TypeError: pyserial's port loses its descriptor when it fails half-way.
            raise self._vanished("reading") from error

    def write(self, data: bytes) -> None:
        """Sends all of `data`."""
        try:
            self._line.write(data)
        except (OSError, serial.SerialException, TypeError) as error:
            raise self._vanished("writing") from error

    def set_lines(self, *, dtr: bool, rts: bool) -> None:
        """Sets both modem lines, RTS first.

        Raises:
            DeviceVanished: the line is gone or has none.
        """
        try:
            self._line.rts = rts
            self._line.dtr = dtr
        except (OSError, serial.SerialException, TypeError) as error:
            raise DeviceVanished(self._device_name, "moving its modem lines") from error

    def close(self) -> None:
        """Releases the port; what is still in the computer's buffers goes out or is dropped by the driver."""
        if not self._is_closed:
            self._is_closed = True
            self._line.close()

    def __enter__(self) -> SerialTransport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _vanished(self, stage: str) -> DeviceVanished:
        if self._remote is not None:
            return lost(self._device_name, stage, self._remote)
        return DeviceVanished(self._device_name, stage)

    def _poll(self, max_bytes: int, timeout_s: float) -> bytes:
        deadline = time.monotonic() + timeout_s
        while True:
            # Asked for a byte even where none waits: only reading tells that the line is gone.
            data = bytes(self._line.read(1))
            if data and (more := min(max_bytes - 1, self._line.in_waiting)) > 0:
                data += bytes(self._line.read(more))
            left_s = deadline - time.monotonic()
            if data or left_s <= 0:
                return data
            time.sleep(min(left_s, _STEP_S))


def open_serial(port: str, baud: int, device_name: str, *, parity: str = serial.PARITY_NONE) -> SerialTransport:
    """Opens a local port, locked against every other program that locks, and refused if one that does not has it open.

    A pseudo-terminal has no parity and refuses to be asked for one. Control lines are left as pyserial sets them on
    opening; pseudo-terminals have none, and pyserial knows that.

    Raises:
        PortBusy, PortDenied, DeviceVanished: what stood in the way.
    """
    if holder := port_holder(port):
        raise PortBusy(port, holder)
    try:
        line = serial.Serial(port, baud, parity=parity, timeout=0, write_timeout=_WRITE_S, exclusive=True)
    except serial.SerialException as error:
        raise _reason(port, device_name, error) from error
    return SerialTransport(line, device_name, descriptor=None if sys.platform == "win32" else line.fileno())


def open_rfc2217(
    port_url: PortUrl, baud: int, device_name: str, *, parity: str = serial.PARITY_NONE
) -> SerialTransport:
    """Opens the serial port of another computer, with its control lines (RFC 2217).

    A server whose port has none, such as one in front of a pseudo-terminal, never confirms them; then they are set
    without waiting for it.

    Raises:
        RemoteUnreachable: why it cannot be used.
    """
    require_name(port_url)
    url = port_url.url if "timeout" in port_url.options else port_url.with_option(f"timeout={CONNECT_S:g}")
    try:
        line = _remote_line(url, baud, parity)
    except (OSError, serial.SerialException) as error:
        if _NO_CONTROL not in str(error) or "ign_set_control" in port_url.options:
            raise _remote_reason(port_url, error) from error
        try:
            line = _remote_line(f"{url}&ign_set_control", baud, parity)
        except (OSError, serial.SerialException) as second:
            raise _remote_reason(port_url, second) from second
    return SerialTransport(line, device_name, descriptor=None, remote=port_url)


def _remote_line(url: str, baud: int, parity: str) -> SerialLine:
    # No write timeout: pyserial does not know one here.
    line: SerialLine = serial.serial_for_url(url, baud, parity=parity, timeout=_REMOTE_READ_S)
    return line


def _remote_reason(port_url: PortUrl, error: OSError) -> RemoteUnreachable:
    # pyserial makes its own error of the system's, which stays behind it; its later ones come from the negotiation.
    cause = error.__context__
    if isinstance(cause, OSError) and "Could not open port" in str(error):
        return unreachable(port_url, cause)
    unconfirmed = _UNCONFIRMED.search(str(error))
    missing = f"it does not confirm the setting '{unconfirmed[1]}'" if unconfirmed else "it does not negotiate"
    return RemoteUnreachable(
        port_url.url,
        f"{port_url.place} takes the connection, but does not answer as RFC 2217 asks: {missing}. "
        "It serves bare bytes, or serves somebody else.",
        f"Give socket://{port_url.place} for bare bytes; else free the port at its server, then retry.",
    )


def _reason(port: str, device_name: str, error: serial.SerialException) -> Exception:
    number = error.errno
    text = str(error)
    if number == errno.EACCES or (sys.platform == "win32" and "FileNotFoundError" not in text and "Permission" in text):
        # Windows answers a port that another program has open with the same "access is denied".
        return PortBusy(port) if sys.platform == "win32" else port_denied(port, device_name)
    if number in {errno.EBUSY, errno.EAGAIN, errno.EWOULDBLOCK} or "exclusively lock" in text:
        return PortBusy(port, port_holder(port))
    return DeviceVanished(device_name, f"opening {Path(port).name}")
