"""AVERAGE_POOL_2D and MAX_POOL_2D."""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import activation_range, float_activation_range
from benchwright.planner.graph import WindowOptions
from benchwright.planner.ops.int16x8 import limits
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.sliding import Window, slid_over
from benchwright.planner.pack_format import OpCode, PoolParams


def draft_average_pool(operands: Operands) -> OpDraft:
    """AVERAGE_POOL_2D."""
    return draft_pool(operands, OpCode.AVERAGE_POOL_2D)


def draft_max_pool(operands: Operands) -> OpDraft:
    """MAX_POOL_2D."""
    return draft_pool(operands, OpCode.MAX_POOL_2D)


def draft_pool(operands: Operands, code: OpCode) -> OpDraft:
    """A window over an image, without weights."""
    operands.expect_counts(1, 1)
    source, output, options = operands.input(0), operands.output(), operands.operator.options
    if not isinstance(options, WindowOptions):
        raise operands.contradicts("its options (strides, padding, filter) are missing")
    element_type = operands.activation_type(source, output, int16=code is not OpCode.L2_POOL_2D)
    operands.check_activation(options.activation, output)
    batches, input_h, input_w, channels = operands.image(source, "input")
    rows, columns = slid_over(operands, Window(options.filter_h, options.filter_w, channels), options)
    low, high = 0, 0
    if element_type is not ElementType.FLOAT32:
        scale, zero_point = operands.same_scale(source, output)
        with operands.scale_limits(output):
            low, high = activation_range(options.activation, scale, zero_point, limits(element_type))
    float_min, float_max = float_activation_range(options.activation)
    return OpDraft(
        code=code,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=PoolParams(
            batches=batches,
            input_h=input_h,
            input_w=input_w,
            channels=channels,
            output_h=rows.output_size,
            output_w=columns.output_size,
            filter_h=options.filter_h,
            filter_w=options.filter_w,
            stride_h=options.stride_h,
            stride_w=options.stride_w,
            pad_top=rows.pad_before,
            pad_left=columns.pad_before,
            activation_min=low,
            activation_max=high,
            float_min=float_min,
            float_max=float_max,
        ),
        unit_pixels=1,
    )
