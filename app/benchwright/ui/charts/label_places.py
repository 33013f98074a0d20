"""Where names stand beside their points: each by its own, none on another name or point. No Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


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
) -> tuple[PlacedLabel, ...]:
    """Labels of points in a room of a width and a height: right, left, above or below of the own point.

    One that would lie on another label or point is left out: a name beside the wrong point is worse than none.
    """
    halves = [mark_px / 2 for mark_px in marks_px]
    marks = [Box(x - half, y - half, x + half, y + half) for (x, y), half in zip(points, halves, strict=True)]
    whole = Box(0.0, 0.0, *room)
    taken: list[Box] = []
    placed: list[PlacedLabel] = []
    for index, ((x, y), (width, height), half) in enumerate(zip(points, sizes, halves, strict=True)):
        others = [*taken, *marks[:index], *marks[index + 1 :]]
        for left, top in _candidates(x, y, width, height, half):
            box = Box(left, top, left + width, top + height)
            if box.is_within(whole) and not any(box.touches(other) for other in others):
                taken.append(box)
                placed.append(PlacedLabel(index, left, top))
                break
    return tuple(placed)


def _candidates(x: float, y: float, width: float, height: float, half: float) -> Iterator[tuple[float, float]]:
    gap = half + 3
    yield x + gap, y - height / 2
    yield x - gap - width, y - height / 2
    yield x - width / 2, y - gap - height
    yield x - width / 2, y + gap
    for left in (x + half, x - half - width):  # aslant, so that the point is at its corner
        yield left, y - half - height
        yield left, y + half
