"""Letters, density, motion and fonts: what is chosen shows at once, and a computer without our fonts has others."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from benchwright.ui import theme as theme_module
from benchwright.ui.look import FONT_PERCENTS, Look
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.remembered import Nowhere, Remembered
from benchwright.ui.theme import Theme, mono_font, scaled, text_font
from benchwright.ui.tokens import ANIMATION_MS, BODY
from tests.builders import a_run
from tests.ui.fake_workbench import a_bench

OpenWindow = Callable[..., MainWindow]


@pytest.mark.parametrize("percent", FONT_PERCENTS)
def test_text_grows_at_once(theme: Theme, qapp: QApplication, percent: int) -> None:
    theme.set_look(Look(font_ratio=percent / 100))
    assert qapp.font().pixelSize() == round(BODY * percent / 100)
    assert text_font(BODY).pixelSize() == qapp.font().pixelSize()
    theme.set_look(Look())
    assert scaled(100) == 100


@pytest.mark.parametrize("page", ["bench", "runs", "models", "reports", "settings"])
def test_a_page_with_large_letters_in_a_small_window_is_no_wider(
    open_window: OpenWindow, theme: Theme, qtbot: QtBot, page: str
) -> None:
    bench = a_bench(device_count=3, variant_count=3)
    bench.store.kept.append(a_run())
    theme.set_look(Look(font_ratio=2.0))
    window = open_window(bench, width=1000, height=640)
    window.navigate(page)
    qtbot.waitUntil(lambda: window.bridge.is_idle)
    room = window.current_page.parentWidget()
    qtbot.waitUntil(lambda: window.current_page.width() <= room.width())
    theme.set_look(Look())


def test_the_runs_page_scrolls_in_its_parts_and_not_as_a_whole_in_a_small_window(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    bench = a_bench()
    bench.store.kept.extend(a_run(run_id=f"r-{number}") for number in range(30))
    window = open_window(bench, width=1000, height=640)
    window.navigate("runs")
    qtbot.waitUntil(lambda: window.bridge.is_idle)
    room = window.current_page.parentWidget()
    qtbot.waitUntil(lambda: 0 < window.current_page.height() <= room.height())


def test_the_tasks_have_room_in_a_small_window(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(a_bench(), width=1000, height=640)
    window.show_tasks()
    qtbot.waitUntil(lambda: window.drawer.height() >= 270)
    assert window.stack.height() >= 270


def test_boards_go_above_the_rest_where_there_is_no_room_beside_it(
    open_window: OpenWindow, theme: Theme, qtbot: QtBot
) -> None:
    window = open_window(a_bench(device_count=2), width=1000, height=640)
    page = window.current_page
    assert isinstance(page, BenchPage)
    devices, bar = page.parts.devices, page.parts.run_bar
    qtbot.waitUntil(lambda: devices.isVisible() and bar.x() > devices.x())
    theme.set_look(Look(font_ratio=2.0))
    window.resize(1001, 640)
    qtbot.waitUntil(lambda: bar.x() == devices.x() and bar.y() > devices.y())
    theme.set_look(Look())


def test_rows_stand_closer_where_density_is_compact(open_window: OpenWindow, theme: Theme, qtbot: QtBot) -> None:
    window = open_window()
    window.navigate("settings")
    table = window.current_page.findChild(QTableView)
    before = table.verticalHeader().defaultSectionSize()
    theme.set_look(Look(is_compact=True))
    qtbot.waitUntil(lambda: table.verticalHeader().defaultSectionSize() < before)
    theme.set_look(Look(font_ratio=2.0))
    qtbot.waitUntil(lambda: table.verticalHeader().defaultSectionSize() > before)
    theme.set_look(Look())


def test_nothing_moves_with_reduced_motion(theme: Theme) -> None:
    assert theme.animation_ms == ANIMATION_MS
    theme.set_look(Look(is_still=True))
    assert theme.animation_ms == 0


def test_the_settings_change_the_window_and_are_remembered(open_window: OpenWindow, theme: Theme, qtbot: QtBot) -> None:
    window = open_window(a_bench())
    page = window.show_page(6)
    assert isinstance(page, SettingsPage)
    remembered, appearance = window.bridge.remembered, page.appearance
    for combo, index in ((appearance.font_size, 3), (appearance.density, 1), (appearance.colours, 2)):
        combo.setCurrentIndex(index)
        combo.activated.emit(index)
    qtbot.keyClick(appearance.stillness, Qt.Key.Key_Space)
    assert theme.look == remembered.look == Look(1.5, is_compact=True, is_still=True)
    assert remembered.is_dark is theme.is_dark is False
    appearance.colours.setCurrentIndex(0)
    appearance.colours.activated.emit(0)
    assert remembered.is_dark is None
    theme.set_look(Look())


def test_spoilt_settings_count_as_never_kept() -> None:
    nowhere = Nowhere()
    remembered = Remembered(nowhere)
    nowhere.setValue("number/font_percent", "huge")
    nowhere.setValue("window/is_dark", "maybe")
    assert remembered.look == Look()
    assert remembered.is_dark is None


def test_a_computer_without_our_fonts_has_others(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"Inter", "JetBrains Mono"}
    has_family = QFontDatabase.hasFamily
    monkeypatch.setattr(theme_module, "_family", theme_module._family.__wrapped__)
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda name: name not in ours and has_family(name))
    assert text_font().family() not in ours
    assert mono_font().family() not in ours
    assert text_font().pixelSize() == BODY


def test_a_computer_with_no_known_font_has_the_system_s(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme_module, "_family", lambda _families: "")
    assert text_font().family()
    assert mono_font().pixelSize() == scaled(12)


def test_a_window_of_a_spoilt_geometry_opens(open_window: OpenWindow) -> None:
    window = open_window()
    assert not window.restoreGeometry(QByteArray(b"noise"))
    assert window.isVisible()
