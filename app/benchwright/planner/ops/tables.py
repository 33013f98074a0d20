"""LOOKUP: an operator on 8-bit values is a table of 256 results, made here with TensorFlow Lite Micro's arithmetic."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import (
    INT8_MAX,
    INT8_MIN,
    Multiplier,
    ScaleOutOfRange,
    float32,
    quantise_multiplier,
    round_half_away,
)
from benchwright.planner.gemmlowp import (
    INT32_MAX,
    inverse_root,
    logistic,
    requantise,
    rounding_shift,
    tanh,
)
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import LookupParams

Scale = tuple[float, int]
"""Scale and zero point."""

Function = Callable[[int], int]
"""Of a stored value."""

_INPUT_BITS = 4
_LARGEST_INPUT = ((1 << _INPUT_BITS) - 1) << (31 - _INPUT_BITS)
_ROOT_SHIFT = 20
_MOST_STEPS = 255  # between a value and its zero point


def draft_lookup(operands: Operands, source: Tensor, output: Tensor, result: Callable[[int], float]) -> OpDraft:
    """The op whose table holds `result` of every stored value of `source`."""
    signed = source.element_type is TensorType.INT8
    values = [result(byte - 256 if signed and byte > INT8_MAX else byte) for byte in range(256)]
    element_type = operands.element_type(output)
    form = {"float32": "f", "int32": "i", "int16": "h", "uint8": "B"}.get(element_type.word, "b")
    table = struct.pack(f"<256{form}", *(values if form == "f" else map(int, values)))
    return OpDraft(
        code=OpCode.LOOKUP,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(Constant("table_offset", table),),
        params=LookupParams(element_count=source.element_count, item_bytes=element_type.item_bytes),
        unit_pixels=1 if element_type.item_bytes == 1 else 0,
    )


def int8_of(value: int) -> int:
    """The nearest int8."""
    return min(max(value, INT8_MIN), INT8_MAX)


def relu_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """RELU, which requantises."""
    multiplier = quantise_multiplier(source[0] / output[0])

    def result(stored: int) -> int:
        return min(max(output[1] + requantise(stored - source[1], multiplier), output[1], INT8_MIN), INT8_MAX)

    return result


def clamp_table(low: int, high: int) -> Callable[[int], int]:
    """RELU6 and RELU_N1_TO_1, which do not."""
    return lambda stored: min(max(stored, low), high)


def leaky_relu_table(source: Scale, output: Scale, alpha: float) -> Callable[[int], int]:
    """LEAKY_RELU: one factor for each sign."""
    identity = quantise_multiplier(source[0] / output[0])
    steep = _signed_multiplier(source[0] * alpha / output[0])

    def result(stored: int) -> int:
        value = stored - source[1]
        return int8_of(output[1] + requantise(value, identity if value >= 0 else steep))

    return result


def hard_swish_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """HARD_SWISH, in 16 bits; TensorFlow Lite only shifts to the right, so the output's scale has a least value."""
    fine_scale = float32(source[0] / 128)
    to_output = quantise_multiplier(float32(fine_scale / output[0]))
    if to_output.shift > 0:
        raise ScaleOutOfRange(f"its output scale {output[0]:g} is below 1/128 of its input's, {source[0]:g}")
    to_unit = quantise_multiplier(float32(fine_scale / float32(3 / 32768)))
    output_factor, unit_factor = _upper_half(to_output), _upper_half(to_unit)

    def result(stored: int) -> int:
        fine = (stored - source[1]) * 128
        before_shift = _multiply16(fine, output_factor)
        unit = fine
        if to_unit.shift > 0:
            unit = _saturated16(unit << (to_unit.shift - 1))
        unit = _multiply16(unit, unit_factor)
        if to_unit.shift > 0:
            unit = _saturated16(unit << 1)
        elif to_unit.shift < 0:
            unit = rounding_shift(unit, -to_unit.shift)
        unit = (unit + (1 << 15)) >> 1
        product = unit * before_shift
        half = abs(product) >> 15
        return int8_of(rounding_shift(half if product >= 0 else -half, -to_output.shift) + output[1])

    return result


