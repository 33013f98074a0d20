"""What is told in passing, by whom, and the tour of the first start."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchwright.ui.main_window import MainWindow
from benchwright.ui.notices import Notices, SystemNotifier
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.tokens import Tone
from tests.builders import a_device, a_run
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenWindow = Callable[..., MainWindow]


@pytest.mark.parametrize(("seconds", "has_focus", "is_told"), [(11, False, True), (9, False, False), (11, True, False)])
def test_the_desktop_tells_of_long_tasks_where_the_window_has_no_focus(
    open_window: OpenWindow, seconds: float, has_focus: bool, is_told: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    monkeypatch.setattr(window, "isActiveWindow", lambda: has_focus)
    told: list[tuple[str, str]] = []
    notices = Notices(window, window.toasts, window.drawer.tasks, lambda title, text: told.append((title, text)))
    notices.tell_end("It was measured.", Tone.OK, seconds=seconds, is_seen=False)
    assert bool(told) is is_told
    assert window.toasts.texts == ("It was measured.",)


def test_a_desktop_without_notifications_is_none_the_worse(open_window: OpenWindow) -> None:
    SystemNotifier(open_window()).tell("Benchwright", "It was measured.")


def test_what_was_said_can_be_read_again_among_the_tasks(open_window: OpenWindow) -> None:
    window = open_window()
    window.current_page.toast_requested.emit("Wrote report.html.")
    tasks = window.drawer.tasks
    assert window.toasts.texts == ("Wrote report.html.",)
    assert [tasks.data(tasks.index(0, column)) for column in (2, 3)] == ["said", "Wrote report.html."]


def test_the_tour_has_three_steps_and_is_taken_once(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(FakeWorkbench())
    remembered = window.bridge.remembered
    window.overlays.welcome()
    tour = window.overlays.start_tour()
    titles = []
    for _ in range(3):
        titles.append(tour.title)
        qtbot.mouseClick(tour.next_button, Qt.MouseButton.LeftButton)
    assert titles == ["Plug in a board", "Flash and test", "Compare and hand in"]
    assert remembered.flag("tour_taken", default=False)


def test_the_tour_starts_a_simulated_board_with_one_click(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    window = open_window(workbench)
    page = window.current_page
    qtbot.waitUntil(lambda: bool(page.parts.virtual_names))  # type: ignore[attr-defined]
    tour = window.overlays.start_tour()
    qtbot.mouseClick(tour.action_button, Qt.MouseButton.LeftButton)
    assert ("start_virtual", "b-l475e-iot01a") in workbench.calls
    qtbot.keyClick(tour, Qt.Key.Key_Escape)
    assert window.bridge.remembered.flag("tour_taken", default=False)


@pytest.mark.parametrize("size", [(1000, 640), (1360, 820)])
def test_the_tour_stays_inside_the_window(open_window: OpenWindow, size: tuple[int, int], qtbot: QtBot) -> None:
    window = open_window(a_bench(), width=size[0], height=size[1])
    tour = window.overlays.start_tour()
    for _ in range(3):
        assert window.rect().contains(tour.geometry())
        tour.next_button.click()


def test_the_tour_goes_on_when_the_page_does_what_the_step_asks_for(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = FakeWorkbench()
    window = open_window(workbench)
    tour = window.overlays.start_tour()
    assert tour.title == "Plug in a board"
    workbench.plug(a_device())
    qtbot.waitUntil(lambda: tour.title == "Flash and test")
    workbench.save(a_run(device_id=a_device().device_id))
    qtbot.waitUntil(lambda: tour.title == "Compare and hand in")


def test_the_ring_of_the_tour_goes_with_its_part(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(a_bench())
    page = window.current_page
    assert isinstance(page, BenchPage)
    devices = page.parts.devices
    tour = window.overlays.start_tour()
    qtbot.waitUntil(lambda: tour.ringed == place_in(window, devices))
    window.navigate("runs")
    qtbot.waitUntil(lambda: tour.ringed == QRect())
    assert tour.isVisible()
    window.navigate("bench")
    window.show_error(OSError("The disk is full."))
    qtbot.waitUntil(window.banner.isVisible)
    qtbot.waitUntil(lambda: tour.ringed == place_in(window, devices))


def place_in(window: MainWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def test_nothing_is_deleted_by_itself(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    workbench.store.upkeep.outdated_count = 2
    window = open_window(workbench)
    window.bridge.remembered.set_flag("tour_taken", value=True)
    window.overlays.welcome()
    qtbot.waitUntil(lambda: window.bridge.is_idle)
    assert not [call for call in workbench.calls if call[0] == "remove_archived"]


def test_page_and_drawer_are_remembered(open_window: OpenWindow) -> None:
    window = open_window()
    remembered = window.bridge.remembered
    window.navigate("power")
    window.drawer.show_tasks()
    window.close()
    assert remembered.number("page", default=0) == 4
    assert remembered.number("drawer_tab", default=0) == 1


def test_the_page_of_last_time_comes_back_and_a_spoilt_one_is_the_bench(open_window: OpenWindow) -> None:
    window = open_window()
    window.bridge.remembered.set_number("page", 1)
    assert window.show_last_page().key == "runs"
    window.bridge.remembered.set_number("page", 99)
    assert window.show_last_page().key == "bench"
