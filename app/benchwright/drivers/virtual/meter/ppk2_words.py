"""The words of a PPK2, from the current: the way back of `drivers.power.ppk2_stream`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.ppk2_alignment import COUNTS
from benchwright.drivers.power.ppk2_calibration import RANGES, Calibration
from benchwright.drivers.power.ppk2_stream import FULL_SCALE, STEPS_A_COUNT, VOLTS_A_STEP

# Where the converter changes to the next range (Nordic, PPK2 user guide: 50 µA, 500 µA, 5 mA, 60 mA).
_UPPER_A = np.array((50e-6, 500e-6, 5e-3, 60e-3))
_OVERSHOOT = (1.6, 1.25, 0.9)
"""Factors of the samples after a change of range, while the converter settles."""


class Ppk2Encoder:
    """Currents and levels to the bytes that a PPK2 would send."""

    def __init__(self, calibration: Calibration) -> None:
        made = calibration
        self._table = np.array(
            (made.resistance, made.gain_square, made.gain, made.offset, made.slope, made.intercept, made.user_gain)
        )
        self._supply_v = made.volts_mv / 1000
        self._range = 0
        self._count = 0
        self._late = len(_OVERSHOOT)

    def encode(self, current_a: NDArray[np.float64], digital: NDArray[np.uint8]) -> NDArray[np.uint32]:
        """One word a sample, of shape (n,)."""
        wanted = np.searchsorted(_UPPER_A, current_a).astype(np.int64)
        # The range follows a sample late: the one that left its range runs into its end.
        ranges = np.concatenate((np.array([self._range]), wanted[:-1]))
        seen_a = np.maximum(current_a, 0.0) * self._ringing(ranges)
        steps = np.clip(np.rint(self._steps(seen_a, ranges)), 0, FULL_SCALE).astype(np.uint32)
        steps[wanted > ranges] = FULL_SCALE
        counts = ((self._count + np.arange(len(ranges))) % COUNTS).astype(np.uint32)
        self._count = (self._count + len(ranges)) % COUNTS
        self._range = int(wanted[-1])
        words = steps | ranges.astype(np.uint32) << 14 | counts << 18 | digital.astype(np.uint32) << 24
        return words.astype(np.uint32)

    def _ringing(self, ranges: NDArray[np.int64]) -> NDArray[np.float64]:
        factors = np.ones(len(ranges) + len(_OVERSHOOT))
        for late in range(self._late, len(_OVERSHOOT)):
            factors[late - self._late] = _OVERSHOOT[late]
        for place in np.flatnonzero(np.diff(ranges)) + 1:
            factors[place : place + len(_OVERSHOOT)] = _OVERSHOOT
        changes = np.flatnonzero(np.diff(ranges))
        self._late = min(len(_OVERSHOOT), len(ranges) - 1 - int(changes[-1]) if len(changes) else len(_OVERSHOOT))
        return factors[: len(ranges)]

    def _steps(self, current_a: NDArray[np.float64], ranges: NDArray[np.int64]) -> NDArray[np.float64]:
        """Nordic's formula solved for the converter's steps."""
        resistance, square, gain, offset, slope, intercept, user = self._table[:, np.minimum(ranges, RANGES - 1)]
        linear = current_a / user - slope * self._supply_v - intercept
        # square x² + gain x - linear = 0; the root that is `linear / gain` where `square` vanishes.
        root = np.sqrt(np.maximum(gain * gain + 4 * square * linear, 0.0))
        x = 2 * linear / (gain + root)
        steps: NDArray[np.float64] = (x * resistance / VOLTS_A_STEP + offset) / STEPS_A_COUNT
        return steps
