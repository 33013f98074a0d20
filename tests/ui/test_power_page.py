"""The Power page on a power meter that speaks the real protocol: a process on a pseudo-terminal."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from benchwright.bench.trace_csv import write_trace
from benchwright.drivers.power.meters import SystemPowerMeters
from benchwright.model.errors import FileUnwritable
from benchwright.model.meter import FoundMeter, Meter, Supply
from benchwright.protocols.power_meter import Samples
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.power.page import PowerPage
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.power_trace import PowerTrace, measure_stretch
from tests.contract.virtual_meters import PPK2, virtual_meter
from tests.ui.fake_workbench import FakeWorkbench

PATIENCE_MS = 30_000
RATE = 100_000
ON_A_PTY = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
OpenPower = Callable[..., PowerPage]


@pytest.fixture
def open_power(open_window: Callable[..., MainWindow], tmp_path: Path) -> Iterator[OpenPower]:
    """Opens the page with a meter at a port, fed with 3 V; `faults` are those of the meter."""
    with ExitStack() as opened:

        def open_it(**faults: float | bool) -> PowerPage:
            port = opened.enter_context(virtual_meter(PPK2, tmp_path, faults=faults))
            window = open_window(FakeWorkbench())
            window.bridge.meter.choose(FoundMeter(port, "PPK2", "PPK2", 800, 5_000))
            window.bridge.meter.feed(Supply(3_000))
            window.navigate("power")
            page = window.current_page
            assert isinstance(page, PowerPage)
            opened.callback(window.bridge.trace.close)
            return page

        yield open_it


@pytest.fixture
def recorded(open_window: Callable[..., MainWindow], qtbot: QtBot) -> PowerPage:
    """The page with a trace that is over: 2 s at 2 mA, marked at 10 mA from 0.5 to 1.0 s, 100 samples lost."""
    window = open_window(FakeWorkbench())
    window.navigate("power")
    page = window.current_page
    assert isinstance(page, PowerPage)
    record(window.bridge.trace)
    qtbot.waitUntil(lambda: page.parts.chart.view == (0, 2 * RATE))
    return page


def record(trace: PowerTrace) -> None:
    current = np.full(2 * RATE, 0.002, np.float32)
    current[50_000:100_000] = 0.010
    current[150_000:150_100] = np.nan
    mark = np.zeros(2 * RATE, np.uint8)
    mark[50_000:100_000] = 1
    trace.began(Meter("m", "PPK2", "/dev/x", RATE, 0.03, is_simulated=True), Supply(3_000), "usb:1")
    for start in range(0, 2 * RATE, 7_000):
        trace.grew(Samples(start, current[start : start + 7_000], mark[start : start + 7_000]))
    trace.ended(None)


def test_without_a_meter_the_page_leads_to_where_one_is_chosen(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(FakeWorkbench())
    window.navigate("power")
    page = window.current_page
    assert isinstance(page, PowerPage)
    assert not page.parts.isVisible()
    next(one for one in page.findChildren(QPushButton) if one.text() == "Choose a power meter").click()
    assert isinstance(window.current_page, SettingsPage)


@ON_A_PTY
def test_the_live_trace_grows_says_simulated_and_stays_when_it_is_stopped(open_power: OpenPower, qtbot: QtBot) -> None:
    page = open_power()
    trace = page.bridge.trace
    qtbot.mouseClick(page.parts.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: trace.trace is not None and trace.trace.lines.count > RATE, timeout=PATIENCE_MS)
    assert page.parts.start_button.text() == "Stop"
    assert "simulated  ·  3 V  ·  100,000 samples a second" in page.parts.meter.full_text
    qtbot.waitUntil(lambda: "mA" in page.parts.now.text())
    qtbot.mouseClick(page.parts.start_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not trace.is_sampling, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: page.parts.start_button.text() == "Start")
    assert trace.trace is not None
    count = trace.trace.lines.count
    _, lines = trace.trace.lines.raw(0, count)
    assert 0 < (lines & 1).sum() < count, "the meter saw inferences"
    assert np.isfinite(trace.trace.current.raw(0, count)[1]).all()


@ON_A_PTY
def test_a_meter_that_is_unplugged_says_so_and_its_trace_stays(open_power: OpenPower, qtbot: QtBot) -> None:
    page = open_power(unplug_after_s=3.0)
    page.toggle()
    qtbot.waitUntil(lambda: "is gone" in page.parts.meter.full_text, timeout=PATIENCE_MS)
    assert page.parts.start_button.text() == "Start"
    assert page.bridge.trace.trace is not None
    assert page.bridge.trace.trace.lines.count > 0


def test_a_simulated_meter_without_its_board_says_what_it_needs(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    window = open_window(FakeWorkbench())
    window.bridge.meter.choose(SystemPowerMeters(ports=tuple).scan()[-1])
    window.navigate("power")
    page = window.current_page
    assert isinstance(page, PowerPage)
    page.toggle()
    qtbot.waitUntil(lambda: "there is none on the bench" in page.parts.meter.full_text)


def test_shift_drag_measures_time_charge_and_energy(recorded: PowerPage, qtbot: QtBot) -> None:
    chart = recorded.parts.chart
    chart.show_all()
    view = chart.canvas.plot.viewport()
    left, right = pixel(recorded, 0.5), pixel(recorded, 1.0)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, shift, QPoint(left, 50))
    QTest.mouseMove(view, QPoint(right, 50))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, shift, QPoint(right, 50))
    assert chart.selection is not None
    start, stop = chart.selection
    assert start == pytest.approx(50_000, abs=500)
    assert stop == pytest.approx(100_000, abs=500)
    said = recorded.parts.measured.text()
    assert "charge 5" in said or "charge 4.9" in said  # 10 mA for half a second: 5 mC, and 15 mJ at 3 V
    assert "peak 10 mA" in said
    assert recorded.parts.measured.accessibleName() == said


def test_the_keyboard_moves_zooms_and_measures(recorded: PowerPage, qtbot: QtBot) -> None:
    parts = recorded.parts
    parts.chart.setFocus()
    qtbot.keyClick(parts.chart, Qt.Key.Key_Home)
    assert parts.chart.view == (0, 200_000)
    qtbot.keyClick(parts.chart, Qt.Key.Key_M)
    # 2 mA for 1.5 s and 10 mA for 0.5 s: 8 mC; the lost samples count as the mean of the others
    assert "Δt 2.00 s   charge 8." in parts.measured.text()
    assert "100 samples lost" in parts.measured.text()
    qtbot.keyClick(parts.chart, Qt.Key.Key_Plus)
    start, stop = parts.chart.view
    assert (stop - start) == pytest.approx(200_000 / 1.5, abs=2)
    qtbot.keyClick(parts.chart, Qt.Key.Key_Left)
    assert parts.chart.view[0] < start
    assert not parts.chart.is_following
    qtbot.keyClick(parts.chart, Qt.Key.Key_End)
    assert parts.chart.is_following


def test_a_stretch_is_current_times_time_times_voltage(recorded: PowerPage) -> None:
    trace = recorded.bridge.trace.trace
    assert trace is not None
    stretch = measure_stretch(trace, 50_000, 100_000)
    assert stretch is not None
    assert (stretch.duration_s, stretch.lost) == (0.5, 0)
    assert stretch.charge_uc == pytest.approx(5_000, rel=1e-5)
    assert stretch.energy_uj == pytest.approx(15_000, rel=1e-5)
    assert measure_stretch(trace, 150_000, 150_100) is None, "nothing was sampled there"


def test_the_export_has_every_sample_with_its_mark_and_gaps_stay_gaps(
    recorded: PowerPage, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "power.csv"
    recorded.parts.chart.select(149_990, 150_110)
    with qtbot.waitSignal(recorded.toast_requested) as told:
        recorded.export(file)
    assert told.args == ["Wrote 120 samples to power.csv."]
    rows = list(csv.reader(file.read_text().splitlines()))
    assert rows[0] == ["time_s", "simulated_current_ua", "mark", "lines"]
    assert rows[1] == ["1.499900", "2000", "0", "0"]
    assert rows[11] == ["1.500000", "", "0", "0"]
    assert len(rows) == 121
    assert list(tmp_path.glob(".power*")) == []


def test_an_export_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        write_trace(tmp_path / "no" / "power.csv", (), sample_hz=RATE, is_simulated=False)


def pixel(page: PowerPage, seconds: float) -> int:
    """Where a time stands in the chart."""
    start, stop = page.parts.chart.view
    box = page.parts.chart.canvas.plot.plotItem.vb.sceneBoundingRect()
    return round(box.left() + box.width() * (seconds * RATE - start) / (stop - start))
