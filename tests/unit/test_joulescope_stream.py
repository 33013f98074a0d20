"""Signals of a Joulescope to samples: aligned by the numbers of its counter, gaps at their place, nothing smoothed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from benchwright.drivers.power.joining import join_samples
from benchwright.drivers.power.joulescope_stream import (
    COUNTER_HZ,
    COUNTS,
    CURRENT,
    MARK,
    VOLTAGE,
    JoulescopeStream,
    Piece,
    StreamBroken,
    read_piece,
)
from benchwright.protocols.power_meter import Samples

START = 5 * 2**32


def published(first: int, step: int, data: object, rate: int = COUNTER_HZ) -> dict[str, object]:
    return {"sample_id": first, "sample_rate": rate, "decimate_factor": step, "data": data}


@dataclass
class Device:
    """Current and voltage every second count, the mark with every one, from counts of a signal each."""

    current: NDArray[np.float32]
    level: NDArray[np.uint8]
    stream: JoulescopeStream = field(default_factory=JoulescopeStream)

    def piece(self, signal: str, start: int, stop: int) -> tuple[str, Piece]:
        """What is published of one from a count to another, both even."""
        if signal == MARK:
            return signal, Piece(START + start, 1, self.level[start:stop])
        values = self.current if signal == CURRENT else np.full(len(self.current), 3.0, np.float32)
        return signal, Piece(START + start, 2, values[start // 2 : stop // 2])

    def take(self, *stretches: tuple[str, int, int]) -> Samples:
        return self.stream.take([self.piece(*stretch) for stretch in stretches])

    def take_all(self, start: int, stop: int) -> Samples:
        return self.take(*((signal, start, stop) for signal in (CURRENT, VOLTAGE, MARK)))


@pytest.fixture
def device() -> Device:
    """An inference from count 1,000 to count 3,000 of 10,000."""
    level = np.zeros(10_000, np.uint8)
    level[1_000:3_000] = 1
    return Device((0.002 + 0.008 * level[::2]).astype(np.float32), level)


def test_a_sample_is_the_mean_over_its_time_and_no_charge_is_lost(device: Device) -> None:
    device.current = np.random.default_rng(3).normal(0.01, 0.002, 5_000).astype(np.float32)
    samples = device.take_all(0, 10_000)
    assert len(samples.current_a) == 10_000 // COUNTS
    assert samples.current_a == pytest.approx(device.current.reshape(-1, 10).mean(axis=1), rel=1e-6)
    assert samples.voltage_v is not None
    assert samples.voltage_v == pytest.approx(3.0)
    assert (samples.first, samples.lost, samples.clipped) == (0, 0, 0)


def test_the_mark_stands_with_the_current_of_its_time(device: Device) -> None:
    samples = device.take_all(0, 10_000)
    assert list(np.flatnonzero(np.diff(samples.digital.astype(np.int8)))) == [49, 149]
    assert list(samples.current_a[[49, 50, 149, 150]]) == pytest.approx([0.002, 0.010, 0.010, 0.002])


def test_signals_that_begin_one_after_the_other_begin_together_at_the_first_whole_sample(device: Device) -> None:
    first = device.take((CURRENT, 14, 500))
    assert len(first.current_a) == 0
    assert device.stream.silent == (VOLTAGE, MARK)
    assert len(device.take((VOLTAGE, 34, 500)).current_a) == 0
    parts = [device.take((MARK, 612, 2_000)), device.take((CURRENT, 500, 2_000)), device.take((VOLTAGE, 500, 2_000))]
    samples = join_samples(parts)
    assert (parts[0].first, parts[-1].first, samples.lost) == (0, 0, 0)
    # The first whole sample is that of the counts from 620.
    assert len(samples.current_a) == (2_000 - 620) // COUNTS
    assert int(np.argmax(samples.digital)) == (1_000 - 620) // COUNTS


def test_it_does_not_matter_in_which_pieces_they_come(device: Device) -> None:
    whole = Device(device.current, device.level).take_all(0, 10_000)
    places = [0, 2, 38, 40, 1_006, 5_002, 9_990, 10_000]
    parts = []
    for start, stop in pairwise(places):
        parts += [device.take((signal, start, stop)) for signal in (MARK, CURRENT, VOLTAGE)]
    samples = join_samples(parts)
    np.testing.assert_allclose(samples.current_a, whole.current_a, rtol=1e-6)
    np.testing.assert_array_equal(samples.digital, whole.digital)


@pytest.mark.parametrize("signal", [CURRENT, VOLTAGE, MARK])
def test_what_is_missing_of_any_signal_is_a_gap_at_its_place(device: Device, signal: str) -> None:
    before = device.take_all(0, 2_000)
    whole = [one for one in (CURRENT, VOLTAGE, MARK) if one != signal]
    after = device.take(*((one, 2_000, 10_000) for one in whole), (signal, 4_010, 10_000))
    samples = join_samples([before, after])
    assert len(samples.current_a) == 10_000 // COUNTS
    # The sample in which it comes back is not whole.
    assert list(np.flatnonzero(np.isnan(samples.current_a))) == list(range(100, 201))
    assert samples.lost == 101
    assert samples.digital[100:201].all(), "the last known level"
    assert not samples.digital[201]


def test_values_that_the_device_has_not_are_lost_too(device: Device) -> None:
    device.take_all(0, 400)
    device.current[300:310] = np.nan
    samples = device.take_all(400, 1_000)
    assert (samples.lost, list(np.flatnonzero(np.isnan(samples.current_a)))) == (1, [10])


def test_a_current_beyond_the_largest_range_is_clipped(device: Device) -> None:
    device.current[100:103] = 10.0
    device.current[205] = -10.5
    assert device.take_all(0, 1_000).clipped == 2


@pytest.mark.parametrize("first", [0, 9_998, 10_000 + 11 * COUNTER_HZ])
def test_a_counter_that_begins_anew_is_told(device: Device, first: int) -> None:
    device.take_all(0, 10_000)
    with pytest.raises(StreamBroken, match="after 21474846480 came"):
        device.stream.take([(CURRENT, Piece(START + first, 2, device.current))])


def test_levels_are_packed_with_the_first_in_the_least_bit() -> None:
    piece = read_piece(MARK, published(40, 1, np.array([0b0000_0101, 0b1000_0000], np.uint8)))
    assert list(np.flatnonzero(piece.values)) == [0, 2, 15]
    assert (piece.first, piece.end) == (40, 56)


@pytest.mark.parametrize(("rate", "step"), [(1_000_000, 1), (COUNTER_HZ, 40), (COUNTER_HZ, 3), (COUNTER_HZ, 0)])
def test_another_rate_than_was_asked_for_is_told(rate: int, step: int) -> None:
    with pytest.raises(StreamBroken, match=f"i comes at {rate} Hz by {step}"):
        read_piece(CURRENT, published(0, step, np.zeros(8, np.float32), rate))
