"""Ways to run a model in less RAM, and the choice among them.

They cost time in this order: nothing (outputs over inputs), a few copies of tensors within the arena, the plain order
of constants instead of the kernel set's own (less to work in), convolutions fused with the ADD behind them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from benchwright.model.errors import ArenaLimitTooLow
from benchwright.model.plan_wish import Optimise, PlanWish
from benchwright.planner.arena import ARENA_ALIGN, ArenaPlan, ArenaTask, fit_arena, liveness_bytes, plan_arena
from benchwright.planner.conv_add import fused, fusible
from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Graph
from benchwright.planner.layouts.choosing import lay_out
from benchwright.planner.overlay import overlays
from benchwright.planner.pack_format import OpCode
from benchwright.planner.schedule import Lifetime, Schedule, lifetimes
from benchwright.planner.stripes import Stripes, striped
from benchwright.planner.striping import Striping
from benchwright.planner.sweep import Effort

_NONE: frozenset[int] = frozenset()
_MOST_UPGRADES = 64
_SCARCE_BYTES = 1024
"""Below this nobody counts RAM."""
_AS_GOOD_AS_LEAST = 1.02
"""So much more than the least is given for speed: the last bytes can cost most of it."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A schedule, how long its memory lives, and where it lies."""

    schedule: Schedule
    lifetimes: tuple[Lifetime, ...]
    arena: ArenaPlan


@dataclass(frozen=True, slots=True)
class _Way:
    """Which ops, by the tensor they write, keep the plain layout, which get one that works in no memory of its own, and
    which ADDs take in their convolution. All others get what is fastest. `stripes` are chains that are run in parts."""

    plain: frozenset[int] = _NONE
    fused: frozenset[int] = _NONE
    frugal: frozenset[int] = _NONE
    stripes: frozenset[Stripes] = frozenset()


