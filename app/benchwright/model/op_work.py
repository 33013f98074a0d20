"""What an op of a pack has to do, as a run keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.model.pack import OpPlan


@dataclass(frozen=True, slots=True)
class OpWork:
    """Multiply-accumulates, those on padding included; the type of its elements in NumPy's word; what it puts out."""

    macs: int
    element_type: str
    output_shape: tuple[int, ...]


def op_work(ops: Sequence[OpPlan]) -> tuple[OpWork, ...]:
    """What the ops of a pack have to do, in their order."""
    return tuple(OpWork(op.macs, op.element_type.word, op.output_shape) for op in ops)
