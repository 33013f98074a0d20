import sys
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.conversion import ForgeProgress
from benchwright.model.errors import DatabaseUnusable
from benchwright.model.events import (
    ConsoleLine,
    ForgeFailed,
    ForgeFinished,
    ForgeProgressed,
    RouteFailed,
    Stage,
    StageProgressed,
    StageStarted,
)
from benchwright.ui.crash import CrashGuard
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.models.convert_dialog import ConvertDialog
from benchwright.ui.pages.registry import PAGES
from tests.builders import a_run, a_variant
from tests.ui.fake_workbench import a_bench
from tests.ui.test_bench_page import drop

OpenWindow = Callable[..., MainWindow]
OWN_PAGES = ("Bench", "Power", "Reports", "Settings")
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QListWidget, QPlainTextEdit, QTableView)


def trigger(window: MainWindow, keys: str) -> None:
    next(action for action in window.all_actions() if action.shortcut() == QKeySequence(keys)).trigger()


def page_index(title: str) -> int:
    return next(place for place, entry in enumerate(PAGES) if entry.title == title)


def test_only_the_page_in_front_is_made(open_window: OpenWindow) -> None:
    window = open_window()
    assert "benchwright.ui.pages.power.page" not in sys.modules or window.findChild(QWidget, "PowerPage") is None
    window.show_page(page_index("Power"))
    assert window.findChild(QWidget, "PowerPage") is not None


@pytest.mark.parametrize("title", OWN_PAGES)
def test_a_page_agrees_with_the_list_of_pages(open_window: OpenWindow, title: str) -> None:
    window = open_window()
    page = window.show_page(page_index(title))
    assert (page.key, page.icon_name) == (title.lower(), PAGES[page_index(title)].icon_name)


@pytest.mark.parametrize("title", OWN_PAGES)
def test_every_control_has_a_name_for_the_screen_reader(open_window: OpenWindow, title: str) -> None:
    window = open_window(a_bench(device_count=2, variant_count=2))
    window.show_page(page_index(title))
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and "qt_" not in widget.objectName()
    ]
    assert nameless == []


