"""No text is cut, nothing lies on anything, everything can be read: every page, theme, size, language, letter size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from benchwright import paths
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.workbench import Workbench
from shots.dialogs import DIALOGS
from shots.measured import measured_bench
from shots.sitting import PAGE_NAMES, Sitting, sitting
from shots.speaking import languages, speaking
from shots.structure import faults_of

SIZES = (QSize(1000, 640), QSize(1360, 820), QSize(3840, 2160))
QUICK = MeasureSettings(window_s=0.02)

needs_firmware = pytest.mark.skipif(
    not (paths.firmware() / "native").is_dir(), reason="the native firmware is not built"
)


@pytest.fixture(scope="module")
def workbench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    """The demo's models, really measured on a board that runs on this computer."""
    with measured_bench(tmp_path_factory.mktemp("structure"), None, ("native",), QUICK) as bench:
        yield bench


@pytest.fixture(scope="module", params=languages())
def one(request: pytest.FixtureRequest, workbench: Workbench, qapp: QApplication) -> Iterator[Sitting]:
    with speaking(request.param), sitting(qapp, workbench) as sitter:
        yield sitter


@needs_firmware
@pytest.mark.slow
@pytest.mark.parametrize("font_ratio", [1.0, 2.0], ids=["100%", "200%"])
@pytest.mark.parametrize("is_dark", [True, False], ids=["dark", "light"])
@pytest.mark.parametrize("page", PAGE_NAMES)
def test_a_page_is_whole_in_every_size(one: Sitting, page: str, is_dark: bool, font_ratio: float) -> None:
    found = []
    # A screen of 4K takes its time to draw; colours are the same on it.
    for size in SIZES if is_dark and font_ratio == 1.0 else SIZES[:2]:
        one.pose(page, size, is_dark=is_dark, font_ratio=font_ratio)
        assert one.window.size() == size
        found += [f"{size.width()}×{size.height()}: {fault}" for fault in faults_of(one.window)]
    assert found == []


@needs_firmware
@pytest.mark.slow
@pytest.mark.parametrize("font_ratio", [1.0, 2.0], ids=["100%", "200%"])
@pytest.mark.parametrize("is_dark", [True, False], ids=["dark", "light"])
def test_what_opens_above_a_page_is_whole(one: Sitting, is_dark: bool, font_ratio: float) -> None:
    found = []
    for name in DIALOGS:
        with one.dialog(name, SIZES[0], is_dark=is_dark, font_ratio=font_ratio) as dialog:
            found += [f"{name}: {fault}" for fault in faults_of(dialog)]
    assert found == []


@needs_firmware
@pytest.mark.slow
def test_the_detail_of_a_run_is_whole_in_every_tab(one: Sitting) -> None:
    found = []
    for place in one.pose_details(SIZES[1]):
        found += [f"tab {place + 1}: {fault}" for fault in faults_of(one.window)]
    assert found == []


@pytest.fixture
def pane(qtbot: QtBot) -> QWidget:
    pane = QWidget()
    qtbot.addWidget(pane)
    pane.resize(400, 200)
    return pane


def test_a_cut_word_is_found(pane: QWidget, qtbot: QtBot) -> None:
    label = QLabel("A sentence that needs far more room than it is given here", pane)
    label.setFixedWidth(60)
    QVBoxLayout(pane).addWidget(label)
    pane.show()
    qtbot.waitExposed(pane)
    assert [fault.split(":")[0] for fault in faults_of(pane)] == ["cut"]


def test_widgets_on_one_another_are_found(pane: QWidget, qtbot: QtBot) -> None:
    layout = QHBoxLayout(pane)
    for word in ("one", "two"):
        layout.addWidget(QLabel(word, pane))
    pane.show()
    qtbot.waitExposed(pane)
    layout.itemAt(1).widget().setGeometry(layout.itemAt(0).widget().geometry())
    assert [fault.split(":")[0] for fault in faults_of(pane)] == ["overlap"]


def test_words_that_are_hard_to_read_are_found(pane: QWidget, qtbot: QtBot) -> None:
    pane.setStyleSheet("QWidget { background: #ffffff; color: #b0b0b0; }")
    QVBoxLayout(pane).addWidget(QLabel("grey on white", pane))
    pane.show()
    qtbot.waitExposed(pane)
    assert [fault.split(":")[0] for fault in faults_of(pane)] == ["faint"]


def test_a_page_wider_than_its_window_is_found(pane: QWidget, qtbot: QtBot) -> None:
    area, wide = QScrollArea(pane), QWidget()
    wide.setMinimumWidth(900)
    area.setWidget(wide)
    QVBoxLayout(pane).addWidget(area)
    pane.show()
    qtbot.waitExposed(pane)
    assert [fault.split(":")[0] for fault in faults_of(pane)] == ["too wide"]
