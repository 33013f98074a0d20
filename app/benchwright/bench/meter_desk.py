"""The power meters of a bench: which one shall see its runs."""

from __future__ import annotations

from benchwright.model.device import Device
from benchwright.model.meter import FoundMeter, MeterWish
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.power_meters import PowerMeters


class MeterDesk:
    """Hands everything to `meters`; `wish` may be set from any thread and counts from the next run on.

    None: runs have no energy.
    """

    def __init__(self, meters: PowerMeters) -> None:
        self._meters = meters
        self.wish: MeterWish | None = None

    def scan(self) -> tuple[FoundMeter, ...]:
        """Every meter that can be seen now, and the simulated ones. Blocks."""
        return self._meters.scan()

    def blindness(self, name: str, device: Device) -> str:
        """Why the meter of that name cannot see a device, "" where it can."""
        return self._meters.blindness(name, device)

    def wish_for(self, device: Device) -> MeterWish | None:
        """What is wished, where that meter can see the device."""
        wish = self.wish
        return None if wish is None or self.blindness(wish.name, device) else wish

    def open(self, name: str, device: Device) -> PowerMeter:
        """See `protocols.power_meters`."""
        return self._meters.open(name, device)
