"""Places tensors in the arena so that those alive at one time do not overlap.

No placement can be smaller than the tensors that are alive together (`liveness_bytes`). Several greedy orders
are tried; where none reaches that bound and the graph is small, a search over orders of placement follows:
placing lowest-first in the right order always gives an optimum.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from benchwright.planner.schedule import Lifetime

ARENA_ALIGN = 16
TENSOR_ALIGN = 4

_MOST_FOR_EVERY_ORDER = 512
_MOST_FOR_SEARCH = 32
_SEARCH_STEPS = 8000

Offsets = dict[int, int]


@dataclass(frozen=True, slots=True)
class ArenaPlan:
    """Offset by tensor, size of the whole arena (a multiple of 16), and the lower bound."""

    offsets: Offsets
    arena_bytes: int
    liveness_bytes: int


def plan_arena(lifetimes: Sequence[Lifetime]) -> ArenaPlan:
    """The smallest arena found. Tensors start at multiples of 16 where that costs nothing, else of 4."""
    bound = liveness_bytes(lifetimes)
    wide = _best(lifetimes, bound, ARENA_ALIGN)
    chosen = wide
    if _height(lifetimes, wide) > _rounded(bound, ARENA_ALIGN):
        tight = _best(lifetimes, bound, TENSOR_ALIGN)
        if _arena_bytes(lifetimes, tight) < _arena_bytes(lifetimes, wide):
            chosen = tight
    return ArenaPlan(chosen, _arena_bytes(lifetimes, chosen), bound)


def liveness_bytes(lifetimes: Sequence[Lifetime]) -> int:
    """Largest sum of tensors alive together: no plan in this order of ops can be smaller."""
    changes: dict[int, int] = {}
    for block in lifetimes:
        changes[block.first_op] = changes.get(block.first_op, 0) + block.size_bytes
        changes[block.last_op + 1] = changes.get(block.last_op + 1, 0) - block.size_bytes
    alive, largest = 0, 0
    for moment in sorted(changes):
        alive += changes[moment]
        largest = max(largest, alive)
    return largest


def _best(lifetimes: Sequence[Lifetime], bound: int, align: int) -> Offsets:
    """The lowest of all attempts; stops at the first that reaches the bound."""
    best: Offsets | None = None
    for attempt in _attempts(lifetimes, bound, align):
        offsets = attempt()
        if offsets is not None and (best is None or _height(lifetimes, offsets) < _height(lifetimes, best)):
            best = offsets
        if best is not None and _height(lifetimes, best) <= _rounded(bound, align):
            return best
    return best if best is not None else {}


def _attempts(lifetimes: Sequence[Lifetime], bound: int, align: int) -> list[Callable[[], Offsets | None]]:
    orders = [
        sorted(lifetimes, key=lambda block: (-block.size_bytes, block.first_op, block.tensor)),
        sorted(lifetimes, key=lambda block: (block.first_op - block.last_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (block.first_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (-block.last_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (_area(block), block.tensor)),
    ]
    attempts: list[Callable[[], Offsets | None]] = [partial(_from_both_ends, lifetimes, _rounded(bound, align), align)]
    attempts += [partial(_first_fit, order, align) for order in orders]
    if len(lifetimes) > _MOST_FOR_EVERY_ORDER:
        return attempts[:2]
    if len(lifetimes) <= _MOST_FOR_SEARCH:
        attempts.append(_Search(tuple(orders[0]), align, _rounded(bound, align)).run)
    return attempts


def _area(block: Lifetime) -> int:
    return -block.size_bytes * (block.last_op - block.first_op + 1)


def _height(lifetimes: Sequence[Lifetime], offsets: Offsets) -> int:
    return max((offsets[block.tensor] + block.size_bytes for block in lifetimes), default=0)


def _arena_bytes(lifetimes: Sequence[Lifetime], offsets: Offsets) -> int:
    return _rounded(_height(lifetimes, offsets), ARENA_ALIGN)


def _rounded(size: int, align: int) -> int:
    return -(-size // align) * align


def _lowest(block: Lifetime, placed: Sequence[tuple[Lifetime, int]], align: int) -> int:
    """The lowest offset where `block` overlaps nothing that lives at its time."""
    taken = sorted((start, start + other.size_bytes) for other, start in placed if other.overlaps(block))
    offset = 0
    for start, end in taken:
        if offset + block.size_bytes <= start:
            break
        offset = max(offset, _rounded(end, align))
    return offset


def _highest(block: Lifetime, placed: Sequence[tuple[Lifetime, int]], capacity: int, align: int) -> int:
    """The highest offset below `capacity` where `block` overlaps nothing; negative when there is none."""
    taken = sorted((start + other.size_bytes, start) for other, start in placed if other.overlaps(block))
    offset = (capacity - block.size_bytes) // align * align
    for end, start in reversed(taken):
        if offset >= end:
            break
        offset = min(offset, (start - block.size_bytes) // align * align)
    return offset


def _first_fit(order: Sequence[Lifetime], align: int) -> Offsets:
    placed: list[tuple[Lifetime, int]] = []
    for block in order:
        placed.append((block, _lowest(block, placed, align)))
    return {block.tensor: offset for block, offset in placed}


def _from_both_ends(lifetimes: Sequence[Lifetime], capacity: int, align: int) -> Offsets | None:
    """In order of birth, alternately at the bottom and the top of `capacity`: the optimum of every chain."""
    placed: list[tuple[Lifetime, int]] = []
    for turn, block in enumerate(sorted(lifetimes, key=lambda block: (block.first_op, -block.size_bytes))):
        low = _lowest(block, placed, align)
        high = _highest(block, placed, capacity, align)
        fits_low, fits_high = low + block.size_bytes <= capacity, high >= 0
        if not fits_low and not fits_high:
            return None
        placed.append((block, low if fits_low and (turn % 2 == 0 or not fits_high) else high))
    return {block.tensor: offset for block, offset in placed}


@dataclass(slots=True)
class _Search:
    """Depth-first search over orders of placement, cut off where the best known height is reached."""

    blocks: tuple[Lifetime, ...]
    align: int
    target: int
    steps: int = _SEARCH_STEPS
    best: Offsets | None = None
    best_height: int = 0

    def run(self) -> Offsets | None:
        """The lowest placement found within the step budget."""
        self.best = _first_fit(self.blocks, self.align)
        self.best_height = _height(self.blocks, self.best)
        self._place([], frozenset(range(len(self.blocks))), 0)
        return self.best

    def _place(self, placed: list[tuple[Lifetime, int]], left: frozenset[int], height: int) -> None:
        if not left:
            self.best = {block.tensor: offset for block, offset in placed}
            self.best_height = height
            return
        for index in sorted(left):
            self.steps -= 1
            if self.steps <= 0 or self.best_height <= self.target:
                return
            block = self.blocks[index]
            offset = _lowest(block, placed, self.align)
            top = max(height, offset + block.size_bytes)
            if top < self.best_height:
                self._place([*placed, (block, offset)], left - {index}, top)
