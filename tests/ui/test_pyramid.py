"""A long trace in a few columns: nothing between least and greatest is lost."""

import numpy as np
import pytest

from benchwright.ui.charts.pyramid import MinMaxPyramid


def filled(samples: np.ndarray, *, capacity: int, chunk: int) -> MinMaxPyramid:
    pyramid = MinMaxPyramid(capacity)
    for start in range(0, len(samples), chunk):
        pyramid.append(samples[start : start + chunk])
    return pyramid


@pytest.mark.parametrize("chunk", [1, 63, 64, 1000, 5000])
@pytest.mark.parametrize("count", [10, 4096, 20_000])
def test_the_extremes_of_the_whole_are_those_of_numpy(chunk: int, count: int) -> None:
    samples = np.random.default_rng(1).normal(size=count).astype(np.float32)
    pyramid = filled(samples, capacity=8192, chunk=chunk)
    kept = samples[pyramid.first :]
    least, greatest = pyramid.extremes(pyramid.first, pyramid.count, 1)
    assert (least[0], greatest[0]) == (kept.min(), kept.max())


@pytest.mark.parametrize("place", [0, 4_500, 12_345, 19_999])
def test_a_spike_of_one_sample_is_seen_in_its_column(place: int) -> None:
    samples = np.zeros(20_000, np.float32)
    samples[place] = 5
    _least, greatest = filled(samples, capacity=20_480, chunk=700).extremes(0, 20_000, 200)
    assert greatest.max() == 5
    assert abs(int(greatest.argmax()) - place // 100) <= 1


def test_lost_samples_are_a_gap() -> None:
    samples = np.zeros(6_400, np.float32)
    samples[1_280:2_560] = np.nan
    least, _greatest = filled(samples, capacity=8_192, chunk=640).extremes(0, 6_400, 100)
    assert np.isnan(least[25:35]).all()
    assert not np.isnan(least[50:]).any()


def test_nothing_yet_is_no_number() -> None:
    least, greatest = MinMaxPyramid(100).extremes(0, 10, 4)
    assert np.isnan(least).all()
    assert np.isnan(greatest).all()
