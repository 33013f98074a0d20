"""Everything can be reached with Tab, says its name, and shows a ring while it has the focus."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QSpinBox,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.theme import Theme
from tests.builders import a_run
from tests.ui.fake_workbench import a_bench

OpenWindow = Callable[..., MainWindow]
CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QSpinBox, QAbstractItemView, QTabBar)
KEYS = [entry.key for entry in PAGES]


def controls_of(window: MainWindow) -> list[QWidget]:
    """What is on the page in front and takes the focus."""
    page = window.current_page
    return [
        widget
        for widget in page.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and "qt_" not in widget.objectName()
    ]


@pytest.fixture
def open_page(open_window: OpenWindow, qtbot: QtBot) -> Callable[[str], MainWindow]:
    def open_it(key: str) -> MainWindow:
        workbench = a_bench(device_count=2, variant_count=2)
        workbench.store.kept = [a_run(run_id=f"run-{number}") for number in range(3)]
        window = open_window(workbench)
        window.navigate(key)
        qtbot.waitUntil(lambda: window.bridge.is_idle)
        qtbot.wait(50)
        window.activateWindow()
        return window

    return open_it


@pytest.mark.parametrize("key", KEYS)
def test_every_control_of_a_page_says_its_name(open_page: Callable[[str], MainWindow], key: str) -> None:
    nameless = [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in controls_of(open_page(key))
        if not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


@pytest.mark.parametrize("key", KEYS)
def test_tab_reaches_every_control_of_a_page(open_page: Callable[[str], MainWindow], key: str) -> None:
    window = open_page(key)
    reached: set[int] = set()
    widget: QWidget = window.current_page
    for _ in range(2_000):
        widget = widget.nextInFocusChain()
        if id(widget) in reached:
            break
        reached.add(id(widget))
    missing = [type(control).__name__ for control in controls_of(window) if id(control) not in reached]
    assert missing == []


@pytest.mark.parametrize("key", KEYS)
def test_the_focus_can_be_seen_on_every_control(
    open_page: Callable[[str], MainWindow], key: str, theme: Theme, qtbot: QtBot
) -> None:
    window = open_page(key)
    unseen = []
    for control in controls_of(window):
        control.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if QApplication.focusWidget() is not control or not control.isVisible():
            continue
        if not shows_ring(control, theme):
            unseen.append(f"{type(control).__name__} '{control.accessibleName()}'")
    assert unseen == []


def shows_ring(control: QWidget, theme: Theme) -> bool:
    """Whether two rows of pixels at an edge have the colour of the focus (text on the one button to press)."""
    inks = {theme.colour("focus").rgb(), theme.colour("text").rgb()}
    frame = control
    if isinstance(control, QAbstractScrollArea) and control.parentWidget() is not None:
        frame = control
    image = frame.grab().toImage()
    middle = QPoint(image.width() // 2, image.height() // 2)
    down = [image.pixel(middle.x(), row) in inks for row in range(min(4, image.height()))]
    up = [image.pixel(middle.x(), image.height() - 1 - row) in inks for row in range(min(4, image.height()))]
    return max(sum(down), sum(up)) >= 2


def test_tab_goes_from_the_activity_bar_to_the_page_and_then_to_drawer_and_status(
    open_page: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = open_page("runs")
    window.show_tasks()
    parts = (window.activity, window.stack, window.inspector, window.drawer, window.status)
    window.activity.button(0).setFocus()
    forward = [window.activity.button(0), *(tabbed(window, Qt.Key.Key_Tab, qtbot) for _ in range(80))]
    places = [next(i for i, part in enumerate(parts) if part.isAncestorOf(widget)) for widget in forward]
    ends = places.index(0, places.index(len(parts) - 1))
    assert places[:ends] == sorted(places[:ends])
    assert {0, 1, 3, 4} <= set(places[:ends])
    assert forward[ends] is window.activity.button(0)
    window.activity.button(0).setFocus()
    back = [tabbed(window, Qt.Key.Key_Backtab, qtbot) for _ in range(ends)]
    assert back == [*reversed(forward[1:ends]), forward[0]]


def tabbed(window: MainWindow, key: Qt.Key, qtbot: QtBot) -> QWidget:
    """What has the focus after a key of whatever had it."""
    before = window.focusWidget()
    assert before is not None
    qtbot.keyClick(before, key)
    after = window.focusWidget()
    assert after is not None
    assert after is not before
    return after


def test_tab_follows_the_buttons_of_a_result_as_they_stand(
    open_page: Callable[[str], MainWindow], qtbot: QtBot
) -> None:
    window = open_page("bench")
    page = window.current_page
    assert isinstance(page, BenchPage)
    result = page.parts.result
    qtbot.waitUntil(result.details_button.isVisible)
    buttons = [result.details_button, result.baseline_button, result.report_button]
    assert [button.x() for button in buttons] == sorted(button.x() for button in buttons)
    buttons[0].setFocus()
    assert [tabbed(window, Qt.Key.Key_Tab, qtbot) for _ in range(2)] == buttons[1:]
