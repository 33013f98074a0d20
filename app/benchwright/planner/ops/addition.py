"""ADD: of two tensors of one shape an op of its own, else BINARY."""

from __future__ import annotations

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import (
    ADD_LEFT_SHIFT,
    Multiplier,
    activation_range,
    float_activation_range,
    multiplier_below_one,
)
from benchwright.planner.graph import AddOptions, Tensor, TensorType
from benchwright.planner.op_kinds import BinaryKind
from benchwright.planner.ops.arithmetic import ADD_TYPES, add_rescale, draft_binary
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import AddParams, OpCode

_NONE = Multiplier(0, 0)


def draft_add(operands: Operands) -> OpDraft:
    """ADD; int8 brings both inputs to twice the larger scale (CalculateOpDataAdd of TFLM)."""
    operands.expect_counts(2, 2)
    first, second, output, options = (
        operands.source(0), operands.source(1), operands.output(), operands.operator.options
    )  # fmt: skip
    if not isinstance(options, AddOptions):
        raise operands.contradicts("its options are missing")
    is_plain = first.data is None and second.data is None and first.shape == second.shape
    if not is_plain or output.element_type in {TensorType.INT32, TensorType.INT16}:
        return draft_binary(operands, BinaryKind.ADD, ADD_TYPES, add_rescale)
    element_type = operands.activation_type(first, second, output)
    operands.check_activation(options.activation, output)
    if output.shape != first.shape:
        raise operands.contradicts(f"its output has shape {list(output.shape)}, its inputs {list(first.shape)}")
    zero_points, multipliers, low, high = (0, 0, 0), (_NONE,) * 3, 0, 0
    if element_type is ElementType.INT8:
        zero_points, multipliers = _rescale(operands, first, second, output)
        with operands.scale_limits(output):
            low, high = activation_range(options.activation, *operands.scale(output))
    float_min, float_max = float_activation_range(options.activation)
    return OpDraft(
        code=OpCode.ADD,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input1_arena_offset", first.index), Operand("input2_arena_offset", second.index)),
        output=output.index,
        constants=(),
        params=AddParams(
            element_count=first.element_count,
            left_shift=ADD_LEFT_SHIFT if element_type is ElementType.INT8 else 0,
            input1_zero_point=zero_points[0],
            input1_multiplier=multipliers[0].value,
            input1_shift=multipliers[0].shift,
            input2_zero_point=zero_points[1],
            input2_multiplier=multipliers[1].value,
            input2_shift=multipliers[1].shift,
            output_zero_point=zero_points[2],
            output_multiplier=multipliers[2].value,
            output_shift=multipliers[2].shift,
            activation_min=low,
            activation_max=high,
            float_min=float_min,
            float_max=float_max,
        ),
        unit_pixels=1,
    )


def _rescale(
    operands: Operands, first: Tensor, second: Tensor, output: Tensor
) -> tuple[tuple[int, int, int], tuple[Multiplier, Multiplier, Multiplier]]:
    first_scale, first_zero_point = operands.scale(first)
    second_scale, second_zero_point = operands.scale(second)
    output_scale, output_zero_point = operands.scale(output)
    twice_largest = 2 * max(first_scale, second_scale)
    with operands.scale_limits(output):
        multipliers = (
            multiplier_below_one(first_scale / twice_largest),
            multiplier_below_one(second_scale / twice_largest),
            multiplier_below_one(twice_largest / ((1 << ADD_LEFT_SHIFT) * output_scale)),
        )
    return (first_zero_point, second_zero_point, output_zero_point), multipliers


FAMILY = (SupportedOp(0, "ADD", "int8, int16, float32, int32", "broadcasting, constants", "ADD, BINARY", draft_add),)
