"""Layers of int16 activations and int8 weights: how wide their sums are, and biases and factors to match.

TensorFlow Lite Micro adds up in 64 bits and multiplies by 15 bits of the factor, except where CONV_2D or
FULLY_CONNECTED has int32 biases: then both are as for int8 (kernels/conv.cc, kernels/fully_connected.cc).
"""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.fixed_point import INT8_MAX, INT8_MIN, INT16_LIMITS, Multiplier, ScaleOutOfRange
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.ops.operands import Operands

PLAIN, WIDE = 0, 48
"""`enum bw_layout`: sums of 32 and of 64 bits."""

_MOST_LEFT_SHIFT = 7
_ALMOST_ONE = 0x7FFF0000


def limits(element_type: ElementType) -> tuple[int, int]:
    """Least and largest stored value of a quantised activation."""
    return INT16_LIMITS if element_type is ElementType.INT16 else (INT8_MIN, INT8_MAX)


def check_weights(operands: Operands, position: int) -> None:
    """Raises for weights that an int16 layer cannot have."""
    weights = operands.graph.tensors[operands.operator.inputs[position]]
    if weights.element_type is TensorType.INT4:
        raise operands.unsupported(weights, "its weights are int4 and its input is int16; TensorFlow Lite needs int8")


def sums_of(operands: Operands, position: int) -> int:
    """The layout of CONV_2D or FULLY_CONNECTED by the type of its biases."""
    bias = _bias(operands, position)
    return PLAIN if bias is not None and bias.element_type is TensorType.INT32 else WIDE


def biases(operands: Operands, position: int, channels: int, layout: int) -> bytes | None:
    """The biases, as wide as the sums; None where the op has none."""
    bias = _bias(operands, position)
    if bias is None:
        return None
    wanted = TensorType.INT64 if layout == WIDE else TensorType.INT32
    if bias.element_type is not wanted:
        raise operands.unsupported(bias, f"its bias is {bias.element_type.word}, not {wanted.word}")
    if bias.element_count != channels:
        raise operands.contradicts(f"{bias.element_count} biases for {channels} channels")
    return bias.data


def reduced(multiplier: Multiplier) -> Multiplier:
    """A factor as the 64-bit sums take it: 15 bits (MultiplyByQuantizedMultiplier of int64)."""
    if multiplier.shift > _MOST_LEFT_SHIFT:
        raise ScaleOutOfRange(f"the factor between its scales is 2^{_MOST_LEFT_SHIFT} or more")
    value = (multiplier.value + (1 << 15)) >> 16 if multiplier.value < _ALMOST_ONE else _ALMOST_ONE >> 16
    return Multiplier(value, multiplier.shift)


def _bias(operands: Operands, position: int) -> Tensor | None:
    if len(operands.operator.inputs) <= position or operands.operator.inputs[position] == -1:
        return None
    return operands.constant(position, "biases")
