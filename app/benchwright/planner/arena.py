"""Places tensors in the arena so that those alive at one time do not overlap, or overlap only as their op allows.

Without overlaying no placement can be smaller than the tensors that are alive together (`liveness_bytes`). Several
greedy orders are tried; where none reaches the lower bound, a search over orders of placement follows (placing
lowest-first in the right order gives an optimum) and a sweep in order of time (`sweep.py`) under ever other sizes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from benchwright.planner.overlay import Overlays
from benchwright.planner.places import Placed, height, open_spans, rounded
from benchwright.planner.schedule import Lifetime
from benchwright.planner.sweep import Course, Effort, Move, Sweep

ARENA_ALIGN = 16
TENSOR_ALIGN = 4

_MOST_FOR_EVERY_ORDER = 512
_MOST_FOR_SEARCH = 32
_SEARCH_STEPS = 3000
_UNLIMITED = 1 << 62

Offsets = dict[int, int]


@dataclass(frozen=True, slots=True)
class ArenaPlan:
    """Offset by tensor at its birth, what is moved later, size of the whole arena (a multiple of 16), and the sum of
    what lives together at most."""

    offsets: Offsets
    arena_bytes: int
    liveness_bytes: int
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class ArenaTask:
    """What wants a place: pieces of memory, and which outputs may lie over which inputs. `moves` allows copying a
    tensor to another place between two ops. `effort` is what may be searched for all plans that share it."""

    lifetimes: Sequence[Lifetime]
    overlays: Overlays = field(default_factory=dict)
    moves: bool = False
    effort: Effort = field(default_factory=Effort, compare=False)


def plan_arena(task: ArenaTask) -> ArenaPlan:
    """The smallest arena found. Tensors start at multiples of 16 where that costs nothing, else of 4."""
    bound = lower_bound(task)
    wide = _least(task, bound, ARENA_ALIGN)
    if wide.arena_bytes <= rounded(bound, ARENA_ALIGN):
        return wide
    tight = _least(task, bound, TENSOR_ALIGN)
    return tight if tight.arena_bytes < wide.arena_bytes else wide


def fit_arena(task: ArenaTask, capacity: int) -> ArenaPlan | None:
    """Any plan of at most `capacity` bytes, with as little moved as possible; None where none was found."""
    if lower_bound(task) > capacity:
        return None
    for align in (ARENA_ALIGN, TENSOR_ALIGN):
        course = Sweep(task.lifetimes, task.overlays, capacity, align, task.effort, task.moves).run()
        if course is not None:
            return _plan(task, course)
    return None


def lower_bound(task: ArenaTask) -> int:
    """No plan of these ops in this order can be smaller."""
    return max(needs(task).values(), default=0)


def needs(task: ArenaTask) -> dict[int, int]:
    """By op at which memory is born or has died: what lives during it, less what outputs may cover of their inputs."""
    saved: dict[tuple[int, int], int] = {}
    moments = sorted({moment for moment, _ in _alive(task.lifetimes)})
    sizes = {block.tensor: block for block in task.lifetimes}
    for (source, output), overlay in task.overlays.items():
        one, other = sizes[source], sizes[output]
        apart = 0 if overlay.exactly else overlay.distance
        span = max(min(apart, other.size_bytes) + one.size_bytes, other.size_bytes)
        together = moments[bisect_left(moments, other.first_op) : bisect_right(moments, one.last_op)]
        for moment in together:
            shared = saved.get((moment, output), 0) + one.size_bytes + other.size_bytes - span
            saved[moment, output] = min(shared, other.size_bytes)
    result = dict(_alive(task.lifetimes))
    for (moment, _), shared in saved.items():
        result[moment] -= shared
    return result


def liveness_bytes(lifetimes: Sequence[Lifetime]) -> int:
    """Largest sum of what is alive together: without overlaying no plan in this order of ops can be smaller."""
    return max((alive for _, alive in _alive(lifetimes)), default=0)


def _alive(lifetimes: Sequence[Lifetime]) -> list[tuple[int, int]]:
    """Every moment at which something changes, with the bytes alive from then on."""
    changes: dict[int, int] = {}
    for block in lifetimes:
        changes[block.first_op] = changes.get(block.first_op, 0) + block.size_bytes
        changes[block.last_op + 1] = changes.get(block.last_op + 1, 0) - block.size_bytes
    alive, result = 0, []
    for moment in sorted(changes):
        alive += changes[moment]
        result.append((moment, alive))
    return result


def _least(task: ArenaTask, bound: int, align: int) -> ArenaPlan:
    """Greedy first; then sweeps under sizes that close in on the least that works."""
    best = _plan(task, Course(_greedy(task, bound, align)))
    low, high = rounded(bound, ARENA_ALIGN) // ARENA_ALIGN, best.arena_bytes // ARENA_ALIGN
    while low < high:
        middle = (low + high) // 2
        course = Sweep(task.lifetimes, task.overlays, middle * ARENA_ALIGN, align, task.effort, task.moves).run()
        if course is None:
            low = middle + 1
        else:
            best = _plan(task, course)
            high = min(middle, best.arena_bytes // ARENA_ALIGN)
    return best


def _plan(task: ArenaTask, course: Course) -> ArenaPlan:
    sizes = {block.tensor: block.size_bytes for block in task.lifetimes}
    top = max((move.offset + sizes[move.tensor] for move in course.moves), default=0)
    arena_bytes = rounded(max(top, height(task.lifetimes, course.offsets)), ARENA_ALIGN)
    return ArenaPlan(course.offsets, arena_bytes, liveness_bytes(task.lifetimes), course.moves)


def _greedy(task: ArenaTask, bound: int, align: int) -> Offsets:
    """The lowest of all attempts; stops at the first that reaches the bound."""
    best: Offsets | None = None
    for attempt in _attempts(task, bound, align):
        offsets = attempt()
        if best is None or height(task.lifetimes, offsets) < height(task.lifetimes, best):
            best = offsets
        if height(task.lifetimes, best) <= rounded(bound, align):
            return best
    return best if best is not None else {}


def _attempts(task: ArenaTask, bound: int, align: int) -> list[Callable[[], Offsets]]:
    lifetimes = task.lifetimes
    orders = [
        sorted(lifetimes, key=lambda block: (-block.size_bytes, block.first_op, block.tensor)),
        sorted(lifetimes, key=lambda block: (block.first_op - block.last_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (block.first_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (-block.last_op, -block.size_bytes, block.tensor)),
        sorted(lifetimes, key=lambda block: (_area(block), block.tensor)),
    ]
    attempts: list[Callable[[], Offsets]] = [partial(_first_fit, order, task.overlays, align) for order in orders]
    if len(lifetimes) > _MOST_FOR_EVERY_ORDER:
        return attempts[:1]
    if len(lifetimes) <= _MOST_FOR_SEARCH:
        attempts.append(_Search(tuple(orders[0]), task.overlays, align, rounded(bound, align)).run)
    return attempts


def _area(block: Lifetime) -> int:
    return -block.size_bytes * (block.last_op - block.first_op + 1)


def _lowest(block: Lifetime, placed: Sequence[Placed], overlays: Overlays, align: int) -> int:
    """The lowest offset where `block` collides with nothing that lives at its time."""
    return open_spans(block, placed, overlays, _UNLIMITED, align)[0][0]


def _first_fit(order: Sequence[Lifetime], overlays: Overlays, align: int) -> Offsets:
    placed: list[Placed] = []
    for block in order:
        placed.append((block, _lowest(block, placed, overlays, align)))
    return {block.tensor: offset for block, offset in placed}


@dataclass(slots=True)
class _Search:
    """Depth-first search over orders of placement, cut off where the best known height is reached."""

    blocks: tuple[Lifetime, ...]
    overlays: Overlays
    align: int
    target: int
    steps: int = _SEARCH_STEPS
    best: Offsets = field(default_factory=dict)
    best_height: int = 0

    def run(self) -> Offsets:
        """The lowest placement found within the step budget."""
        self.best = _first_fit(self.blocks, self.overlays, self.align)
        self.best_height = height(self.blocks, self.best)
        self._place([], frozenset(range(len(self.blocks))), 0)
        return self.best

    def _place(self, placed: list[Placed], left: frozenset[int], height: int) -> None:
        if not left:
            self.best = {block.tensor: offset for block, offset in placed}
            self.best_height = height
            return
        for index in sorted(left):
            self.steps -= 1
            if self.steps <= 0 or self.best_height <= self.target:
                return
            block = self.blocks[index]
            offset = _lowest(block, placed, self.overlays, self.align)
            top = max(height, offset + block.size_bytes)
            if top < self.best_height:
                self._place([*placed, (block, offset)], left - {index}, top)
