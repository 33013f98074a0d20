"""The batteries in `resources/batteries.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchwright.model.battery import Battery
from benchwright.model.errors import BatteryUnknown

_FILE = "batteries.toml"


def read_batteries(resources: Path) -> tuple[Battery, ...]:
    """Every battery, in the order of the file.

    Raises:
        OSError, tomllib.TOMLDecodeError, KeyError: the installation is damaged.
    """
    document = tomllib.loads((resources / _FILE).read_text(encoding="utf-8"))
    return tuple(
        Battery(
            name=entry["name"],
            capacity_mah=float(entry["capacity_mah"]),
            nominal_mv=round(1000 * entry["nominal_v"]),
            self_discharge_ratio=float(entry["self_discharge_per_year"]),
            usable_ratio=float(entry["usable"]),
            capacity_source=entry["capacity_source"],
            self_discharge_source=entry["self_discharge_source"],
        )
        for entry in document["battery"]
    )


def battery_named(batteries: tuple[Battery, ...], name: str) -> Battery:
    """The battery of that name, however its letters are written.

    Raises:
        BatteryUnknown: there is none.
    """
    for battery in batteries:
        if battery.name.casefold() == name.casefold():
            return battery
    raise BatteryUnknown(name, (battery.name for battery in batteries))
