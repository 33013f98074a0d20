"""What every power meter keeps to; the virtual ones are processes that speak the real byte protocol."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.virtual.port import open_port
from benchwright.model.errors import MeterLost, MeterSilent, SupplyOutOfRange
from benchwright.model.meter import Supply
from benchwright.protocols.power_meter import PowerMeter, Samples
from tests.contract.bench_parts import in_background
from tests.contract.virtual_meters import KINDS, MeterKind, virtual_meter

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
RECORDED_S = 0.3
IDLE_A, ACTIVE_A = 0.002, 0.010
NORMAL = Supply(3_300)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> MeterKind:
    found: MeterKind = request.param
    return found


@pytest.fixture
def meter(kind: MeterKind, tmp_path: Path) -> Iterator[PowerMeter]:
    with virtual_meter(kind, tmp_path) as url, kind.open(url) as opened:
        yield opened


def record(meter: PowerMeter, seconds: float = RECORDED_S) -> Samples:
    """Everything from start to stop, as one stretch."""
    meter.start()
    parts, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        parts.append(meter.read(0.05))
    parts.append(meter.stop())
    places = np.cumsum([0, *(len(part.current_a) for part in parts)])
    assert [part.first for part in parts] == list(places[:-1]), "a stretch begins where the one before ended"
    return Samples(
        0,
        np.concatenate([part.current_a for part in parts]),
        np.concatenate([part.digital for part in parts]),
        sum(part.lost for part in parts),
        sum(part.clipped for part in parts),
    )


def powered(meter: PowerMeter) -> PowerMeter:
    meter.set_supply(NORMAL)
    meter.switch_supply(on=True)
    return meter


def test_it_says_what_it_is(meter: PowerMeter, kind: MeterKind) -> None:
    told = meter.meter
    assert (told.kind, told.is_simulated, told.is_calibrated, told.doubts) == (kind.name, True, True, ())


def test_it_samples_current_and_mark_at_its_rate(meter: PowerMeter) -> None:
    trace = record(powered(meter))
    assert len(trace.current_a) == pytest.approx(RECORDED_S * meter.meter.sample_hz, rel=0.3)
    assert (trace.lost, trace.clipped) == (0, 0)
    is_up = trace.digital & 1 == 1
    assert float(trace.current_a[is_up].mean()) == pytest.approx(ACTIVE_A, rel=0.01)
    assert float(trace.current_a[~is_up].mean()) == pytest.approx(IDLE_A, rel=0.01)


def test_a_device_without_supply_draws_nothing(meter: PowerMeter) -> None:
    meter.set_supply(NORMAL)
    meter.switch_supply(on=False)
    assert float(np.abs(record(meter, 0.05).current_a).max()) < 1e-6


def test_a_second_recording_starts_anew(meter: PowerMeter) -> None:
    record(powered(meter), 0.05)
    assert len(record(meter, 0.05).current_a) > 0


@pytest.mark.parametrize("millivolts", [0, 799, 5_001, 12_000])
def test_a_voltage_that_it_cannot_give_is_refused(meter: PowerMeter, millivolts: int) -> None:
    with pytest.raises(SupplyOutOfRange, match=f"cannot supply {millivolts / 1000:g} V"):
        meter.set_supply(Supply(millivolts))


def test_lost_samples_are_gaps_and_time_goes_on(kind: MeterKind, tmp_path: Path) -> None:
    with virtual_meter(kind, tmp_path, faults={"lose_ratio": 0.5}) as url, kind.open(url) as meter:
        trace = record(powered(meter))
    assert len(trace.current_a) == pytest.approx(RECORDED_S * 100_000, rel=0.3)
    assert trace.lost == np.count_nonzero(np.isnan(trace.current_a))
    assert trace.lost / len(trace.current_a) == pytest.approx(0.5, abs=0.02)
    assert float(np.nanmean(trace.current_a[trace.digital & 1 == 1])) == pytest.approx(ACTIVE_A, rel=0.05)


def test_a_calibration_that_is_no_number_is_told(kind: MeterKind, tmp_path: Path) -> None:
    with virtual_meter(kind, tmp_path, faults={"nan_gains": True}) as url, kind.open(url) as meter:
        assert not meter.meter.is_calibrated
        assert "lacks GI0, GI1, GI2, GI3, GI4" in meter.meter.doubts[0]


def test_one_that_is_not_calibrated_is_told(kind: MeterKind, tmp_path: Path) -> None:
    with virtual_meter(kind, tmp_path, faults={"is_uncalibrated": True}) as url, kind.open(url) as meter:
        assert meter.meter.doubts == ("It says that it is not calibrated.",)


def test_a_pulled_cable_is_told_and_the_next_one_works(kind: MeterKind, tmp_path: Path) -> None:
    with (
        virtual_meter(kind, tmp_path, faults={"unplug_after_s": 0.1}) as url,
        kind.open(url) as meter,
        pytest.raises(MeterLost, match="while it was sampling"),
    ):
        record(powered(meter), 5.0)
    with virtual_meter(kind, tmp_path) as url, kind.open(url) as meter:
        assert record(powered(meter), 0.05).lost == 0


def test_one_that_a_dead_program_left_sampling_can_be_opened(kind: MeterKind, tmp_path: Path) -> None:
    with virtual_meter(kind, tmp_path) as url:
        with kind.open(url) as left:
            powered(left).start()
            left.read(0.1)
        with kind.open(url) as meter:
            assert meter.meter.is_calibrated
            assert record(powered(meter), 0.05).lost == 0


def test_silence_is_told(kind: MeterKind, tmp_path: Path) -> None:
    with (
        virtual_meter(kind, tmp_path, faults={"is_silent": True}) as url,
        pytest.raises(MeterSilent, match="It said nothing within 2 s"),
    ):
        kind.open(url)


def test_something_else_at_the_port_is_told(kind: MeterKind, tmp_path: Path) -> None:
    port = open_port(tmp_path / "other.port")
    with in_background(lambda: _answer_once(port, b"m-ready\r\nEND\n")), pytest.raises(MeterSilent, match="Something"):
        kind.open(port.url)
    port.close()


def _answer_once(port: object, words: bytes) -> None:
    from benchwright.drivers.virtual.port import PtyPort

    assert isinstance(port, PtyPort)
    end, asked = time.monotonic() + 5, b""
    while time.monotonic() < end and b"\x19" not in asked:
        port.look()
        asked += port.read()
        time.sleep(0.01)
    port.write(words)
