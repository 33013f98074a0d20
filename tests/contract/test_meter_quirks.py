"""What one kind of power meter keeps to beyond the contract of all, each against its virtual one."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.power import ina_bridge
from benchwright.drivers.power.ina_bridge import InaBridge
from benchwright.drivers.power.ina_chips import INA219, INA226, INA228
from benchwright.drivers.power.lpm01a import BAUD, FAST, INTEGRATED, Acquisition, Lpm01a
from benchwright.drivers.serial_transport import open_serial
from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.load import Load
from benchwright.model.errors import MeterOptionInvalid, MeterSilent, MeterStopped
from benchwright.model.meter import MarkLine, Supply
from benchwright.protocols.power_meter import PowerMeter
from tests.contract.meter_rig import MeterRig
from tests.contract.test_power_meter import LOAD, powered, record
from tests.contract.virtual_meters import (
    INA_RIGS,
    LPM01A,
    LPM01A_FAST_RIG,
    LPM01A_RIG,
    PPK2_RIG,
    ina_kind,
    virtual_meter,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
BOTH = pytest.mark.parametrize("rig", [LPM01A_RIG, LPM01A_FAST_RIG], ids=["text", "binary"])
ACQUISITIONS = pytest.mark.parametrize("acquisition", [INTEGRATED, FAST], ids=["text", "binary"])


def lpm01a_at(url: str, acquisition: Acquisition = INTEGRATED) -> PowerMeter:
    return Lpm01a(open_serial(url, BAUD, url), url, acquisition=acquisition)


def measured_by(meter: PowerMeter, supply: Supply, seconds: float = 0.1) -> PowerMeter:
    meter.set_supply(supply)
    meter.switch_supply(on=True)
    record(meter, seconds)
    return meter


@ACQUISITIONS
def test_a_board_that_gives_no_control_is_reset_once(tmp_path: Path, acquisition: Acquisition) -> None:
    faults = {"refuses_control": True}
    with virtual_meter(LPM01A, tmp_path, faults=faults) as url, lpm01a_at(url, acquisition) as meter:
        measured_by(meter, Supply(3_000))


@ACQUISITIONS
def test_a_current_beyond_the_range_is_clipped_and_counted(tmp_path: Path, acquisition: Acquisition) -> None:
    load = {"idle_a": 0.002, "active_a": 0.07}
    with virtual_meter(LPM01A, tmp_path, load=load) as url, lpm01a_at(url, acquisition) as meter:
        meter.set_supply(Supply(3_000))
        meter.switch_supply(on=True)
        trace = record(meter)
    assert trace.clipped / len(trace.current_a) == pytest.approx(LOAD.active_s / LOAD.period_s, rel=0.15)
    assert float(trace.current_a.max()) == pytest.approx(0.05, rel=0.01)


@BOTH
def test_an_overcurrent_ends_the_recording_with_the_words_of_the_board(rig: MeterRig, tmp_path: Path) -> None:
    faults = MeterFaults(overcurrent_after_s=0.1)
    with rig.begin(tmp_path, load=LOAD, faults=faults) as open_meter, open_meter() as meter:
        meter_on = powered(meter, rig)
        with pytest.raises(MeterStopped, match='It says: "error: overcurrent"'):
            record(meter_on, 5.0)


def test_a_board_that_grew_warm_is_no_longer_calibrated(tmp_path: Path) -> None:
    with virtual_meter(LPM01A, tmp_path, faults={"warms_c": 5.4}) as url, lpm01a_at(url) as meter:
        assert meter.meter.is_calibrated
        measured_by(meter, Supply(3_000))
        assert meter.meter.doubts == ("Its temperature changed by 5.4 °C since it was calibrated.",)
        assert not meter.meter.is_calibrated


def test_a_little_warmth_is_nothing(tmp_path: Path) -> None:
    with virtual_meter(LPM01A, tmp_path, faults={"warms_c": 4.0}) as url, lpm01a_at(url) as meter:
        assert measured_by(meter, Supply(3_000)).meter.is_calibrated


def test_an_old_firmware_that_tells_no_edges_says_that_it_sees_no_mark(tmp_path: Path) -> None:
    with virtual_meter(LPM01A, tmp_path, faults={"has_no_events": True}) as url, lpm01a_at(url) as meter:
        told = measured_by(meter, Supply(3_000)).meter
        assert (told.mark_line, told.mark_input, told.doubts) == (MarkLine.NONE, "D7", ())
        assert told.mark_doubt.endswith("is older than 1.0.6 and tells no edges at D7: update it.")


@pytest.mark.parametrize("fault", ["nan_gains", "is_uncalibrated"])
def test_a_ppk2_without_its_calibration_is_assumed_to_be_off_by_more_and_says_so(tmp_path: Path, fault: str) -> None:
    with PPK2_RIG.begin(tmp_path) as open_meter, open_meter() as meter:
        assert meter.meter.gain_error_ratio == 0.03
    with PPK2_RIG.begin(tmp_path, faults=replace(MeterFaults(), **{fault: True})) as open_meter, open_meter() as meter:
        assert meter.meter.gain_error_ratio == 0.10
        assert "10% is assumed of it, and not 3%" in meter.meter.doubts[-1]


def test_a_ppk2_that_fell_silent_before_it_was_stopped_says_so(tmp_path: Path) -> None:
    with (
        PPK2_RIG.begin(tmp_path, faults=MeterFaults(restart_after_s=0.2)) as open_meter,
        open_meter() as meter,
        pytest.raises(MeterStopped, match="it ended by itself, or started anew"),
    ):
        record(powered(meter, PPK2_RIG), 1.0)


def test_a_setting_that_the_board_refuses_is_told_in_its_words(tmp_path: Path) -> None:
    too_fast = replace(INTEGRATED, sample_hz=100_000)
    with (
        virtual_meter(LPM01A, tmp_path) as url,
        lpm01a_at(url, too_fast) as meter,
        pytest.raises(MeterStopped, match='It refuses "start": "the sampling frequency is too high'),
    ):
        meter.start()


def test_energies_of_samples_are_currents_at_whatever_voltage(tmp_path: Path) -> None:
    for millivolts in (1_800, 3_300):
        with virtual_meter(LPM01A, tmp_path, load={"active_a": 0.002}) as url, lpm01a_at(url) as meter:
            meter.set_supply(Supply(millivolts))
            meter.switch_supply(on=True)
            assert float(record(meter, 0.2).current_a.mean()) == pytest.approx(0.002, rel=0.02)


def ina_at(url: str, options: str = "") -> InaBridge:
    return InaBridge(open_serial(url, ina_bridge.BAUD, url), url, INA228, options=options)


FED = Supply(3_300, is_source=False)


def test_an_ina228_counts_charge_and_energy_by_itself(tmp_path: Path) -> None:
    with virtual_meter(ina_kind(INA228), tmp_path, load={"noise_a": 0.0}) as url, ina_at(url) as meter:
        meter.set_supply(FED)
        trace = record(meter)
        assert meter.accumulated is not None
        assert meter.accumulated.charge_c == pytest.approx(float(trace.current_a.sum()) / 1_000, rel=1e-3)
        # A step of its energy is 51.2 V by a step of its current.
        assert meter.accumulated.energy_j == pytest.approx(meter.accumulated.charge_c * 3.3, abs=51.2 * 0.77e-6)
        assert meter.meter.doubts == ()


def test_a_charge_that_differs_from_that_of_the_samples_is_told(tmp_path: Path) -> None:
    # Half of the samples are lost, and of those that arrive only the idle ones are left.
    with virtual_meter(ina_kind(INA228), tmp_path) as url, ina_at(url) as meter:
        meter.set_supply(FED)
        meter.start()
        end = time.monotonic() + 0.4
        while time.monotonic() < end:
            meter.read(0.05)
        meter._transport.write(b"write 00 4010\n")
        meter.stop()
        assert any("The charge that it counted itself differs" in doubt for doubt in meter.meter.doubts)


def test_another_voltage_than_was_said_is_told(tmp_path: Path) -> None:
    with virtual_meter(ina_kind(INA228), tmp_path) as url, ina_at(url) as meter:
        meter.set_supply(Supply(1_800, is_source=False))
        assert meter.meter.doubts == ("It measures a supply of 3.30 V where 1.80 V were said.",)


def test_a_shunt_of_the_name_stands_above_that_of_the_bridge(tmp_path: Path) -> None:
    # The virtual one measures over 0.1 ohm; whoever says half of that is told twice the current.
    options = "shunt_ohm=0.05&most_ma=500"
    with virtual_meter(ina_kind(INA228), tmp_path, load={"noise_a": 0.0}) as url, ina_at(url, options) as meter:
        meter.set_supply(FED)
        assert float(np.percentile(record(meter).current_a, 80)) == pytest.approx(2 * Load().active_a, rel=0.02)


def test_a_shunt_that_does_not_go_with_the_range_is_told(tmp_path: Path) -> None:
    with virtual_meter(ina_kind(INA228), tmp_path) as url, pytest.raises(MeterSilent, match="do not go together"):
        ina_at(url, "shunt_ohm=100&most_ma=100000")


@pytest.mark.parametrize("options", ["shunt_ohm=0,05", "most_ma=0", "shunt=0.05"])
def test_an_option_that_cannot_be_is_refused_and_no_usual_shunt_stands_for_it(tmp_path: Path, options: str) -> None:
    with virtual_meter(ina_kind(INA228), tmp_path) as url, pytest.raises(MeterOptionInvalid) as caught:
        ina_at(url, options)
    assert f"'{options}'" in caught.value.what
    assert "shunt_ohm, most_ma" in caught.value.remedy


def test_a_bridge_to_another_chip_is_told(tmp_path: Path) -> None:
    with virtual_meter(ina_kind(INA219), tmp_path) as url, pytest.raises(MeterSilent, match="a bridge to ina219"):
        ina_kind(INA226).open(url)


@pytest.mark.parametrize("rig", INA_RIGS, ids=[rig.name for rig in INA_RIGS])
def test_a_current_beyond_the_range_of_a_shunt_is_counted(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=replace(LOAD, active_a=0.6)) as open_meter, open_meter() as meter:
        trace = record(powered(meter, rig))
    assert trace.clipped / len(trace.current_a) == pytest.approx(LOAD.active_s / LOAD.period_s, rel=0.2)
