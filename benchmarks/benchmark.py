"""What a benchmark is: a function that measures and returns the Markdown of its section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is repeated. A short measurement shows that everything works; its numbers are not for the document."""

    is_short: bool = False
    boards: tuple[str, ...] = ()
    """Those that costs are measured of; empty: all."""

    def turns(self, full: int, short: int) -> int:
        """The count for this effort."""
        return short if self.is_short else full


Benchmark = Callable[[Effort], str]


class CannotMeasure(Exception):
    """Something a benchmark needs is not here; its section stays as it is. The text says what is missing."""


def say(text: str) -> None:
    """A line of progress."""
    print(f"  {text}", flush=True)
