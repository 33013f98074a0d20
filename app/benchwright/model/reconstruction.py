"""How far outputs are from what they should be: the squared error, and the score of a file by its windows.

An autoencoder that finds anomalies (MLPerf Tiny's ad01) is right where the error of its reconstruction is small; a
recording's score is the mean over its windows.
"""

from __future__ import annotations

import math
from collections.abc import Sequence


def mean_squared_error(values: Sequence[float], expected: Sequence[float]) -> float:
    """Mean of the squared differences, in the square of the values' unit.

    Raises:
        ValueError: no values, as many as are not expected, or one that is not finite.
    """
    if not values or len(values) != len(expected):
        raise ValueError(f"{len(values)} values for {len(expected)} expected ones")
    error = math.fsum((value - wanted) ** 2 for value, wanted in zip(values, expected, strict=True)) / len(values)
    if not math.isfinite(error):
        raise ValueError("a value is not finite")
    return error


def mean_score_by_file(files: Sequence[str], scores: Sequence[float]) -> dict[str, float]:
    """The mean score of each file's windows, files in the order in which they first come.

    Raises:
        ValueError: no windows, as many names as there are no scores, or a score that is not finite.
    """
    if not files or len(files) != len(scores):
        raise ValueError(f"{len(scores)} scores for windows of {len(files)} files")
    if not all(map(math.isfinite, scores)):
        raise ValueError("a score is not finite")
    windows: dict[str, list[float]] = {}
    for file, score in zip(files, scores, strict=True):
        windows.setdefault(file, []).append(score)
    return {file: math.fsum(of_file) / len(of_file) for file, of_file in windows.items()}
