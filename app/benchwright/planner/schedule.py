"""The order of ops, which tensors share memory, and how long each must live.

A RESHAPE changes no byte, so its output is the same memory under another shape; only when that would make an
output of the graph the same memory as an input does a COPY stand in for it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.graph import Graph, Operator
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.supported import RESHAPE, draft_op
from benchwright.planner.pack_format import CopyParams, OpCode


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A piece of arena: from which op to which (inclusive), named by the tensor that is written to it, or by
    `scratch_name` for the working memory of an op."""

    tensor: int
    size_bytes: int
    first_op: int
    last_op: int

    def overlaps(self, other: Lifetime) -> bool:
        """Whether both hold values at one time."""
        return self.first_op <= other.last_op and other.first_op <= self.last_op


@dataclass(slots=True)
class Schedule:
    """Ops in order. `home` maps every tensor in RAM to the tensor whose memory it is; `merged` lists by op the
    operators that were planned away into it."""

    ops: list[OpDraft] = field(default_factory=list)
    home: dict[int, int] = field(default_factory=dict)
    merged: dict[int, list[int]] = field(default_factory=dict)


def schedule(graph: Graph, board: str) -> Schedule:
    """Every operator of the graph as an op or as shared memory.

    Raises:
        ModelUnsupported, ModelFileInvalid: the first operator that cannot run, and why.
    """
    result = Schedule(home={index: index for index in graph.inputs})
    for operator in graph.operators:
        operands = Operands(graph, operator, board)
        if operator.code != RESHAPE:
            _append(result, draft_op(operands))
        elif _must_copy(graph, operands, result):
            _append(result, _copy(operands))
        else:
            result.home[operator.outputs[0]] = result.home[operator.inputs[0]]
    _merge_reshapes(graph, result)
    return result


def lifetimes(graph: Graph, plan: Schedule) -> tuple[Lifetime, ...]:
    """How long each piece of memory is needed; inputs are born at -1, outputs live to the op count."""
    first = dict.fromkeys(graph.inputs, -1)
    last = dict(first)
    for index, op in enumerate(plan.ops):
        first[op.output] = last[op.output] = index
        for operand in op.operands:
            last[plan.home[operand.tensor]] = index
    for tensor in graph.outputs:
        last[plan.home[tensor]] = len(plan.ops)
    tensors = (Lifetime(tensor, tensor_bytes(graph, tensor), first[tensor], last[tensor]) for tensor in first)
    working = (
        Lifetime(scratch_name(index), op.scratch_bytes, index, index)
        for index, op in enumerate(plan.ops)
        if op.scratch_bytes
    )
    return (*tensors, *working)


def scratch_name(op_index: int) -> int:
    """Stands for the working memory of an op where memory is named by a tensor: below every tensor's index."""
    return -1 - op_index


def tensor_bytes(graph: Graph, index: int) -> int:
    """Size of a tensor in the arena."""
    tensor = graph.tensors[index]
    return tensor.element_count * ElementType[tensor.element_type.name].item_bytes


def _append(plan: Schedule, op: OpDraft) -> None:
    plan.ops.append(op)
    plan.home[op.output] = op.output


def _must_copy(graph: Graph, operands: Operands, plan: Schedule) -> bool:
    operands.expect_counts(1, 2)
    source, output = operands.input(0), operands.output()
    if source.element_count != output.element_count or source.element_type is not output.element_type:
        raise operands.contradicts(f"it reshapes {list(source.shape)} to {list(output.shape)}")
    return output.index in graph.outputs and plan.home[source.index] in graph.inputs


def _copy(operands: Operands) -> OpDraft:
    source = operands.input(0)
    if source.element_type.name not in ElementType.__members__:
        raise operands.unsupported(source, f"the type {source.element_type.word} is not supported")
    return OpDraft(
        code=OpCode.COPY,
        element_type=ElementType[source.element_type.name],
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=operands.output().index,
        constants=(),
        params=CopyParams(),
    )


def _merge_reshapes(graph: Graph, plan: Schedule) -> None:
    """Books every planned-away operator on the op that writes its memory, or else on the first that reads it."""
    present = {op.source_index for op in plan.ops}
    writer = {op.output: index for index, op in enumerate(plan.ops)}
    reader: dict[int, int] = {}
    for index, op in enumerate(plan.ops):
        for operand in op.operands:
            reader.setdefault(plan.home[operand.tensor], index)
    for operator in graph.operators:
        if operator.index not in present:
            _book(plan, operator, writer, reader)


def _book(plan: Schedule, operator: Operator, writer: dict[int, int], reader: dict[int, int]) -> None:
    memory = plan.home[operator.outputs[0]]
    index = writer.get(memory, reader.get(memory))
    if index is not None:
        plan.merged.setdefault(index, []).append(operator.index)