@dataclass(slots=True)
class Fitting:
    """The choice for one schedule of plain ops on boards with `kernel_set`; without `overlaid` no two tensors that live
    at one time share memory."""

    graph: Graph
    base: Schedule
    kernel_set: str
    overlaid: bool = True
    _drafts: dict[_Way, tuple[Schedule, ArenaTask]] = field(default_factory=dict)
    _effort: Effort = field(default_factory=Effort)
    _laid_out: dict[tuple[OpDraft, bool], OpDraft] = field(default_factory=dict)

    def fit(self, wish: PlanWish) -> Fitted:
        """What comes nearest to the wish.

        Raises:
            ArenaLimitTooLow: no way leads below the limit that was found.
        """
        if wish.optimise is Optimise.RAM:
            return self._nearly_least(wish)
        if wish.arena_limit_bytes:
            found = self._within(wish.arena_limit_bytes // ARENA_ALIGN * ARENA_ALIGN)
            return found if found is not None else self._within_limit(self._least(), wish)
        fastest = self._smallest(_Way(), moves=False)
        if wish.optimise is Optimise.TIME:
            return fastest
        return self._balanced(fastest)

    def _nearly_least(self, wish: PlanWish) -> Fitted:
        """The fastest of what counts as the least, which is never more than without any wish."""
        balanced = self._balanced(self._smallest(_Way(), moves=False))
        least = min(self._least(), balanced, key=lambda fitted: fitted.arena.arena_bytes)
        arena_bytes = self._within_limit(least, wish).arena.arena_bytes
        without = balanced.arena.arena_bytes
        limit = min(int(arena_bytes * _AS_GOOD_AS_LEAST), without, wish.arena_limit_bytes or without)
        return self._within(max(arena_bytes, limit // ARENA_ALIGN * ARENA_ALIGN)) or least

    def _balanced(self, fastest: Fitted) -> Fitted:
        """The fastest, unless its wish for room takes more than all tensors side by side; then without that wish."""
        plain = _Way(self._with_layouts())
        side_by_side = max(_SCARCE_BYTES, liveness_bytes(self._draft(plain)[1].lifetimes))
        if not plain.plain or fastest.arena.arena_bytes <= side_by_side:
            return fastest
        smallest = self._smallest(plain, moves=False)
        if smallest.arena.arena_bytes >= fastest.arena.arena_bytes:
            return fastest
        limit = max(smallest.arena.arena_bytes, side_by_side)
        return self._quickened(plain, limit, moves=False) or smallest

    def _least(self) -> Fitted:
        """The least RAM, whatever it costs."""
        reached = []
        for way in self._plain_ways():
            reached.append(self._smallest(way, moves=True))
            choice = self._striping(way).below(0)
            if choice:
                reached.append(self._smallest(replace(way, stripes=choice), moves=True))
        return min(reached, key=lambda fitted: fitted.arena.arena_bytes)

    def _plain_ways(self) -> tuple[_Way, ...]:
        """In the plain order of constants, then with fused ADDs too where there are any."""
        plain = _Way(self._with_layouts())
        together = frozenset(self.base.ops[index].output for index in fusible(self.graph, self.base))
        return (plain, replace(plain, fused=together)) if together else (plain,)

    def _within(self, limit: int) -> Fitted | None:
        """The fastest way below `limit`."""
        found = self._placed(_Way(), limit, moves=True)
        for way in self._plain_ways():
            if found is None and (way.plain or way.fused):
                found = self._quickened(way, limit, moves=True)
        return found if found is not None else self._in_stripes(limit)

    def _in_stripes(self, limit: int) -> Fitted | None:
        """The fastest that was found below `limit` with chains in stripes: first with as few as may do, then with all
        that make it less."""
        for target in dict.fromkeys((limit, 0)):
            for way in self._plain_ways():
                choice = self._striping(way).below(target)
                found = self._quickened(replace(way, stripes=choice), limit, moves=True) if choice else None
                if found is not None:
                    return found
        return None

    def _striping(self, way: _Way) -> Striping:
        """The search for stripes that leaves everything else of `way` as it is."""
        return Striping(self._draft(replace(way, stripes=frozenset()))[0], self.overlaid)

    def _quickened(self, way: _Way, limit: int, *, moves: bool) -> Fitted | None:
        """`way` with everything taken back that is not needed below `limit`, the most work first."""
        found = self._placed(way, limit, moves=moves)
        if found is None:
            return None
        for output in self._most_work(way.fused - self._striping(way).outputs(way.stripes)):
            way, found = self._nearer(way, found, limit, (replace(way, fused=way.fused - {output}),), moves=moves)
        way, found = self._laid_out_within(way, found, limit, self._most_work(way.plain), moves=moves)
        for stripes in sorted(way.stripes):
            others = (replace(way, stripes=choice) for choice in self._striping(way).cheaper(way.stripes, stripes))
            way, found = self._nearer(way, found, limit, others, moves=moves)
        return found

    def _laid_out_within(
        self, way: _Way, found: Fitted, limit: int, outputs: list[int], *, moves: bool
    ) -> tuple[_Way, Fitted]:
        """As many of these ops as fit in an order of their own; all at once where that does, else by halves."""
        if not outputs:
            return way, found
        fast = replace(way, plain=way.plain.difference(outputs))
        frugal = replace(fast, frugal=way.frugal.union(outputs))
        ways = (fast,) if len(outputs) > 1 else (fast, frugal)
        way, found = self._nearer(way, found, limit, ways, moves=moves)
        if len(outputs) > 1 and way is not fast:
            middle = len(outputs) // 2
            for half in (outputs[:middle], outputs[middle:]):
                way, found = self._laid_out_within(way, found, limit, half, moves=moves)
        return way, found

    def _nearer(
        self, way: _Way, found: Fitted, limit: int, better: Iterable[_Way], *, moves: bool
    ) -> tuple[_Way, Fitted]:
        """The first of the better ways that fits, else the one there is."""
        for other in better:
            placed = self._placed(other, limit, moves=moves)
            if placed is not None:
                return other, placed
        return way, found

    def _most_work(self, outputs: Iterable[int]) -> list[int]:
        """A fused op is as slow as its convolution."""
        work = {op.output: op.macs for op in self.base.ops}
        for before, op in pairwise(self.base.ops):
            if op.code is OpCode.ADD:
                work[op.output] = before.macs
        return sorted(outputs, key=lambda output: (-work[output], output))[:_MOST_UPGRADES]

    def _with_layouts(self) -> frozenset[int]:
        """Ops that the kernel set has an order of its own for."""
        return frozenset(op.output for op in self.base.ops if self._lay_out(op) is not op)

    def _lay_out(self, op: OpDraft, *, with_scratch: bool = True) -> OpDraft:
        """Once for every op: it may take a while. Fused ops have a generic kernel only, though to a layout their
        parameters look like those of a convolution."""
        if op.code is OpCode.CONV_ADD:
            return op
        key = (op, with_scratch)
        if key not in self._laid_out:
            self._laid_out[key] = lay_out(op, self.kernel_set, with_scratch=with_scratch)
        return self._laid_out[key]

    def _within_limit(self, fitted: Fitted, wish: PlanWish) -> Fitted:
        if wish.arena_limit_bytes and fitted.arena.arena_bytes > wish.arena_limit_bytes:
            raise ArenaLimitTooLow(self.graph.file, wish.arena_limit_bytes, fitted.arena.arena_bytes)
        return fitted

    def _placed(self, way: _Way, limit: int, *, moves: bool) -> Fitted | None:
        schedule, task = self._draft(way)
        for moving in (False, True)[: 1 + moves]:
            arena = fit_arena(replace(task, moves=moving), limit)
            if arena is not None:
                return Fitted(schedule, tuple(task.lifetimes), arena)
        return None

    def _smallest(self, way: _Way, *, moves: bool) -> Fitted:
        schedule, task = self._draft(way)
        arena = plan_arena(replace(task, moves=moves))
        return Fitted(schedule, tuple(task.lifetimes), arena)

    def _draft(self, way: _Way) -> tuple[Schedule, ArenaTask]:
        if way not in self._drafts:
            candidates = fusible(self.graph, self.base) if way.fused else ()
            additions = frozenset(index for index in candidates if self.base.ops[index].output in way.fused)
            plan = fused(self.base, additions)
            plan.ops = [
                op if op.output in way.plain else self._lay_out(op, with_scratch=op.output not in way.frugal)
                for op in plan.ops
            ]
            for stripes in sorted(way.stripes):
                plan = striped(plan, stripes)
            lives = lifetimes(plan)
            over = overlays(plan, lives) if self.overlaid else {}
            self._drafts[way] = (plan, ArenaTask(lives, over, effort=self._effort))
        return self._drafts[way]
