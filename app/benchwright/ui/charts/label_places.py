"""Where names stand beside their points: each by its own, none on another name or point. No Qt."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_SAME_PX = 2.0
_APART_PX = 4.0
"""So much nearer than to any other mark is a name to its own."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, y downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: Box) -> bool:
        """Whether both cover a place."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def is_within(self, other: Box) -> bool:
        """Whether the other one covers all of it."""
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )

    def covers(self, other: Box) -> bool:
        """Whether both are in one place, as far as an eye tells."""
        return abs(self.left - other.left) < _SAME_PX and abs(self.top - other.top) < _SAME_PX

    def distance(self, other: Box) -> float:
        """How far apart both are at their nearest; 0 where they meet."""
        across = max(self.left - other.right, other.left - self.right, 0.0)
        return math.hypot(across, max(self.top - other.bottom, other.top - self.bottom, 0.0))


@dataclass(frozen=True, slots=True)
class PlacedLabel:
    """Which label, and the place of its top left corner in pixels."""

    index: int
    left: float
    top: float


def place_labels(
    points: Sequence[tuple[float, float]],
    sizes: Sequence[tuple[float, float]],
    room: tuple[float, float],
    marks_px: Sequence[float],
    order: Iterable[int] | None = None,
    names: Sequence[str] = (),
) -> tuple[PlacedLabel, ...]:
    """Labels of points in a room of a width and a height: right, left, above or below of the own point.

    One that would lie on another label or point, or nearer to another point, is left out: a name beside the wrong point
    is worse than none. Who is first in `order` takes the best places. Points of one of the `names` may share it.
    """
    halves = [mark_px / 2 for mark_px in marks_px]
    marks = [Box(x - half, y - half, x + half, y + half) for (x, y), half in zip(points, halves, strict=True)]
    whole = Box(0.0, 0.0, *room)
    taken: list[Box] = []
    placed: list[PlacedLabel] = []
    for index in range(len(points)) if order is None else order:
        others = [*marks[:index], *marks[index + 1 :]]
        strangers = [mark for mark, name in zip(marks, names, strict=True) if name != names[index]] if names else others
        for left, top in _candidates(*points[index], *sizes[index], halves[index]):
            box = Box(left, top, left + sizes[index][0], top + sizes[index][1])
            is_free = box.is_within(whole) and not any(box.touches(other) for other in (*taken, *others))
            if is_free and _is_by_its_own(box, marks[index], strangers):
                taken.append(box)
                placed.append(PlacedLabel(index, left, top))
                break
    return tuple(placed)


def _is_by_its_own(box: Box, mark: Box, others: Iterable[Box]) -> bool:
    """Whether nobody takes it for the name of another mark; marks in one place have theirs in one place anyway."""
    own = box.distance(mark)
    return all(box.distance(other) >= own + (0.0 if mark.covers(other) else _APART_PX) for other in others)


def _candidates(x: float, y: float, width: float, height: float, half: float) -> Iterator[tuple[float, float]]:
    gap = half + 3
    yield x + gap, y - height / 2
    yield x - gap - width, y - height / 2
    yield x - width / 2, y - gap - height
    yield x - width / 2, y + gap
    for left in (x - half, x + half - width):
        yield left, y - gap - height
        yield left, y + gap
    for left in (x + half, x - half - width):  # aslant, so that the point is at its corner
        yield left, y - half - height
        yield left, y + half
