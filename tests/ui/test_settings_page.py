"""The Settings page: boards and tools as a user meets them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from benchwright.model.board import BoardFault
from benchwright.model.errors import FileUnwritable, LabUnavailable
from benchwright.model.place import Place
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


def test_every_section_is_there_and_the_list_leads_to_it(open_settings: OpenSettings, qtbot: QtBot) -> None:
    page = open_settings(FakeWorkbench())
    names = [page.names.item(row).text() for row in range(page.names.count())]
    assert names == [
        "General", "Appearance", "Boards", "Virtual boards", "Tools", "Meters", "Remote", "Gate", "Reports", "Data",
        "Keys",
    ]  # fmt: skip
    page.names.setCurrentRow(names.index("Data"))
    qtbot.waitUntil(lambda: not page.data.visibleRegion().isEmpty())


def test_the_database_says_its_size_and_is_backed_up(open_settings: OpenSettings, tmp_path: Path, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    page.shown()
    qtbot.waitUntil(lambda: page.data.size_text == "3.40 MB")
    with qtbot.waitSignal(page.toast_requested) as told:
        page.data.backup_requested.emit(tmp_path / "copy.db")
    assert told.args == ["Wrote copy.db."]
    assert calls(workbench, "back_up") == [("back_up", "copy.db")]


def test_a_backup_that_cannot_be_written_is_an_error(open_settings: OpenSettings, tmp_path: Path, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    workbench.store.upkeep.refusal = FileUnwritable("copy.db", "The disk is full.")
    page = open_settings(workbench)
    with qtbot.waitSignal(page.error_raised) as told:
        page.data.backup_requested.emit(tmp_path / "copy.db")
    assert "The disk is full." in str(told.args[0])


def question(page: SettingsPage) -> QMessageBox:
    (box,) = page.data.findChildren(QMessageBox)
    return box


def test_what_was_archived_long_ago_is_deleted_once_somebody_said_so(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    workbench.store.upkeep.outdated_count = 12
    page = open_settings(workbench)
    qtbot.mouseClick(page.data.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.data.findChildren(QMessageBox)))
    box = question(page)
    assert box.text() == "Delete 12 archived runs (36.0 kB) for good?"
    assert "cannot be undone" in box.informativeText()
    assert box.defaultButton().text() == "Keep them"
    assert calls(workbench, "remove_archived") == []
    delete = next(button for button in box.buttons() if button.text() == "Delete for good")
    with qtbot.waitSignal(page.toast_requested) as told:
        qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert told.args == ["12 archived runs were deleted."]
    assert calls(workbench, "remove_archived") == [("remove_archived", "30")]


def test_old_traces_are_deleted_once_somebody_said_so(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    with qtbot.waitSignal(page.toast_requested) as told:
        qtbot.mouseClick(page.data.traces_button, Qt.MouseButton.LeftButton)
    assert told.args == ["No trace is kept that is older than 30 days."]
    workbench.store.upkeep.outdated_count = 3
    qtbot.mouseClick(page.data.traces_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.data.findChildren(QMessageBox)))
    box = question(page)
    assert box.text() == "Delete the traces of 3 runs (6.00 MB) for good?"
    assert calls(workbench, "remove_traces") == []
    delete = next(button for button in box.buttons() if button.text() == "Delete for good")
    with qtbot.waitSignal(page.toast_requested) as told:
        qtbot.mouseClick(delete, Qt.MouseButton.LeftButton)
    assert told.args == ["3 traces were deleted."]
    assert calls(workbench, "remove_traces") == [("remove_traces", "30")]


def test_kept_runs_stay_and_an_empty_archive_asks_nothing(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    with qtbot.waitSignal(page.toast_requested) as told:
        qtbot.mouseClick(page.data.delete_button, Qt.MouseButton.LeftButton)
    assert told.args == ["No run was archived more than 30 days ago."]
    workbench.store.upkeep.outdated_count = 1
    qtbot.mouseClick(page.data.delete_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(page.data.findChildren(QMessageBox)))
    qtbot.keyClick(question(page), Qt.Key.Key_Escape)
    assert calls(workbench, "remove_archived") == []


def test_a_port_of_another_computer_is_kept_and_forgotten(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    page = open_settings(workbench)
    qtbot.keyClicks(page.remote.port, "rfc2217://bench-2:4000")
    qtbot.keyClick(page.remote.port, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: workbench.remote.urls == ("rfc2217://bench-2:4000",))
    page.remote.port_forgotten.emit("rfc2217://bench-2:4000")
    qtbot.waitUntil(lambda: workbench.remote.urls == ())


def test_what_is_no_address_is_told(open_settings: OpenSettings, qtbot: QtBot) -> None:
    page = open_settings(FakeWorkbench())
    with qtbot.waitSignal(page.error_raised) as told:
        page.remote.port_named.emit("http://bench-2")
    assert "is no address of a port" in str(told.args[0])


def test_the_places_of_a_lab_are_listed(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    workbench.remote.shown = (Place("nano-1", tags=(("board", "nano"),)),)
    page = open_settings(workbench)
    page.shown()
    assert page.remote.said == "No lab is used."
    qtbot.keyClicks(page.remote.coordinator, "lab:20408")
    qtbot.mouseClick(page.remote.lab_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: workbench.remote.coordinator == "lab:20408" and page.remote.said == "")


def test_a_lab_that_is_away_says_so(open_settings: OpenSettings, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    workbench.remote.coordinator = "lab:20408"
    workbench.remote.refusal = LabUnavailable("lab:20408", "It does not answer.")
    page = open_settings(workbench)
    page.shown()
    qtbot.waitUntil(lambda: "It does not answer." in page.remote.said)
