"""Energy from a meter that sees only when the mark fell: n edges, n - 1 inferences, nothing made up beside them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from benchwright.bench.energy_edges import WindowTimes, find_falls, measure_edge_windows, window_times
from benchwright.bench.energy_windows import Trace
from benchwright.model.energy import EnergyRecord, EnergyWindow, gross_energy, net_energy

IDLE_A, ACTIVE_A = 0.002, 0.010
WINDOWS, INFERENCES = 5, 20
IDLE_S = 0.05


def bench(
    sample_hz: int, inference_s: float, *, first_ratio: float = 1.0, drift_a_per_s: float = 0.0
) -> tuple[Trace, list[list[int]]]:
    """A trace of windows with idle time between, and the sample of each edge; means over a sample, as they are sent."""
    fine = 20
    hz = sample_hz * fine
    idle, ends, active = round(IDLE_S * hz), [], [np.zeros(round(IDLE_S * hz), np.bool_)]
    place = idle
    for _ in range(WINDOWS):
        window = []
        for inference in range(INFERENCES):
            length = round(inference_s * hz * (first_ratio if inference == 0 else 1.0))
            place += length
            window.append(place)
            active.append(np.ones(length, np.bool_))
        ends.append(window)
        active.append(np.zeros(idle, np.bool_))
        place += idle
    level = np.concatenate(active)
    level = level[: len(level) // fine * fine].reshape(-1, fine).mean(axis=1)
    current = IDLE_A + (ACTIVE_A - IDLE_A) * level + drift_a_per_s * np.arange(len(level)) / sample_hz
    places = [[end // fine for end in window] for window in ends]
    return Trace(sample_hz, current.astype(np.float32), fallen(len(level), places)), places


def fallen(count: int, places: list[list[int]]) -> NDArray[np.uint8]:
    digital = np.zeros(count, np.uint8)
    digital[[place for window in places for place in window]] = 1
    return digital


def windows_of(
    trace: Trace, inference_s: float, *, inferences: int = INFERENCES, first_ratio: float = 1.0, held_up_s: float = 0.0
) -> tuple[EnergyWindow, ...]:
    falls = find_falls(trace, inference_s)
    gap = round(0.8 * IDLE_S * trace.sample_hz)
    others_s = (inferences - 1) * inference_s
    times = [WindowTimes(first_ratio * inference_s, others_s, inference_s) for _ in range(WINDOWS)]
    times[2] = WindowTimes(times[2].first_s, others_s + held_up_s, inference_s)
    return measure_edge_windows(trace, falls, times, inferences, gap)


def record_of(trace: Trace, windows: tuple[EnergyWindow, ...]) -> EnergyRecord:
    return EnergyRecord("m", "LPM01A", True, 3_000, trace.sample_hz, 0.02, windows, len(trace.digital), 0, 0, 0.0)


@pytest.mark.parametrize("sample_hz", [1_000, 5_000, 100_000])
@pytest.mark.parametrize("first_ratio", [1.0, 3.0])
def test_energy_is_that_of_n_less_one_inferences(sample_hz: int, first_ratio: float) -> None:
    inference_s = 0.0123
    trace, _ = bench(sample_hz, inference_s, first_ratio=first_ratio, drift_a_per_s=0.0005)
    windows = windows_of(trace, inference_s, first_ratio=first_ratio)
    assert [window.inferences for window in windows] == [INFERENCES - 1] * WINDOWS
    record = record_of(trace, windows)
    net = net_energy(record)
    assert net is not None
    assert net.energy_uj == pytest.approx((ACTIVE_A - IDLE_A) * inference_s * 3e6, rel=0.003)


def test_dividing_by_n_would_be_wrong_by_an_inference() -> None:
    trace, _ = bench(5_000, 0.0123)
    gross = gross_energy(record_of(trace, windows_of(trace, 0.0123)))
    assert gross is not None
    truth_uj = ACTIVE_A * 0.0123 * 3e6
    assert abs(gross.energy_uj - truth_uj) < truth_uj / INFERENCES / 10


def test_the_first_inference_is_neither_active_nor_idle() -> None:
    trace, _ = bench(5_000, 0.0123)
    assert [window.idle_ua for window in windows_of(trace, 0.0123)] == pytest.approx([IDLE_A * 1e6] * WINDOWS, rel=1e-3)


def test_inferences_shorter_than_a_sample_are_taken_by_the_ends_of_the_window() -> None:
    inference_s = 0.00005
    trace, _ = bench(5_000, inference_s)
    windows = windows_of(trace, inference_s)
    assert [window.inferences for window in windows] == [INFERENCES - 1] * WINDOWS


@pytest.mark.parametrize(("sample_hz", "inference_s"), [(5_000, 0.0123), (5_000, 0.00005), (100_000, 0.0123)])
def test_an_inference_held_up_for_longer_than_the_idle_time_is_no_border(sample_hz: int, inference_s: float) -> None:
    trace, places = bench(sample_hz, inference_s)
    # In the third window everything from the ninth edge on comes 0.3 s later.
    late, at = round(0.3 * sample_hz), places[2][8]
    current = np.insert(trace.current_a, at, np.full(late, ACTIVE_A, np.float32))
    digital = np.insert(trace.digital, at, np.zeros(late, np.uint8))
    held_up = Trace(sample_hz, current, digital)
    windows = windows_of(held_up, inference_s, held_up_s=0.3)
    assert len(windows) == WINDOWS
    assert windows[2].duration_s == pytest.approx(windows[1].duration_s + 0.3, abs=3 / sample_hz)


def test_times_of_a_window_are_those_of_its_ticks() -> None:
    times = window_times([30, 10, 20], 1_000)
    assert (times.first_s, times.others_s, times.shortest_s, times.total_s) == (0.03, 0.03, 0.01, 0.06)


@pytest.mark.parametrize(("lacking", "left"), [(0, 0), (7, WINDOWS - 1), (-1, 0)])
def test_a_window_that_lacks_an_edge_is_no_window(lacking: int, left: int) -> None:
    trace, places = bench(5_000, 0.0123)
    del places[2][lacking]
    windows = windows_of(Trace(5_000, trace.current_a, fallen(len(trace.digital), places)), 0.0123)
    assert len(windows) == left, "without its first or last edge nobody knows where any later window begins"


@pytest.mark.parametrize(("sample_hz", "chatter"), [(100_000, (1, 2, 4)), (5_000, (1,))])
def test_edges_that_bounce_are_counted_and_taken_once(sample_hz: int, chatter: tuple[int, ...]) -> None:
    trace, places = bench(sample_hz, 0.0123)
    bounced = [[place + late for place in window for late in (0, *chatter)] for window in places]
    noisy = Trace(sample_hz, trace.current_a, fallen(len(trace.digital), bounced))
    assert windows_of(noisy, 0.0123) == windows_of(trace, 0.0123)
    assert find_falls(noisy, 0.0123).bounces == len(chatter) * WINDOWS * INFERENCES


@pytest.mark.parametrize("keep", [0, 1, 3])
def test_missing_edges_give_no_window(keep: int) -> None:
    trace, places = bench(5_000, 0.0123)
    few = Trace(5_000, trace.current_a, fallen(len(trace.digital), [window[:keep] for window in places[:keep]]))
    assert windows_of(few, 0.0123) == ()


def test_one_inference_has_no_beginning() -> None:
    trace, places = bench(5_000, 0.0123)
    ends = Trace(5_000, trace.current_a, fallen(len(trace.digital), [window[-1:] for window in places]))
    assert windows_of(ends, 0.0123, inferences=1) == ()


def test_lost_samples_count_as_the_mean_of_the_others() -> None:
    trace, _ = bench(100_000, 0.0123)
    trace.current_a[::7] = np.nan
    net = net_energy(record_of(trace, windows_of(trace, 0.0123)))
    assert net is not None
    assert net.energy_uj == pytest.approx((ACTIVE_A - IDLE_A) * 0.0123 * 3e6, rel=0.003)
