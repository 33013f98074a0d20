import numpy as np

from benchwright.ui.charts.mark_cloud import MarkCloud
from benchwright.ui.charts.marks import Mark


def a_cloud() -> MarkCloud:
    return MarkCloud(
        (
            Mark("a", 0.0, 0.0),
            Mark("b", 0.0, 0.0, colour=1),
            Mark("c", 0.1, 0.0),
            Mark("d", 5.0, 0.0),
            Mark("a", 5.0, 5.0),
        )
    )


def test_every_mark_of_a_chosen_key_is_found() -> None:
    cloud = a_cloud()
    assert cloud.chosen(frozenset({"a", "d", "none"})).tolist() == [0, 3, 4]


def test_of_one_look_in_one_cell_the_last_is_seen_in_the_order_of_drawing() -> None:
    cloud = a_cloud()
    columns, rows = np.array([0, 0, 0, 5, 5]), np.array([0, 0, 0, 0, 5])
    assert [mark.key for mark in cloud.at(cloud.seen(cloud.all(), columns, rows))] == ["b", "c", "d", "a"]


def test_a_mark_is_not_hidden_by_one_that_was_not_asked_for() -> None:
    cloud = a_cloud()
    columns, rows = np.array([0, 0, 0, 5, 5]), np.array([0, 0, 0, 0, 5])
    assert cloud.seen(cloud.chosen(frozenset({"a"})), columns, rows).tolist() == [0, 4]


def test_a_cloud_of_nothing_has_no_marks() -> None:
    cloud = MarkCloud(())
    assert cloud.chosen(frozenset({"a"})).size == 0
    assert cloud.places.shape == (2, 0)
