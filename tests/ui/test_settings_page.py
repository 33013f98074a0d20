"""The Settings page: boards and tools as a user meets them."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from benchwright.model.board import BoardFault
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.theme import Theme
from tests.ui.fake_workbench import FakeWorkbench

OpenSettings = Callable[[FakeWorkbench], SettingsPage]


@pytest.fixture
def open_settings(qtbot: QtBot, theme: Theme) -> Iterator[OpenSettings]:
    bridges: list[Bridge] = []

    def build(workbench: FakeWorkbench) -> SettingsPage:
        bridge = Bridge(workbench)  # type: ignore[arg-type]
        bridges.append(bridge)
        page = SettingsPage(bridge, theme)
        qtbot.addWidget(page)
        page.resize(1000, 640)
        page.show()
        qtbot.waitUntil(lambda: bool(page.tools.rows.rows and page.boards.rows.rows))
        return page

    yield build
    for bridge in bridges:
        bridge.close()


def calls(workbench: FakeWorkbench, name: str) -> list[tuple[str, ...]]:
    return [call for call in workbench.calls if call[0] == name]


def test_the_catalogue_says_what_was_shown_of_each_board(open_settings: OpenSettings) -> None:
    page = open_settings(FakeWorkbench())
    row = [page.boards.rows.index(0, column).data() for column in range(page.boards.rows.columnCount())]
    assert row[:2] == ["Discovery kit IoT node", "emulated"]
    assert "0483:374b" in row


def test_a_board_file_that_is_left_out_is_named_with_its_reason(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    workbench.faults = (BoardFault("boards/<b>mine</b>/board.toml", "clock_hz", "It is missing."),)
    page = open_settings(workbench)
    qtbot.waitUntil(page.boards.faults.isVisible)
    assert page.boards.faults.text() == "Left out: boards/<b>mine</b>/board.toml, key clock_hz. It is missing."


def test_nothing_is_said_where_every_board_file_is_right(open_settings: OpenSettings) -> None:
    assert not open_settings(FakeWorkbench()).boards.faults.isVisible()


@pytest.mark.parametrize("typed", ["1A86:7523", " 0x1a86 : 0x7523 "])
def test_a_usb_identity_of_ones_own_is_added(open_settings: OpenSettings, qtbot: QtBot, typed: str) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    qtbot.keyClicks(page.boards.usb_id, typed)
    qtbot.mouseClick(page.boards.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(calls(workbench, "name_identity")))
    assert calls(workbench, "name_identity") == [("name_identity", "1a86:7523", "b-l475e-iot01a")]
    assert page.boards.usb_id.text() == ""


@pytest.mark.parametrize("typed", ["", "1a86", "1a86:75", "1a86:7523:1", "hello"])
def test_what_is_no_usb_identity_cannot_be_added(open_settings: OpenSettings, qtbot: QtBot, typed: str) -> None:
    page = open_settings(FakeWorkbench())
    qtbot.keyClicks(page.boards.usb_id, typed)
    assert not page.boards.add_button.isEnabled()


def test_udev_rules_are_copied_whole(open_settings: OpenSettings, qtbot: QtBot) -> None:
    page = open_settings(FakeWorkbench())
    with qtbot.waitSignal(page.toast_requested):
        qtbot.mouseClick(page.boards.rules_button, Qt.MouseButton.LeftButton)
    assert 'ATTRS{idVendor}=="0483", ATTRS{idProduct}=="374b"' in QGuiApplication.clipboard().text()


def test_a_missing_tool_stands_first_with_the_words_that_install_it(open_settings: OpenSettings, qtbot: QtBot) -> None:
    page = open_settings(FakeWorkbench())
    assert [tool.name for tool in page.tools.rows.rows] == ["dfu-util", "esptool"]
    qtbot.mouseClick(page.tools.copy_button, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "apt install dfu-util"
    page.tools.table.selectRow(1)
    assert not page.tools.copy_button.isEnabled()


def test_tools_are_looked_for_again(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    qtbot.mouseClick(page.tools.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(calls(workbench, "tools")) == 2 and page.tools.check_button.isEnabled())
