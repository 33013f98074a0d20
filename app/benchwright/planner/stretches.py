"""What parts of a schedule need of the arena, with a chain in stripes or as they are.

Chains do not see each other: what is alive while one runs is its own stripes, and the memory that was there before it
or is needed behind it. So each is looked at once, in an excerpt of the schedule, however many are chosen together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from benchwright.planner.arena import ArenaTask, needs
from benchwright.planner.overlay import overlays
from benchwright.planner.schedule import Lifetime, Schedule, lifetimes
from benchwright.planner.stripes import Stripes, striped


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some ops of a schedule: the most that is alive while they run, at which places of the whole, and their work."""

    alive_bytes: int
    places: frozenset[int]
    macs: int


def together(stretches: Iterable[Stretch]) -> Stretch:
    """All of them."""
    parts = tuple(stretches)
    most = max((part.alive_bytes for part in parts), default=0)
    places = (part.places for part in parts if part.alive_bytes == most)
    return Stretch(most, frozenset().union(*places), sum(part.macs for part in parts))


@dataclass(frozen=True, slots=True)
class Stretches:
    """The parts of `whole`; without `overlaid` no output lies over an input. `places` has the place of every operator
    of the file, the last where it has several."""

    whole: Schedule
    overlaid: bool
    lives: tuple[Lifetime, ...]
    places: dict[int, int]

    def each(self) -> tuple[list[Stretch], Stretch]:
        """Every op as it is; and inputs, outputs and state while no op runs."""
        ops, alive = self.whole.ops, self._needs(self.whole)
        none: frozenset[int] = frozenset()
        each = [
            Stretch(alive.get(index, 0), frozenset({self.places[op.source_index]}) if index in alive else none, op.macs)
            for index, op in enumerate(ops)
        ]
        outside = (size for moment, size in alive.items() if not 0 <= moment < len(ops))
        return each, Stretch(max(outside, default=0), none, 0)

    def in_stripes(self, first: int, last: int, stripes: Stripes) -> Stretch:
        """The ops from place `first` to place `last`, which are the chain of `stripes`."""
        plan = striped(self._excerpt(first, last), stripes)
        during = {moment: size for moment, size in self._needs(plan).items() if 0 <= moment < len(plan.ops)}
        most = max(during.values())
        peak = (plan.ops[moment].source_index for moment, size in during.items() if size == most)
        return Stretch(most, frozenset(self.places[index] for index in peak), sum(op.macs for op in plan.ops))

    def _excerpt(self, first: int, last: int) -> Schedule:
        """These ops as a schedule, with inputs and outputs for all that lives before and behind them."""
        memories = [life for life in self.lives if life.tensor >= 0]
        before = (life.tensor for life in memories if life.first_op < first <= life.last_op)
        behind = (life.tensor for life in memories if life.first_op <= last < life.last_op)
        graph = replace(self.whole.graph, inputs=tuple(before), outputs=tuple(behind), states=())
        return replace(self.whole, graph=graph, ops=self.whole.ops[first : last + 1], merged={})

    def _needs(self, plan: Schedule) -> dict[int, int]:
        lives = lifetimes(plan)
        return needs(ArenaTask(lives, overlays(plan, lives) if self.overlaid else {}))


def stretches_of(whole: Schedule, *, overlaid: bool) -> Stretches:
    """The parts of a schedule without stripes."""
    places = {op.source_index: index for index, op in enumerate(whole.ops)}
    return Stretches(whole, overlaid, lifetimes(whole), places)
