"""Energy where the meter measured the volts with the currents: the sum of both, sample by sample."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchwright.bench.energy_measure import evaluate
from benchwright.bench.measured_volts import measured_volts
from benchwright.bench.mlperf_meter import span_of
from benchwright.bench.mlperf_talk import Edges
from benchwright.drivers.power.joining import join_samples
from benchwright.model.energy import gross_energy, net_energy
from benchwright.protocols.power_meter import Samples
from tests.unit.test_energy_validity import ACTIVE_A, IDLE_A, METER, RATE, WISH, Bench, seconds

IDLE_V, ACTIVE_V = 3.05, 2.95


def droopy(bench: Bench, idle_v: float = IDLE_V, active_v: float = ACTIVE_V) -> tuple[Samples, ...]:
    """A supply that gives way under load; what was wished are 3 V."""
    (part,) = bench.parts()
    share = (part.current_a - IDLE_A) / (ACTIVE_A - IDLE_A)
    volts = (idle_v + (active_v - idle_v) * share).astype(np.float32)
    return (replace(part, voltage_v=volts),)


def test_energy_is_the_sum_of_volts_and_currents_of_each_sample() -> None:
    bench = Bench(down=0.0)
    parts = droopy(bench)
    reading = bench.read(parts)
    assert reading.record is not None
    gross, net = gross_energy(reading.record), net_energy(reading.record)
    assert gross is not None
    assert net is not None
    inference_s = bench.active / RATE
    assert gross.energy_uj == pytest.approx(ACTIVE_A * ACTIVE_V * inference_s * 1e6, rel=2e-4)
    assert net.energy_uj == pytest.approx((ACTIVE_A * ACTIVE_V - IDLE_A * IDLE_V) * inference_s * 1e6, rel=2e-4)
    assert reading.record.peak_ua == pytest.approx(ACTIVE_A * 1e6, rel=1e-6), "a peak is one of the current alone"
    assert reading.trace is not None
    assert reading.trace.current_a is not None
    np.testing.assert_array_equal(reading.trace.current_a, parts[0].current_a)


def test_it_says_whether_the_voltage_was_measured() -> None:
    bench = Bench()
    assert "3 V nominal" in bench.read().words
    measured = bench.read(droopy(bench, 3.021, 3.021))
    assert "3.021 V measured" in measured.words
    assert measured.record is not None
    assert measured.record.supply_mv == 3_021


@pytest.mark.parametrize("volts", [np.nan, 0.01])
def test_volts_that_nobody_connected_are_not_used(volts: float) -> None:
    bench = Bench()
    reading = bench.read(droopy(bench, volts, volts))
    assert reading.record is not None
    assert (reading.record.supply_mv, reading.is_voltage_measured) == (3_000, False)


def test_a_voltage_that_is_not_known_leaves_its_sample_out() -> None:
    bench = Bench()
    (part,) = droopy(bench, 3.0, 3.0)
    assert part.voltage_v is not None
    part.voltage_v[::50] = np.nan
    reading = bench.read((part,))
    net = net_energy(reading.record) if reading.record is not None else None
    assert net is not None
    assert net.energy_uj == pytest.approx(bench.net_uj, rel=2e-3)


def test_mlperf_windows_take_the_measured_volts_too() -> None:
    bench = Bench(down=0.0, count=1)
    (part,) = droopy(bench)
    span = span_of([part], METER, "dut", Edges.LEVEL)
    nominal = span_of([replace(part, voltage_v=None)], METER, "dut", Edges.LEVEL)
    assert span.energy_uj(3_000) == span.energy_uj(1_800)
    assert part.voltage_v is not None
    # From the first window to the last one all of it counts, idle time too.
    up = np.flatnonzero(part.digital & 1)
    product = float((part.current_a * part.voltage_v)[up[0] : up[-1] + 1].mean())
    assert span.energy_uj(3_000) == pytest.approx(product * span.duration_s * 1e6, rel=1e-3)
    assert nominal.energy_uj(3_000) == pytest.approx(nominal.mean_ua * nominal.duration_s * 3.0)


def test_stretches_keep_their_volts_when_they_are_joined() -> None:
    first = Samples(0, np.ones(2, np.float32), np.zeros(2, np.uint8), voltage_v=np.full(2, 3.0, np.float32))
    second = replace(first, first=2, voltage_v=np.full(2, 1.0, np.float32))
    joined = join_samples([first, second])
    assert joined.voltage_v is not None
    assert list(joined.voltage_v) == [3.0, 3.0, 1.0, 1.0]
    volts = measured_volts([joined])
    assert volts is not None
    assert volts.mean_mv == 2_000
    assert join_samples([replace(first, voltage_v=None)]).voltage_v is None


def test_the_evaluation_of_a_meter_without_volts_is_as_it_was() -> None:
    bench = Bench()
    parts = bench.parts()
    reading = evaluate(METER, parts, WISH, bench.count, bench.times(), seconds(parts))
    assert reading.record is not None
    assert reading.record.supply_mv == WISH.supply.voltage_mv
