"""What every power meter keeps to; the virtual ones speak the real protocol of theirs.

A kind is added in `meter_rigs.py`. Not every kind can be given every fault: `rigs_with` picks those that can.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.power.joining import join_samples
from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.load import Load
from benchwright.model.errors import BenchError, MeterLost, MeterSilent, MeterStopped, SupplyOutOfRange, SupplyRefused
from benchwright.model.meter import MarkLine, Supply
from benchwright.protocols.power_meter import PowerMeter, Samples
from tests.contract.meter_rig import MeterRig
from tests.contract.meter_rigs import RIGS, rigs_with

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
_FEWEST_FOR_LEVELS = 200
RECORDED_S = 0.3
LOAD = Load(idle_a=0.002, active_a=0.010)


def name_of(value: object) -> str | None:
    return value.name if isinstance(value, MeterRig) else None


@pytest.fixture(params=RIGS, ids=name_of)
def rig(request: pytest.FixtureRequest) -> MeterRig:
    found: MeterRig = request.param
    return found


@pytest.fixture
def meter(rig: MeterRig, tmp_path: Path) -> Iterator[PowerMeter]:
    with rig.begin(tmp_path, load=LOAD) as open_meter, open_meter() as opened:
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
    assert all(len(part.digital) == len(part.current_a) for part in parts)
    assert all((part.current_a.dtype, part.digital.dtype) == (np.float32, np.uint8) for part in parts)
    if any(part.voltage_v is not None for part in parts):
        assert all(part.voltage_v is not None and len(part.voltage_v) == len(part.current_a) for part in parts)
        assert all(part.voltage_v is not None and part.voltage_v.dtype == np.float32 for part in parts)
    return join_samples(parts)


def powered(meter: PowerMeter, rig: MeterRig) -> PowerMeter:
    meter.set_supply(Supply(rig.supply_mv, is_source=rig.is_source))
    meter.switch_supply(on=True)
    return meter


def recorded_with(rig: MeterRig, folder: Path, faults: MeterFaults, seconds: float = RECORDED_S) -> Samples:
    with rig.begin(folder, load=LOAD, faults=faults) as open_meter, open_meter() as meter:
        return record(powered(meter, rig), seconds)


def falls_of(trace: Samples, rig: MeterRig) -> int:
    """How often the mark fell."""
    mark = (trace.digital & 1).astype(np.int8)
    return int(mark.sum() if rig.mark_line is MarkLine.FALLING_EDGES else np.count_nonzero(np.diff(mark) == -1))


def test_it_says_what_it_is(meter: PowerMeter, rig: MeterRig) -> None:
    told = meter.meter
    assert (told.kind, told.is_simulated, told.is_calibrated, told.doubts) == (rig.kind, True, True, ())
    assert told.mark_line is rig.mark_line
    assert bool(told.mark_input) is (rig.mark_line is not MarkLine.NONE)
    assert told.meter_id
    assert told.sample_hz > 0
    assert 0 < told.gain_error_ratio < 0.2


def test_samples_are_amperes_at_the_rate_that_it_tells(meter: PowerMeter, rig: MeterRig) -> None:
    powered(meter, rig)
    began = time.monotonic()
    trace = record(meter)
    count, hz = len(trace.current_a), meter.meter.sample_hz
    # A busy computer records for longer than it was asked to, and asks a polled instrument less often.
    assert 0.7 * RECORDED_S * hz <= count <= 1.3 * (time.monotonic() - began) * hz
    assert (trace.lost, trace.clipped) == (0, 0)
    mean_a = (LOAD.idle_a * LOAD.idle_s + LOAD.active_a * LOAD.active_s) / LOAD.period_s
    assert float(trace.current_a.mean()) == pytest.approx(mean_a, rel=max(0.1, 2 / math.sqrt(count)))
    if count >= _FEWEST_FOR_LEVELS:
        assert float(np.percentile(trace.current_a, 20)) == pytest.approx(LOAD.idle_a, rel=0.1)
        assert float(np.percentile(trace.current_a, 80)) == pytest.approx(LOAD.active_a, rel=0.05)


def test_the_mark_is_seen_as_the_meter_says(meter: PowerMeter, rig: MeterRig) -> None:
    trace = record(powered(meter, rig))
    is_up = trace.digital & 1 == 1
    if rig.mark_line is MarkLine.NONE:
        assert not is_up.any()
        return
    assert falls_of(trace, rig) == pytest.approx(len(is_up) / meter.meter.sample_hz / LOAD.period_s, abs=2.5)
    if rig.mark_line is MarkLine.LEVEL:
        # The samples that edges fall into are of both.
        of_edges = max(0.01, 2 / (LOAD.idle_s * meter.meter.sample_hz))
        assert float(trace.current_a[is_up].mean()) == pytest.approx(LOAD.active_a, rel=of_edges)
        assert float(trace.current_a[~is_up].mean()) == pytest.approx(LOAD.idle_a, rel=of_edges)
        return
    falls = np.flatnonzero(is_up)[1:-1]
    beside = max(2, round(0.001 * meter.meter.sample_hz))
    assert float(trace.current_a[falls - beside].mean()) == pytest.approx(LOAD.active_a, rel=0.1)
    assert float(trace.current_a[falls + beside].mean()) == pytest.approx(LOAD.idle_a, rel=0.2)


@pytest.mark.parametrize("rig", [rig for rig in RIGS if rig.is_source or rig.cuts_supply], ids=name_of)
def test_a_device_without_supply_draws_nothing(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD) as open_meter, open_meter() as meter:
        meter.set_supply(Supply(rig.supply_mv, is_source=rig.is_source))
        meter.switch_supply(on=False)
        assert float(np.abs(record(meter, 0.1).current_a).max()) < 1e-6


def test_a_second_recording_starts_anew(meter: PowerMeter, rig: MeterRig) -> None:
    record(powered(meter, rig), 0.1)
    assert len(record(meter, 0.1).current_a) > 0


def test_one_that_was_closed_can_be_opened_again_and_closing_twice_does_no_harm(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD) as open_meter:
        for _ in range(2):
            meter = open_meter()
            assert len(record(powered(meter, rig), 0.1).current_a) > 0
            meter.close()
            meter.close()


@pytest.mark.parametrize(
    ("rig", "millivolts"), [(rig, millivolts) for rig in RIGS for millivolts in rig.refused_mv], ids=name_of
)
def test_a_voltage_that_it_cannot_give_is_refused(rig: MeterRig, millivolts: int, tmp_path: Path) -> None:
    with (
        rig.begin(tmp_path, load=LOAD) as open_meter,
        open_meter() as meter,
        pytest.raises(SupplyOutOfRange, match=f"cannot supply {millivolts / 1000:g} V"),
    ):
        meter.set_supply(Supply(millivolts, is_source=rig.is_source))


@pytest.mark.parametrize("rig", [rig for rig in RIGS if not rig.is_source], ids=name_of)
def test_one_that_only_measures_refuses_to_be_the_supply(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD) as open_meter, open_meter() as meter:
        with pytest.raises(SupplyRefused, match="only measures"):
            meter.set_supply(Supply(rig.supply_mv))
        if rig.cuts_supply:
            return
        with pytest.raises(SupplyRefused, match="cannot switch off"):
            meter.switch_supply(on=False)


@pytest.mark.parametrize("rig", rigs_with("lose_ratio"), ids=name_of)
def test_lost_samples_are_gaps_and_time_goes_on(rig: MeterRig, tmp_path: Path) -> None:
    with (
        rig.begin(tmp_path, load=LOAD, faults=MeterFaults(lose_ratio=0.5)) as open_meter,
        open_meter() as meter,
    ):
        trace = record(powered(meter, rig), 2 * RECORDED_S)
        hz = meter.meter.sample_hz
    assert len(trace.current_a) == pytest.approx(2 * RECORDED_S * hz, rel=0.3)
    assert trace.lost == np.count_nonzero(np.isnan(trace.current_a))
    assert trace.lost / len(trace.current_a) == pytest.approx(0.5, abs=0.1)
    if rig.mark_line is MarkLine.LEVEL:
        assert float(np.nanmean(trace.current_a[trace.digital & 1 == 1])) == pytest.approx(LOAD.active_a, rel=0.05)


@pytest.mark.parametrize("rig", rigs_with("has_no_edges"), ids=name_of)
def test_a_mark_that_is_not_connected_is_never_up(rig: MeterRig, tmp_path: Path) -> None:
    assert not (recorded_with(rig, tmp_path, MeterFaults(has_no_edges=True), 0.1).digital & 1).any()


@pytest.mark.parametrize("rig", rigs_with("bounce_samples"), ids=name_of)
def test_edges_that_bounce_are_seen_as_they_are(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD, faults=MeterFaults(bounce_samples=4)) as open_meter, open_meter() as meter:
        trace = record(powered(meter, rig))
        whole = len(trace.current_a) / meter.meter.sample_hz / LOAD.period_s
    assert falls_of(trace, rig) >= whole - 1.5


@pytest.mark.parametrize("rig", rigs_with("nan_gains"), ids=name_of)
def test_a_calibration_that_is_no_number_is_told(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD, faults=MeterFaults(nan_gains=True)) as open_meter, open_meter() as meter:
        assert not meter.meter.is_calibrated
        assert rig.calibration_words in meter.meter.doubts[0]


@pytest.mark.parametrize("rig", rigs_with("is_uncalibrated"), ids=name_of)
def test_one_that_is_not_calibrated_is_told(rig: MeterRig, tmp_path: Path) -> None:
    faults = MeterFaults(is_uncalibrated=True)
    with rig.begin(tmp_path, load=LOAD, faults=faults) as open_meter, open_meter() as meter:
        assert not meter.meter.is_calibrated
        assert meter.meter.doubts[0] == "It says that it is not calibrated."


@pytest.mark.parametrize("rig", rigs_with("unplug_after_s"), ids=name_of)
def test_a_pulled_cable_is_told_and_the_next_one_works(rig: MeterRig, tmp_path: Path) -> None:
    with pytest.raises(MeterLost, match="while it was sampling"):
        recorded_with(rig, tmp_path, MeterFaults(unplug_after_s=0.1), 5.0)
    assert recorded_with(rig, tmp_path, MeterFaults(), 0.1).lost == 0


@pytest.mark.parametrize("rig", rigs_with("restart_after_s"), ids=name_of)
def test_one_that_starts_anew_in_the_middle_is_told_and_can_be_used_again(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD, faults=MeterFaults(restart_after_s=0.6)) as open_meter:
        with open_meter() as meter, pytest.raises((MeterStopped, MeterLost)):
            record(powered(meter, rig), 6.0)
        with open_meter() as meter:
            assert len(record(powered(meter, rig), 0.05).current_a) > 0


def test_one_that_a_dead_program_left_sampling_can_be_opened(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD) as open_meter:
        with open_meter() as left:
            powered(left, rig).start()
            left.read(0.1)
        with open_meter() as meter:
            assert meter.meter.is_calibrated
            assert record(powered(meter, rig), 0.1).lost == 0


@pytest.mark.parametrize("rig", rigs_with("is_silent"), ids=name_of)
def test_silence_is_told(rig: MeterRig, tmp_path: Path) -> None:
    with (
        rig.begin(tmp_path, load=LOAD, faults=MeterFaults(is_silent=True)) as open_meter,
        pytest.raises(MeterSilent, match="It said nothing within"),
    ):
        open_meter()


@pytest.mark.parametrize("rig", [rig for rig in RIGS if rig.foreign is not None], ids=name_of)
def test_something_else_in_its_place_is_told(rig: MeterRig, tmp_path: Path) -> None:
    assert rig.foreign is not None
    with rig.foreign(tmp_path) as open_meter, pytest.raises(MeterSilent, match="Something else does") as caught:
        open_meter()
    assert isinstance(caught.value, BenchError)
    assert rig.kind in caught.value.what
