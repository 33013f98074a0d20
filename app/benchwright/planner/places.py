"""Where in the arena a piece of memory may start, given others that have their place."""

from __future__ import annotations

from collections.abc import Iterable

from benchwright.planner.overlay import Overlays
from benchwright.planner.schedule import Lifetime

Placed = tuple[Lifetime, int]
Span = tuple[int, int]
"""First and last possible start, both inclusive."""


def rounded(size: int, align: int) -> int:
    """The next multiple of `align`."""
    return -(-size // align) * align


def height(blocks: Iterable[Lifetime], offsets: dict[int, int]) -> int:
    """The end of the highest block."""
    return max((offsets[block.tensor] + block.size_bytes for block in blocks), default=0)


def open_spans(block: Lifetime, placed: Iterable[Placed], overlays: Overlays, capacity: int, align: int) -> list[Span]:
    """Every start of `block`, as spans from low to high; only starts on multiples of `align` count."""
    closed: list[Span] = []
    first_op, last_op, size_bytes = block.first_op, block.last_op, block.size_bytes
    for other, start in placed:
        if first_op <= other.last_op and other.first_op <= last_op:
            pair = (other.tensor, block.tensor)
            if pair in overlays or pair[::-1] in overlays:
                closed += _closed(block, other, start, overlays)
            else:
                closed.append((start - size_bytes, start + other.size_bytes))
    closed.sort()
    last = (capacity - size_bytes) // align * align
    spans: list[Span] = []
    start = 0
    for low, high in closed:
        if start > last:
            break
        before = min(last, low // align * align)
        if start <= before:
            spans.append((start, before))
        if high > start:
            start = rounded(high, align)
    if start <= last:
        spans.append((start, last))
    return spans


def _closed(block: Lifetime, other: Lifetime, start: int, overlays: Overlays) -> tuple[Span, ...]:
    """Starts of `block` strictly between these collide with `other` at `start`, where one may lie over the other."""
    low, high, exactly = start - block.size_bytes, start + other.size_bytes, False
    if (over := overlays.get((other.tensor, block.tensor))) is not None:
        low, exactly = max(low, start - over.distance), over.exactly
    elif (under := overlays.get((block.tensor, other.tensor))) is not None:
        high, exactly = min(high, start + under.distance), under.exactly
    return ((low, start), (start, high)) if exactly else ((low, high),)
