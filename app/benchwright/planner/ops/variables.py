"""READ_VARIABLE and ASSIGN_VARIABLE copy between a variable and a tensor; what control flow leaves of the rest."""

from __future__ import annotations

from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.graph import Tensor
from benchwright.planner.ops.moves import write
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import Drafts, SupportedOp
from benchwright.planner.pack_format import CopyParams, OpCode


def _draft_copy(operands: Operands) -> OpDraft:
    """Into a variable, out of one, or of a constant that control flow has left for an output."""
    operands.expect_counts(1, 1)
    source, output = operands.kept(0), operands.output()
    element_type = operands.element_type(output)
    if source.element_type is not output.element_type or source.element_count != output.element_count:
        raise operands.contradicts(f"it copies {_words(source)} to {_words(output)}")
    if source.data is not None:
        return write(operands, output, source.data)
    return OpDraft(
        code=OpCode.COPY,
        element_type=element_type,
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=CopyParams(),
        copied_bytes=source.element_count * element_type.item_bytes,
    )


def _words(tensor: Tensor) -> str:
    return f"{tensor.element_type.word} {list(tensor.shape)}"


def _nothing(_operands: Operands) -> Drafts:
    """Resolved before any operator is drafted."""
    return ()


_TYPES = "int8, float32, uint8, bool, int16, int32"
_KNOWN = "condition that constants decide"

FAMILY = (
    SupportedOp(118, "IF", "any", _KNOWN, "the branch", _nothing),
    SupportedOp(119, "WHILE", "any", f"{_KNOWN}; at most 1,000 turns", "its body, turn by turn", _nothing),
    SupportedOp(129, "CALL_ONCE", "any", "assigns constants", "nothing, initial content of state", _nothing),
    SupportedOp(142, "VAR_HANDLE", "resource", "", "nothing, state in the arena", _nothing),
    SupportedOp(143, "READ_VARIABLE", _TYPES, "", "COPY", _draft_copy),
    SupportedOp(144, "ASSIGN_VARIABLE", _TYPES, "", "COPY, MOVE of a constant", _draft_copy),
)
