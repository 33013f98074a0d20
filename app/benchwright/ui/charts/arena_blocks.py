"""The arena map: which tensor lives at which address during which op. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.pack import Pack


class Role(Enum):
    """What a tensor is to the graph; the value is the index of its series colour."""

    INPUT = 2
    BETWEEN = 0
    OUTPUT = 1
    STATE = 3


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle: from op `first` up to, not including, `last`; bytes `offset` to `end`."""

    name: str
    role: Role
    first: int
    last: int
    offset: int
    end: int
    over: tuple[str, ...] = ()
    """Names of the tensors whose bytes it overwrites while they are read."""

    @property
    def size_bytes(self) -> int:
        """Height of the block."""
        return self.end - self.offset


def arena_blocks(pack: Pack) -> tuple[Block, ...]:
    """Every placement as a rectangle, clipped to the ops; inputs, outputs and state are told by their life."""
    count = len(pack.ops)
    return tuple(
        Block(
            name=place.name,
            role=_role(place.first_op, place.last_op, count),
            first=max(0, place.first_op),
            last=max(min(count, place.last_op + 1), max(0, place.first_op) + 1),
            offset=place.offset,
            end=place.end,
            over=tuple(other.name for other in pack.laid_over(place)),
        )
        for place in pack.placements
    )


def live_bytes(pack: Pack) -> tuple[int, ...]:
    """Bytes that hold something during each op; what two tensors share counts once."""
    return tuple(map(pack.used_bytes, range(len(pack.ops))))


def _role(first_op: int, last_op: int, op_count: int) -> Role:
    if first_op < 0:
        return Role.STATE if last_op >= op_count else Role.INPUT
    return Role.OUTPUT if last_op >= op_count else Role.BETWEEN
