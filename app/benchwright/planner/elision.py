"""Copies between variables and tensors that can be left out, because both may be the same memory.

A value that was read from a variable is the variable itself as long as nobody assigns to it; a value that is computed
only to be assigned can be computed where the variable lies, once nobody looks at what was there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Graph
from benchwright.planner.pack_format import OpCode

_MOST_OPS = 1024
_ELEMENT_BY_ELEMENT = frozenset({OpCode.ADD, OpCode.UNARY, OpCode.BINARY, OpCode.LOOKUP})
"""Ops that read an element before they write it, where `unit_pixels` says so."""


def without_copies(graph: Graph, ops: list[OpDraft], home: dict[int, int]) -> list[OpDraft]:
    """The ops that are left; `home` then says which tensors are variables. Reads first: what they free, writes use."""
    if len(ops) > _MOST_OPS:
        return ops
    work = _Elision(graph, ops, home)
    for op in ops:
        work.elide_read(op)
    for op in ops:
        work.elide_write(op)
    return work.ops


@dataclass(slots=True)
class _Elision:
    graph: Graph
    ops: list[OpDraft]
    home: dict[int, int]

    def elide_read(self, copy: OpDraft) -> None:
        """COPY from a variable to a tensor that is read only before the variable changes."""
        if copy.code is not OpCode.COPY or copy.output in self._bound:
            return
        at, state, value = self._index(copy), self._source(copy), copy.output
        changes = [index for index in self._writers(state) if index > at]
        is_settled = all(index < min(changes, default=len(self.ops)) for index in self._readers(value))
        if state in self._states and is_settled:
            self._unite(value, state)
            self._drop(copy)

    def elide_write(self, copy: OpDraft) -> None:
        """COPY of a computed tensor to a variable that nobody reads between the tensor's birth and its last use."""
        if copy.code is not OpCode.COPY or copy.output not in self._states:
            return
        at, state, value = self._index(copy), copy.output, self._source(copy)
        writers = self._writers(value)
        if value in self._bound or not writers:
            return
        last = max(self._readers(value))
        others = [index for index in self._writers(state) if writers[0] <= index <= last and index != at]
        looked_at = [index for index in self._readers(state) if writers[0] <= index <= at]
        if others or not all([index] == writers and self._in_place(index, state) for index in looked_at):
            return
        self.ops = [replace(op, output=state) if op.output == value else op for op in self.ops]
        self._unite(value, state)
        self._drop(copy)

    @property
    def _states(self) -> frozenset[int]:
        return frozenset(state.tensor for state in self.graph.states)

    @property
    def _bound(self) -> frozenset[int]:
        """Memory that must stay what it is: inputs, outputs and state."""
        outputs = (self.home[tensor] for tensor in self.graph.outputs)
        return frozenset((*self.graph.inputs, *outputs, *self._states))

    def _index(self, op: OpDraft) -> int:
        return next(index for index, other in enumerate(self.ops) if other is op)

    def _source(self, copy: OpDraft) -> int:
        return self.home[copy.operands[0].tensor]

    def _writers(self, memory: int) -> list[int]:
        return [index for index, op in enumerate(self.ops) if op.output == memory]

    def _readers(self, memory: int) -> list[int]:
        return [index for index, op in enumerate(self.ops) if memory in {self.home[one.tensor] for one in op.operands}]

    def _in_place(self, index: int, state: int) -> bool:
        """Whether the op may write over the variable that it reads."""
        op = self.ops[index]
        counts = {self.graph.tensors[tensor].element_count for tensor in (op.output, state)}
        kinds = {self.graph.tensors[tensor].element_type for tensor in (op.output, state)}
        return op.code in _ELEMENT_BY_ELEMENT and op.unit_pixels > 0 and len(counts) == len(kinds) == 1

    def _unite(self, memory: int, state: int) -> None:
        for tensor, place in self.home.items():
            if place == memory:
                self.home[tensor] = state

    def _drop(self, copy: OpDraft) -> None:
        self.ops = [op for op in self.ops if op is not copy]
