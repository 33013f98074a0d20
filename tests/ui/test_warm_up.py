import sys
import threading

import pytest
from PySide6.QtCore import QObject, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchwright.ui.bridge import Bridge
from benchwright.ui.theme import Theme
from benchwright.ui.warm_up import WarmUp
from tests.ui.fake_workbench import FakeWorkbench


def is_blank(theme: Theme) -> bool:
    image = theme.icon("mdi6.chip").pixmap(QSize(16, 16), 1.0).toImage()
    assert (image.width(), image.height()) == (16, 16)
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(16) for y in range(16))


@pytest.fixture
def bridge() -> Bridge:
    return Bridge(FakeWorkbench())  # type: ignore[arg-type]


def test_deferred_icons_take_their_room_and_come_with_the_warm_up(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    theme.defer_icons()
    assert is_blank(theme)
    window = QObject()
    with qtbot.waitSignal(theme.changed):
        WarmUp(bridge, theme, window).start()
    assert not is_blank(theme)
    qtbot.waitUntil(lambda: bridge.is_idle, timeout=20_000)
    assert "benchwright.ui.charts.versions" in sys.modules
    bridge.close()


def test_a_library_that_cannot_be_loaded_leaves_the_window_open(
    qtbot: QtBot, theme: Theme, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("qtawesome", "pyqtgraph", "benchwright.ui.charts.histogram"):
        monkeypatch.setitem(sys.modules, name, None)
    theme.defer_icons()
    window = QObject()
    warm_up = WarmUp(bridge, theme, window)
    warm_up.start()
    qtbot.waitUntil(lambda: warm_up.is_over and bridge.is_idle, timeout=20_000)
    assert is_blank(theme)
    bridge.close()


def test_a_window_that_closes_at_once_is_not_warmed_up(qtbot: QtBot, theme: Theme, bridge: Bridge) -> None:
    theme.defer_icons()
    window = QObject()
    WarmUp(bridge, theme, window).start()
    bridge.close()
    window.deleteLater()
    qtbot.wait(50)
    assert is_blank(theme)


def test_questions_wait_until_the_bridge_begins(qtbot: QtBot, qapp: QApplication) -> None:
    bridge = Bridge(FakeWorkbench(), is_answering=False)  # type: ignore[arg-type]
    answers: list[str] = []
    bridge.ask(lambda: threading.current_thread().name, answers.append)
    qtbot.wait(50)
    assert answers == []
    bridge.begin()
    qtbot.waitUntil(lambda: len(answers) == 1)
    bridge.close()


def test_a_bridge_that_never_began_closes(qapp: QApplication) -> None:
    assert Bridge(FakeWorkbench(), is_answering=False).close()  # type: ignore[arg-type]
