"""Values of gates as people type them in a policy: `50 us`, `2 kB`, `5 uJ`, `0.5 points`, `95 %`, `12k`."""

from __future__ import annotations

import math
import re

from benchwright.model.gate_metric import GateMetric
from benchwright.model.query_units import Quantity, stored_value

_QUANTITIES = {
    GateMetric.LATENCY: Quantity.LATENCY,
    GateMetric.LATENCY_P99: Quantity.LATENCY,
    GateMetric.INSTRUCTIONS: Quantity.INSTRUCTIONS,
    GateMetric.RAM: Quantity.RAM,
    GateMetric.FLASH: Quantity.FLASH,
    GateMetric.ENERGY: Quantity.ENERGY,
    GateMetric.ENERGY_GROSS: Quantity.ENERGY,
}
_POINTS = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,9})?)\s*(?:%|points?|pp)")


def typed_value(metric: GateMetric, typed: object) -> float | None:
    """What was typed, in `metric.unit` and not below 0; None where it is none. Only what has no unit goes without."""
    if isinstance(typed, str):
        value = _read(metric, typed.strip())
    elif isinstance(typed, int | float) and not isinstance(typed, bool) and not metric.unit:
        value = float(typed)
    else:
        value = None
    if value is None or not math.isfinite(value) or value < 0 or (metric.is_ratio and value > 1):
        return None
    return value


def typed_form(metric: GateMetric) -> str:
    """What may be typed for a metric, in words."""
    if metric.is_ratio:
        return "a part of 1 such as 0.01, or a text such as '1 point' or '95 %'"
    return {
        "µs": "a time with its unit, such as '50 us' or '20 ms'",
        "B": "a size with its unit, such as '512 B' or '2 kB'",
        "µJ": "an energy with its unit, such as '5 uJ' or '1.2 mJ'",
    }.get(metric.unit, "a number that is not below 0")


def _read(metric: GateMetric, text: str) -> float | None:
    if metric.is_ratio:
        found = _POINTS.fullmatch(text)
        return float(found[1]) / 100 if found is not None else None
    quantity = _QUANTITIES.get(metric)
    if quantity is None or (metric.unit and not text[-1:].isalpha()):
        return None
    return stored_value(quantity, text)
