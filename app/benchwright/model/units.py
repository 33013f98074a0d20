"""Conversions between units and the words a person reads; the only place that does either."""

from __future__ import annotations

import math

_ROUNDS_UP = 0.9995
"""From here on three digits round up to the next unit: 0.9996 s is `1.00 s`, not `1000 ms`."""
_SI_TIME = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def bytes_text(count: int) -> str:
    """A size as a person reads it: `0 B`, `512 B`, `22.1 kB`, `1.25 MB` (1 kB = 1,000 B)."""
    if abs(count) < 1_000:
        return f"{count} B"
    if abs(count) < 999_950:
        return f"{count / 1e3:.1f} kB"
    return f"{count / 1e6:.2f} MB"


def duration_text(seconds: float) -> str:
    """A duration with three significant digits and its unit: `18.4 ms`, `950 ns`."""
    if not math.isfinite(seconds):
        return "–"
    if seconds == 0:
        return "0 s"
    for size, unit in _SI_TIME:
        if abs(seconds) >= size * _ROUNDS_UP:
            return f"{three_digits(seconds / size)} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def energy_text(microjoules: float) -> str:
    """An energy with four digits in the unit that suits it: `295.1 µJ`, `12.34 mJ`."""
    return _micro_text(microjoules, "J")


def energy_spread_text(microjoules: float, energy_uj: float) -> str:
    """Half an interval of an energy, with three digits in the unit that the energy itself has: `0.347 µJ`."""
    _, _, unit = energy_text(energy_uj).partition(" ")
    factor = {"J": 1e6, "mJ": 1e3, "µJ": 1.0}.get(unit, 1e-3)
    return f"{microjoules / factor:.3g} {unit}"


def current_text(microamperes: float) -> str:
    """A current with four digits in the unit that suits it: `10.05 mA`, `1.2 µA`."""
    return _micro_text(microamperes, "A")


def charge_text(microcoulombs: float) -> str:
    """A charge with four digits in the unit that suits it: `2.5 mC`."""
    return _micro_text(microcoulombs, "C")


def power_text(microwatts: float) -> str:
    """A power with four digits in the unit that suits it: `12.3 mW`."""
    return _micro_text(microwatts, "W")


def eta_text(seconds: float) -> str:
    """A remaining time as a progress bar shows it: `0:07`, `12:30`, `1:02:30`."""
    if not math.isfinite(seconds):
        return "–"
    minutes, rest = divmod(max(0, math.ceil(seconds)), 60)
    if minutes < 60:
        return f"{minutes}:{rest:02d}"
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"


def count_text(count: int) -> str:
    """A count with thousands separators: `7,699,732`."""
    return f"{count:,}"


def three_digits(value: float) -> str:
    """A number with three significant digits and no exponent; the whole part is never cut."""
    if not math.isfinite(value):
        return "–"
    if value == 0:
        return "0"
    # Rounded first: 9.996 has its last digit one place higher than its logarithm says.
    magnitude = math.floor(math.log10(abs(float(f"{value:.2e}"))))
    return f"{value:.{max(0, 2 - magnitude)}f}"


def ratio_text(ratio: float) -> str:
    """A relative difference with sign: 0.142 is `+14.2 %`, and what rounds to nothing is `0.0 %`."""
    percent = ratio * 100
    if abs(percent) < 0.05:
        return "0.0 %"
    return f"{percent:+.1f} %" if abs(percent) < 99.95 else f"{percent:+.0f} %"


def us_to_seconds(microseconds: float) -> float:
    """Microseconds as seconds."""
    return microseconds / 1e6


def _micro_text(value: float, unit: str) -> str:
    if not math.isfinite(value):
        return "–"
    for prefix, factor in (("", 1e6), ("m", 1e3), ("µ", 1.0)):
        if abs(value) >= factor:
            return f"{value / factor:.4g} {prefix}{unit}"
    return f"{value * 1e3:.4g} n{unit}"