def logistic_table(source: Scale) -> Callable[[int], int]:
    """LOGISTIC; its output is in steps of 1/256 from -128."""
    multiplier, radius = _input_multiplier(source[0])

    def result(stored: int) -> int:
        value = stored - source[1]
        if abs(value) >= radius:
            return INT8_MAX if value > 0 else INT8_MIN
        return int8_of(rounding_shift(logistic(requantise(value, multiplier)), 23) - 128)

    return result


def tanh_table(source: Scale) -> Callable[[int], int]:
    """TANH; its output is in steps of 1/128."""
    multiplier, radius = _input_multiplier(source[0])

    def result(stored: int) -> int:
        value = stored - source[1]
        if abs(value) >= radius:
            return INT8_MAX if value > 0 else INT8_MIN
        return int8_of(rounding_shift(tanh(requantise(value, multiplier)), 24))

    return result


def elu_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """ELU, by float32."""
    inverse = float32(1 / output[0])
    if not math.isfinite(float32(float32(source[0] * _MOST_STEPS) * inverse)):
        raise ScaleOutOfRange(f"the factor between its scales is {source[0] / output[0]:g}, more than float32 holds")

    def result(stored: int) -> int:
        real = float32(source[0] * (stored - source[1]))
        if real < 0:
            real = float32(float32(math.exp(real)) - 1)
        return int8_of(round_half_away(float32(real * inverse)) + output[1])

    return result


def absolute_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """ABS."""
    multiplier = quantise_multiplier(source[0] / output[0])

    def result(stored: int) -> int:
        value = abs(stored - source[1])
        return int8_of((value if source[0] == output[0] else requantise(value, multiplier)) + output[1])

    return result


def inverse_root_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """RSQRT; of what is not above 0 the largest value."""
    multiplier = quantise_multiplier(1 / (math.sqrt(source[0]) * output[0]))
    final = Multiplier(multiplier.value, multiplier.shift - _ROOT_SHIFT)

    def result(stored: int) -> int:
        value = stored - source[1]
        if value <= 0:
            return INT8_MAX
        root = inverse_root(value)
        data = requantise(1, Multiplier(root.value, root.shift + _ROOT_SHIFT))
        return int8_of(requantise(data, final) + output[1])

    return result


def requantise_table(source: Scale, output: Scale) -> Callable[[int], int]:
    """QUANTIZE from one 8-bit scale to another."""
    multiplier = quantise_multiplier(source[0] / output[0])
    return lambda stored: requantise(stored - source[1], multiplier) + output[1]


def _signed_multiplier(real: float) -> Multiplier:
    positive = quantise_multiplier(abs(real))
    return Multiplier(-positive.value if real < 0 else positive.value, positive.shift)


def _input_multiplier(scale: float) -> tuple[Multiplier, int]:
    """The factor to Q4.27, and the magnitude from which the function is at its end."""
    real = scale * (1 << (31 - _INPUT_BITS))
    radius = math.floor(_LARGEST_INPUT / 2.0 ** math.frexp(real)[1])
    return (quantise_multiplier(real) if radius else Multiplier(0, 0)), min(radius, INT32_MAX)


def _upper_half(multiplier: Multiplier) -> int:
    """The multiplier in 16 bits (DownScaleInt32ToInt16Multiplier)."""
    return min((multiplier.value + (1 << 15)) >> 16, (1 << 15) - 1)


def _multiply16(first: int, second: int) -> int:
    """first * second / 2^15, halves rounded up, in 16 bits."""
    return min((first * second + (1 << 14)) >> 15, (1 << 15) - 1)


def _saturated16(value: int) -> int:
    return min(max(value, -(1 << 15)), (1 << 15) - 1)
