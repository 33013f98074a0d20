"""Where the names of rising curves stand: right or left of the own curve, on no other curve or name. No Qt."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from benchwright.ui.charts.label_places import Box

_HEIGHTS = (0.5, 0.8, 0.65, 0.35, 0.9, 0.2)
"""How high on its curve a name may stand, the best first."""

_GAP_PX = 9

Curve = Callable[[float], float]
"""The pixel across, at a share of the height (0 at the bottom to 1); never falls as the share rises."""


@dataclass(frozen=True, slots=True)
class CurveName:
    """Where a name begins, and the middle of its line, in pixels from the top left."""

    left: float
    middle: float


def names_beside_curves(
    curves: Sequence[Curve], sizes: Sequence[tuple[float, float]], room: tuple[float, float]
) -> tuple[CurveName, ...]:
    """The place of every name; empty where one of them has none: then a legend tells them all."""
    whole, taken, placed = Box(0.0, 0.0, *room), list[Box](), list[CurveName]()
    for index, size in enumerate(sizes):
        for box in _candidates(curves[index], size, room[1]):
            others = (*curves[:index], *curves[index + 1 :])
            is_free = box.is_within(whole) and not any(box.touches(other) for other in taken)
            if is_free and not any(_crosses(other, box, room[1]) for other in others):
                taken.append(box)
                placed.append(CurveName(box.left, (box.top + box.bottom) / 2))
                break
        else:
            return ()
    return tuple(placed)


def _candidates(curve: Curve, size: tuple[float, float], height: float) -> Iterator[Box]:
    for share, is_right in itertools.product(_HEIGHTS, (True, False)):
        top = (1 - share) * height - size[1] / 2
        highest, lowest = _shares(top, top + size[1], height)
        left = curve(highest) + _GAP_PX if is_right else curve(lowest) - _GAP_PX - size[0]
        yield Box(left, top, left + size[0], top + size[1])


def _crosses(curve: Curve, box: Box, height: float) -> bool:
    highest, lowest = _shares(box.top, box.bottom, height)
    return curve(lowest) - _GAP_PX < box.right and box.left < curve(highest) + _GAP_PX


def _shares(top: float, bottom: float, height: float) -> tuple[float, float]:
    highest, lowest = (min(1.0, max(0.0, 1 - edge / (height or 1.0))) for edge in (top, bottom))
    return highest, lowest
