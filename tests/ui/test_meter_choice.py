"""The power meter of the window: chosen in Settings, told on the Bench, asked for by a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright.drivers.power.meters import SIMULATED
from benchwright.model.meter import Supply
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.settings.meters_section import MetersSection
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.remembered import Nowhere, Remembered
from benchwright.ui.theme import Theme
from tests.builders import a_device, a_variant
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def workbench() -> FakeWorkbench:
    return a_bench()


@pytest.fixture
def section(workbench: FakeWorkbench, open_window: OpenWindow, qtbot: QtBot) -> Iterator[MetersSection]:
    window = open_window(workbench)
    window.navigate("settings")
    page = window.current_page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.meters.meter.count() > 1)
    return page.meters


def choose_simulated(section: MetersSection) -> None:
    section.meter.setFocus()
    section.meter.setCurrentIndex(section.meter.findData(SIMULATED))
    section.meter.activated.emit(section.meter.currentIndex())


def type_volts(section: MetersSection, qtbot: QtBot, text: str) -> None:
    section.voltage.selectAll()
    qtbot.keyClicks(section.voltage, text)


def test_the_simulated_meter_is_marked_and_chosen_for_the_next_runs(
    section: MetersSection, workbench: FakeWorkbench
) -> None:
    assert [section.meter.itemText(place) for place in range(section.meter.count())] == [
        "None",
        "PPK2, simulated",
        "X-NUCLEO-LPM01A, 5 kHz, simulated",
        "X-NUCLEO-LPM01A, 100 kHz, simulated",
        "Joulescope, simulated",
        "INA219, simulated",
        "INA226, simulated",
        "INA228, simulated",
        "Qoitech Otii, simulated",
        "SCPI supply, simulated",
        "SCPI multimeter, simulated",
        "Keithley DMM6500, simulated",
    ]
    assert workbench.meters.wish is None
    choose_simulated(section)
    assert workbench.meters.wish is not None
    assert (workbench.meters.wish.name, workbench.meters.wish.supply) == (SIMULATED, Supply(3_300))
    assert "no current flows" in section.said


def test_a_voltage_is_set_by_enter_and_one_out_of_range_is_refused(
    section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    choose_simulated(section)
    type_volts(section, qtbot, "1.8")
    assert workbench.meters.wish is not None
    assert workbench.meters.wish.supply.voltage_mv == 3_300, "nothing changes while it is typed"
    qtbot.keyClick(section.voltage, Qt.Key.Key_Return)
    assert workbench.meters.wish.supply.voltage_mv == 1_800
    for typed, said in (("12", "PPK2 gives 0.8 V to 5 V."), ("nan", "That is no voltage"), ("1e99", "no voltage")):
        type_volts(section, qtbot, typed)
        assert said in section.said
        assert not section.set_button.isEnabled()
        qtbot.keyClick(section.voltage, Qt.Key.Key_Return)
        assert workbench.meters.wish.supply.voltage_mv == 1_800


def test_more_than_boards_bear_is_set_only_when_it_is_typed_again(
    section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    choose_simulated(section)
    type_volts(section, qtbot, "5")
    qtbot.keyClick(section.voltage, Qt.Key.Key_Return)
    assert workbench.meters.wish is not None
    assert workbench.meters.wish.supply.voltage_mv == 3_300
    dialog = section.asking
    assert dialog is not None
    assert dialog.change.text() == "3.3 V → 5 V"
    qtbot.keyClicks(dialog.typed, "3.3")
    assert not dialog.set_button.isEnabled()
    dialog.typed.clear()
    qtbot.keyClicks(dialog.typed, "5.0 V")
    qtbot.keyClick(dialog.typed, Qt.Key.Key_Return)
    assert workbench.meters.wish.supply.voltage_mv == 5_000


def test_a_meter_in_the_network_is_added_by_its_address_and_stays_chosen(
    section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    qtbot.keyClicks(section.address, "otii:10.0.0.7:1905")
    qtbot.keyClick(section.address, Qt.Key.Key_Return)
    assert workbench.meters.wish is not None
    assert workbench.meters.wish.name == "otii:10.0.0.7:1905"
    assert section.meter.currentText() == "Qoitech Otii at 10.0.0.7:1905"
    assert section.address.text() == ""
    # Nothing finds it when it is looked for, and it is still there.
    section.show_meters(workbench.meters.scan())
    assert section.meter.currentText() == "Qoitech Otii at 10.0.0.7:1905"
    type_volts(section, qtbot, "5.5")
    assert section.said == "Otii gives 0.5 V to 5 V."


@pytest.mark.parametrize("text", ["", "10.0.0.7", "otii:", "ammeter:10.0.0.7", "virtual:nothing"])
def test_an_address_without_a_kind_is_told_and_chosen_for_nothing(
    section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot, text: str
) -> None:
    qtbot.keyClicks(section.address, text)
    qtbot.mouseClick(section.use_button, Qt.MouseButton.LeftButton)
    assert workbench.meters.wish is None
    assert "such as otii:192.168.0.7" in section.said
    assert section.address.text() == text


def test_a_refused_voltage_leaves_the_old_one(section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot) -> None:
    choose_simulated(section)
    type_volts(section, qtbot, "5")
    section.set_button.click()
    assert section.asking is not None
    section.asking.cancel_button.click()
    qtbot.waitUntil(lambda: section.asking is None)
    assert workbench.meters.wish is not None
    assert workbench.meters.wish.supply.voltage_mv == 3_300
    assert section.voltage.text() == "3.3"


def test_an_ampere_meter_may_see_5_volts_but_not_begin_to_supply_them(
    section: MetersSection, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    choose_simulated(section)
    section.feeder.setCurrentIndex(1)
    section.feeder.activated.emit(1)
    type_volts(section, qtbot, "5")
    section.set_button.click()
    assert workbench.meters.wish is not None
    assert workbench.meters.wish.supply == Supply(5_000, is_source=False)
    section.feeder.setCurrentIndex(0)
    section.feeder.activated.emit(0)
    assert section.asking is not None
    assert workbench.meters.wish.supply == Supply(5_000, is_source=False)
    section.asking.reject()


def test_the_choice_is_remembered_and_one_that_is_not_plugged_in_is_named(
    theme: Theme, qtbot: QtBot, workbench: FakeWorkbench
) -> None:
    remembered = Remembered(Nowhere())
    remembered.set_word("meter/name", "/dev/ttyACM7")
    remembered.set_word("meter/kind", "PPK2")
    remembered.set_number("meter/supply_mv", 1_800)
    bridge = Bridge(workbench, remembered=remembered)  # type: ignore[arg-type]
    try:
        assert workbench.meters.wish is not None
        assert workbench.meters.wish.supply.voltage_mv == 1_800
        section = MetersSection(theme, bridge.meter)
        qtbot.addWidget(section)
        section.show_meters(workbench.meters.scan())
        assert section.meter.currentText() == "/dev/ttyACM7, not found"
    finally:
        bridge.close()


def test_the_bench_says_which_meter_there_is_and_why_it_sees_nothing(
    open_window: OpenWindow, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    window = open_window(workbench)
    page = window.current_page
    assert isinstance(page, BenchPage)
    line = page.parts.meter_line
    assert line.line.full_text == "Meter: none"
    assert window.status.meter_text == ""
    page.bridge.meter.choose(workbench.meters.scan()[0])
    assert "Meter: PPK2, simulated, 3.3 V" in line.line.full_text
    assert "'native' only" in line.line.full_text
    assert window.status.meter_text == "PPK2, simulated, 3.3 V"
    qtbot.mouseClick(line.change_button, Qt.MouseButton.LeftButton)
    assert isinstance(window.current_page, SettingsPage)


def test_a_queue_is_said_to_go_without_the_meter(open_window: OpenWindow, qtbot: QtBot) -> None:
    variants = tuple(a_variant(version=version, sha256=f"{version:x}" * 64) for version in (1, 2))
    control = "virtual:/tmp/native/state.json"
    workbench = FakeWorkbench(
        *(a_device(device_id=f"virtual:native{name}", board="native", control_url=control) for name in ("", "#2")),
        variants=variants,
    )
    page = open_window(workbench).current_page
    assert isinstance(page, BenchPage)
    qtbot.waitUntil(lambda: page.parts.run_bar.combo.count() == 2)
    page.bridge.meter.choose(workbench.meters.scan()[0])
    assert page.parts.meter_line.line.full_text == "Meter: PPK2, simulated, 3.3 V"
    for card in page.parts.devices.cards:
        card.check.setChecked(True)
    assert "Jobs of a queue are measured without a meter" in page.parts.meter_line.line.full_text
