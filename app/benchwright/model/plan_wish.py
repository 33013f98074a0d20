"""What a plan is to be good at: little RAM, or little time."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Optimise(Enum):
    """`BALANCED` lays outputs over inputs where that costs no time. `RAM` takes the least RAM, and the fastest plan
    within 2 % of it; `TIME` the fastest order of constants whatever RAM it takes. The numbers travel in packs."""

    BALANCED = 0
    RAM = 1
    TIME = 2

    @property
    def word(self) -> str:
        """As it is typed: `ram`."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class PlanWish:
    """What is wanted of a plan. With `arena_limit_bytes` the arena must not be larger; 0 means no limit."""

    optimise: Optimise = Optimise.BALANCED
    arena_limit_bytes: int = 0

    @property
    def words(self) -> str:
        """For a log or a title: `ram, arena at most 8,704 B`."""
        limit = f", arena at most {self.arena_limit_bytes:,} B" if self.arena_limit_bytes else ""
        return f"{self.optimise.word}{limit}"


BALANCED = PlanWish()
