"""Lines that carry no more than a real serial port would, for measurements of what waiting costs."""

from __future__ import annotations

import time
from types import TracebackType

from benchwright.model.device import Device
from benchwright.protocols.transport import Transport, TransportFactory

BITS_A_BYTE = 10
"""8N1: a start bit, eight of data, a stop bit."""


class PacedLine:
    """A line that takes as long for each byte, both ways at once, as a serial port at `baud`."""

    def __init__(self, line: Transport, baud: int) -> None:
        self._line = line
        self._byte_s = BITS_A_BYTE / baud
        self._read_until = 0.0
        self._written_until = 0.0

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived, once a serial port would have carried it."""
        data = self._line.read(max_bytes, timeout_s)
        self._read_until = self._carried(self._read_until, len(data))
        return data

    def write(self, data: bytes) -> None:
        """Sends; returns when the last byte would have left."""
        self._line.write(data)
        self._written_until = self._carried(self._written_until, len(data))

    def close(self) -> None:
        """Releases the line."""
        self._line.close()

    def __enter__(self) -> PacedLine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _carried(self, busy_until: float, count: int) -> float:
        end = max(busy_until, time.monotonic()) + count * self._byte_s
        time.sleep(max(0.0, end - time.monotonic()))
        return end


class PacedTransports:
    """Opens lines as `transports` does, and paces them."""

    def __init__(self, transports: TransportFactory, baud: int) -> None:
        self._transports = transports
        self._baud = baud

    def open(self, device: Device, baud: int) -> Transport:
        """An open line; see `protocols.transport`."""
        return PacedLine(self._transports.open(device, baud), self._baud)
