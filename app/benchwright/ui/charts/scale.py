"""Axes in numbers a person reads: the unit of a quantity, round ticks and their words."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benchwright.model.compare import Metric
from benchwright.ui.language.numbers import number_text, three_digits

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0, 20.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """How a stored quantity is shown: `shown = stored * factor`, in `unit`."""

    factor: float
    unit: str

    def shown(self, stored: float) -> float:
        """The stored value in the unit of the axis."""
        return stored * self.factor

    def text(self, stored: float) -> str:
        """The value with its unit, three digits: `18.4 ms`; counts with separators."""
        value = self.shown(stored)
        if abs(value) >= 1000 or (self.unit in {"", "B"} and float(value).is_integer()):
            return f"{number_text(value, ',.0f')} {self.unit}".strip()
        return f"{three_digits(value)} {self.unit}".strip()


def time_scale(largest_us: float) -> Scale:
    """For microseconds."""
    for limit_us, factor, unit in ((1.0, 1e3, "ns"), (1e3, 1.0, "µs"), (1e6, 1e-3, "ms")):
        if abs(largest_us) < limit_us:
            return Scale(factor, unit)
    return Scale(1e-6, "s")


def bytes_scale(largest_bytes: float) -> Scale:
    """For bytes; 1 kB = 1,000 B."""
    for limit, factor, unit in ((1e3, 1.0, "B"), (1e6, 1e-3, "kB")):
        if abs(largest_bytes) < limit:
            return Scale(factor, unit)
    return Scale(1e-6, "MB")


def energy_scale(largest_uj: float) -> Scale:
    """For microjoules."""
    return Scale(1.0, "µJ") if abs(largest_uj) < 1e3 else Scale(1e-3, "mJ")


def metric_scale(metric: Metric, values: Iterable[float]) -> Scale:
    """The scale that suits the largest of some values of a metric."""
    largest = max((abs(value) for value in values), default=0.0)
    if metric is Metric.LATENCY:
        return time_scale(largest)
    if metric is Metric.ACCURACY:
        return Scale(100.0, "%")
    if metric is Metric.ENERGY:
        return energy_scale(largest)
    return bytes_scale(largest)


def round_ticks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """The finest round numbers inside `low`…`high` that are not more than `most`; `low` alone in an empty range."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return (low,) if math.isfinite(low) else ()
    power: float = 10.0 ** (math.floor(math.log10((high - low) / most)))
    for step in (power * factor for factor in _STEPS):
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= most:
            return tuple(index * step for index in range(first, last + 1))
    return (low, high)


def whole_ticks(low: float, high: float, *, most: int = 5) -> tuple[float, ...]:
    """As `round_ticks`, whole numbers only, for counts."""
    return tuple(tick for tick in round_ticks(low, high, most=most) if float(tick).is_integer())


def tick_texts(ticks: Sequence[float]) -> tuple[str, ...]:
    """The ticks with as many decimals as their step needs, and no more."""
    if not ticks:
        return ()
    step = min((b - a for a, b in itertools.pairwise(ticks)), default=abs(ticks[0]) or 1.0)
    decimals = next((count for count in range(7) if math.isclose(round(step, count), step, rel_tol=1e-6)), 7)
    return tuple(number_text(0.0 if abs(tick) < step * 1e-6 else tick, f",.{decimals}f") for tick in ticks)


def padded_range(
    values: Iterable[float], *, from_zero: bool = False, padding_ratio: float = 0.12
) -> tuple[float, float]:
    """A range around the values with room at its ends.

    `from_zero` starts at 0 where the values spread enough to be read from there.
    """
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    if from_zero and low >= 0:
        return 0.0, (high or 1.0) * (1 + padding_ratio)
    span = (high - low) or abs(high) * 0.1 or 1.0
    return low - span * padding_ratio, high + span * padding_ratio