def test_the_activity_bar_opens_a_page(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    qtbot.mouseClick(window.activity.button(page_index("Settings")), Qt.MouseButton.LeftButton)
    assert window.current_page.key == "settings"


def test_ctrl_and_a_digit_open_a_page(open_window: OpenWindow) -> None:
    window = open_window()
    trigger(window, "Ctrl+5")
    assert window.current_page.key == "power"


def test_the_drawer_opens_and_stays_so_for_the_next_window(open_window: OpenWindow) -> None:
    window = open_window()
    assert not window.drawer.isVisible()
    trigger(window, "Ctrl+J")
    assert window.drawer.isVisible()


def test_console_lines_are_drawn_in_batches_and_filtered(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    console = window.drawer.console
    workbench.tell(*(ConsoleLine("virtual:native", "<", f"m-lap-us-{number}") for number in range(500)))
    qtbot.waitUntil(lambda: "m-lap-us-499" in console.shown_text)
    console.filter_edit.setText("us-499 native")
    assert len(console.shown_text.splitlines()) == 1
    console.filter_edit.clear()
    assert len(console.shown_text.splitlines()) == 500


def test_the_status_bar_tells_what_runs_and_how_long_it_will(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench(device_count=2)
    window = open_window(workbench)
    assert window.status.boards_text == "2 boards"
    workbench.tell(StageStarted("virtual:native", Stage.FLASH))
    workbench.tell(StageProgressed("virtual:native", Stage.FLASH, 1, 2, eta_s=7.0))
    qtbot.waitUntil(lambda: "0:07 left" in window.status.task_text)
    assert "Flash: virtual:native" in window.status.task_text


def test_the_status_bar_counts_the_runs_and_leads_to_them(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    workbench.store.kept = [a_run(run_id="r-1")]
    window = open_window(workbench)
    qtbot.waitUntil(lambda: window.status.runs.text() == "1 run")
    workbench.save(a_run(run_id="r-2"))
    qtbot.waitUntil(lambda: window.status.runs.text() == "2 runs")
    qtbot.mouseClick(window.status.runs, Qt.MouseButton.LeftButton)
    assert window.current_page.key == "runs"


def test_tasks_keep_what_was_done(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    tasks = window.drawer.tasks
    workbench.walk("virtual:b-l475e-iot01a", Stage.IDENTIFY, Stage.SAVE)
    workbench.save(a_run())
    qtbot.waitUntil(lambda: tasks.rowCount() == 1 and "done" in str(tasks.data(tasks.index(0, 2))))
    assert tasks.data(tasks.index(0, 3)) == "digits_int8 v1"


def test_a_conversion_is_told_in_the_status_bar_and_among_the_tasks_and_can_be_cancelled(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    tasks, tab = window.drawer.tasks, window.drawer.tasks_tab
    workbench.tell(ForgeProgressed("kws.keras", ForgeProgress("wait", 0, 0)))
    workbench.tell(ForgeProgressed("kws.keras", ForgeProgress("int8", 4, 6, 0.45, 12.2)))
    qtbot.waitUntil(lambda: "step 4 of 6, 45 % · 0:13 left" in window.status.forge_text)
    assert tasks.rowCount() == 1
    assert [tasks.data(tasks.index(0, column)) for column in (1, 2)] == ["kws.keras", "running"]
    window.show_tasks()
    qtbot.mouseClick(tab.cancel_button, Qt.MouseButton.LeftButton)
    assert ("cancel_forge",) in workbench.calls
    assert not tab.cancel_button.isEnabled()
    workbench.tell(ForgeFailed("kws.keras", "Cancelled.", "", "", 130, was_cancelled=True))
    qtbot.waitUntil(lambda: window.status.forge_text == "")
    assert tasks.data(tasks.index(0, 2)) == "cancelled"
    assert not tab.cancel_button.isVisible()


def test_scoring_several_variants_ends_every_task_it_began(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    tasks = window.drawer.tasks
    workbench.tell(ForgeProgressed("set.npz", ForgeProgress("wait", 0, 0)))
    for name in ("kws v1", "kws v2"):
        workbench.tell(ForgeProgressed(name, ForgeProgress("score", 1, 1, 0.5, 1.0)))
    qtbot.waitUntil(lambda: tasks.rowCount() == 3)
    workbench.tell(ForgeFinished("set.npz", (a_variant(),)))
    qtbot.waitUntil(lambda: not window.drawer.tasks_tab.forge.is_busy)
    assert all(str(tasks.data(tasks.index(row, 2))).startswith("done") for row in range(3))


def test_there_are_at_most_three_toasts(open_window: OpenWindow) -> None:
    window = open_window()
    for number in range(5):
        window.toasts.say(f"toast {number}")
    assert window.toasts.texts == ("toast 2", "toast 3", "toast 4")


def test_a_run_is_told_while_another_page_is_in_front(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    window.show_page(page_index("Power"))
    workbench.save(a_run())
    qtbot.waitUntil(lambda: window.toasts.texts == ("digits_int8 v1 was measured on b-l475e-iot01a.",))


def test_a_failure_is_told_while_another_page_is_in_front(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    window.show_page(page_index("Power"))
    workbench.tell(RouteFailed("virtual:x", Stage.FLASH, "Flashing failed.", "", "", 30))
    qtbot.waitUntil(lambda: window.toasts.texts == ("Flashing failed.",))


def test_an_error_shows_what_why_and_what_to_do(open_window: OpenWindow) -> None:
    window = open_window()
    window.show_error(DatabaseUnusable("benchwright.db", "The disk is full.", "Free some space."))
    assert window.banner.isVisible()
    assert "The disk is full." in window.banner.details
    assert "Free some space." in window.banner.details


def test_the_theme_that_was_chosen_is_remembered(open_window: OpenWindow) -> None:
    window = open_window()
    trigger(window, "Ctrl+Shift+T")
    assert window.current_page.bridge.remembered.is_dark is False


def test_the_palette_finds_an_action_and_runs_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    palette = window.overlays.open_palette()
    qtbot.keyClicks(palette.search, "go to power")
    qtbot.keyClick(palette.search, Qt.Key.Key_Return)
    assert window.current_page.key == "power"


def test_the_palette_reaches_every_action(open_window: OpenWindow) -> None:
    window = open_window()
    palette = window.overlays.open_palette()
    listed = {palette.results.item(row).text() for row in range(palette.results.count())}
    for action in window.all_actions():
        assert any(text.startswith(action.text().removesuffix("…").rstrip()) for text in listed)
    palette.close()


def test_no_two_actions_share_a_shortcut(open_window: OpenWindow) -> None:
    keys = [action.shortcut().toString() for action in open_window().all_actions() if not action.shortcut().isEmpty()]
    assert len(keys) == len(set(keys))


def test_the_shortcut_sheet_opens(open_window: OpenWindow) -> None:
    sheet = open_window().overlays.open_shortcuts()
    assert sheet.isVisible()
    sheet.close()


def test_the_inspector_folds_where_there_is_no_room(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    assert window.inspector.isVisible()
    window.resize(1000, 640)
    qtbot.waitUntil(lambda: not window.inspector.isVisible())
    window.resize(1360, 820)
    qtbot.waitUntil(window.inspector.isVisible)


@pytest.mark.parametrize("title", OWN_PAGES)
def test_a_page_fits_a_small_window(open_window: OpenWindow, title: str, qtbot: QtBot) -> None:
    window = open_window(a_bench(device_count=2), width=1000, height=640)
    window.show_page(page_index(title))
    qtbot.wait(20)
    assert (window.width(), window.height()) == (1000, 640)
    assert window.minimumSizeHint().width() <= 1000


def test_closing_lets_go_of_the_workbench(open_window: OpenWindow) -> None:
    workbench = a_bench()
    window = open_window(workbench)
    window.close()
    assert workbench.listener_count == 0


def test_sizes_are_remembered(open_window: OpenWindow) -> None:
    window = open_window()
    remembered = window.current_page.bridge.remembered
    window.close()
    assert remembered.state("window") is not None
    assert remembered.state("columns") is not None


def test_an_unexpected_error_of_a_thread_opens_one_dialog(open_window: OpenWindow, qtbot: QtBot) -> None:
    guard = CrashGuard(open_window())
    guard.install()
    try:
        for _ in range(3):
            thread = threading.Thread(target=lambda: 1 / 0)
            thread.start()
            thread.join()
        qtbot.waitUntil(lambda: guard.dialog is not None)
    finally:
        guard.remove()
    dialog = guard.dialog
    assert dialog is not None
    assert "ZeroDivisionError" in dialog.detailedText()
    dialog.close()


def test_the_inspector_is_refused_in_words_where_it_would_push_the_page_out(open_window: OpenWindow) -> None:
    window = open_window(a_bench(device_count=2), width=800, height=640)
    page = window.current_page
    page.setMinimumWidth(700)
    window.toggle_inspector()
    assert not window.inspector.isVisible()
    assert any("no room for the inspector" in text for text in window.toasts.texts)


@pytest.mark.parametrize("key", ["runs", "compare", "power", "reports", "settings"])
def test_a_model_may_be_dropped_on_every_page_and_leads_to_the_bench(
    open_window: OpenWindow, key: str, qtbot: QtBot
) -> None:
    window = open_window(a_bench())
    window.navigate(key)
    drop(window.current_page, "/models/kws.tflite")
    page = window.current_page
    assert isinstance(page, BenchPage)
    qtbot.waitUntil(lambda: page.parts.run_bar.variant_sha256 == "kwskws")


def test_a_drop_on_the_bars_and_the_drawer_counts_too(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(a_bench())
    window.navigate("runs")
    window.show_tasks()
    for target in (window.drawer, window.status, window.activity):
        window.navigate("runs")
        drop(target, "/models/kws.tflite")
        assert window.current_page.key == "bench"


def test_a_network_that_is_dropped_leads_to_the_models_that_convert_it(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(a_bench())
    window.navigate("runs")
    drop(window.current_page, "/models/kws.keras")
    assert window.current_page.key == "models"
    dialog = window.current_page.findChild(ConvertDialog)
    assert dialog is not None
    dialog.reject()


def test_an_empty_log_and_empty_tasks_say_what_will_be_there(open_window: OpenWindow) -> None:
    window = open_window(a_bench())
    window.show_tasks()
    tasks, log = (window.drawer.tabs.widget(place) for place in (1, 2))
    view = tasks.findChild(QTableView)
    assert view is not None
    assert view.accessibleDescription().startswith("Nothing has been started yet.")
    empty = view.viewport().grab().toImage()
    assert colours(empty) > 1
    window.notices.say("It was measured.")
    assert colours(view.viewport().grab().toImage().copy(0, view.rowHeight(0) + 4, empty.width(), 40)) == 1
    assert isinstance(log, QPlainTextEdit)
    assert log.placeholderText().startswith("Nothing has been logged yet.")


def colours(image: QImage) -> int:
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(min(60, image.height()))})
