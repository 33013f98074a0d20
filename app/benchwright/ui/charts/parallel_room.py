"""How parallel axes share the room of a panel: no word on another, none cut. No Qt."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

_BETWEEN_PX = 6
_ABOVE_PX = 6
_BELOW_RATIO = 0.06
_LEAST_PX = 16.0
"""What axes keep between them, and as their height, however little room there is."""


@dataclass(frozen=True, slots=True)
class AxisRoom:
    """The ranges across (the axes stand at 0, 1, 2 …) and up (from 0 to 1).

    Words of every second axis stand a line further off where `is_staggered`; `has_names` says that names at the right
    end have room beside the words of the axes.
    """

    span: tuple[float, float]
    heights: tuple[float, float]
    is_staggered: bool
    has_names: bool


def axis_room(words_px: Sequence[float], names_px: float, room_px: tuple[float, float], line_px: float) -> AxisRoom:
    """Room for the widest words of each of at least two axes, and for names as wide at the right end.

    Where names leave the words of the axes no room, they get none.
    """
    needed = max((one + other) / 2 for one, other in itertools.pairwise(words_px)) + _BETWEEN_PX
    left, right = words_px[0] / 2, words_px[-1] / 2
    last = len(words_px) - 1
    step = (room_px[0] - left - max(right, names_px)) / last
    has_names = step >= needed
    if has_names:
        right = max(right, names_px)
    else:
        step = max(_LEAST_PX, (room_px[0] - left - right) / last)
    is_staggered = step < needed
    above = line_px * (2 if is_staggered else 1) + _ABOVE_PX
    unit = max(_LEAST_PX, (room_px[1] - above) / (1 + _BELOW_RATIO))
    return AxisRoom((-left / step, last + right / step), (-_BELOW_RATIO, 1 + above / unit), is_staggered, has_names)
