"""The trace of a run, from its Energy tab to the Power page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright.bench.energy_windows import Trace
from benchwright.bench.kept_trace import recording_bytes
from benchwright.model.errors import RecordingInvalid
from benchwright.model.meter import Meter, Supply
from benchwright.model.recording import RecordingHead, kept_trace
from benchwright.store import SqliteRunStore
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.power.page import PowerPage
from benchwright.ui.pages.runs.page import RunsPage
from tests.builders import a_record, a_run, an_energy
from tests.store.conftest import noon
from tests.ui.fake_workbench import FakeWorkbench

RATE = 100_000
HEAD = RecordingHead(
    Meter("virtual:ppk2", "PPK2", "", RATE, 0.03, is_simulated=True), Supply(3_300), "d", "2026-11-20T12:00:00+00:00"
)


def a_trace() -> bytes:
    """What `an_energy` says: ten windows of 250 ms at 10 mA, the mark up in them, 2 mA and 50 ms beside them."""
    current = np.full(310_000, 0.002, np.float32)
    lines = np.zeros(310_000, np.uint8)
    for window in an_energy().windows:
        start = round(window.start_s * RATE)
        current[start : start + 25_000], lines[start : start + 25_000] = 0.010, 1
    return recording_bytes(Trace(RATE, current, lines), HEAD, clipped=0)


@pytest.fixture
def runs(open_window: Callable[..., MainWindow], tmp_path: Path, qtbot: QtBot) -> Iterator[tuple[MainWindow, RunsPage]]:
    """The Runs page on a run whose trace was kept, its Energy tab in front."""
    data = a_trace()
    run = a_run(energy=an_energy(), trace=kept_trace(a_run().run_id, data))
    workbench = FakeWorkbench()
    with SqliteRunStore(tmp_path / "bench.db", clock=noon) as store:
        store.add(replace(a_record(run), trace=data))
        workbench.store = store  # type: ignore[assignment]
        window = open_window(workbench)
        window.navigate("runs")
        page = window.current_page
        assert isinstance(page, RunsPage)
        qtbot.waitUntil(lambda: page.parts.detail.run is not None)
        page.parts.detail.tabs.setCurrentWidget(page.parts.detail.energy)
        yield window, page


def opened(window: MainWindow, qtbot: QtBot) -> PowerPage:
    qtbot.waitUntil(lambda: isinstance(window.current_page, PowerPage))
    page = window.current_page
    assert isinstance(page, PowerPage)
    qtbot.waitUntil(lambda: a_run().run_id in page.parts.meter.full_text)
    return page


def test_the_trace_of_a_run_opens_whole_with_its_windows_shaded(
    runs: tuple[MainWindow, RunsPage], qtbot: QtBot
) -> None:
    window, page = runs
    qtbot.mouseClick(page.parts.detail.energy.trace_button, Qt.MouseButton.LeftButton)
    power = opened(window, qtbot)
    qtbot.waitUntil(lambda: power.parts.chart.view == (0, 310_000))
    assert "simulated" in power.parts.meter.full_text
    assert power.parts.chart.shaded_ratio == pytest.approx(2.5 / 3.1, abs=0.02)


def test_a_window_opens_in_sight_and_measured(runs: tuple[MainWindow, RunsPage], qtbot: QtBot) -> None:
    window, page = runs
    page.parts.detail.energy.trace_asked.emit(3)
    power = opened(window, qtbot)
    start = round(an_energy().windows[3].start_s * RATE)
    qtbot.waitUntil(lambda: power.parts.chart.selection == (start, start + 25_000))
    assert power.parts.chart.view == pytest.approx((start - 5_000, start + 30_000), abs=2)
    assert "charge 2.5 mC" in power.parts.measured.text()


def test_a_trace_that_was_changed_is_not_shown(runs: tuple[MainWindow, RunsPage], tmp_path: Path, qtbot: QtBot) -> None:
    _window, page = runs
    next((tmp_path / "bench.traces").iterdir()).write_bytes(b"something else")
    with qtbot.waitSignal(page.error_raised) as told:
        page.parts.detail.energy.trace_button.click()
    assert isinstance(told.args[0], RecordingInvalid)


def test_a_run_without_a_trace_has_no_way_to_one(runs: tuple[MainWindow, RunsPage]) -> None:
    _window, page = runs
    tab = page.parts.detail.energy
    tab.show_run(a_run(energy=an_energy()))
    assert not tab.trace_button.isVisible()
