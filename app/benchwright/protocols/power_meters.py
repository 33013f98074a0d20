"""The power meters that can be had."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import Device
from benchwright.model.meter import FoundMeter
from benchwright.protocols.power_meter import PowerMeter


class PowerMeters(Protocol):
    """Finds meters and opens them."""

    def scan(self) -> tuple[FoundMeter, ...]:
        """Every meter that can be seen now, and the simulated ones; nothing is opened."""
        ...

    def named(self, name: str) -> FoundMeter | None:
        """The meter that a name of a kind, `:` and an address means, though nothing finds it; nothing is opened.

        None for every other name.
        """
        ...

    def blindness(self, name: str, device: Device) -> str:
        """Why the meter of that name cannot see a device, "" where it can; nothing is opened."""
        ...

    def open(self, name: str, device: Device | None) -> PowerMeter:
        """Opens the meter of that name, of `scan` or a port; a simulated one sees the inferences of `device`.

        None where nobody knows what is connected to it.

        Raises:
            MeterUnknown: there is no such meter, nothing at its address, or it cannot see this device.
            MeterOptionInvalid: an option in its name that it does not know, or whose value cannot be.
            MeterSilent, PortBusy, PortDenied: what stood in the way.
        """
        ...
