"""The order of ops, which tensors share memory, and how long each must live.

An operator may become several ops, with tensors of their own between them; one that changes no byte (ops/views.py)
becomes none, and one whose result the host knows (ops/constants.py) becomes a constant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benchwright.planner.control_flow import READ_VARIABLE, resolved
from benchwright.planner.draft import OpDraft
from benchwright.planner.element_types import arena_type
from benchwright.planner.elision import without_copies
from benchwright.planner.folding import folded
from benchwright.planner.fusing import fuse_pads
from benchwright.planner.graph import Graph, Operator
from benchwright.planner.ops.moves import write
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.supported import draft_op
from benchwright.planner.ops.views import VIEWS, check_view


@dataclass(frozen=True, slots=True)
class Lifetime:
    """A piece of arena: from which op to which (inclusive), named by the tensor that is written to it, or by
    `scratch_name` for the working memory of an op. What `stays` is never moved: the next inference looks for it there,
    or another tensor is written over it part by part.
    """

    tensor: int
    size_bytes: int
    first_op: int
    last_op: int
    stays: bool = False

    def overlaps(self, other: Lifetime) -> bool:
        """Whether both hold values at one time."""
        return self.first_op <= other.last_op and other.first_op <= self.last_op


@dataclass(slots=True)
class Schedule:
    """Ops in order. `home` maps every tensor in RAM to the tensor whose memory it is, `offsets` those that begin
    further in to the byte where they do; `merged` lists by op the operators that were planned away into it; `graph`
    has the tensors between the ops of one operator too."""

    graph: Graph
    ops: list[OpDraft] = field(default_factory=list)
    home: dict[int, int] = field(default_factory=dict)
    merged: dict[int, list[int]] = field(default_factory=dict)
    offsets: dict[int, int] = field(default_factory=dict)


def schedule(graph: Graph, board: str) -> Schedule:
    """Every operator of the graph as an op or as shared memory.

    Raises:
        ModelUnsupported, ModelFileInvalid: the first operator that cannot run, and why.
    """
    fused = fuse_pads(_with_constants(resolved(graph, board)))
    graph = fused.graph
    born = (*graph.inputs, *(state.tensor for state in graph.states))
    result = Schedule(graph, home={index: index for index in born})
    for operator in graph.operators:
        operands = Operands(result.graph, operator, board)
        if operator.code in VIEWS and not _must_copy(operands, result):
            result.home[operator.outputs[0]] = result.home[operator.inputs[0]]
            continue
        ops = tuple(draft_op(operands))
        if operands.spares:
            result.graph = replace(result.graph, tensors=(*result.graph.tensors, *operands.spares))
        for op in (*_writes(operands), *ops):
            _append(result, op)
    _write_constants(result, board)
    if graph.states:
        result.ops = without_copies(result.graph, result.ops, result.home)
    _merge_views(graph, result)
    for index, op in enumerate(result.ops):
        gone = [operator for operator, into in fused.into.items() if into == op.source_index]
        if gone:
            result.merged.setdefault(index, []).extend(gone)
    return result


def lifetimes(plan: Schedule) -> tuple[Lifetime, ...]:
    """How long each piece of memory is needed; inputs are born at -1, outputs live to the op count, state all along."""
    graph = plan.graph
    states = frozenset(state.tensor for state in graph.states)
    staying = states | {plan.home[tensor] for tensor in plan.offsets}
    first = dict.fromkeys((*graph.inputs, *sorted(states)), -1)
    last = dict(first)
    for index, op in enumerate(plan.ops):
        first.setdefault(plan.home[op.output], index)
        last[plan.home[op.output]] = index
        for operand in op.operands:
            last[plan.home[operand.tensor]] = index
    for tensor in graph.outputs:
        last[plan.home[tensor]] = len(plan.ops)
    last.update(dict.fromkeys(states, len(plan.ops)))
    tensors = (
        Lifetime(tensor, tensor_bytes(graph, tensor), first[tensor], last[tensor], stays=tensor in staying)
        for tensor in first
    )
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
    element_type = arena_type(tensor.element_type)
    return tensor.element_count * element_type.item_bytes if element_type else 0


def _append(plan: Schedule, op: OpDraft) -> None:
    plan.ops.append(op)
    plan.home[op.output] = op.output


def _writes(operands: Operands) -> Iterator[OpDraft]:
    """What brings constants to RAM for an operator that reads them there."""
    for index, held in operands.held.items():
        yield write(operands, held, operands.graph.tensors[index].data or b"")


def _write_constants(plan: Schedule, board: str) -> None:
    """Outputs of the graph that are constants of the file are written where outputs lie, as if an operator behind the
    others did it."""
    number = max((operator.index for operator in plan.graph.operators), default=-1)
    for index in dict.fromkeys(plan.graph.outputs):
        tensors = plan.graph.tensors
        if tensors[index].data is not None:
            number += 1
            written = replace(tensors[index], index=len(tensors), data=None)
            plan.graph = replace(plan.graph, tensors=(*tensors, written))
            operator = Operator(number, READ_VARIABLE, "", (index,), (written.index,), None)
            for op in draft_op(Operands(plan.graph, operator, board)):
                _append(plan, op)
            plan.home[index] = written.index


def _with_constants(graph: Graph) -> Graph:
    """The graph with operators whose result is known replaced by constants, unless the graph gives the result out."""
    kept = []
    for operator in graph.operators:
        data = None if set(operator.outputs) & set(graph.outputs) else folded(graph, operator)
        if data is None:
            kept.append(operator)
            continue
        tensors = list(graph.tensors)
        tensors[operator.outputs[0]] = replace(tensors[operator.outputs[0]], data=data)
        graph = replace(graph, tensors=tuple(tensors))
    return replace(graph, operators=tuple(kept))


def _must_copy(operands: Operands, plan: Schedule) -> bool:
    check_view(operands)
    if operands.held:
        return True
    return operands.output().index in plan.graph.outputs and plan.home[operands.input(0).index] in plan.graph.inputs


def _merge_views(graph: Graph, plan: Schedule) -> None:
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
