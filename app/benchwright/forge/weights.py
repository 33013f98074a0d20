"""Weights made zero by their magnitude, or few by clustering. Neither is trained again. NumPy only."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]

_ROUNDS = 50


def prune(weights: Floats, sparsity: float) -> Floats:
    """The weights with the ratio `sparsity` of them zero: those of the smallest magnitude, of equals the first.

    Magnitude pruning of one tensor (Han et al., "Learning both Weights and Connections for Efficient Neural Networks",
    2015), without the training that follows there.
    """
    count = round(weights.size * sparsity)
    pruned = weights.copy().reshape(-1)
    pruned[np.argsort(np.abs(pruned), kind="stable")[:count]] = 0
    return pruned.reshape(weights.shape)


def cluster(weights: Floats, count: int) -> Floats:
    """The weights, each replaced by the nearest of at most `count` values, which k-means chooses (Lloyd 1982).

    The start is even over the range of the weights, as in Han et al., "Deep Compression", 2016, 3.2; zeros stay zero,
    so that what was pruned stays pruned, and zero then is one of the values.
    """
    flat = weights.reshape(-1).astype(np.float64)
    is_free = flat != 0
    has_zeros = not is_free.all()
    free = np.sort(flat[is_free])
    wanted = count - 1 if has_zeros else count
    if free.size == 0 or len(np.unique(free)) <= wanted:
        return weights.copy()
    centres = _centres(free, wanted)
    clustered = flat.copy()
    clustered[is_free] = centres[np.searchsorted(_borders(centres), flat[is_free])]
    return clustered.reshape(weights.shape).astype(weights.dtype)


def _centres(ordered: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.float64]:
    """Lloyd's rounds over sorted values: a cluster is a slice, its mean a difference of running sums."""
    centres = np.linspace(ordered[0], ordered[-1], count)
    sums = np.concatenate(([0.0], np.cumsum(ordered)))
    for _ in range(_ROUNDS):
        ends = np.concatenate(([0], np.searchsorted(ordered, _borders(centres)), [ordered.size]))
        sizes = np.diff(ends)
        means = np.divide(np.diff(sums[ends]), sizes, out=centres.copy(), where=sizes > 0)
        if np.allclose(means, centres, rtol=0, atol=1e-12):
            break
        centres = np.sort(means)
    return centres


def _borders(centres: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return (centres[1:] + centres[:-1]) / 2
