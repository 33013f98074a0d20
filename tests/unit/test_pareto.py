"""What the Pareto front must be, whatever the points."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.pareto import on_front

Point = tuple[float, float]
POINTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=40)


def beats(first: Point, second: Point) -> bool:
    return first[0] <= second[0] and first[1] <= second[1] and first != second


@given(POINTS)
def test_a_point_is_on_the_front_when_no_other_beats_it(points: list[Point]) -> None:
    expected = tuple(not any(beats(other, point) for other in points) for point in points)
    assert on_front(points) == expected


@given(POINTS, st.booleans(), st.booleans())
def test_turning_an_axis_turns_what_is_better(points: list[Point], small_x: bool, small_y: bool) -> None:
    turned = [(x if small_x else -x, y if small_y else -y) for x, y in points]
    assert on_front(turned, smaller_x_is_better=small_x, smaller_y_is_better=small_y) == on_front(points)


@given(POINTS, st.randoms(use_true_random=False))
def test_the_order_of_points_does_not_matter(points: list[Point], generator: random.Random) -> None:
    order = list(range(len(points)))
    generator.shuffle(order)
    kept = on_front([points[index] for index in order])
    assert tuple(kept[order.index(index)] for index in range(len(points))) == on_front(points)


@given(POINTS)
def test_what_is_off_the_front_is_beaten_from_the_front(points: list[Point]) -> None:
    kept = on_front(points)
    front = [point for point, is_front in zip(points, kept, strict=True) if is_front]
    assert bool(front) == bool(points)
    assert all(
        any(beats(best, point) for best in front) for point, is_front in zip(points, kept, strict=True) if not is_front
    )


def test_ten_thousand_points_take_a_moment() -> None:
    generator = random.Random(1)
    points = [(generator.random(), generator.random()) for _ in range(10_000)]
    started = time.process_time()
    on_front(points)
    assert time.process_time() - started < 1.0  # of each with each it would be a minute
