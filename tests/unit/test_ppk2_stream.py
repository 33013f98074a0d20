"""Words of a PPK2 to amperes and levels: gaps, strayed bytes, changes of range, cuts anywhere."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.drivers.power.ppk2_calibration import is_whole, read_calibration
from benchwright.drivers.power.ppk2_stream import FULL_SCALE, Ppk2Stream
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator
from benchwright.drivers.virtual.meter.ppk2_words import Ppk2Encoder
from benchwright.protocols.power_meter import Samples

PLAIN = b"Calibrated: 1\n" + b"".join(b"GS%d: 0\n" % place for place in range(5)) + b"VDD: 3300\nHW: 9173\nEND\n"
MADE = read_calibration(PLAIN)


def words(steps: list[int], ranges: list[int], first_count: int = 0) -> bytes:
    counts = [(first_count + place) % 64 for place in range(len(steps))]
    numbers = [step | range_ << 14 | count << 18 for step, range_, count in zip(steps, ranges, counts, strict=True)]
    return np.array(numbers, "<u4").tobytes()


def simulated(samples: int, **load: float) -> tuple[np.ndarray, bytes]:
    current, level = LoadGenerator(Load(**load), 100_000).take(samples)
    return current, Ppk2Encoder(MADE).encode(current, level.astype(np.uint8)).astype("<u4").tobytes()


def in_parts(stream: Ppk2Stream, data: bytes, cuts: list[int]) -> tuple[np.ndarray, np.ndarray, int]:
    bounds = [0, *sorted(cuts), len(data)]
    parts: list[Samples] = [stream.take(data[a:b]) for a, b in itertools.pairwise(bounds)]
    parts.append(stream.take(b"", is_last=True))
    lost = sum(part.lost for part in parts)
    return np.concatenate([p.current_a for p in parts]), np.concatenate([p.digital for p in parts]), lost


def test_the_formula_of_nordic() -> None:
    text = b"Calibrated: 1\nR2: 10.2\nGS2: 3.5\nGI2: 0.9\nO2: 60\nS2: 0.0001\nI2: 0.0002\nUG2: 1.1\nVDD: 3000\nEND\n"
    samples = Ppk2Stream(read_calibration(text)).take(words([1000] * 4, [2] * 4), is_last=True)
    x = (1000 * 4 - 60) * (1.8 / 163840) / 10.2
    assert samples.current_a[0] == pytest.approx(1.1 * (x * (3.5 * x + 0.9) + 0.0001 * 3.0 + 0.0002), rel=1e-6)


def test_what_is_no_number_keeps_its_default_and_is_told() -> None:
    made = read_calibration(b"Calibrated: 1\nR0: 1031\nR1: -nan\nR2: 0\nGI0: inf\nEND")
    assert (made.resistance[0], made.resistance[1], made.resistance[2]) == (1031.0, 101.65, 10.15)
    assert {"R1", "R2", "GI0"} <= set(made.missing)
    assert is_whole(b"x\nEND\n")
    assert not is_whole(b"x\nEN")
    with pytest.raises(ValueError, match="nothing that a PPK2 tells"):
        read_calibration(b"m-ready\r\n")


def test_gaps_of_the_counter_become_lost_samples() -> None:
    data = words([100] * 70, [1] * 70)
    cut = data[: 10 * 4] + data[13 * 4 :]
    samples = Ppk2Stream(MADE).take(cut, is_last=True)
    assert (len(samples.current_a), samples.lost) == (70, 3)
    assert list(np.flatnonzero(np.isnan(samples.current_a))) == [10, 11, 12]


def test_a_gap_between_two_readings_is_seen() -> None:
    stream = Ppk2Stream(MADE)
    first = stream.take(words([100] * 10, [1] * 10))
    second = stream.take(words([100] * 10, [1] * 10, first_count=15), is_last=True)
    assert (first.lost, second.lost, second.first) == (0, 5, len(first.current_a))
    assert len(first.current_a) + len(second.current_a) == 25


def test_settling_samples_take_the_first_settled_value() -> None:
    steps = [100, 100, FULL_SCALE, 9000, 9000, 9000, 200, 200]
    samples = Ppk2Stream(MADE).take(words(steps, [1, 1, 1, 2, 2, 2, 2, 2]), is_last=True)
    assert len(set(samples.current_a[2:].tolist())) == 1
    assert samples.clipped == 0


def test_the_end_of_the_largest_range_is_clipping() -> None:
    samples = Ppk2Stream(MADE).take(words([FULL_SCALE] * 5, [4] * 5), is_last=True)
    assert samples.clipped == 5


def test_a_range_that_does_not_exist_is_a_lost_sample() -> None:
    samples = Ppk2Stream(MADE).take(words([100] * 12, [1] * 4 + [6] + [1] * 7), is_last=True)
    assert samples.lost == 1
    assert np.isnan(samples.current_a[4])


def astray(data: bytes, places: list[int], change: int) -> bytes:
    """With `-change` bytes less, or `change` bytes more, at each of these places."""
    parts = [data[a:b] for a, b in itertools.pairwise([0, *sorted(places), len(data)])]
    return b"".join([parts[0], *(part[-change:] if change < 0 else b"\xa5" * change + part for part in parts[1:])])


@pytest.mark.parametrize("change", [-9, -7, -3, -2, -1, 1, 2, 3, 5])
@pytest.mark.parametrize("reading", [401, 4_096, 80_000])
def test_bytes_astray_cost_a_few_samples_each_and_nothing_is_decoded_from_words_between(
    change: int, reading: int
) -> None:
    _current, data = simulated(20_000, idle_a=0.010, active_a=0.030, noise_a=1e-4)
    whole = Ppk2Stream(MADE).take(data, is_last=True)
    places = [800 * place + place % 37 for place in range(1, 100)]
    stream, came = Ppk2Stream(MADE), astray(data, places, change)
    current, digital, lost = in_parts(stream, came, list(range(reading, len(came), reading)))
    assert len(current) == len(whole.current_a)
    assert lost <= 8 * len(places)
    is_there = ~np.isnan(current)
    assert int((~is_there).sum()) == lost
    np.testing.assert_array_equal(current[is_there], whole.current_a[is_there])
    np.testing.assert_array_equal(digital[is_there], whole.digital[is_there])
    assert stream.strayed == len(places)


def test_samples_lost_by_the_dozen_are_no_bytes_astray() -> None:
    _current, data = simulated(20_000, idle_a=0.010, active_a=0.030, noise_a=1e-4)
    kept = np.random.default_rng(3).random(20_000) >= 0.6
    stream = Ppk2Stream(MADE)
    current, _digital, lost = in_parts(
        stream, np.frombuffer(data, "<u4")[kept].tobytes(), list(range(0, int(kept.sum()) * 4, 4_001))
    )
    assert stream.strayed == 0
    assert lost == pytest.approx(12_000, abs=100)
    assert len(current) == pytest.approx(20_000, abs=100)


def test_a_stream_that_begins_within_a_word_is_found() -> None:
    data = words([100] * 640, [1] * 640)[1:]
    samples = Ppk2Stream(MADE).take(data, is_last=True)
    assert len(samples.current_a) >= 635
    assert len(set(samples.current_a.tolist())) == 1


@settings(deadline=None, max_examples=60)
@given(st.lists(st.integers(0, 8_000), max_size=12), st.integers(0, 1_000))
def test_cuts_anywhere_change_nothing(cuts: list[int], seed: int) -> None:
    _current, data = simulated(2_000, seed=seed, idle_a=0.0001, noise_a=5e-6, idle_s=0.001, active_s=0.002)
    whole = Ppk2Stream(MADE).take(data, is_last=True)
    current, digital, lost = in_parts(Ppk2Stream(MADE), data, cuts)
    np.testing.assert_array_equal(current, whole.current_a)
    np.testing.assert_array_equal(digital, whole.digital)
    assert lost == 0


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=4_000))
def test_any_bytes_are_survived(data: bytes) -> None:
    samples = Ppk2Stream(MADE).take(data, is_last=True)
    assert len(samples.current_a) == len(samples.digital)
    assert samples.lost == np.count_nonzero(np.isnan(samples.current_a))


@pytest.mark.parametrize("level_a", [20e-6, 200e-6, 2e-3, 20e-3, 0.3])
def test_every_range_comes_back_as_it_went(level_a: float) -> None:
    _current, data = simulated(2_000, idle_a=level_a, active_a=level_a, noise_a=0.0)
    samples = Ppk2Stream(MADE).take(data, is_last=True)
    assert float(samples.current_a[10:].mean()) == pytest.approx(level_a, rel=0.02)
