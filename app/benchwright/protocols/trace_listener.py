"""Whoever looks on while a power meter samples."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.errors import BenchError
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import Samples


class TraceListener(Protocol):
    """Called on the meter's own thread: what takes long here loses samples."""

    def began(self, meter: Meter, supply: Supply, device_id: str) -> None:
        """A trace begins; `device_id` is "" where nobody knows what is connected."""
        ...

    def grew(self, samples: Samples) -> None:
        """The next stretch of it."""
        ...

    def ended(self, error: BenchError | None) -> None:
        """It is over; `error` is what ended it before its time. Also where none could begin."""
        ...
