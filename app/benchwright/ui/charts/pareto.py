"""The Pareto front: what nothing else beats in both metrics. No Qt."""

from __future__ import annotations

from collections.abc import Sequence


def on_front(
    points: Sequence[tuple[float, float]], *, smaller_x_is_better: bool = True, smaller_y_is_better: bool = True
) -> tuple[bool, ...]:
    """For each point whether no other is at least as good in both and better in one; equal points share the front."""
    signs = (1 if smaller_x_is_better else -1, 1 if smaller_y_is_better else -1)
    costs = [(x * signs[0], y * signs[1]) for x, y in points]
    return tuple(not any(_dominates(other, cost) for other in costs) for cost in costs)


def _dominates(first: tuple[float, float], second: tuple[float, float]) -> bool:
    return first[0] <= second[0] and first[1] <= second[1] and first != second
