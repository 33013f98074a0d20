"""RESHAPE, SQUEEZE and EXPAND_DIMS change no byte: their output is their input's memory.

Only where that would make an output of the graph the same memory as an input does a COPY stand in for it.
"""

from __future__ import annotations

from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import CopyParams, OpCode


def check_view(operands: Operands) -> None:
    """Raises unless input and output hold the same elements."""
    operands.expect_counts(1, 2)
    source, output = operands.input(0), operands.output()
    if source.element_count != output.element_count or source.element_type is not output.element_type:
        raise operands.contradicts(f"it reshapes {list(source.shape)} to {list(output.shape)}")


def _draft_copy(operands: Operands) -> OpDraft:
    source = operands.input(0)
    element_type = operands.element_type(source)
    return OpDraft(
        code=OpCode.COPY,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=operands.output().index,
        constants=(),
        params=CopyParams(),
        copied_bytes=source.element_count * element_type.item_bytes,
    )


_TYPES = "int8, float32, uint8, bool, int16, int32"
_COST = "costs nothing, except a copy from an input straight to an output"

FAMILY = (
    SupportedOp(22, "RESHAPE", _TYPES, _COST, "nothing, COPY", _draft_copy),
    SupportedOp(43, "SQUEEZE", _TYPES, _COST, "nothing, COPY", _draft_copy),
    SupportedOp(70, "EXPAND_DIMS", _TYPES, _COST, "nothing, COPY", _draft_copy),
)

VIEWS = frozenset(op.code for op in FAMILY)
