"""Which chains of ops to run in stripes, so that a model needs less RAM.

Where the most memory is alive, every chain through that place is tried with stripes of some heights, and the one that
leaves the least is kept; again and again, until nothing gets less or a limit is met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchwright.planner.arena import ArenaTask, needs
from benchwright.planner.schedule import Schedule
from benchwright.planner.stripes import Stripes, chain_ends, output_rows

_HEIGHTS = (1, 2, 4, 8)
_LONGEST_CHAIN = 6
_MOST_STRIPES = 64
_MOST_OPS = 256
"""Longer models are not searched: it would take too long."""
_MOST_REPEATED = 3
"""A chain in stripes does at most so many times the work of the chain as a whole."""

Choice = frozenset[Stripes]
Draft = Callable[[Choice], tuple[Schedule, ArenaTask]]


@dataclass(frozen=True, slots=True, order=True)
class _Need:
    """What is alive at most, in how many places, and what it costs; less is better in this order."""

    alive_bytes: int
    places: int
    macs: int


@dataclass(frozen=True, slots=True)
class Striping:
    """The search over one schedule; `draft` gives what a choice of stripes leads to."""

    whole: Schedule
    draft: Draft

    def below(self, limit: int) -> Choice:
        """The choice that is first to come below `limit` bytes, or else the one that leads furthest down."""
        choice: Choice = frozenset()
        if len(self.whole.ops) > _MOST_OPS:
            return choice
        need, peak = self._need(choice)
        while need.alive_bytes > limit:
            reached = [(*self._need(other), other) for other in self._others(choice, peak)]
            if not reached:
                break
            best, best_peak, best_choice = min(reached, key=lambda one: one[0])
            if (best.alive_bytes, best.places) >= (need.alive_bytes, need.places):
                break
            need, peak, choice = best, best_peak, best_choice
        return choice

    def cheaper(self, choice: Choice, stripes: Stripes) -> Iterator[Choice]:
        """Choices with less work, the least first: that chain whole, or in fewer stripes."""
        rest = choice - {stripes}
        yield rest
        height = output_rows(self.whole, self.whole.ops[self._places[stripes.last]])
        for count in range(2, -(-height // stripes.rows)):
            yield rest | {Stripes(stripes.first, stripes.last, -(-height // count))}

    def outputs(self, choice: Choice) -> frozenset[int]:
        """The tensors that the ops of these chains write."""
        places = self._places
        spans = (range(places[stripes.first], places[stripes.last] + 1) for stripes in choice)
        return frozenset(self.whole.ops[place].output for span in spans for place in span)

    @property
    def _places(self) -> dict[int, int]:
        return {op.output: index for index, op in enumerate(self.whole.ops)}

    def _need(self, choice: Choice) -> tuple[_Need, frozenset[int]]:
        """Its need, and the places in the whole schedule where that is."""
        plan, task = self.draft(choice)
        alive = needs(task)
        most = max(alive.values())
        by_source = {op.source_index: index for index, op in enumerate(self.whole.ops)}
        peak = frozenset(
            by_source[plan.ops[moment].source_index]
            for moment, size in alive.items()
            if size == most and 0 <= moment < len(plan.ops)
        )
        return _Need(most, len(peak), sum(op.macs for op in plan.ops)), peak

    def _others(self, choice: Choice, peak: frozenset[int]) -> Iterator[Choice]:
        """The choice with one more chain in stripes, which takes the place of those it crosses."""
        for first in range(len(self.whole.ops)):
            for last in chain_ends(self.whole, first, _LONGEST_CHAIN):
                if any(first <= place <= last for place in peak):
                    yield from self._with_chain(choice, first, last)

    def _with_chain(self, choice: Choice, first: int, last: int) -> Iterator[Choice]:
        places, ops = self._places, self.whole.ops
        apart = frozenset(other for other in choice if places[other.last] < first or places[other.first] > last)
        macs = sum(op.macs for op in ops[first : last + 1])
        for rows in _HEIGHTS:
            stripes = Stripes(ops[first].output, ops[last].output, rows)
            if not rows < output_rows(self.whole, ops[last]) <= _MOST_STRIPES * rows or stripes in choice:
                continue
            other = apart | {stripes}
            added = sum(op.macs for op in self.draft(frozenset({stripes}))[0].ops) - sum(op.macs for op in ops)
            if added <= (_MOST_REPEATED - 1) * macs:
                yield other
