"""Functions of two values, with broadcasting: arithmetic, comparisons, logic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft
from benchwright.planner.fixed_point import (
    ADD_LEFT_SHIFT,
    INT8_MAX,
    INT8_MIN,
    Multiplier,
    ScaleOutOfRange,
    activation_range,
    float32,
    float_activation_range,
    multiplier_below_one,
    quantise_multiplier,
)
from benchwright.planner.graph import Activation, AddOptions, PlainOptions, Tensor, TensorType
from benchwright.planner.op_kinds import BinaryKind
from benchwright.planner.ops.int16x8 import limits
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import broadcast, merged, repeated_strides
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import DIMENSIONS, BinaryParams

_INT32_RANGE = (-(1 << 31), (1 << 31) - 1)
_SQUARED_DIFFERENCE_SHIFT, _COMPARISON_SHIFT = 7, 8
_ADD_LEFT_SHIFT_INT16 = 15
_QUOTIENT_ROOM = 23
"""Bits above a dividend of int8 that are free at least (`op_check_elements.c`)."""
_FLOAT_INFINITY = float("inf")
_NONE = Multiplier(0, 0)


@dataclass(frozen=True, slots=True)
class Rescale:
    """The int8 part of BINARY: a left shift and the factors of both inputs and the output."""

    left_shift: int = 0
    first: Multiplier = _NONE
    second: Multiplier = _NONE
    output: Multiplier = _NONE


Rescaler = Callable[[float, float, float], Rescale]
"""From the scales of both inputs and the output."""


def draft_binary(operands: Operands, kind: BinaryKind, types: tuple[TensorType, ...], rescaler: Rescaler) -> OpDraft:
    """The operator's two inputs through one kind of BINARY."""
    operands.expect_counts(2, 2)
    first, second, output = operands.source(0), operands.source(1), operands.output()
    compares = kind >= BinaryKind.EQUAL
    element_type = operands.one_type(types, first, second, *(() if compares else (output,)))
    if compares and output.element_type is not TensorType.BOOL:
        raise operands.contradicts(f"its output is {output.element_type.word}, not bool")
    return binary(operands, kind, element_type, (first, second, output), rescaler)


def binary(
    operands: Operands,
    kind: BinaryKind,
    element_type: ElementType,
    tensors: tuple[Tensor, Tensor, Tensor],
    rescaler: Rescaler,
) -> OpDraft:
    """BINARY of two tensors into a third."""
    first, second, output = tensors
    sizes, strides1, strides2 = _walk(operands, first, second, output)
    rescale, zero_points, low, high = Rescale(), (0, 0, 0), *_INT32_RANGE
    activation = _activation(operands)
    operands.check_activation(activation, output)
    if element_type in {ElementType.INT8, ElementType.INT16}:
        rescale, zero_points, low, high = _quantised(operands, kind, tensors, rescaler)
    elif element_type is not ElementType.FLOAT32 and activation is not Activation.NONE:
        raise operands.unsupported(output, f"the fused activation {activation.name} is not supported on whole numbers")
    float_min, float_max = float_activation_range(activation)
    if activation is Activation.NONE:
        float_min, float_max = -_FLOAT_INFINITY, _FLOAT_INFINITY
    (operands1, constants1), (operands2, constants2) = operands.place(first, "input1"), operands.place(second, "input2")
    return OpDraft(
        code=OpCode.BINARY,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=operands1 + operands2,
        output=output.index,
        constants=constants1 + constants2,
        params=BinaryParams(
            kind=kind,
            sizes=sizes,
            strides1=strides1,
            strides2=strides2,
            left_shift=rescale.left_shift,
            input1_zero_point=zero_points[0],
            input1_multiplier=rescale.first.value,
            input1_shift=rescale.first.shift,
            input2_zero_point=zero_points[1],
            input2_multiplier=rescale.second.value,
            input2_shift=rescale.second.shift,
            output_zero_point=zero_points[2],
            output_multiplier=rescale.output.value,
            output_shift=rescale.output.shift,
            activation_min=low,
            activation_max=high,
            float_min=float_min,
            float_max=float_max,
        ),
        unit_pixels=_unit_pixels(kind, element_type, tensors),
    )


def _unit_pixels(kind: BinaryKind, element_type: ElementType, tensors: tuple[Tensor, Tensor, Tensor]) -> int:
    """1 where every operand in RAM is read element by element with the output: only of its shape and item size."""
    first, second, output = tensors
    alike = all(tensor.shape == output.shape for tensor in (first, second) if tensor.data is None)
    return int(alike and (kind < BinaryKind.EQUAL or element_type.item_bytes == 1))


def _walk(operands: Operands, first: Tensor, second: Tensor, output: Tensor) -> tuple[tuple[int, ...], ...]:
    try:
        shape = broadcast(first.shape, second.shape)
        if shape != output.shape:
            raise operands.contradicts(f"its output has shape {list(output.shape)}, its inputs make {list(shape)}")
        strides = (repeated_strides(first.shape, shape), repeated_strides(second.shape, shape))
        return merged(shape, *strides, rank=DIMENSIONS)
    except ValueError as error:
        raise operands.unsupported(output, str(error)) from error


def _activation(operands: Operands) -> Activation:
    options = operands.operator.options
    return options.activation if isinstance(options, AddOptions | PlainOptions) else Activation.NONE


