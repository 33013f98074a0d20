"""Values that are asked for one by one, when they come: as samples at equal distances."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchwright.protocols.power_meter import Samples

HELD_S = 0.1
"""For how long a value stands for the time around it, at least; a pause of this computer is no gap."""
_HELD_PERIODS = 5
"""For how many usual distances of two values it does."""


@dataclass(frozen=True, slots=True)
class Polled:
    """One answer: when it came by this computer's clock, in seconds, and its values; NaN for none."""

    at_s: float
    current_a: float
    voltage_v: float | None = None
    is_clipped: bool = False


class PolledSamples:
    """Takes answers in the order of their time; every sample has the value of the answer next to it.

    The instrument gives no time of its own, so what it did between two answers is not known. Where two answers are
    further apart than `HELD_S` and five samples, what lies between them is lost.
    """

    def __init__(self, sample_hz: int) -> None:
        self._period_s = 1 / sample_hz
        self._held_s = max(HELD_S, _HELD_PERIODS / sample_hz)
        self._begun_s = math.nan
        self._last: Polled | None = None
        self._next = 0

    def take(self, answers: Sequence[Polled]) -> Samples:
        """The samples up to the last answer."""
        first, amperes, volts = self._next, list[float](), list[float]()
        for answer in answers:
            if self._last is None:
                self._begun_s, self._last = answer.at_s, answer
            while (at_s := self._begun_s + self._next * self._period_s) <= answer.at_s:
                nearest = min((self._last, answer), key=lambda one: abs(one.at_s - at_s))
                is_known = answer.at_s - self._last.at_s <= self._held_s or nearest.at_s == at_s
                amperes.append(nearest.current_a if is_known else math.nan)
                volts.append(math.nan if nearest.voltage_v is None or not is_known else nearest.voltage_v)
                self._next += 1
            self._last = answer
        current = np.array(amperes, np.float32)
        has_volts = self._last is not None and self._last.voltage_v is not None
        return Samples(
            first,
            current,
            np.zeros(len(current), np.uint8),
            int(np.count_nonzero(np.isnan(current))),
            sum(answer.is_clipped for answer in answers),
            np.array(volts, np.float32) if has_volts else None,
        )
