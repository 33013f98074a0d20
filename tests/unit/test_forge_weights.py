"""Weights pruned by magnitude and clustered by k-means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from benchwright.forge.weights import cluster, prune

WEIGHTS = hnp.arrays(
    np.float32,
    hnp.array_shapes(min_dims=2, max_dims=4, max_side=6),
    elements=st.floats(-8, 8, width=32).filter(lambda value: value != 0),
)


def test_the_smallest_weights_become_zero_whatever_their_sign() -> None:
    pruned = prune(np.array([[0.1, -3.0], [-0.2, 2.0]], np.float32), 0.5)
    assert pruned.tolist() == [[0.0, -3.0], [0.0, 2.0]]


@given(WEIGHTS, st.floats(0, 0.95))
def test_pruning_reaches_the_sparsity_and_touches_nothing_else(weights: np.ndarray, sparsity: float) -> None:
    pruned = prune(weights, sparsity)
    assert np.count_nonzero(pruned == 0) == round(weights.size * sparsity)
    kept = pruned != 0
    assert np.array_equal(pruned[kept], weights[kept])
    assert not kept.any() or np.abs(weights[~kept]).max(initial=0) <= np.abs(weights[kept]).min()


def test_clusters_are_the_means_of_what_lies_together() -> None:
    clustered = cluster(np.array([[1.0, 1.2, 5.0, 5.2]], np.float32), 2)
    assert clustered[0] == pytest.approx([1.1, 1.1, 5.1, 5.1])


@given(WEIGHTS, st.integers(2, 16))
def test_clustering_leaves_so_many_values_within_the_range(weights: np.ndarray, count: int) -> None:
    clustered = cluster(weights, count)
    assert clustered.dtype == weights.dtype
    assert len(np.unique(clustered)) <= count
    assert clustered.min() >= weights.min() - 1e-5
    assert clustered.max() <= weights.max() + 1e-5


@given(WEIGHTS, st.integers(2, 16))
def test_what_was_pruned_stays_pruned_and_zero_counts_as_a_value(weights: np.ndarray, count: int) -> None:
    pruned = prune(weights, 0.5)
    clustered = cluster(pruned, count)
    assert (clustered[pruned == 0] == 0).all()
    assert len(np.unique(clustered)) <= count
