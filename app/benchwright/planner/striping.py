"""Which chains of ops to run in stripes, so that a model needs less RAM.

Where the most memory is alive, every chain through that place is tried with stripes of some heights, and the one that
leaves the least is kept; again and again, until nothing gets less or a limit is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from benchwright.planner.schedule import Schedule
from benchwright.planner.stretches import Stretch, Stretches, stretches_of, together
from benchwright.planner.stripes import Stripes, chain_ends, output_rows

_HEIGHTS = (1, 2, 4, 8)
_LONGEST_CHAIN = 6
_MOST_STRIPES = 64
_MOST_OPS = 256
"""Longer models are not searched: it would take too long."""
_MOST_REPEATED = 3
"""A chain in stripes does at most so many times the work of the chain as a whole."""

Choice = frozenset[Stripes]


@dataclass(frozen=True, slots=True)
class Striping:
    """The search over one schedule; without `overlaid` no output lies over an input."""

    whole: Schedule
    overlaid: bool

    def below(self, limit: int) -> Choice:
        """The choice that is first to come below `limit` bytes, or else the one that leads furthest down."""
        if len(self.whole.ops) > _MOST_OPS:
            return frozenset()
        stretches = stretches_of(self.whole, overlaid=self.overlaid)
        each, outside = stretches.each()
        search = _Search(stretches, tuple(_Part(place, place, one) for place, one in enumerate(each)), outside)
        parts: _Parts = search.whole
        while _need(parts, outside).alive_bytes > limit and (further := search.step(parts)) is not None:
            parts = further
        return frozenset(part.stripes for part in parts if part.stripes is not None)

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


@dataclass(frozen=True, slots=True)
class _Part:
    """The ops from place `first` to place `last`: one as it is, or a chain in stripes."""

    first: int
    last: int
    stretch: Stretch
    stripes: Stripes | None = None


_Parts = Sequence[_Part]
"""A whole schedule, part behind part."""


def _need(parts: _Parts, outside: Stretch) -> Stretch:
    return together((*(part.stretch for part in parts), outside))


@dataclass(slots=True)
class _Search:
    """`whole` has every op as it is; `known` is what has been found out about chains, None of those not worth it."""

    stretches: Stretches
    whole: tuple[_Part, ...]
    outside: Stretch
    chains: tuple[tuple[int, int, Stripes], ...] = ()
    known: dict[Stripes, _Part | None] = field(default_factory=dict)

    def step(self, parts: _Parts) -> _Parts | None:
        """The parts with the chain in stripes, in place of those it crosses, that leaves the least alive, in the fewest
        places, with the least work; None where none leads further down."""
        now, around = _need(parts, self.outside), _around(parts, self.outside)
        chosen = {part.stripes for part in parts}
        best, least = None, (now.alive_bytes, len(now.places), -1)
        for first, last, stripes in self._chains_through(now.places):
            part = None if stripes in chosen else self._part(first, last, stripes)
            if part is None:
                continue
            low, high = around.span(first, last)
            middle = (*self.whole[low:first], part, *self.whole[last + 1 : high + 1])
            if max(one.stretch.alive_bytes for one in middle) > least[0]:
                continue
            whole = together((around.ahead[low], *(one.stretch for one in middle), around.behind[high]))
            need = (whole.alive_bytes, len(whole.places), whole.macs)
            if need < least:
                best, least = (low, middle, high), need
        if best is None:
            return None
        low, middle, high = best
        return (*(one for one in parts if one.last < low), *middle, *(one for one in parts if one.first > high))

    def _chains_through(self, places: frozenset[int]) -> Iterator[tuple[int, int, Stripes]]:
        self.chains = self.chains or tuple(self._all_chains())
        counts = list(accumulate((place in places for place in range(len(self.whole))), initial=0))
        return (chain for chain in self.chains if counts[chain[1] + 1] > counts[chain[0]])

    def _all_chains(self) -> Iterator[tuple[int, int, Stripes]]:
        plan = self.stretches.whole
        for first in range(len(plan.ops)):
            for last in chain_ends(plan, first, _LONGEST_CHAIN):
                for rows in _HEIGHTS:
                    if rows < output_rows(plan, plan.ops[last]) <= _MOST_STRIPES * rows:
                        yield first, last, Stripes(plan.ops[first].output, plan.ops[last].output, rows)

    def _part(self, first: int, last: int, stripes: Stripes) -> _Part | None:
        """Looked at once."""
        if stripes not in self.known:
            macs = sum(part.stretch.macs for part in self.whole[first : last + 1])
            stretch = self.stretches.in_stripes(first, last, stripes)
            is_worth_it = stretch.macs <= _MOST_REPEATED * macs
            self.known[stripes] = _Part(first, last, stretch, stripes) if is_worth_it else None
        return self.known[stripes]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a schedule in parts needs without some of them: `ahead` of the part that begins at a place, `behind` the one
    that ends at a place. `holders` has for every place the part it is in."""

    ahead: dict[int, Stretch]
    behind: dict[int, Stretch]
    holders: list[_Part]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """From the first to the last place of the parts that hold these places."""
        return self.holders[first].first, self.holders[last].last


def _around(parts: _Parts, outside: Stretch) -> _Around:
    """Inputs, outputs and state, which are `outside`, count as behind."""
    ahead, behind, seen = {}, {}, together(())
    for part in parts:
        ahead[part.first] = seen
        seen = together((seen, part.stretch))
    seen = outside
    for part in reversed(parts):
        behind[part.last] = seen
        seen = together((part.stretch, seen))
    return _Around(ahead, behind, [part for part in parts for _ in range(part.first, part.last + 1)])
