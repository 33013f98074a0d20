"""Accuracies of two labelled sets, or of board and computer, never stand on one axis."""

from __future__ import annotations

from dataclasses import replace

from benchwright.bench.picking import field_of
from benchwright.model.accuracy_source import AccuracySource, SourcedAccuracy, common_source
from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint, on_one_set, point_of
from benchwright.ui.charts.words import axis_name
from tests.builders import a_run, a_scoring, a_variant

HERE = AccuracySource("test.npz", "aa")
BOARD = AccuracySource("test.npz", "aa", is_on_board=True)
OTHER = AccuracySource("other.npz", "bb", is_on_board=True)


def offer(*sources: AccuracySource) -> tuple[SourcedAccuracy, ...]:
    return tuple(SourcedAccuracy(0.9, source) for source in sources)


def test_the_source_that_most_have_is_chosen_and_of_equals_the_board() -> None:
    assert common_source([offer(HERE), offer(HERE, BOARD), offer(OTHER)]) == HERE
    assert common_source([offer(HERE, BOARD), offer(HERE, BOARD), offer(OTHER)]) == BOARD
    assert common_source([(), ()]) is None


def a_point(run_id: str, accuracy: float | None, *on_board: SourcedAccuracy) -> RunPoint:
    point = point_of(a_run(run_id=run_id, accuracy=accuracy))
    return replace(point, accuracy_source=HERE, board_accuracies=on_board)


def test_points_keep_the_accuracy_of_one_source_and_lose_that_of_others() -> None:
    points = (
        a_point("both", 0.8, SourcedAccuracy(0.7, BOARD)),
        a_point("board alone", None, SourcedAccuracy(0.6, BOARD)),
        a_point("other set", 0.9, SourcedAccuracy(0.5, OTHER)),
        a_point("nothing", None),
    )
    shown = on_one_set(points)
    assert [point.value(Metric.ACCURACY) for point in shown] == [0.7, 0.6, None, None]
    assert {point.accuracy_source for point in shown} == {BOARD}
    assert axis_name(Metric.ACCURACY, shown) == "Accuracy on the board, test.npz"
    assert axis_name(Metric.ACCURACY, on_one_set(points[2:])) == "Accuracy on the board, other.npz"


def test_points_of_runs_from_before_sets_were_kept_stay_as_they_are() -> None:
    points = tuple(point_of(a_run(run_id=str(place), accuracy=0.9)) for place in range(2))
    assert on_one_set(points) == points
    assert axis_name(Metric.ACCURACY, points) == "Accuracy"


def test_pick_takes_the_accuracy_on_the_board_where_its_variants_have_one_of_one_set() -> None:
    first, second = a_variant(sha256="1" * 64), a_variant(sha256="2" * 64, version=2)
    scorings = [
        a_scoring(variant_sha256=first.sha256, finished_at="x", right_count=3),
        a_scoring(variant_sha256=second.sha256, finished_at="x", right_count=1),
        a_scoring(variant_sha256=second.sha256, finished_at="x", right_count=2, origin=Origin.HARDWARE),
        a_scoring(variant_sha256=first.sha256, finished_at="x", right_count=0, board="native"),
    ]
    runs = [a_run(variant_sha256=first.sha256), a_run(variant_sha256=second.sha256)]
    field = field_of([first, second], runs, "digits", "b-l475e-iot01a", None, scorings)
    assert [one.accuracy for one in field.candidates] == [1, 1 / 3]
    assert field.accuracy_source == AccuracySource("digits.npz", "5e" * 32, is_on_board=True)
