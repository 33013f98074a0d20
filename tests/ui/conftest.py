"""The window without a display, on a workbench that tests direct."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.theme import Theme
from tests.ui.fake_workbench import FakeWorkbench, a_bench
from tests.ui.leaks import Alive, left_since


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """A test that leaves a thread, a running timer or an open window behind fails.

    It also takes closed windows away between tests: the next style sheet would polish their hundreds of widgets again,
    and crash Qt where they are collected in the midst of that.
    """
    before = Alive.now()
    yield
    assert left_since(before) == []


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme(is_dark=True)
    theme.apply(qapp)
    yield theme
    theme.deleteLater()


@pytest.fixture
def open_window(qtbot: QtBot, theme: Theme) -> Iterator[Callable[..., MainWindow]]:
    """Opens the window on a fake workbench, with the Bench page in front."""
    opened: list[MainWindow] = []

    def open_it(workbench: FakeWorkbench | None = None, *, width: int = 1360, height: int = 820) -> MainWindow:
        bridge = Bridge(workbench or a_bench())  # type: ignore[arg-type]
        window = MainWindow(bridge, theme, db_file="/data/benchwright.db")
        bridge.setParent(window)
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show_page(0)
        window.show()
        qtbot.waitExposed(window)
        opened.append(window)
        return window

    yield open_it
    for window in opened:
        window.close()


@pytest.fixture
def open_bench(open_window: Callable[..., MainWindow], qtbot: QtBot) -> Callable[[FakeWorkbench], BenchPage]:
    """Opens the window and waits until devices and models are shown."""

    def open_it(workbench: FakeWorkbench) -> BenchPage:
        page = open_window(workbench).current_page
        assert isinstance(page, BenchPage)
        if workbench.variants():
            qtbot.waitUntil(lambda: page.parts.run_bar.combo.count() == len(workbench.variants()))
        qtbot.waitUntil(lambda: bool(page.parts.virtual_names))
        return page

    return open_it
