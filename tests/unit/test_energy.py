"""Energy of inferences from a trace: windows, idle current, intervals, and what bad edges do."""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchwright.bench.energy_windows import Trace, find_marks, measure_windows
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator
from benchwright.model.energy import EnergyRecord, EnergyWindow, gross_energy, net_energy
from benchwright.model.student_t import student_t_975
from tests.builders import an_energy

HZ = 100_000
IDLE_A, ACTIVE_A, ACTIVE_S = 0.002, 0.010, 0.0123
NET_UJ = (ACTIVE_A - IDLE_A) * ACTIVE_S * 3.3e6
GROSS_UJ = ACTIVE_A * ACTIVE_S * 3.3e6


def trace_of(level: list[int], current: list[float] | None = None) -> Trace:
    amperes = np.array(current or [IDLE_A] * len(level), np.float32)
    return Trace(HZ, amperes, np.array(level, np.uint8))


def simulated(samples: int, **load: float) -> Trace:
    current, level = LoadGenerator(Load(**load), HZ).take(samples)
    return Trace(HZ, current.astype(np.float32), level.astype(np.uint8))


def record_of(trace: Trace, inferences: int = 1) -> EnergyRecord:
    windows = measure_windows(trace, find_marks(trace), inferences)
    return EnergyRecord("m", "PPK2", True, 3_300, HZ, 0.03, windows, len(trace.digital), 0, 0, 0.0)


@pytest.mark.parametrize(
    ("degrees", "quantile"),
    [
        (1, 12.7062),
        (2, 4.30265),
        (3, 3.18245),
        (4, 2.77645),
        (9, 2.26216),
        (29, 2.04523),
        (49, 2.00958),
        (999, 1.96234),
    ],
)
def test_students_t_as_tables_have_it(degrees: int, quantile: float) -> None:
    assert student_t_975(degrees) == pytest.approx(quantile, abs=5e-5)


def test_no_degree_of_freedom_is_refused() -> None:
    with pytest.raises(ValueError, match="0 degrees"):
        student_t_975(0)


def test_marks_are_whole_ones_only() -> None:
    marks = find_marks(trace_of([1] * 50 + [0] * 50 + [1] * 50 + [0] * 50 + [1] * 50))
    assert (marks.starts.tolist(), marks.stops.tolist(), marks.bounces) == ([100], [150], 0)


@pytest.mark.parametrize("level", [[], [0] * 100, [1] * 100, [0] * 50 + [1] * 50, [1] * 50 + [0] * 50])
def test_missing_edges_give_no_window(level: list[int]) -> None:
    assert measure_windows(trace_of(level), find_marks(trace_of(level)), 1) == ()


def test_bouncing_edges_are_taken_together_and_counted() -> None:
    marks = find_marks(trace_of([0] * 50 + [1, 0, 1, 1, 0] + [1] * 50 + [0, 1] + [0] * 50))
    assert (marks.starts.tolist(), marks.stops.tolist()) == ([50], [105])
    assert marks.bounces == 3


def test_gross_and_net_of_a_steady_load() -> None:
    record = record_of(simulated(70_000, noise_a=0.0))
    gross, net = gross_energy(record), net_energy(record)
    assert gross is not None
    assert net is not None
    assert gross.energy_uj == pytest.approx(GROSS_UJ, rel=1e-4)
    assert net.energy_uj == pytest.approx(NET_UJ, rel=1e-4)
    assert net.windows == 31


def test_inferences_share_a_mark() -> None:
    net = net_energy(record_of(simulated(70_000, noise_a=0.0), inferences=10))
    assert net is not None
    assert net.energy_uj == pytest.approx(NET_UJ / 10, rel=1e-4)


def test_a_drift_is_taken_away() -> None:
    net = net_energy(record_of(simulated(70_000, noise_a=0.0, drift_a_per_s=0.002)))
    assert net is not None
    assert net.energy_uj == pytest.approx(NET_UJ, rel=2e-4)


def test_a_mark_that_the_end_cuts_off_is_no_idle_time() -> None:
    trace = simulated(1000 + 1230 + 1000 + 600, noise_a=0.0)
    (window,) = measure_windows(trace, find_marks(trace), 1)
    assert window.idle_ua == pytest.approx(IDLE_A * 1e6, rel=1e-3)


def test_lost_samples_count_as_the_mean_of_the_others() -> None:
    trace = simulated(70_000, noise_a=0.0)
    trace.current_a[::7] = np.nan
    record = record_of(trace)
    net = net_energy(record)
    assert net is not None
    assert net.energy_uj == pytest.approx(NET_UJ, rel=1e-3)
    assert sum(window.lost for window in record.windows) == pytest.approx(31 * 1230 / 7, rel=0.01)


def test_without_idle_time_there_is_gross_energy_only() -> None:
    record = record_of(trace_of([0] * 4 + [1] * 500 + [0] * 4, [IDLE_A] * 4 + [ACTIVE_A] * 500 + [IDLE_A] * 4))
    assert gross_energy(record) is not None
    assert net_energy(record) is None


def test_one_window_has_no_interval() -> None:
    window = EnergyWindow(0.0, 0.0123, 1, 100.0, 10.0, 9.0)
    net = net_energy(EnergyRecord("m", "PPK2", True, 3_300, HZ, 0.03, (window,), 1, 0, 0, 0.0))
    assert net is not None
    assert net.interval_uj == math.inf
    assert net.instrument_uj == pytest.approx(1.96 * net.energy_uj * 0.03, rel=1e-3)


def test_short_marks_are_noticed() -> None:
    assert record_of(simulated(2_000, active_s=0.00015)).is_too_short
    assert not record_of(simulated(20_000)).is_too_short


def test_the_interval_covers_the_truth_as_often_as_it_says() -> None:
    """The seeded short form of `python -m benchmarks energy`, without the converter."""
    covered = 0
    for seed in range(60):
        net = net_energy(record_of(simulated(60_000, seed=seed, drift_a_per_s=0.0001, noise_a=0.0003)))
        assert net is not None
        assert net.energy_uj == pytest.approx(NET_UJ, rel=0.002)
        covered += abs(net.energy_uj - NET_UJ) <= net.interval_uj
    assert 52 <= covered <= 60


def test_peak_power_and_charge_of_an_inference_follow_from_the_record() -> None:
    record = an_energy()
    assert record.peak_ua == 10_900
    assert record.mean_uw == pytest.approx(8_400 * 3.3)
    assert record.charge_uc == pytest.approx(125.225)
    nothing = an_energy(windows=())
    assert (nothing.peak_ua, nothing.charge_uc) == (None, None)
