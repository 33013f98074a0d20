"""Ops and tensors with their places, copies within the arena put in between."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from benchwright.model.board import Board
from benchwright.model.pack import ElementType, OpPlan, Placement
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fitting import Fitted
from benchwright.planner.graph import Graph
from benchwright.planner.op_features import op_features
from benchwright.planner.pack_format import CopyParams, OpCode
from benchwright.planner.pack_writer import PlacedOp
from benchwright.planner.prediction import predicted_instructions
from benchwright.planner.schedule import Lifetime, scratch_name, tensor_bytes
from benchwright.planner.sweep import Move


@dataclass(frozen=True, slots=True)
class Placing:
    """What goes into the pack and into the plan. `first` and `last` are the places of tensors before and after all."""

    ops: tuple[PlacedOp, ...]
    op_plans: tuple[OpPlan, ...]
    placements: tuple[Placement, ...]
    first: dict[int, int]
    last: dict[int, int]


def place(fitted: Fitted, board: Board) -> Placing:
    """Numbers ops anew where copies stand between them."""
    work = _Placer(fitted.schedule.graph, fitted, board, dict(fitted.arena.offsets))
    for index in range(len(fitted.schedule.ops)):
        for move in fitted.arena.moves:
            if move.op == index:
                work.copy(move)
        work.add(index)
    return work.result()


@dataclass(slots=True)
class _Placer:
    graph: Graph
    fitted: Fitted
    board: Board
    at: dict[int, int]
    ops: list[PlacedOp] = field(default_factory=list)
    op_plans: list[OpPlan] = field(default_factory=list)
    new_index: list[int] = field(default_factory=list)
    moved: list[tuple[Move, int]] = field(default_factory=list)

    def copy(self, move: Move) -> None:
        """One tensor to another place, for the sake of the op that follows."""
        tensor = self.graph.tensors[move.tensor]
        draft = OpDraft(
            code=OpCode.COPY,
            element_type=ElementType.__members__.get(tensor.element_type.name, ElementType.UINT8),
            source_index=self.fitted.schedule.ops[move.op].source_index,
            operands=(Operand("input_arena_offset", move.tensor),),
            output=move.tensor,
            constants=(),
            params=CopyParams(),
            copied_bytes=tensor_bytes(self.graph, move.tensor),
        )
        self.moved.append((move, len(self.ops)))
        self._append(draft, (self.at[move.tensor],), move.offset, 0, ())
        self.at[move.tensor] = move.offset

    def add(self, index: int) -> None:
        """One op of the schedule."""
        plan = self.fitted.schedule
        op = plan.ops[index]
        self.new_index.append(len(self.ops))
        operands = tuple(self._start(operand.tensor) for operand in op.operands)
        sources = tuple(sorted((op.source_index, *plan.merged.get(index, ()))))
        self._append(op, operands, self._start(op.output), self.at.get(scratch_name(index), 0), sources)

    def _start(self, tensor: int) -> int:
        plan = self.fitted.schedule
        return self.at[plan.home[tensor]] + plan.offsets.get(tensor, 0)

    def _append(
        self, op: OpDraft, operands: tuple[int, ...], output: int, scratch: int, sources: tuple[int, ...]
    ) -> None:
        home = self.fitted.schedule.home
        self.op_plans.append(
            OpPlan(
                index=len(self.ops),
                code=op.code.name,
                element_type=op.element_type,
                source_indices=sources,
                inputs=tuple(home[operand.tensor] for operand in op.operands),
                output=home[op.output],
                output_shape=self.graph.tensors[op.output].shape,
                macs=op.macs,
                parameter_bytes=op.parameter_bytes,
                layout=op.layout,
                work=tuple(op_features(op).items()),
                instructions=predicted_instructions(op, self.board),
            )
        )
        output_bytes = tensor_bytes(self.graph, op.output)
        self.ops.append(PlacedOp(replace(op, output=home[op.output]), operands, output, output_bytes, scratch))

    def result(self) -> Placing:
        """What was collected."""
        placements = tuple(placement for life in self.fitted.lifetimes for placement in self._placements(life))
        offsets = self.fitted.arena.offsets
        return Placing(tuple(self.ops), tuple(self.op_plans), placements, dict(offsets), self.at)

    def _placements(self, life: Lifetime) -> list[Placement]:
        """One for every place where the memory lies in turn; during a copy it lies at both."""
        index = [-1, *self.new_index, len(self.ops)]
        place, born = self.fitted.arena.offsets[life.tensor], index[life.first_op + 1]
        result: list[Placement] = []
        for move, copied in self.moved:
            if move.tensor == life.tensor:
                result.append(self._placement(life, place, born, copied))
                place, born = move.offset, copied
        return [*result, self._placement(life, place, born, index[life.last_op + 1])]

    def _placement(self, life: Lifetime, offset: int, first_op: int, last_op: int) -> Placement:
        of_tensor = life.tensor >= 0
        return Placement(
            tensor_index=life.tensor,
            name=self.graph.tensors[life.tensor].name if of_tensor else f"working memory of op {first_op}",
            offset=offset,
            size_bytes=life.size_bytes,
            first_op=first_op,
            last_op=last_op,
        )
