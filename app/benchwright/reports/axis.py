"""Round numbers for axes."""

from __future__ import annotations

import math


def nice_ticks(low: float, high: float) -> tuple[float, ...]:
    """Two to six round numbers within `low` … `high`; steps are 1, 2 or 5 times a power of ten."""
    step = nice_step(high - low)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return tuple(index * step for index in range(first, last + 1))


def nice_step(span: float) -> float:
    """The step of `nice_ticks` for a span greater than 0."""
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
