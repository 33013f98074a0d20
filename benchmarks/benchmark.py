"""What a benchmark is: a function that measures and returns the Markdown of its section."""

from __future__ import annotations

from collections.abc import Callable

Benchmark = Callable[[], str]


class CannotMeasure(Exception):
    """Something a benchmark needs is not here; its section stays as it is. The text says what is missing."""


def say(text: str) -> None:
    """A line of progress."""
    print(f"  {text}", flush=True)
