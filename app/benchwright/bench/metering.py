"""A meter for the time of a run: opened, its supply set and on, and closed however the run ends."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from benchwright.model.device import Device
from benchwright.model.errors import MeterUnknown
from benchwright.model.meter import MeterWish
from benchwright.protocols.power_meter import PowerMeter
from benchwright.protocols.power_meters import PowerMeters


@contextlib.contextmanager
def metered(meters: PowerMeters, wish: MeterWish | None, device: Device | None) -> Iterator[PowerMeter | None]:
    """The meter that a run asks for, feeding the device; None where it asks for none. The supply stays on afterwards.

    Raises:
        MeterUnknown, MeterOptionInvalid, MeterSilent, SupplyOutOfRange, SupplyRefused, PortBusy, PortDenied: what stood
            in the way.
    """
    if wish is None:
        yield None
        return
    with meters.open(wish.name, device) as meter:
        if device is not None and meter.meter.is_simulated is not device.is_virtual:
            known = (found.name for found in meters.scan())
            raise MeterUnknown(wish.name, _apart_words(device), known)
        meter.set_supply(wish.supply)
        meter.switch_supply(on=True)
        yield meter


def _apart_words(device: Device) -> str:
    if device.is_virtual:
        return f"{device.device_id} is virtual: no current flows that a meter could measure."
    return f"It is simulated, and {device.device_id} is a board: its current would be made up."
