"""Conversions between units and the words a person reads; the only place that does either."""

from __future__ import annotations

import math

_SI_TIME = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def bytes_text(count: int) -> str:
    """A size as a person reads it: `0 B`, `512 B`, `22.1 kB`, `1.25 MB` (1 kB = 1,000 B)."""
    if abs(count) < 1_000:
        return f"{count} B"
    if abs(count) < 1_000_000:
        return f"{count / 1e3:.1f} kB"
    return f"{count / 1e6:.2f} MB"


def duration_text(seconds: float) -> str:
    """A duration with three significant digits and its unit: `18.4 ms`, `950 ns`."""
    if not math.isfinite(seconds):
        return "–"
    if seconds == 0:
        return "0 s"
    for size, unit in _SI_TIME:
        if abs(seconds) >= size:
            return f"{three_digits(seconds / size)} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def eta_text(seconds: float) -> str:
    """A remaining time as a progress bar shows it: `0:07`, `12:30`."""
    whole = max(0, math.ceil(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def count_text(count: int) -> str:
    """A count with thousands separators: `7,699,732`."""
    return f"{count:,}"


def three_digits(value: float) -> str:
    """A number with three significant digits and no exponent."""
    if value == 0:
        return "0"
    decimals = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:.{decimals}f}"


def ratio_text(ratio: float) -> str:
    """A relative difference with sign: 0.142 is `+14.2 %`."""
    percent = ratio * 100
    return f"{percent:+.1f} %" if abs(percent) < 100 else f"{percent:+.0f} %"


def us_to_seconds(microseconds: float) -> float:
    """Microseconds as seconds."""
    return microseconds / 1e6
