"""The IO managers that can be had: boards that stand between host and DUT."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Protocol

from benchwright.model.device import Device


class IoManagers(Protocol):
    """Gives the port of an IO manager for the time of a measurement."""

    def opened(self, name: str, dut: Device | None, baud: int) -> AbstractContextManager[Device]:
        """The manager called `name`, a port, or a simulated one in front of `dut`, whose line runs at `baud`.

        Raises:
            IoManagerSilent: a simulated one has no DUT, or does not start.
            PortUrlInvalid: an address that is none.
        """
        ...
