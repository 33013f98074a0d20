"""Operators along axes: MEAN, SUM, REDUCE_MAX, REDUCE_MIN, ARG_MAX, ARG_MIN, CUMSUM."""

from __future__ import annotations

import math
from collections.abc import Callable

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import (
    ADD_LEFT_SHIFT,
    Multiplier,
    multiplier_below_one,
    quantise_multiplier,
)
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.op_kinds import ReduceKind
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import merged, row_major
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import DIMENSIONS, ArgExtremeParams, CumsumParams, ReduceParams

_INT8, _INT16, _FLOAT = TensorType.INT8, TensorType.INT16, TensorType.FLOAT32
_EXTREMES = frozenset({ReduceKind.MAX, ReduceKind.MIN})


def _draft_reduce(operands: Operands, kind: ReduceKind) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output = operands.input(0), operands.output()
    types = (_INT8, _FLOAT) if kind in _EXTREMES else (_INT8, _INT16, _FLOAT)
    element_type = operands.one_type(types, source, output)
    rank = len(source.shape)
    reduced = {operands.axis(axis, rank) for axis in operands.integers(1, "axes")}
    kept = [axis for axis in range(rank) if axis not in reduced]
    shape = tuple(source.shape[axis] for axis in kept)
    if tuple(size for size in output.shape if size != 1) != tuple(size for size in shape if size != 1):
        raise operands.contradicts(f"{list(source.shape)} along {sorted(reduced)} does not make {list(output.shape)}")
    count = source.element_count // max(1, math.prod(shape))
    multiplier, zero_points = Multiplier(0, 0), (0, 0)
    if element_type is not ElementType.FLOAT32:
        kind, multiplier, zero_points = _quantised(operands, kind, source, output, count)
    kept_walk, reduced_walk = (_walk(operands, source, axes) for axes in (kept, sorted(reduced)))
    return OpDraft(
        code=OpCode.REDUCE,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=ReduceParams(
            kind=kind,
            kept_sizes=kept_walk[0],
            kept_strides=kept_walk[1],
            reduced_sizes=reduced_walk[0],
            reduced_strides=reduced_walk[1],
            input_zero_point=zero_points[0],
            output_zero_point=zero_points[1],
            multiplier=multiplier.value,
            shift=multiplier.shift,
            input_elements=source.element_count,
        ),
    )


def _walk(operands: Operands, source: Tensor, axes: list[int]) -> tuple[tuple[int, ...], ...]:
    strides = row_major(source.shape)
    try:
        return merged([source.shape[axis] for axis in axes], [strides[axis] for axis in axes], rank=DIMENSIONS)
    except ValueError as error:
        raise operands.unsupported(source, str(error)) from error


def _quantised(
    operands: Operands, kind: ReduceKind, source: Tensor, output: Tensor, count: int
) -> tuple[ReduceKind, Multiplier, tuple[int, int]]:
    """Kind, factor and zero points of a quantised reduction."""
    if kind in _EXTREMES:
        operands.same_scale(source, output)
        return kind, Multiplier(0, 0), (0, 0)
    (scale, zero_point), (output_scale, output_zero_point) = operands.scale(source), operands.scale(output)
    with operands.scale_limits(output):
        multiplier = quantise_multiplier(scale / output_scale)
    if kind is ReduceKind.MEAN:
        multiplier = _divided(multiplier, count)
    return ReduceKind.SUM, multiplier, (zero_point, output_zero_point)


def _divided(multiplier: Multiplier, count: int) -> Multiplier:
    """A factor that also divides by the number of elements (QuantizedMeanOrSum of TensorFlow Lite)."""
    shift = min(count.bit_length() - 1, 32, 31 + multiplier.shift)
    return Multiplier((multiplier.value << shift) // count, multiplier.shift - shift)


def _draft_arg(operands: Operands, *, smallest: bool) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output, axes = operands.input(0), operands.output(), operands.integers(1, "axis")
    element_type = operands.one_type((_INT8, _FLOAT), source)
    if output.element_type is not TensorType.INT32 or len(axes) != 1:
        raise operands.unsupported(output, f"its output is {output.element_type.word}, along {len(axes)} axes")
    axis = operands.axis(axes[0], len(source.shape))
    if output.element_count * source.shape[axis] != source.element_count:
        raise operands.contradicts(f"{list(source.shape)} along {axis} does not make {list(output.shape)}")
    return OpDraft(
        code=OpCode.ARG_EXTREME,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=ArgExtremeParams(
            outer=math.prod(source.shape[:axis]),
            axis=source.shape[axis],
            inner=math.prod(source.shape[axis + 1 :]),
            smallest=int(smallest),
        ),
    )


def _draft_cumsum(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output, axes = operands.input(0), operands.output(), operands.integers(1, "axis")
    element_type = operands.one_type((_INT8, _FLOAT), source, output)
    options = operands.plain_options()
    if len(axes) != 1 or source.shape != output.shape:
        raise operands.contradicts(f"{list(source.shape)} along {list(axes)} does not make {list(output.shape)}")
    axis = operands.axis(axes[0], len(source.shape))
    multiplier, zero_points = Multiplier(0, 0), (0, 0)
    if element_type is ElementType.INT8:
        (scale, zero_point), (output_scale, output_zero_point) = operands.scale(source), operands.scale(output)
        zero_points = (zero_point, output_zero_point)
        with operands.scale_limits(output):
            multiplier = multiplier_below_one(2 * scale / ((1 << ADD_LEFT_SHIFT) * output_scale))
    return OpDraft(
        code=OpCode.CUMSUM,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=CumsumParams(
            outer=math.prod(source.shape[:axis]),
            axis=source.shape[axis],
            inner=math.prod(source.shape[axis + 1 :]),
            exclusive=int(options.exclusive),
            reverse=int(options.reverse),
            input_zero_point=zero_points[0],
            output_zero_point=zero_points[1],
            multiplier=multiplier.value,
            shift=multiplier.shift,
        ),
    )


def _member(code: int, name: str, kind: ReduceKind, conditions: str = "") -> SupportedOp:
    def draft(operands: Operands) -> OpDraft:
        return _draft_reduce(operands, kind)

    types = "int8, float32" if kind in _EXTREMES else "int8, int16, float32"
    return SupportedOp(code, name, types, conditions or "constant axes", "REDUCE", draft)


def _arg_member(code: int, name: str, *, smallest: bool) -> SupportedOp:
    draft: Callable[[Operands], OpDraft] = lambda operands: _draft_arg(operands, smallest=smallest)  # noqa: E731
    return SupportedOp(code, name, "int8, float32", "constant axis, int32 output", "ARG_EXTREME", draft)


FAMILY = (
    _member(40, "MEAN", ReduceKind.MEAN),
    _member(74, "SUM", ReduceKind.SUM),
    _member(82, "REDUCE_MAX", ReduceKind.MAX, "constant axes; one scale for input and output"),
    _member(89, "REDUCE_MIN", ReduceKind.MIN, "constant axes; one scale for input and output"),
    _arg_member(56, "ARG_MAX", smallest=False),
    _arg_member(79, "ARG_MIN", smallest=True),
    SupportedOp(128, "CUMSUM", "int8, float32", "constant axis", "CUMSUM", _draft_cumsum),
)
