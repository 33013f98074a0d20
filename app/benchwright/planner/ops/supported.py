"""Which operators of a .tflite the engine has, and the words for it."""

from __future__ import annotations

from benchwright.model.errors import ModelUnsupported
from benchwright.planner.draft import OpDraft
from benchwright.planner.op_names import op_name
from benchwright.planner.ops import (
    activations,
    addition,
    arithmetic,
    arranging,
    constants,
    conversion,
    gather_nd,
    gathering,
    images,
    matrices,
    recurrent,
    reducing,
    slicing,
    sums,
    variables,
    views,
)
from benchwright.planner.ops.convolution import draft_conv, draft_depthwise_conv
from benchwright.planner.ops.fully_connected import draft_fully_connected
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.pooling import draft_average_pool, draft_max_pool
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.soft_max import draft_softmax

_BOTH = "int8, float32"
_THREE = "int8, int16, float32"
_WINDOW = "any stride, SAME and VALID"
_WEIGHTS = "per-channel or per-tensor weights, also int4"
_POOL = f"{_WINDOW}; one scale for input and output"

_LAYERS = (
    SupportedOp(3, "CONV_2D", _THREE, f"{_WINDOW}, dilation, groups; {_WEIGHTS}", "CONV_2D", draft_conv),
    SupportedOp(
        4,
        "DEPTHWISE_CONV_2D",
        _THREE,
        f"{_WINDOW}, dilation, any depth multiplier; {_WEIGHTS}",
        "DEPTHWISE_CONV_2D",
        draft_depthwise_conv,
    ),
    SupportedOp(9, "FULLY_CONNECTED", _THREE, _WEIGHTS, "FULLY_CONNECTED", draft_fully_connected),
    SupportedOp(1, "AVERAGE_POOL_2D", _THREE, _POOL, "AVERAGE_POOL_2D", draft_average_pool),
    SupportedOp(17, "MAX_POOL_2D", _THREE, _POOL, "MAX_POOL_2D", draft_max_pool),
    SupportedOp(
        25, "SOFTMAX", _THREE, "last axis; int8 at most 4,095 classes", "SOFTMAX, SOFTMAX_TABLES", draft_softmax
    ),
)

SUPPORTED = (
    *_LAYERS,
    *addition.FAMILY,
    *arithmetic.FAMILY,
    *activations.FAMILY,
    *arranging.FAMILY,
    *slicing.FAMILY,
    *gathering.FAMILY,
    *gather_nd.FAMILY,
    *reducing.FAMILY,
    *conversion.FAMILY,
    *images.FAMILY,
    *matrices.FAMILY,
    *sums.FAMILY,
    *views.FAMILY,
    *constants.FAMILY,
    *recurrent.FAMILY,
    *variables.FAMILY,
)

_BY_CODE = {op.code: op for op in SUPPORTED}


def draft_op(operands: Operands) -> tuple[OpDraft, ...]:
    """The ops of the engine, with their parameters, that do what the operator does.

    Raises:
        ModelUnsupported: the engine lacks the op, or this form of it.
        ModelFileInvalid: the op contradicts its tensors.
    """
    operator = operands.operator
    supported = _BY_CODE.get(operator.code)
    if supported is not None:
        drafts = supported.draft(operands)
        return drafts if isinstance(drafts, tuple) else (drafts,)
    tensor = f"tensor '{operands.graph.tensors[operator.outputs[0]].name}'" if operator.outputs else "no output"
    why = f"The engine has no {op_name(operator)}; `benchwright plan --ops` lists the {len(SUPPORTED)} that it has."
    raise ModelUnsupported(operands.label, tensor, operands.board, why)
