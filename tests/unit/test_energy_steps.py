"""Energy from a meter that sees no mark: windows by the steps of the current, held against the device's own clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.bench.energy_edges import WindowTimes
from benchwright.bench.energy_measure import EnergyReading, evaluate
from benchwright.bench.energy_steps import wish_for_steps
from benchwright.bench.energy_validity import judge_energy
from benchwright.model.energy import gross_energy, net_energy
from benchwright.model.meter import MarkLine, Meter, MeterWish, Supply
from benchwright.model.run import IssueCode
from benchwright.protocols.power_meter import Samples

FINE = 50
VOLTS = 3.0
WISH = MeterWish("m", Supply(3_000), windows=10, window_s=0.25, idle_s=0.05)


@dataclass(frozen=True)
class Bench:
    """Windows of `count` inferences at a meter of `sample_hz` that averages over each sample."""

    sample_hz: int = 1_000
    count: int = 20
    inference_s: float = 0.01237
    idle_a: float = 0.002
    active_a: float = 0.010
    noise_a: float = 0.0002
    drift_a_per_s: float = 0.0
    pause_s: float = 0.00002
    blip_s: float = 0.0
    seed: int = 3

    @property
    def wish(self) -> MeterWish:
        return wish_for_steps(WISH, self.sample_hz)

    @property
    def inferences(self) -> int:
        """Of a window, as many as fill it."""
        return max(self.count, round(self.wish.window_s / self.inference_s))

    @property
    def window_s(self) -> float:
        return self.inferences * self.inference_s + (self.inferences - 1) * self.pause_s

    @property
    def net_uj(self) -> float:
        """What an inference takes above idle, the pause after it included."""
        return (self.active_a - self.idle_a) * VOLTS * 1e6 * self.window_s / self.inferences

    def current_a(self) -> np.ndarray:
        hz = self.sample_hz * FINE
        idle = np.zeros(round(1.17 * self.wish.idle_s * hz))
        blip = np.concatenate((idle[: len(idle) // 2], np.ones(round(self.blip_s * hz)), idle[len(idle) // 2 :]))
        window = np.ones(round(self.window_s * hz))
        active = np.concatenate([*([blip, window] * WISH.windows), idle, idle])
        share = active[: len(active) // FINE * FINE].reshape(-1, FINE).mean(axis=1)
        noise = np.random.default_rng(self.seed).normal(0, self.noise_a, len(share))
        drift = self.drift_a_per_s * np.arange(len(share)) / self.sample_hz
        return (self.idle_a + (self.active_a - self.idle_a) * share + noise + drift).astype(np.float32)

    def read(self, current_a: np.ndarray | None = None, clock_ratio: float = 1.0) -> EnergyReading:
        current_a = self.current_a() if current_a is None else current_a
        lost = int(np.isnan(current_a).sum())
        parts = (Samples(0, current_a, np.zeros(len(current_a), np.uint8), lost=lost),)
        inference_s = self.inference_s * clock_ratio
        times = (WindowTimes(inference_s, (self.inferences - 1) * inference_s, inference_s),) * WISH.windows
        told = Meter("m", "INA228", "", self.sample_hz, 0.01, mark_line=MarkLine.NONE, mark_input="")
        seconds = len(current_a) / self.sample_hz
        return evaluate(told, parts, self.wish, self.inferences, times, seconds)


def codes(reading: EnergyReading) -> set[IssueCode]:
    return {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    "bench",
    [
        Bench(),
        Bench(sample_hz=20, noise_a=0.0005),
        Bench(sample_hz=100_000, noise_a=0.001),
        Bench(drift_a_per_s=0.0003),
        Bench(inference_s=0.0001, pause_s=0.00002),
        Bench(active_a=0.004, idle_a=0.003, noise_a=0.0002),
        Bench(blip_s=0.004),
    ],
    ids=["1 kHz", "20 Hz", "100 kHz", "drift", "many short inferences", "small step", "work between windows"],
)
def test_windows_are_where_the_current_stepped(bench: Bench) -> None:
    reading = bench.read()
    assert reading.record is not None
    assert len(reading.record.windows) == WISH.windows
    assert reading.record.is_by_steps
    assert codes(reading) == {IssueCode.WINDOWS_BY_STEPS}
    net = net_energy(reading.record)
    assert net is not None
    assert net.energy_uj == pytest.approx(bench.net_uj, rel=0.01)


@settings(max_examples=60, deadline=None)
@given(
    sample_hz=st.sampled_from([10, 50, 333, 1_000, 10_000]),
    inference_s=st.floats(0.002, 0.3),
    active_a=st.floats(0.005, 0.1),
    noise=st.floats(0.0, 0.1),
    seed=st.integers(0, 1_000),
)
def test_what_is_told_is_right_or_nothing_is_told(
    sample_hz: int, inference_s: float, active_a: float, noise: float, seed: int
) -> None:
    bench = Bench(sample_hz, 1, inference_s, active_a=active_a, noise_a=noise * (active_a - 0.002), seed=seed)
    reading = bench.read()
    if reading.record is None:
        assert IssueCode.NO_MARK_LINE in codes(reading)
        return
    net = net_energy(reading.record)
    assert net is not None
    assert net.energy_uj == pytest.approx(bench.net_uj, rel=0.03)


def test_a_current_without_steps_gives_no_energy_and_says_why() -> None:
    bench = Bench(active_a=0.002)
    reading = bench.read()
    assert reading.record is None
    assert codes(reading) == {IssueCode.NO_MARK_LINE}
    assert "showed 0 of 10 windows" in reading.issues[0].text


@pytest.mark.parametrize("clock_ratio", [0.7, 1.1])
def test_steps_that_last_otherwise_than_the_device_says_are_no_windows(clock_ratio: float) -> None:
    reading = Bench().read(clock_ratio=clock_ratio)
    assert reading.record is None
    assert codes(reading) == {IssueCode.NO_MARK_LINE}


def test_a_window_that_something_else_made_longer_costs_the_energy() -> None:
    bench = Bench()
    current = bench.current_a()
    high = np.flatnonzero(current > 0.006)
    end = high[np.flatnonzero(np.diff(high) > 20)[0]]
    current[end : end + 30] = 0.010
    assert bench.read(current).record is not None
    current[end : end + 57] = 0.010
    assert bench.read(current).record is None


def test_lost_samples_leave_the_windows_where_they_are() -> None:
    bench = Bench()
    current = bench.current_a()
    high = np.flatnonzero(current > 0.006)
    current[high[100:110]] = np.nan
    reading = bench.read(current)
    assert reading.record is not None
    assert codes(reading) == {IssueCode.WINDOWS_BY_STEPS, IssueCode.SAMPLES_LOST}
    gross = gross_energy(reading.record)
    assert gross is not None
    expected = bench.active_a * VOLTS * 1e6 * bench.window_s / bench.inferences
    assert gross.energy_uj == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("is_whole", [True, False])
def test_an_input_for_the_mark_that_tells_nothing_is_named_as_the_reason(is_whole: bool) -> None:
    record = Bench().read().record
    assert record is not None
    record = record if is_whole else replace(record, windows=record.windows[1:])
    told = Meter(
        "m", "M", "", 1_000, 0.01, mark_line=MarkLine.NONE, mark_input="D7", mark_doubt="It is old: update it."
    )
    issue = judge_energy(record, WISH, told, 0.0)[-1]
    assert issue.text.startswith("It is old: update it. ")
    assert "has no input" not in issue.text


def test_only_lost_samples_are_no_current() -> None:
    reading = Bench().read(np.full(5_000, np.nan, np.float32))
    assert reading.record is None
    assert IssueCode.NO_MARK_LINE in codes(reading)


def test_a_slow_meter_gets_windows_that_it_can_see() -> None:
    assert wish_for_steps(WISH, 1_000) == WISH
    slow = wish_for_steps(WISH, 10)
    assert (slow.window_s, slow.idle_s) == (5.0, 1.2)
    assert replace(slow, window_s=WISH.window_s, idle_s=WISH.idle_s) == WISH
