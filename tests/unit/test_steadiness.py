"""Drift and outliers of samples in the order they were taken."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.steadiness import BLOCKS, steadiness


def noise(count: int = 400, *, seed: int = 1, slope: float = 0.0) -> list[float]:
    generator = random.Random(seed)
    return [1_000 * (1 + slope * place / count) + generator.gauss(0, 5) for place in range(count)]


def test_noise_does_not_drift() -> None:
    false_alarms = sum(steadiness(noise(seed=seed)).drift_ratio is not None for seed in range(200))
    assert false_alarms < 25  # 5 % of 200 are 10


@pytest.mark.parametrize("slope", [0.02, -0.02])
def test_a_drift_is_told_with_its_size(slope: float) -> None:
    found = steadiness(noise(slope=slope))
    assert found.drift_ratio == pytest.approx(slope * 0.9, rel=0.1)  # from the middle of the first tenth to the last's
    assert len(found.blocks) == BLOCKS


def test_what_is_far_off_is_an_outlier() -> None:
    samples = noise()
    samples[17], samples[200] = 1_500.0, 400.0
    assert steadiness(samples).outliers == (17, 200)


def test_few_samples_say_nothing_of_drift() -> None:
    found = steadiness([1.0, 2.0, 3.0])
    assert (found.drift_ratio, found.blocks, found.outliers) == (None, (), ())


def test_equal_samples_are_steady() -> None:
    assert steadiness([5.0] * 100).drift_ratio is None
    assert steadiness([5.0] * 99 + [6.0]).outliers == (99,)


@given(st.lists(st.floats(0, 1e9), min_size=1, max_size=200))
def test_outliers_are_outside_the_fences(samples: list[float]) -> None:
    found = steadiness(samples)
    assert all(not found.fences[0] <= samples[place] <= found.fences[1] for place in found.outliers)
    assert len(found.outliers) <= len(samples) // 2
