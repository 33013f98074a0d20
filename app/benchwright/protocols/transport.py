"""A byte stream to a device."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol

from benchwright.model.device import Device


class Transport(Protocol):
    """An open line to a device; owned by one thread. Closing is idempotent."""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What has arrived, at most `max_bytes`; waits up to `timeout_s` for the first byte; empty on silence.

        Raises:
            DeviceVanished: the line is gone.
        """
        ...

    def write(self, data: bytes) -> None:
        """Sends all of `data`.

        Raises:
            DeviceVanished: the line is gone.
        """
        ...

    def close(self) -> None:
        """Releases the line."""
        ...

    def __enter__(self) -> Transport: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class TransportFactory(Protocol):
    """Opens the line to a device."""

    def open(self, device: Device, baud: int) -> Transport:
        """An open, exclusively held line.

        Raises:
            PortBusy, PortDenied, DeviceVanished, PortUrlInvalid, RemoteUnreachable: what stood in the way.
        """
        ...
