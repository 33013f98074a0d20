"""Squared errors and the scores of files, by hand."""

from __future__ import annotations

import pytest

from benchwright.model.reconstruction import mean_score_by_file, mean_squared_error


def test_the_squared_error_by_hand() -> None:
    assert mean_squared_error([1, 2, 4], [1, 0, 1]) == pytest.approx((0 + 4 + 9) / 3)
    assert mean_squared_error([0.5], [0.5]) == 0


def test_a_file_scores_the_mean_of_its_windows_wherever_they_stand() -> None:
    assert mean_score_by_file(["b", "a", "b", "a"], [1, 5, 3, 6]) == {"b": 2, "a": 5.5}
    assert list(mean_score_by_file(["b", "a"], [1, 2])) == ["b", "a"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: mean_squared_error([], []),
        lambda: mean_squared_error([1], [1, 2]),
        lambda: mean_squared_error([float("inf")], [0]),
        lambda: mean_score_by_file([], []),
        lambda: mean_score_by_file(["a"], [1, 2]),
        lambda: mean_score_by_file(["a"], [float("nan")]),
    ],
)
def test_what_cannot_be_computed_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"values|finite|windows"):
        call()  # type: ignore[operator]
