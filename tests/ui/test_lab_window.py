"""The window on a real lab: a place is among the boards, and F5 measures it."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright import paths
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.device import DeviceState
from benchwright.model.events import RouteFailed, RunSaved
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.theme import Theme
from tests.e2e.real_lab import ADDRESSED, RealLab, real_lab

PATIENCE_MS = 60_000
PLACE = f"lab:{ADDRESSED}"

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here"),
    # Of pyserial's RFC 2217 reader.
    pytest.mark.filterwarnings("ignore:set(Daemon|Name):DeprecationWarning"),
    pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture
def lab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RealLab]:
    with real_lab(tmp_path) as lab:
        monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
        monkeypatch.setenv("LG_COORDINATOR", lab.address)
        yield lab


@pytest.fixture
def page(lab: RealLab, tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[BenchPage]:
    toolbox = build_toolbox()
    workbench = build_workbench(toolbox, tmp_path / "benchwright.db")
    workbench.start()
    bridge = Bridge(workbench)
    window = MainWindow(bridge, theme, db_file=workbench.store.file)
    bridge.setParent(window)
    qtbot.addWidget(window)
    page = window.show_page(0)
    assert isinstance(page, BenchPage)
    window.show()
    qtbot.waitExposed(window)
    yield page
    window.close()
    workbench.close()
    toolbox.places.close()


def test_a_place_is_measured_with_f5_and_given_back(page: BenchPage, lab: RealLab, qtbot: QtBot) -> None:
    devices = page.parts.devices
    qtbot.waitUntil(lambda: PLACE in [card.device.device_id for card in devices.cards], timeout=PATIENCE_MS)
    page.import_file(paths.resources() / "models" / "digits_small_int8.tflite")
    devices.select(PLACE)
    qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled, timeout=PATIENCE_MS)
    assert page.device is not None
    assert page.device.state is DeviceState.READY
    page.window().activateWindow()
    ends: list[RunSaved | RouteFailed] = []
    page.bridge.run_saved.connect(ends.append)
    page.bridge.route_failed.connect(ends.append)
    qtbot.keyClick(page, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: bool(ends), timeout=PATIENCE_MS)
    assert isinstance(ends[0], RunSaved), ends[0]
    assert (ends[0].device_id, ends[0].run.device_id) == (PLACE, PLACE)
    qtbot.waitUntil(lambda: page.parts.result.result is not None)
    assert page.parts.result.origin_tag.text == "NATIVE"
    assert lab.await_free(ADDRESSED)