def _quantised(
    operands: Operands, kind: BinaryKind, tensors: tuple[Tensor, Tensor, Tensor], rescaler: Rescaler
) -> tuple[Rescale, tuple[int, int, int], int, int]:
    """Rescaling, zero points and activation range."""
    first, second, output = tensors
    (scale1, zero_point1), (scale2, zero_point2) = operands.scale(first), operands.scale(second)
    compares = kind >= BinaryKind.EQUAL
    if kind in {BinaryKind.MINIMUM, BinaryKind.MAXIMUM}:
        for tensor in (first, second):
            operands.same_scale(tensor, output)
    output_scale, output_zero_point = (1.0, 0) if compares else operands.scale(output)
    element_type = operands.element_type(first)
    if element_type is ElementType.INT16:
        rescaler = _INT16_RESCALERS.get(kind, rescaler)
    with operands.scale_limits(output):
        rescale = rescaler(scale1, scale2, output_scale)
        low, high = (INT8_MIN, INT8_MAX)
        if not compares:
            low, high = activation_range(_activation(operands), output_scale, output_zero_point, limits(element_type))
    return rescale, (zero_point1, zero_point2, output_zero_point), low, high


def add_rescale(first: float, second: float, output: float, left_shift: int = ADD_LEFT_SHIFT) -> Rescale:
    """ADD and SUB: both inputs to twice the larger scale, in double."""
    twice = 2 * max(first, second)
    return Rescale(
        left_shift,
        multiplier_below_one(first / twice),
        multiplier_below_one(second / twice),
        multiplier_below_one(twice / ((1 << left_shift) * output)),
    )


def _mul_rescale(first: float, second: float, output: float) -> Rescale:
    return Rescale(output=quantise_multiplier(first * second / output))


def _div_rescale(first: float, second: float, output: float) -> Rescale:
    """DIV: one factor behind the quotient, at most 2^23."""
    factor = quantise_multiplier(float32(first / float32(second * output)))
    if factor.shift > _QUOTIENT_ROOM:
        raise ScaleOutOfRange(
            f"the factor behind its quotient is {first / (second * output):g}; below 2^23 is possible"
        )
    return Rescale(output=factor)


def _squared_difference_rescale(
    first: float, second: float, output: float, left_shift: int = _SQUARED_DIFFERENCE_SHIFT
) -> Rescale:
    twice = 2.0 * max(first, second)
    squared_shift = 1 << (2 * left_shift)
    return Rescale(
        left_shift,
        multiplier_below_one(first / twice),
        multiplier_below_one(second / twice),
        quantise_multiplier(twice * twice / float32(squared_shift * output)),
    )


def _prelu_rescale(first: float, alpha: float, output: float) -> Rescale:
    return Rescale(first=quantise_multiplier(first / output), output=quantise_multiplier(first * alpha / output))


def _comparison_rescale(first: float, second: float, _output: float) -> Rescale:
    return Rescale(_COMPARISON_SHIFT, multiplier_below_one(first), multiplier_below_one(second))


def _no_rescale(_first: float, _second: float, _output: float) -> Rescale:
    return Rescale()


_INT16_RESCALERS: Mapping[BinaryKind, Rescaler] = {
    BinaryKind.ADD: partial(add_rescale, left_shift=_ADD_LEFT_SHIFT_INT16),
    BinaryKind.SUB: partial(add_rescale, left_shift=_ADD_LEFT_SHIFT_INT16),
    BinaryKind.SQUARED_DIFFERENCE: partial(_squared_difference_rescale, left_shift=0),
}

_INT16 = TensorType.INT16
_INT8, _FLOAT, _INT32, _BOOL = TensorType.INT8, TensorType.FLOAT32, TensorType.INT32, TensorType.BOOL


def _member(
    code: int,
    name: str,
    types: tuple[TensorType, ...],
    rescaler: Rescaler = _no_rescale,
    kind: BinaryKind | None = None,
) -> SupportedOp:
    chosen = BinaryKind[name] if kind is None else kind

    def draft(operands: Operands) -> OpDraft:
        return draft_binary(operands, chosen, types, rescaler)

    words = ", ".join(kind.word for kind in types)
    return SupportedOp(code, name, words, "broadcasting, constants", "BINARY", draft)


_NUMBERS = (_INT8, _FLOAT, _INT32)

_WITH_INT16 = (_INT8, _INT16, _FLOAT, _INT32)

ADD_TYPES = _WITH_INT16

FAMILY = (
    _member(41, "SUB", _WITH_INT16, add_rescale),
    _member(18, "MUL", _WITH_INT16, _mul_rescale),
    _member(42, "DIV", _NUMBERS, _div_rescale),
    _member(57, "MINIMUM", _WITH_INT16),
    _member(55, "MAXIMUM", _WITH_INT16),
    _member(99, "SQUARED_DIFFERENCE", _WITH_INT16, _squared_difference_rescale),
    _member(54, "PRELU", (_INT8, _FLOAT), _prelu_rescale),
    _member(90, "FLOOR_DIV", (_FLOAT,)),
    _member(95, "FLOOR_MOD", (_FLOAT,)),
    _member(71, "EQUAL", (*_NUMBERS, _BOOL), _comparison_rescale),
    _member(72, "NOT_EQUAL", (*_NUMBERS, _BOOL), _comparison_rescale),
    _member(61, "GREATER", _NUMBERS, _comparison_rescale),
    _member(62, "GREATER_EQUAL", _NUMBERS, _comparison_rescale),
    _member(58, "LESS", _NUMBERS, _comparison_rescale),
    _member(63, "LESS_EQUAL", _NUMBERS, _comparison_rescale),
    _member(86, "LOGICAL_AND", (_BOOL,), kind=BinaryKind.AND),
    _member(84, "LOGICAL_OR", (_BOOL,), kind=BinaryKind.OR),
)
