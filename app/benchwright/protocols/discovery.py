"""Finding devices."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import Device


class Discovery(Protocol):
    """Sees what is plugged in. `scan` never writes to a port and never blocks longer than a second."""

    def scan(self) -> tuple[Device, ...]:
        """Every device that can be seen now, in a stable order."""
        ...
