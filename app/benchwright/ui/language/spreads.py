"""Values with their uncertainty: as many digits as the uncertainty allows, and no more."""

from __future__ import annotations

import math

from benchwright.ui.language.numbers import local

_TOLD_DIGITS = 5
"""A half that moves no digit of so many is told as less than the last of them."""

_MOST_DECIMALS = 6


def spread_text(value: float, half: float, unit: str) -> str:
    """A value and half its interval, both in `unit`: `138.9 ± 1.2 µs`.

    The half has two significant digits, and the value ends at the same place. One too small to be told is
    `139.00 ± < 0.01 µs`. None at all is what the steps of a clock make of little noise: `45.3 ± < 0.1 µs`.
    """
    magnitude = math.floor(math.log10(float(f"{abs(value):.4e}"))) if value else 0
    told = max(0, (_TOLD_DIGITS if half else 3) - 1 - magnitude)
    least = 10.0**-told
    if half < least:
        return f"{local(f'{value:,.{told}f}')} ± < {local(f'{least:.{told}f}')} {unit}"
    decimals = _decimals(half)
    return f"{local(f'{value:,.{decimals}f}')} ± {local(f'{half:,.{decimals}f}')} {unit}"


def ends_text(low: float, high: float, unit: str) -> str:
    """Both ends of an interval with so many digits that they differ where they are not equal: `−93.8 … −93.6 µs`."""
    decimals = _decimals(high - low) if high > low else _decimals(max(abs(low), abs(high)) / 10)
    return " … ".join(_signed(end, decimals) for end in (low, high)) + f" {unit}"


def _decimals(half: float) -> int:
    """Where the second significant digit stands behind the point."""
    if not half > 0:
        return 0
    magnitude = math.floor(math.log10(float(f"{half:.1e}")))
    return min(_MOST_DECIMALS, max(0, 1 - magnitude))


def _signed(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    is_nothing = not float(text.replace(",", ""))
    return local(text.lstrip("-") if is_nothing else text.replace("-", "−"))
