"""Real factors as 32-bit fixed point, equal to TensorFlow Lite Micro's preparation bit for bit.

Source: tensorflow/lite/kernels/internal/quantization_util.cc (double rounding, as TFLM builds it) and
tensorflow/lite/kernels/kernel_util.cc. Scales are float32 in the file; which products are taken in float32 and
which in double decides the last bit, so the functions here name it.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass

from benchwright.planner.graph import Activation

INT8_MIN, INT8_MAX = -128, 127
INT16_LIMITS = (-32768, 32767)
FLOAT_MAX = struct.unpack("<f", b"\xff\xff\x7f\x7f")[0]
ADD_LEFT_SHIFT = 20
SOFTMAX_INTEGER_BITS = 5

_SIGNED_BITS = 31
_ONE = 1 << _SIGNED_BITS


class ScaleOutOfRange(ValueError):
    """Scales that the fixed-point arithmetic cannot express; the text says which limit."""


@dataclass(frozen=True, slots=True)
class Multiplier:
    """A real factor as `value` / 2^31 * 2^`shift`; a positive shift is to the left."""

    value: int
    shift: int


def float32(value: float) -> float:
    """`value` rounded to float32."""
    try:
        rounded: float = struct.unpack("<f", struct.pack("<f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)
    return rounded


def round_half_away(value: float) -> int:
    """C's round(): halves go away from zero."""
    whole = math.floor(abs(value))
    return int(math.copysign(whole + (abs(value) - whole >= 0.5), value))


def quantise_multiplier(real: float) -> Multiplier:
    """QuantizeMultiplier: a factor of at least 0. Factors below 2^-32 become 0."""
    if not (math.isfinite(real) and real >= 0):
        raise ScaleOutOfRange(f"the factor between its scales is {real}")
    if real == 0:
        return Multiplier(0, 0)
    mantissa, shift = math.frexp(real)
    value = round_half_away(mantissa * _ONE)
    if value == _ONE:
        value, shift = value // 2, shift + 1
    if shift < -31:
        return Multiplier(0, 0)
    if shift > 30:
        raise ScaleOutOfRange(f"the factor between its scales is {real:g}, more than 2^30")
    return Multiplier(value, shift)


def multiplier_below_one(real: float) -> Multiplier:
    """QuantizeMultiplierSmallerThanOneExp: a factor above 0 and below 1."""
    if not 0 < real < 1:
        raise ScaleOutOfRange(f"the factor between its scales is {real:g}; TensorFlow Lite needs it below 1")
    multiplier = quantise_multiplier(real)
    if multiplier.shift > 0:
        raise ScaleOutOfRange(f"the factor between its scales is {real:g}, too close to 1")
    return multiplier


def channel_multiplier(input_scale: float, filter_scale: float, output_scale: float) -> Multiplier:
    """Factor of one channel (PopulateConvolutionQuantizationParams: all in double)."""
    return quantise_multiplier(input_scale * filter_scale / output_scale)


def tensor_multiplier(input_scale: float, filter_scale: float, output_scale: float) -> Multiplier:
    """Factor of a whole tensor (GetQuantizedConvolutionMultipler: the product of scales in float32)."""
    return quantise_multiplier(float32(input_scale * filter_scale) / output_scale)


def activation_range(
    activation: Activation, scale: float, zero_point: int, limits: tuple[int, int] = (INT8_MIN, INT8_MAX)
) -> tuple[int, int]:
    """Least and largest stored value after a fused activation (CalculateActivationRangeQuantized)."""
    low, high = _REAL_RANGES[activation]
    least = limits[0] if low is None else max(limits[0], zero_point + _quantise(low, scale))
    most = limits[1] if high is None else min(limits[1], zero_point + _quantise(high, scale))
    if least > most:
        raise ScaleOutOfRange(f"scale {scale:g} and zero point {zero_point} leave {activation.name} no values")
    return least, most


def float_activation_range(activation: Activation) -> tuple[float, float]:
    """Least and largest value after a fused activation, float32."""
    low, high = _REAL_RANGES[activation]
    return (-FLOAT_MAX if low is None else low), (FLOAT_MAX if high is None else high)


def softmax_multiplier(beta: float, input_scale: float) -> Multiplier:
    """beta * scale for differences in Q5.26 (PreprocessSoftmaxScaling)."""
    real = min(beta * input_scale * (1 << (_SIGNED_BITS - SOFTMAX_INTEGER_BITS)), _ONE - 1.0)
    if not real > 1:
        raise ScaleOutOfRange(f"beta {beta:g} times the input scale {input_scale:g} is too small")
    return quantise_multiplier(real)


def softmax_least_difference(left_shift: int) -> int:
    """Differences to the maximum below this count as exp() = 0 (CalculateInputRadius, negated)."""
    largest = ((1 << SOFTMAX_INTEGER_BITS) - 1) * (1 << (_SIGNED_BITS - SOFTMAX_INTEGER_BITS))
    return -math.floor(largest / (1 << left_shift))


def _quantise(value: float, scale: float) -> int:
    steps = float32(value / scale)
    if not abs(steps) < _ONE:
        raise ScaleOutOfRange(f"scale {scale:g} is too small for its activation")
    return round_half_away(steps)


_REAL_RANGES: dict[Activation, tuple[float | None, float | None]] = {
    Activation.NONE: (None, None),
    Activation.RELU: (0.0, None),
    Activation.RELU6: (0.0, 6.0),
    Activation.RELU_N1_TO_1: (-1.0, 1.0),
}
