"""The check for leaks finds what was left."""

import threading

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from benchwright.ui.theme import Theme
from tests.ui.leaks import Alive, left_since


def test_a_thread_that_lives_on_is_found() -> None:
    before, stop = Alive.now(), threading.Event()
    thread = threading.Thread(target=stop.wait, name="left-alone")
    thread.start()
    found = left_since(before)
    stop.set()
    thread.join()
    assert found == ["thread left-alone"]


def test_a_timer_that_runs_on_is_found(qtbot: QtBot) -> None:
    before = Alive.now()
    widget = QWidget()
    timer = QTimer(widget)
    timer.start(1000)
    found = left_since(before)
    timer.stop()
    assert found == ["timer of QWidget"]


def test_an_object_given_to_the_application_is_found(qapp: QApplication) -> None:
    before = Alive.now()
    theme = Theme(parent=qapp)
    found = left_since(before)
    theme.deleteLater()
    assert found == ["object Theme"]


def test_a_window_that_stays_open_is_found(qtbot: QtBot) -> None:
    before = Alive.now()
    widget = QWidget()
    widget.show()
    found = left_since(before)
    widget.close()
    assert found == ["window QWidget"]
