"""How good a classifier is: top-k, ROC AUC, F1 and the confusion matrix, from scores and true classes.

Scores are one row a sample, one column a class, in any unit that grows with likelihood; raw int8 outputs do. Every
ratio is 0…1. A function raises ValueError where there is nothing to compute it of: no samples, rows of unequal length,
a class outside 0…n−1.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

Scores = Sequence[Sequence[float]]
"""`[sample][class]`."""

_WILSON_Z = 1.959964  # 95 % of a normal distribution


@dataclass(frozen=True, slots=True)
class ConfusionMatrix:
    """`counts[true class][predicted class]`, square."""

    counts: tuple[tuple[int, ...], ...]

    @property
    def class_count(self) -> int:
        """Classes of the model; some may have no sample."""
        return len(self.counts)

    @property
    def sample_count(self) -> int:
        """All samples."""
        return sum(map(sum, self.counts))

    @property
    def right_count(self) -> int:
        """Samples whose true class was predicted."""
        return sum(row[at] for at, row in enumerate(self.counts))

    @property
    def supports(self) -> tuple[int, ...]:
        """Samples of each true class."""
        return tuple(map(sum, self.counts))

    @property
    def f1_ratios(self) -> tuple[float, ...]:
        """F1 of each class: 2TP / (2TP + FP + FN), 0 for a class that is neither there nor predicted."""
        predicted = tuple(map(sum, zip(*self.counts, strict=True)))
        totals = (support + told for support, told in zip(self.supports, predicted, strict=True))
        return tuple(2 * self.counts[at][at] / total if total else 0.0 for at, total in enumerate(totals))

    @property
    def macro_f1_ratio(self) -> float:
        """Mean F1 over the classes that are there or were predicted; each counts alike."""
        predicted = tuple(map(sum, zip(*self.counts, strict=True)))
        used = [
            f1
            for f1, support, told in zip(self.f1_ratios, self.supports, predicted, strict=True)
            if support or told
        ]  # fmt: skip
        return math.fsum(used) / len(used)

    @property
    def weighted_f1_ratio(self) -> float:
        """Mean F1 over the classes, each with the weight of its samples."""
        pairs = zip(self.f1_ratios, self.supports, strict=True)
        return math.fsum(f1 * support for f1, support in pairs) / self.sample_count


@dataclass(frozen=True, slots=True)
class Auc:
    """Area under the ROC curve, and over how many classes it is the mean; 1 of two classes."""

    ratio: float
    class_count: int


def predicted_class(row: Sequence[float]) -> int:
    """The class of the largest score, the first of equal ones (as NumPy's argmax)."""
    if not row:
        raise ValueError("a sample has no scores")
    return max(range(len(row)), key=row.__getitem__)


def confusion_matrix(predicted: Sequence[int], truth: Sequence[int], class_count: int) -> ConfusionMatrix:
    """How often each true class was taken for each class."""
    _check_classes(truth, class_count, len(predicted))
    _check_classes(predicted, class_count, len(truth))
    counts = [[0] * class_count for _ in range(class_count)]
    for told, true in zip(predicted, truth, strict=True):
        counts[true][told] += 1
    return ConfusionMatrix(tuple(map(tuple, counts)))


def top_k_count(scores: Scores, truth: Sequence[int], k: int) -> int:
    """Samples whose true class is among the `k` largest scores; of equal scores the lower class goes first."""
    class_count = _class_count(scores)
    _check_classes(truth, class_count, len(scores))
    if not 1 <= k <= class_count:
        raise ValueError(f"top {k} of {class_count} classes")
    return sum(
        true in heapq.nsmallest(k, range(class_count), key=lambda at, row=row: (-row[at], at))  # type: ignore[misc]
        for row, true in zip(scores, truth, strict=True)
    )


def binary_auc(scores: Sequence[float], truth: Sequence[bool]) -> float:
    """Area under the ROC curve of a score that says "positive", by trapezoids, exact with ties.

    It is the probability that a positive scores above a negative, an equal pair counting a half (Hanley & McNeil 1982).

    Raises:
        ValueError: only one of both is there, lengths differ, or a score is not finite.
    """
    if len(scores) != len(truth):
        raise ValueError(f"{len(scores)} scores and {len(truth)} labels")
    positive_count = sum(map(bool, truth))
    negative_count = len(truth) - positive_count
    if not positive_count or not negative_count:
        raise ValueError("AUC needs samples of both kinds")
    if not all(map(math.isfinite, scores)):
        raise ValueError("a score is not finite")
    doubled, seen_negatives = 0, 0
    for _, tied in groupby(sorted(zip(scores, truth, strict=True), key=lambda pair: pair[0]), lambda pair: pair[0]):
        kinds = [bool(kind) for _, kind in tied]
        positives = sum(kinds)
        negatives = len(kinds) - positives
        doubled += positives * (2 * seen_negatives + negatives)
        seen_negatives += negatives
    return doubled / (2 * positive_count * negative_count)


def auc(scores: Scores, truth: Sequence[int]) -> Auc:
    """ROC AUC as MLPerf Tiny takes it: of two classes that of column 1, of more the mean of one against the rest.

    With more than two classes a row is first made to sum to 1 (mlcommons/tiny, runner). Classes that no sample has, or
    all have, do not count.

    Raises:
        ValueError: no class has both samples and others, or a score is not finite.
    """
    class_count = _class_count(scores)
    _check_classes(truth, max(2, class_count), len(scores))
    if class_count == 1:
        return Auc(binary_auc([row[0] for row in scores], [true == 1 for true in truth]), 1)
    if class_count == 2:
        return Auc(binary_auc([row[1] for row in scores], [true == 1 for true in truth]), 1)
    rows = [_normalised(row) for row in scores]
    present = sorted(set(truth))
    if len(present) < 2:
        raise ValueError("AUC needs samples of two classes at least")
    areas = [binary_auc([row[at] for row in rows], [true == at for true in truth]) for at in present]
    return Auc(math.fsum(areas) / len(areas), len(areas))


def wilson_interval(right_count: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a ratio of samples that were right (Wilson 1927), within 0…1.

    Raises:
        ValueError: no samples, or more right than there are.
    """
    if count < 1 or not 0 <= right_count <= count:
        raise ValueError(f"{right_count} right of {count}")
    z2 = _WILSON_Z**2
    ratio = right_count / count
    middle = (ratio + z2 / (2 * count)) / (1 + z2 / count)
    half = _WILSON_Z / (1 + z2 / count) * math.sqrt(ratio * (1 - ratio) / count + z2 / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _normalised(row: Sequence[float]) -> list[float]:
    total = math.fsum(row)
    return [value / total for value in row] if total > 0 else list(row)


def _class_count(scores: Scores) -> int:
    if not scores:
        raise ValueError("no samples")
    if any(len(first) != len(second) for first, second in pairwise(scores)):
        raise ValueError("samples have scores of unequal number")
    if not scores[0]:
        raise ValueError("a sample has no scores")
    return len(scores[0])


def _check_classes(classes: Sequence[int], class_count: int, count: int) -> None:
    if not classes:
        raise ValueError("no samples")
    if len(classes) != count:
        raise ValueError(f"{len(classes)} labels for {count} samples")
    if min(classes) < 0 or max(classes) >= class_count:
        raise ValueError(f"classes from {min(classes)} to {max(classes)}; there are {class_count}")
