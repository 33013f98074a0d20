"""LOG_SOFTMAX of int8 over the last axis."""

from __future__ import annotations

import struct

from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import (
    SOFTMAX_INTEGER_BITS,
    Multiplier,
    multiplier_below_one,
    softmax_least_difference,
    softmax_multiplier,
)
from benchwright.planner.gemmlowp import exp_of_negative, requantise, rounding_shift
from benchwright.planner.graph import TensorType
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import LogSoftmaxParams

_OUTPUT_SCALE, _OUTPUT_ZERO_POINT = 1 / 16, 127
_MOST_COLUMNS = 4095
_SUM_BITS = 12


def draft_log_softmax(operands: Operands) -> OpDraft:
    """The op with exp of every distance from the largest as a table."""
    operands.expect_counts(1, 1)
    source, output = operands.input(0), operands.output()
    element_type = operands.one_type((TensorType.INT8,), source, output)
    if source.shape != output.shape or not source.shape:
        raise operands.contradicts(f"its input has shape {list(source.shape)}, its output {list(output.shape)}")
    scale, zero_point = operands.scale(output)
    if (scale, zero_point) != (_OUTPUT_SCALE, _OUTPUT_ZERO_POINT):
        why = f"its output has scale {scale:g} and zero point {zero_point}; int8 log-soft-max makes 1/16 and 127"
        raise operands.unsupported(output, why)
    columns = source.shape[-1]
    if columns > _MOST_COLUMNS:
        why = f"{columns:,} classes overflow its fixed-point sum; at most {_MOST_COLUMNS:,} fit"
        raise operands.unsupported(source, why)
    with operands.scale_limits(source):
        multiplier = softmax_multiplier(1.0, operands.scale(source)[0])
        reverse = multiplier_below_one((1 << (31 - multiplier.shift)) / multiplier.value)
    least = softmax_least_difference(multiplier.shift)
    return OpDraft(
        code=OpCode.LOG_SOFTMAX,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(Constant("table_offset", _exponentials(multiplier, least)),),
        params=LogSoftmaxParams(
            rows=source.element_count // columns,
            columns=columns,
            multiplier=multiplier.value,
            left_shift=multiplier.shift,
            diff_min=least,
            reverse_multiplier=reverse.value,
            reverse_shift=reverse.shift,
        ),
        unit_pixels=1,
    )


def _exponentials(multiplier: Multiplier, least: int) -> bytes:
    """exp of minus every distance in Q12; those below the least difference count as 0."""
    values = (
        rounding_shift(exp_of_negative(requantise(-distance, multiplier), SOFTMAX_INTEGER_BITS), _SUM_BITS)
        if -distance >= least
        else 0
        for distance in range(256)
    )
    return struct.pack("<256i", *values)
