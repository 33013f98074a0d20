"""Least squares whose answers are not negative: nothing that an op has to do gives instructions back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

_ROUNDS = 300


def non_negative_least_squares(matrix: Numbers, wanted: Numbers) -> Numbers:
    """The x of at least 0 for which `matrix @ x` is nearest to `wanted`.

    Source: Lawson and Hanson, Solving Least Squares Problems (1974), chapter 23, algorithm NNLS.
    """
    lengths = np.linalg.norm(matrix, axis=0)
    scaled = matrix / np.where(lengths > 0, lengths, 1.0)
    count = matrix.shape[1]
    answer, free = np.zeros(count), np.zeros(count, bool)
    for _ in range(_ROUNDS):
        gradient = np.where(free, -np.inf, scaled.T @ (wanted - scaled @ answer))
        if free.all() or gradient.max() <= 1e-9:
            break
        free[int(gradient.argmax())] = True
        while True:
            trial = np.zeros(count)
            trial[free] = np.linalg.lstsq(scaled[:, free], wanted, rcond=None)[0]
            below = free & (trial <= 0)
            if not below.any():
                break
            step = float((answer[below] / (answer[below] - trial[below] + 1e-300)).min())
            answer += step * (trial - answer)
            free &= answer > 1e-12
        answer = trial
    return answer / np.where(lengths > 0, lengths, 1.0)
