"""The Pareto front: what nothing else beats in both metrics."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence


def on_front(
    points: Sequence[tuple[float, float]], *, smaller_x_is_better: bool = True, smaller_y_is_better: bool = True
) -> tuple[bool, ...]:
    """For each point whether no other is at least as good in both and better in one; equal points share the front.

    One sweep from the best x to the worst: a point is beaten by a lower one of its own x, or by one as low of a better
    x (Kung, Luccio & Preparata 1975, two dimensions), so that ten thousand runs take no longer than their sorting.
    """
    signs = (1 if smaller_x_is_better else -1, 1 if smaller_y_is_better else -1)
    costs = [(x * signs[0], y * signs[1]) for x, y in points]
    kept = [False] * len(costs)
    best_y = math.inf
    order = sorted(range(len(costs)), key=lambda index: costs[index])
    for _, group in itertools.groupby(order, key=lambda index: costs[index][0]):
        column = list(group)
        lowest = costs[column[0]][1]
        if lowest < best_y:
            best_y = lowest
            for index in itertools.takewhile(lambda index: costs[index][1] == best_y, column):  # noqa: B023
                kept[index] = True
    return tuple(kept)
