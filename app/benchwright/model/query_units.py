"""Numbers with units as people type them into a search: `20ms`, `64k`, `90%`, `30d`."""

from __future__ import annotations

import math
import re
from enum import Enum


class Quantity(Enum):
    """What can be searched by its size; stored in µs, bytes, ratios, µJ and counts."""

    LATENCY = "latency"
    P99 = "p99"
    RAM = "ram"
    FLASH = "flash"
    ACCURACY = "accuracy"
    SCORED = "scored"
    INSTRUCTIONS = "instructions"
    ENERGY = "energy"
    VERSION = "version"
    CHANGE = "change"


_TIMES_US = {"": 1e3, "ns": 1e-3, "us": 1.0, "µs": 1.0, "μs": 1.0, "ms": 1e3, "s": 1e6}
_SIZES_BYTES = {"": 1.0, "b": 1.0, "k": 1e3, "kb": 1e3, "kib": 1024.0, "m": 1e6, "mb": 1e6, "mib": 1024.0**2}
_COUNTS = {"": 1.0, "k": 1e3, "m": 1e6, "g": 1e9}
_ENERGIES_UJ = {"": 1.0, "nj": 1e-3, "uj": 1.0, "µj": 1.0, "μj": 1.0, "mj": 1e3, "j": 1e6}
_RATIOS = {"": 1e-2, "%": 1e-2}
_UNITS = {
    Quantity.LATENCY: _TIMES_US,
    Quantity.P99: _TIMES_US,
    Quantity.RAM: _SIZES_BYTES,
    Quantity.FLASH: _SIZES_BYTES,
    Quantity.ACCURACY: _RATIOS,
    Quantity.SCORED: _RATIOS,
    Quantity.INSTRUCTIONS: _COUNTS,
    Quantity.ENERGY: _ENERGIES_UJ,
    Quantity.VERSION: {"": 1.0},
    Quantity.CHANGE: _RATIOS,
}
_AGES_S = {"min": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0, "y": 31_557_600.0}
_NUMBER = re.compile(r"([+-]?[0-9]{1,15}(?:\.[0-9]{0,9})?)\s*([a-zµμ%]*)", re.ASCII | re.IGNORECASE)
_LONGEST_AGE_S = 100 * _AGES_S["y"]


def stored_value(quantity: Quantity, text: str) -> float | None:
    """A quantity in its stored unit, without a unit ms, bytes, percent, µJ or a count; None where it is none."""
    if quantity is Quantity.VERSION:
        text = text.removeprefix("v")
    return _scaled(text, _UNITS[quantity])


def age_seconds(text: str) -> float | None:
    """`30d`, `12h`, `2w`, `1y`, `90min` in seconds, 100 years at most; None where it is no age."""
    seconds = _scaled(text, _AGES_S)
    return min(seconds, _LONGEST_AGE_S) if seconds is not None and seconds >= 0 else None


def _scaled(text: str, units: dict[str, float]) -> float | None:
    found = _NUMBER.fullmatch(text.strip())
    if found is None or found[2].lower() not in units:
        return None
    value = float(found[1]) * units[found[2].lower()]
    return value if math.isfinite(value) else None
