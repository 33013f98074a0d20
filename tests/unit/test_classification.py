"""Metrics of classifiers, against examples that were worked by hand."""

from __future__ import annotations

import itertools
import random

import pytest

from benchwright.model.classification import (
    auc,
    binary_auc,
    confusion_matrix,
    predicted_class,
    top_k_count,
    wilson_interval,
)

SCORES = ((3, 2, 1), (1, 3, 2), (2, 1, 3), (5, 4, 0))
TRUTH = (0, 2, 2, 1)


def test_top_k_counts_a_true_class_among_the_k_largest_scores() -> None:
    assert [top_k_count(SCORES, TRUTH, k) for k in (1, 2, 3)] == [2, 4, 4]


def test_of_equal_scores_the_lower_class_is_the_first_guess() -> None:
    assert predicted_class((7, 7, 1)) == 0
    assert (top_k_count([(7, 7, 1)], [1], 1), top_k_count([(7, 7, 1)], [1], 2)) == (0, 1)


def test_the_confusion_matrix_has_true_classes_as_rows() -> None:
    matrix = confusion_matrix([0, 1, 2, 0], TRUTH, 3)
    assert matrix.counts == ((1, 0, 0), (1, 0, 0), (0, 1, 1))
    assert (matrix.right_count, matrix.sample_count, matrix.supports) == (2, 4, (1, 1, 2))


def test_f1_by_hand() -> None:
    # Class 0: TP 1, FP 1, FN 0; class 1: TP 0, FP 1, FN 1; class 2: TP 1, FP 0, FN 1.
    matrix = confusion_matrix([0, 1, 2, 0], TRUTH, 3)
    assert matrix.f1_ratios == pytest.approx((2 / 3, 0, 2 / 3))
    assert matrix.macro_f1_ratio == pytest.approx(4 / 9)
    assert matrix.weighted_f1_ratio == pytest.approx((2 / 3 + 2 * 2 / 3) / 4)


def test_a_class_that_is_neither_there_nor_predicted_does_not_lower_macro_f1() -> None:
    assert confusion_matrix([0, 1], [0, 1], 5).macro_f1_ratio == 1


def test_auc_by_hand() -> None:
    # Pairs of positive over negative: 0.35>0.1, 0.35<0.4, 0.8>0.1, 0.8>0.4: three of four.
    assert binary_auc([0.1, 0.4, 0.35, 0.8], [False, False, True, True]) == 0.75


def test_equal_scores_count_a_half() -> None:
    assert binary_auc([1, 1, 1, 1], [False, True, False, True]) == 0.5
    # 2 over 1 counts 1, 2 over 2 counts ½, 1 over 1 ½, 1 over 2 nothing: two of four.
    assert binary_auc([1, 2, 2, 1], [False, False, True, True]) == 0.5


@pytest.mark.parametrize("seed", range(5))
def test_auc_is_the_share_of_pairs_in_order(seed: int) -> None:
    generator = random.Random(seed)
    scores = [generator.randrange(6) for _ in range(60)]
    truth = [generator.random() < 0.4 for _ in range(60)]
    positives = [score for score, kind in zip(scores, truth, strict=True) if kind]
    negatives = [score for score, kind in zip(scores, truth, strict=True) if not kind]
    pairs = [(up > down) + (up == down) / 2 for up, down in itertools.product(positives, negatives)]
    assert binary_auc(scores, truth) == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)


def test_auc_of_two_classes_is_that_of_column_1() -> None:
    found = auc([(0.9, 0.1), (0.6, 0.4), (0.65, 0.35), (0.2, 0.8)], [0, 0, 1, 1])
    assert (found.ratio, found.class_count) == (0.75, 1)


def test_auc_of_several_classes_is_the_mean_of_one_against_the_rest_and_leaves_absent_ones_out() -> None:
    scores = [(0.8, 0.1, 0.1, 0.0), (0.2, 0.7, 0.1, 0.0), (0.6, 0.2, 0.2, 0.0), (0.1, 0.1, 0.8, 0.0)]
    # Class 0: positives 0.8; 1 of 1. Class 1: 0.7, 0.2 against 0.1, 0.1: all. Class 2: 0.8 against 0.1, 0.1, 0.2: all.
    found = auc(scores, [0, 1, 1, 2])
    assert (found.ratio, found.class_count) == (1, 3)


def test_rows_are_made_to_sum_to_one_before_classes_are_told_from_the_rest() -> None:
    # Raw, class 0 of the first row (4) is below that of the second (5); of their sums it is 4/4 against 5/10.
    assert auc([(4, 0, 0), (5, 5, 0), (0, 0, 1)], [0, 1, 2]).ratio == 1


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: top_k_count([], [], 1), "no samples"),
        (lambda: top_k_count(SCORES, TRUTH, 4), "top 4 of 3"),
        (lambda: top_k_count(SCORES, TRUTH, 0), "top 0"),
        (lambda: top_k_count(SCORES, (0, 1, 2, 3), 1), "classes from 0 to 3; there are 3"),
        (lambda: top_k_count(SCORES, TRUTH[:3], 1), "3 labels for 4 samples"),
        (lambda: top_k_count([(1, 2), (1,)], [0, 0], 1), "unequal"),
        (lambda: confusion_matrix([0], [-1], 2), "from -1"),
        (lambda: confusion_matrix([2], [0], 2), "from 2 to 2"),
        (lambda: binary_auc([1, 2], [True, True]), "both kinds"),
        (lambda: binary_auc([1.0, float("nan")], [True, False]), "not finite"),
        (lambda: binary_auc([1.0], [True, False]), "1 scores and 2 labels"),
        (lambda: auc(SCORES, (1, 1, 1, 1)), "two classes"),
        (lambda: predicted_class(()), "no scores"),
        (lambda: wilson_interval(3, 2), "3 right of 2"),
        (lambda: wilson_interval(0, 0), "0 right of 0"),
    ],
)
def test_what_cannot_be_computed_is_refused(call: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        call()  # type: ignore[operator]


def test_the_interval_of_a_share_stays_within_its_bounds() -> None:
    # Wilson, 8 of 10: (0.8 + 0.19207) / 1.38415 ± 0.22637 (worked by hand).
    assert wilson_interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson_interval(10, 10)[1] == pytest.approx(1)
    assert wilson_interval(0, 10)[0] == pytest.approx(0)
