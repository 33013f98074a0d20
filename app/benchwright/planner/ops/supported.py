"""Which operators of a .tflite the engine has, and the words for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchwright.model.errors import ModelUnsupported
from benchwright.planner.draft import OpDraft
from benchwright.planner.op_names import op_name
from benchwright.planner.ops.addition import draft_add
from benchwright.planner.ops.convolution import draft_conv, draft_depthwise_conv
from benchwright.planner.ops.fully_connected import draft_fully_connected
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.pooling import draft_average_pool, draft_max_pool
from benchwright.planner.ops.soft_max import draft_softmax

RESHAPE = 22


@dataclass(frozen=True, slots=True)
class SupportedOp:
    """One operator: its number in the schema, its name, what it may be, and its planner."""

    code: int
    name: str
    conditions: str
    draft: Callable[[Operands], OpDraft]


_WINDOWED = "int8, float32; any stride, SAME and VALID"

SUPPORTED = (
    SupportedOp(3, "CONV_2D", f"{_WINDOWED}, dilation, per-channel or per-tensor weights; one group", draft_conv),
    SupportedOp(4, "DEPTHWISE_CONV_2D", f"{_WINDOWED}, dilation, any depth multiplier", draft_depthwise_conv),
    SupportedOp(9, "FULLY_CONNECTED", "int8, float32; per-tensor or per-channel weights", draft_fully_connected),
    SupportedOp(1, "AVERAGE_POOL_2D", f"{_WINDOWED}; one scale for input and output", draft_average_pool),
    SupportedOp(17, "MAX_POOL_2D", f"{_WINDOWED}; one scale for input and output", draft_max_pool),
    SupportedOp(0, "ADD", "int8, float32; two tensors of one shape", draft_add),
    SupportedOp(25, "SOFTMAX", "int8 (at most 4,095 classes), float32; over the last axis", draft_softmax),
)


def draft_op(operands: Operands) -> OpDraft:
    """The op with its parameters.

    Raises:
        ModelUnsupported: the engine lacks the op, or this form of it.
        ModelFileInvalid: the op contradicts its tensors.
    """
    operator = operands.operator
    for supported in SUPPORTED:
        if supported.code == operator.code:
            return supported.draft(operands)
    names = ", ".join(op.name for op in SUPPORTED)
    tensor = f"tensor '{operands.graph.tensors[operator.outputs[0]].name}'" if operator.outputs else "no output"
    why = f"The engine has no {op_name(operator)}; it has {names} and RESHAPE."
    raise ModelUnsupported(operands.label, tensor, operands.board, why)
