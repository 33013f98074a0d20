"""Places memory in order of time under a given size of the arena.

What lives at one time is little, so that all that matters of the past is where the living lie. Every state of the
sweep is one such choice; of a newcomer only the ends of the spans where it may lie are tried. For a chain of ops that
is complete: further down than the lowest and further up than the highest place nothing can go on from. With `moves`
a tensor may also be copied to another place between two ops, and the fewest bytes are moved.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchwright.planner.overlay import Overlays
from benchwright.planner.places import Placed, open_spans, rounded
from benchwright.planner.schedule import Lifetime

_MOST_STATES = 96
_MOST_STATES_ALTOGETHER = 6000
_MOST_ALONE = 8
_LEAST_EFFORT = 4

Living = tuple[tuple[int, int], ...]
"""Index and start of every block that is alive."""


@dataclass(slots=True)
class Effort:
    """What is left of the places that may be looked at for one plan, each counted with what lives there; when nothing
    is left no sweep finds anything. The models of MLPerf Tiny take a fifteenth of it at most. Much that lives at one
    time, as no chain has it, would take hours."""

    left: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Move:
    """Before `op` the memory of `tensor` is copied to `offset`."""

    op: int
    tensor: int
    offset: int


@dataclass(frozen=True, slots=True)
class Course:
    """Where everything is born, and what is moved afterwards in order of time."""

    offsets: dict[int, int]
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One decision, and the one before it."""

    before: _Step | None
    block: int
    start: int
    moved_at: int | None


@dataclass(frozen=True, slots=True)
class _State:
    moved_bytes: int
    step: _Step | None


@dataclass(slots=True)
class Sweep:
    """One sweep over `blocks`; `capacity` bytes, starts at multiples of `align`. It takes of `effort`."""

    blocks: Sequence[Lifetime]
    overlays: Overlays
    capacity: int
    align: int
    effort: Effort
    moves: bool = False
    most_states: int = _MOST_STATES

    def run(self) -> Course | None:
        """A course that fits, None where none was found."""
        self.most_states = max(4, min(_MOST_STATES, _MOST_STATES_ALTOGETHER // max(1, len(self.blocks))))
        births: dict[int, list[int]] = {}
        for index, block in enumerate(self.blocks):
            births.setdefault(block.first_op, []).append(index)
        states: dict[Living, _State] = {(): _State(0, None)}
        for moment in sorted(births):
            states = self._without_dead(states, moment)
            if self.moves and moment >= 0:
                self._move(states, moment)
            states = self._born(states, births[moment])
            if not states:
                return None
        return self._course(min(states.values(), key=lambda state: state.moved_bytes))

    def _without_dead(self, states: dict[Living, _State], moment: int) -> dict[Living, _State]:
        left: dict[Living, _State] = {}
        for living, state in states.items():
            kept = tuple(entry for entry in living if self.blocks[entry[0]].last_op >= moment)
            _keep(left, kept, state)
        return _fewest(left, self.most_states)

    def _move(self, states: dict[Living, _State], moment: int) -> None:
        """Adds every state with one block moved."""
        for living, state in list(_fewest(states, self.most_states // 4).items()):
            for index, start in living:
                if self.blocks[index].stays:
                    continue
                others = tuple(entry for entry in living if entry[0] != index)
                for place in self._ends(index, others):
                    if place != start:
                        step = _Step(state.step, index, place, moment)
                        cost = state.moved_bytes + self.blocks[index].size_bytes
                        _keep(states, _with(others, index, place), _State(cost, step))

    def _born(self, states: dict[Living, _State], newborn: list[int]) -> dict[Living, _State]:
        """Every state with all of `newborn` placed, in their order and in the opposite one."""
        result: dict[Living, _State] = {}
        for order in (newborn, newborn[::-1])[: len(newborn)]:
            reached = states
            for index in order:
                reached = _fewest(self._placed(reached, index), self.most_states)
            for living, state in reached.items():
                _keep(result, living, state)
        return result

    def _placed(self, states: dict[Living, _State], index: int) -> dict[Living, _State]:
        result: dict[Living, _State] = {}
        for living, state in states.items():
            for place in self._ends(index, living):
                step = _Step(state.step, index, place, None)
                _keep(result, _with(living, index, place), _State(state.moved_bytes, step))
        return result

    def _ends(self, index: int, living: Living) -> Sequence[int]:
        if self.effort.left <= 0:
            return ()
        placed: list[Placed] = [(self.blocks[other], start) for other, start in living]
        ends: list[int] = []
        for low, high in open_spans(self.blocks[index], placed, self.overlays, self.capacity, self.align):
            ends += sorted({low, high, *self._above(index, low, high)})
        self.effort.left -= (len(living) + _LEAST_EFFORT) * (len(ends) + 1)
        return ends

    def _above(self, index: int, low: int, high: int) -> Iterator[int]:
        """Places that leave just enough room below for what is written over the block part by part."""
        if self.blocks[index].stays:
            for (memory, _), overlay in self.overlays.items():
                if memory == self.blocks[index].tensor:
                    yield min(high, rounded(low + overlay.distance, self.align))

    def _course(self, state: _State) -> Course:
        offsets: dict[int, int] = {}
        moves: list[Move] = []
        step = state.step
        while step is not None:
            tensor = self.blocks[step.block].tensor
            if step.moved_at is None:
                offsets[tensor] = step.start
            else:
                moves.append(Move(step.moved_at, tensor, step.start))
            step = step.before
        return Course(offsets, tuple(reversed(moves)))


def _with(living: Living, index: int, start: int) -> Living:
    return tuple(sorted((*living, (index, start))))


def _keep(states: dict[Living, _State], living: Living, state: _State) -> None:
    known = states.get(living)
    if known is None or state.moved_bytes < known.moved_bytes:
        states[living] = state


def _fewest(states: dict[Living, _State], most: int) -> dict[Living, _State]:
    """At most about so many: of those that moved equally many bytes the lowest and the highest places, which for one
    block alone are nearly all that can matter."""
    alone = all(len(living) <= 1 for living in states)
    if len(states) <= (_MOST_ALONE if alone else most):
        return states
    groups: dict[int, list[Living]] = {}
    for living in sorted(states, key=lambda living: [start for _, start in living]):
        groups.setdefault(states[living].moved_bytes, []).append(living)
    each = _MOST_ALONE if alone else max(2, most // len(groups))
    kept: list[Living] = []
    for moved_bytes in sorted(groups):
        group = groups[moved_bytes]
        kept += group if len(group) <= each else (*group[: each - each // 2], *group[-(each // 2) :])
        if len(kept) >= most:
            break
    return {living: states[living] for living in kept}
