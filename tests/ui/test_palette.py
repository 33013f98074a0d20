"""Finding things by a few letters: commands, boards, shortcuts."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from benchwright.model.errors import DatabaseUnusable, RunNotSaved
from benchwright.ui.fuzzy import fit_of
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.remedies import Remedy
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenWindow = Callable[..., MainWindow]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("arc", "Archive the selected runs"), ("fat", "Flash and test"), ("GO pow", "Go to Power"), ("", "Anything")],
)
def test_letters_in_their_order_fit(typed: str, name: str) -> None:
    assert fit_of(typed, name) is not None


def test_letters_in_another_order_do_not_fit() -> None:
    assert fit_of("tsalf", "Flash") is None
    assert fit_of("flash xyz", "Flash and test") is None


def test_a_whole_word_fits_better_than_scattered_letters() -> None:
    whole, scattered = fit_of("run", "Archive the selected runs"), fit_of("run", "Remove all unnamed ones")
    assert whole is not None
    assert scattered is not None
    assert whole > scattered


def test_the_page_of_a_command_is_found_too() -> None:
    assert fit_of("undo runs", "Undo", "Runs") is not None
    assert fit_of("undo runs", "Undo", "Models") is None


def test_the_palette_reaches_the_actions_of_pages_nobody_has_looked_at(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    palette = window.overlays.open_palette()
    qtbot.waitUntil(lambda: "Archive the selected runs" in palette.shown_texts)
    qtbot.waitUntil(lambda: {entry.group for entry in window.entries()} >= {"Bench", "Runs", "Models"})
    palette.close()


def test_a_command_of_another_page_brings_that_page(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    palette = window.overlays.open_palette()
    qtbot.waitUntil(lambda: "Archive the selected runs" in palette.shown_texts)
    qtbot.keyClicks(palette.search, "archive sel")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.current_page.key == "runs"


def test_what_was_used_last_stands_first(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    palette = window.overlays.open_palette()
    qtbot.keyClicks(palette.search, "go to power")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    again = window.overlays.open_palette()
    assert again.shown_texts[0] == "Go to Power"
    again.close()


def test_a_board_is_chosen_with_a_few_letters(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(a_bench(device_count=3))
    window.navigate("power")
    chooser = window.overlays.choose_board()
    qtbot.keyClicks(chooser.search, "#3")
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)
    page = window.current_page
    assert isinstance(page, BenchPage)
    assert page.parts.devices.selected_id.endswith("#3")


def test_the_choice_of_a_board_says_when_there_is_none(open_window: OpenWindow, qtbot: QtBot) -> None:
    chooser = open_window(FakeWorkbench()).overlays.choose_board()
    assert chooser.shown_texts == ("No board is plugged in.",)
    qtbot.keyClick(chooser.search, Qt.Key.Key_Return)


def test_the_keyboard_of_the_design_is_there(open_window: OpenWindow) -> None:
    window = open_window()
    keys = {entry.action.shortcut().toString() for entry in window.every_entry()}
    digits = {f"Ctrl+{number}" for number in range(1, len(PAGES) + 1)}
    named = {"F5", "Shift+F5", "Esc", "Ctrl+K", "Ctrl+F", "Ctrl+B", "Ctrl+E", "Ctrl+J", "Ctrl+Shift+P", "?"}
    assert keys >= digits | named


@pytest.mark.parametrize(
    ("remedy", "key"),
    [(Remedy.DATA, "settings"), (Remedy.LOOK_AGAIN, "settings"), (Remedy.RUNS, "runs"), (Remedy.FLASH_ANYWAY, "bench")],
)
def test_a_way_out_leads_to_its_page(open_window: OpenWindow, remedy: Remedy, key: str) -> None:
    window = open_window()
    window.navigate("power")
    window.heed(remedy)
    assert window.current_page.key == key


def test_the_console_opens_from_an_error(open_window: OpenWindow) -> None:
    window = open_window()
    window.heed(Remedy.CONSOLE)
    assert window.drawer.console.isVisible()


def test_what_could_not_be_saved_is_saved_by_the_button(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    window.show_error(RunNotSaved("r-1", "The disk is full."))
    qtbot.mouseClick(window.banner.buttons[Remedy.SAVE_WAITING], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not window.banner.isVisible())
    assert ("save_waiting",) in workbench.calls


def test_what_still_cannot_be_saved_is_told_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    workbench.save_refusal = DatabaseUnusable("x.db", "The disk is full.", "Free some space.")
    window = open_window(workbench)
    window.heed(Remedy.SAVE_WAITING)
    qtbot.waitUntil(window.banner.isVisible)
    assert "The disk is full." in window.banner.details


def test_the_shortcut_sheet_opens_before_the_other_pages_are_made(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    made = len(window.stack.made_pages())
    sheet = window.overlays.open_shortcuts()
    assert sheet.isVisible()
    assert len(window.stack.made_pages()) == made
    qtbot.waitUntil(lambda: window.stack.missing is None, timeout=30_000)
    qtbot.waitUntil(lambda: any(label.text() == "Undo" for label in sheet.findChildren(QLabel)))
    sheet.close()


def test_the_palette_reaches_what_settings_and_pages_can_do(open_window: OpenWindow) -> None:
    window = open_window()
    entries = {entry.name: entry for entry in window.every_entry()}
    assert entries.keys() >= {
        "Size of text: 150 %",
        "Colours: Light",
        "Density: Compact",
        "Language: English",
        "Look for tools again",
        "Pareto only, or all",
        "Differences only, or all metrics",
        "Compare all found runs",
        "Flash and test on",
        "With archived runs, or without",
        "Show charts as tables, or as charts again",
    }
    window.trigger(entries["Density: Compact"])
    assert window.bridge.remembered.look.is_compact
    window.trigger(entries["Pareto only, or all"])
    page = window.current_page
    assert isinstance(page, ComparePage)
    assert page.parts.front_only.isChecked()


def test_redo_has_the_same_keys_on_every_page(open_window: OpenWindow) -> None:
    redo = [entry.action for entry in open_window().every_entry() if entry.name.startswith("Redo")]
    assert len(redo) == 3
    assert {tuple(key.toString() for key in action.shortcuts()) for action in redo} == {("Ctrl+Shift+Z", "Ctrl+Y")}
