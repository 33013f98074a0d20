"""What can be reckoned beforehand of an int8 op's channels: the input's zero point becomes part of the bias, the
output's part of the rounding, and a channel that says the same whatever comes in loses its weights.

A kernel that goes by these numbers computes, with 32-bit sums:

    sum    = bias + every input * weight          (padding counts as the zero point)
    scaled = sum * multiplier / 2^31              halves rounded up
    output = (scaled + half - (scaled < 0)) >> shift, then clamped

which is TensorFlow Lite Micro's double rounding (`bw_requantise`), its second half rounded away from zero.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchwright.planner.fixed_point import INT8_MAX, INT8_MIN

_INT32_MIN, _INT32_MAX = -(2**31), 2**31 - 1
_LEAST_MULTIPLIER = 2**30

Integers = NDArray[np.int64]
"""Whole numbers, wide enough for anything that is computed on the way."""


class ZeroPoints(Protocol):
    """The parameters that `fold` needs of an op."""

    @property
    def input_zero_point(self) -> int:
        """Of the activations that come in."""

    @property
    def output_zero_point(self) -> int:
        """Of the activations that go out."""

    @property
    def activation_min(self) -> int:
        """Least output."""

    @property
    def activation_max(self) -> int:
        """Greatest output."""


@dataclass(frozen=True, slots=True)
class Scale:
    """From a sum to an output. `multiplier` lies in 2^30..2^31 - 1, `shift` in 1..31."""

    multiplier: int
    half: int
    shift: int

    @property
    def doubled(self) -> int:
        """Twice the multiplier as an int32, which is below zero."""
        return 2 * self.multiplier - 2**32


@dataclass(frozen=True, slots=True)
class Folded:
    """Channels of an op. `weights` is [channels, taps]; `low` and `high` bound every sum, bias included. `constants`
    holds the one output of a channel that says the same whatever comes in, None for all others; such a channel has
    no weights, and its scale gives that output from a sum of 0.
    """

    weights: Integers
    biases: Integers
    low: Integers
    high: Integers
    scales: tuple[Scale, ...]
    constants: tuple[int | None, ...]


def fold(
    weights: Integers, bias: bytes | None, multipliers: bytes, shifts: bytes, zero_points: ZeroPoints
) -> Folded | None:
    """The channels of `weights` [channels, taps], or None where one of them does not go by the formula above.

    One multiplier and shift stand for all channels, or one of each for each of them.
    """
    channels = weights.shape[0]
    plain = np.zeros(channels, np.int64) if bias is None else np.frombuffer(bias, "<i4").astype(np.int64)
    biases = plain - zero_points.input_zero_point * weights.sum(axis=1)
    low = biases + np.minimum(weights * INT8_MIN, weights * INT8_MAX).sum(axis=1)
    high = biases + np.maximum(weights * INT8_MIN, weights * INT8_MAX).sum(axis=1)
    if channels and (low.min() < _INT32_MIN or high.max() > _INT32_MAX):
        return None  # sums wrap
    kept = weights.copy()
    scales: list[Scale] = []
    constants: list[int | None] = []
    values, lefts = _each(multipliers, channels), _each(shifts, channels)
    for channel in range(channels):
        least, most = int(low[channel]), int(high[channel])
        constant = _constant(least, most, values[channel], lefts[channel], zero_points)
        constants.append(constant)
        if constant is not None:
            kept[channel] = 0
            biases[channel] = low[channel] = high[channel] = 0
            scales.append(Scale(_LEAST_MULTIPLIER, constant << 1, 1))
            continue
        scale = _scale(least, most, values[channel], lefts[channel], zero_points.output_zero_point)
        if scale is None:
            return None
        scales.append(scale)
    return Folded(kept, biases, low, high, tuple(scales), tuple(constants))


def _each(data: bytes, channels: int) -> tuple[int, ...]:
    values = struct.unpack(f"<{len(data) // 4}i", data)
    return values * channels if len(values) == 1 else values


def _constant(low: int, high: int, multiplier: int, shift: int, zero_points: ZeroPoints) -> int | None:
    """The one output of a channel whose sums lie in low..high, None where there are several: more never gives less."""
    ends = {_output(value, multiplier, shift, zero_points) for value in (low, high)}
    return ends.pop() if len(ends) == 1 else None


def _output(value: int, multiplier: int, shift: int, zero_points: ZeroPoints) -> int | None:
    """What `bw_requantise` and its clamp make of a sum; None where the left shift wraps."""
    shifted = value << max(shift, 0)
    if not _INT32_MIN <= shifted <= _INT32_MAX:
        return None
    output = _rounded(_scaled(shifted, multiplier), max(-shift, 0)) + zero_points.output_zero_point
    return min(max(output, zero_points.activation_min), zero_points.activation_max)


def _scaled(value: int, multiplier: int) -> int:
    return (value * multiplier + 2**30) >> 31


def _rounded(value: int, exponent: int) -> int:
    """value / 2^exponent, halves away from zero."""
    half = (1 << exponent) >> 1
    return (value + half) >> exponent if value >= 0 else -((-value + half) >> exponent)


def _scale(low: int, high: int, multiplier: int, shift: int, output_zero_point: int) -> Scale | None:
    right = -shift
    if multiplier < _LEAST_MULTIPLIER or not 1 <= right <= 31:
        return None
    half = (1 << (right - 1)) + (output_zero_point << right)
    reach = (half - 1, half, _scaled(low, multiplier) + half - 1, _scaled(high, multiplier) + half)
    fits = all(_INT32_MIN <= value <= _INT32_MAX for value in reach)
    return Scale(multiplier, half, right) if fits else None
