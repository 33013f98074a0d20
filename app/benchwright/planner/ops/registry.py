"""What a family of operators says of each of its members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchwright.planner.draft import OpDraft
from benchwright.planner.ops.operands import Operands

Drafts = OpDraft | tuple[OpDraft, ...]


@dataclass(frozen=True, slots=True)
class SupportedOp:
    """One operator: its number in the schema, its name, element types, what else it may be, the ops of the engine
    that run it, and its planner."""

    code: int
    name: str
    types: str
    conditions: str
    runs_as: str
    draft: Callable[[Operands], Drafts]
