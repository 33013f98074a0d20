"""SOFTMAX over the last axis."""

from __future__ import annotations

import math

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import softmax_least_difference, softmax_multiplier
from benchwright.planner.graph import SoftmaxOptions, Tensor
from benchwright.planner.ops.curves import draft_softmax_tables
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import OpCode, SoftmaxParams

_MOST_COLUMNS = 4095
_OUTPUT_SCALE, _OUTPUT_ZERO_POINT = 1 / 256, -128


def draft_softmax(operands: Operands) -> OpDraft:
    """SOFTMAX; int8 output is in steps of 1/256 from -128, as every converter makes it."""
    operands.expect_counts(1, 1)
    source, output, options = operands.input(0), operands.output(), operands.operator.options
    if not isinstance(options, SoftmaxOptions):
        raise operands.contradicts("its options are missing")
    element_type = operands.activation_type(source, output, int16=True)
    if source.shape != output.shape or not source.shape:
        raise operands.contradicts(f"its output has shape {list(output.shape)}, its input {list(source.shape)}")
    if not (math.isfinite(options.beta) and options.beta >= 0):
        raise operands.contradicts(f"beta is {options.beta}")
    if element_type is ElementType.INT16:
        return draft_softmax_tables(operands, source, output, options.beta)
    multiplier, shift, least = (0, 0, 0)
    if element_type is ElementType.INT8:
        multiplier, shift, least = _quantised(operands, source, output, options.beta)
    return OpDraft(
        code=OpCode.SOFTMAX,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=SoftmaxParams(
            rows=source.element_count // source.shape[-1],
            columns=source.shape[-1],
            multiplier=multiplier,
            left_shift=shift,
            diff_min=least,
            beta=options.beta,
        ),
        unit_pixels=1,
    )


def _quantised(operands: Operands, source: Tensor, output: Tensor, beta: float) -> tuple[int, int, int]:
    """Multiplier, left shift and least difference."""
    if source.shape[-1] > _MOST_COLUMNS:
        why = f"{source.shape[-1]:,} classes overflow its fixed-point sum; at most {_MOST_COLUMNS:,} fit"
        raise operands.unsupported(source, why)
    scale, zero_point = operands.scale(output)
    if abs(scale - _OUTPUT_SCALE) > 0.001 * _OUTPUT_SCALE or zero_point != _OUTPUT_ZERO_POINT:
        why = f"its output has scale {scale:g} and zero point {zero_point}; int8 soft-max makes 1/256 and -128"
        raise operands.unsupported(output, why)
    with operands.scale_limits(source):
        multiplier = softmax_multiplier(beta, operands.scale(source)[0])
    return multiplier.value, multiplier.shift, softmax_least_difference(multiplier.shift)
