"""Joulescopes beyond the contract of all meters: the maker's library with no device, and what a virtual one says."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from benchwright.drivers.power.joulescope import open_joulescope
from benchwright.drivers.power.joulescope_library import (
    LIBRARY,
    JoulescopeDriver,
    SharedDriver,
    cannot_open,
    choose_path,
    load_driver,
    plugged_in,
)
from benchwright.drivers.power.meters import SystemPowerMeters
from benchwright.drivers.virtual.meter.joulescope_driver import VirtualDriver
from benchwright.model.errors import MeterSilent, MeterStopped
from benchwright.model.meter import Supply
from tests.contract.meter_rig import MeterRig
from tests.contract.test_power_meter import LOAD, powered, record
from tests.contract.virtual_meters import JOULESCOPE_RIGS, joulescope_kind, virtual_meter

JS220, JS110 = joulescope_kind("JS220"), joulescope_kind("JS110")
FED = Supply(3_300, is_source=False)
NOT_THERE = "u/js220/never"


@pytest.fixture
def library() -> Iterator[JoulescopeDriver]:
    """The maker's own, loaded anew."""
    driver = load_driver()
    yield driver
    driver.finalize()


@pytest.fixture
def no_device() -> None:
    if plugged_in():
        pytest.skip("a real Joulescope is plugged in")


def test_the_library_lists_devices_without_waiting_for_any(library: JoulescopeDriver) -> None:
    assert all(path.count("/") == 2 for path in library.device_paths(0.5))


def test_the_library_can_be_opened_and_finalised_again_and_again() -> None:
    for _ in range(3):
        load_driver().finalize()


def test_the_library_calls_back_on_a_thread_of_its_own(library: JoulescopeDriver) -> None:
    heard: list[tuple[str, object, int]] = []
    is_heard = threading.Event()

    def listen(topic: str, value: object) -> None:
        heard.append((topic, value, threading.get_ident()))
        is_heard.set()

    # Its memory buffers are the one part of it that answers without a device.
    library.subscribe("m/@/!add", "pub", listen)
    library.publish("m/@/!add", 5, 1.0)
    assert is_heard.wait(2.0)
    library.unsubscribe("m/@/!add", listen)
    ((topic, value, thread),) = heard
    assert (topic, value) == ("m/@/!add", 5)
    assert thread != threading.get_ident()


def test_the_library_has_one_driver_a_process_so_that_ours_is_shared(library: JoulescopeDriver) -> None:
    assert library.device_paths() is not None
    with pytest.raises(MeterSilent, match="jsdrv_initialize failed 21 IN_USE"):
        load_driver()


def test_the_library_has_no_answer_for_a_device_that_is_not_there(library: JoulescopeDriver) -> None:
    with pytest.raises(TimeoutError) as caught:
        library.open(NOT_THERE, "defaults", 0.05)
    error = cannot_open(NOT_THERE, caught.value)
    assert "It said nothing within 3 s: its firmware may be too old" in error.why


def test_its_stand_in_fails_as_it_does(library: JoulescopeDriver, tmp_path: Path) -> None:
    with virtual_meter(JS220, tmp_path) as url:
        stand_in = VirtualDriver(url)
        words = []
        for driver, path in ((library, NOT_THERE), (stand_in, "u/js220/simulated")):
            with pytest.raises((RuntimeError, TimeoutError)) as caught:
                driver.publish(f"{path}/h/fs", 100_000, 0.05)
            words.append(str(caught.value).split()[0])
        stand_in.finalize()
    assert words == ["jsdrv_publish", "jsdrv_publish"]


@pytest.mark.usefixtures("no_device")
def test_one_that_is_asked_for_and_not_there_is_told() -> None:
    assert plugged_in() == ()
    for name in ("joulescope", "joulescope:002557"):
        with pytest.raises(MeterSilent, match="No Joulescope answers at") as caught:
            SystemPowerMeters(lambda: ()).open(name, None)
        assert "The computer sees no JS110 and no JS220 on USB." in str(caught.value)


def test_one_may_be_named_without_its_serial_number() -> None:
    meters = SystemPowerMeters(lambda: ())
    named = [meters.named(name) for name in ("joulescope", "joulescope:002557", "ppk2")]
    assert [found and found.title for found in named] == ["Joulescope on USB", "Joulescope at 002557", None]
    assert not any(found and found.is_simulated for found in named)


