"""Names of points: by their own point, never on another, left out where there is no place."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.op_profile import op_kind
from benchwright.ui.charts.label_places import Box, PlacedLabel, place_labels

ROOM = (400.0, 200.0)
SIZE = (90.0, 16.0)
MARK = 11.0


def box(label: PlacedLabel) -> Box:
    return Box(label.left, label.top, label.left + SIZE[0], label.top + SIZE[1])


def test_a_name_stands_right_of_its_point() -> None:
    (label,) = place_labels([(100.0, 100.0)], [SIZE], ROOM, [MARK])
    assert label.left > 100
    assert label.top + SIZE[1] / 2 == pytest.approx(100)


def test_at_the_right_edge_it_stands_left() -> None:
    (label,) = place_labels([(390.0, 100.0)], [SIZE], ROOM, [MARK])
    assert label.left + SIZE[0] < 390


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200)), max_size=10))
def test_names_touch_neither_each_other_nor_the_points_of_others(points: list[tuple[float, float]]) -> None:
    placed = place_labels(points, [SIZE] * len(points), ROOM, [MARK] * len(points))
    assert not any(box(one).touches(box(other)) for one, other in itertools.combinations(placed, 2))
    for label in placed:
        shape = box(label)
        assert shape.is_within(Box(0, 0, *ROOM))
        x, y = points[label.index]
        assert max(shape.left - x, x - shape.right, shape.top - y, y - shape.bottom) <= MARK
        assert all(
            not shape.touches(Box(x - 5.5, y - 5.5, x + 5.5, y + 5.5))
            for place, (x, y) in enumerate(points)
            if place != label.index
        )


def test_an_op_is_known_by_its_kind_and_not_by_its_number() -> None:
    assert [op_kind(label) for label in ("3 CONV_2D", "CONV_2D", "7", "op")] == ["CONV_2D", "CONV_2D", "7", "op"]


@given(st.lists(st.tuples(st.floats(0, 400), st.floats(0, 200)), min_size=2, max_size=10))
def test_a_name_is_nearer_to_its_own_point_than_to_any_other(points: list[tuple[float, float]]) -> None:
    marks = [Box(x - 5.5, y - 5.5, x + 5.5, y + 5.5) for x, y in points]
    for label in place_labels(points, [SIZE] * len(points), ROOM, [MARK] * len(points)):
        own = marks[label.index]
        strangers = [mark for mark in marks if not mark.covers(own)]
        assert all(box(label).distance(own) < box(label).distance(mark) for mark in strangers)


def test_who_is_first_takes_the_best_place() -> None:
    points, room = [(100.0, 100.0), (230.0, 100.0)], (260.0, 200.0)
    orders = ((0, 1), (1, 0))
    placed = [
        {label.index: label for label in place_labels(points, [SIZE] * 2, room, [MARK] * 2, one)} for one in orders
    ]
    assert [labels[0].left for labels in placed] == [pytest.approx(108.5), pytest.approx(1.5)]
    assert placed[1][1].left == pytest.approx(131.5)
    assert placed[0][1].top != placed[1][1].top


def test_points_of_one_name_share_it() -> None:
    points, room = [(20.0, 100.0), (20.0, 107.0)], (140.0, 200.0)
    apart = place_labels(points, [SIZE] * 2, room, [MARK] * 2, names=("v1", "v2"))[0]
    shared = place_labels(points, [SIZE] * 2, room, [MARK] * 2, names=("v1", "v1"))[0]
    assert (shared.left, shared.top + SIZE[1] / 2) == (pytest.approx(28.5), pytest.approx(100))
    assert apart.top + SIZE[1] < 100