def test_without_the_library_other_meters_are_there_and_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyjoulescope_driver", None)
    with pytest.raises(MeterSilent, match="pyjoulescope_driver, is not there"):
        open_joulescope("")
    assert any(found.name == "virtual:ppk2" for found in SystemPowerMeters(lambda: ()).scan())


def test_the_library_is_not_loaded_before_a_meter_is_looked_for() -> None:
    code = "import sys, benchwright.drivers.power.meters; sys.exit('pyjoulescope_driver' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_two_meters_share_one_driver_and_the_last_one_ends_it(tmp_path: Path) -> None:
    with virtual_meter(JS220, tmp_path) as url:
        made: list[VirtualDriver] = []

        def make() -> VirtualDriver:
            made.append(VirtualDriver(url))
            return made[-1]

        shared = SharedDriver(make)
        with open_joulescope("", shared), pytest.raises(MeterSilent, match="This program has it open already"):
            open_joulescope("simulated", shared)
        with open_joulescope("SIMULATED", shared):
            pass
        assert len(made) == 2, "one for the two that were open at once"


def test_the_library_of_this_process_is_free_after_every_failure() -> None:
    with pytest.raises(MeterSilent):
        open_joulescope("no such serial number")
    driver = LIBRARY.borrow()
    assert driver is not None
    LIBRARY.give_back()


@pytest.mark.parametrize(
    ("paths", "serial", "words"),
    [
        (["u/js220/1", "u/js110/2"], "", "There are several: joulescope:1, joulescope:2."),
        (["u/js220/1"], "3", "There is none with that serial number, but joulescope:1."),
        (["u/js220/unknown"], "3", "You may not open the JS220 on USB."),
    ],
)
def test_which_device_is_meant_has_to_be_clear(paths: list[str], serial: str, words: str) -> None:
    with pytest.raises(MeterSilent) as caught:
        choose_path(paths, serial)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("code", "why", "remedy"),
    [
        (-6, "Another program has it open, such as the maker's own.", "Close that program"),
        (-3, "You may not open the JS220 on USB.", "10ba" if sys.platform.startswith("linux") else "driver"),
        (4, "It does not open:", "re-plug it"),
    ],
)
def test_why_a_device_does_not_open_is_told(tmp_path: Path, code: int, why: str, remedy: str) -> None:
    with virtual_meter(JS220, tmp_path, faults={"open_code": code}) as url, pytest.raises(MeterSilent) as caught:
        JS220.open(url)
    assert why in caught.value.why
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("rig", JOULESCOPE_RIGS, ids=[rig.name for rig in JOULESCOPE_RIGS])
def test_the_voltage_is_measured_with_every_sample(rig: MeterRig, tmp_path: Path) -> None:
    with rig.begin(tmp_path, load=LOAD) as open_meter, open_meter() as meter:
        trace = record(powered(meter, rig))
    assert trace.voltage_v is not None
    np.testing.assert_allclose(trace.voltage_v, 3.3 - 0.5 * trace.current_a, rtol=1e-4)


def test_a_short_circuit_is_clipped_and_counted(tmp_path: Path) -> None:
    with virtual_meter(JS220, tmp_path, load={"active_a": 11.0}) as url, JS220.open(url) as meter:
        meter.set_supply(FED)
        trace = record(meter)
    assert trace.clipped / len(trace.current_a) == pytest.approx(LOAD.active_s / LOAD.period_s, rel=0.1)


def test_a_device_that_is_open_and_sends_nothing_of_a_signal_is_told(tmp_path: Path) -> None:
    words = "It sent nothing for 2 s while it was sampling. No values came of: v."
    with virtual_meter(JS220, tmp_path, faults={"mute": "v"}) as url, JS220.open(url) as meter:
        with pytest.raises(MeterStopped) as caught:
            record(meter, 5.0)
        assert words in str(caught.value)


def test_the_inputs_of_a_js110_work_at_the_voltage_that_is_nearest(tmp_path: Path) -> None:
    with virtual_meter(JS110, tmp_path) as url, JS110.open(url) as meter:
        meter.set_supply(Supply(1_850, is_source=False))
        assert meter.meter.doubts == ()
