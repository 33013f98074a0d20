"""The real window on a database made for it, and how long it takes to do something."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from benchmarks.bench_lab import temporary_toolbox
from benchmarks.benchmark import CannotMeasure
from benchwright.compose import build_workbench
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.theme import Theme

_PATIENCE_S = 120.0


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds by the wall's clock, and of work in the GUI thread."""

    wall_ms: float
    work_ms: float


@contextlib.contextmanager
def open_window(make: Callable[[Path], None]) -> Iterator[MainWindow]:
    """The window, shown and at rest, on a database that `make` has filled."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    with temporary_toolbox() as toolbox:
        database = Path(toolbox.default_database)
        database.parent.mkdir(parents=True, exist_ok=True)
        make(database)
        workbench = build_workbench(toolbox, toolbox.default_database)
        theme = Theme(is_dark=True, parent=application)
        theme.apply(application)
        bridge = Bridge(workbench, application)
        window = MainWindow(bridge, theme, db_file=str(database))
        try:
            window.resize(1360, 820)
            window.show()
            window.show_page(0)
            wait(lambda: bridge.is_idle)
            yield window
        finally:
            window.close()
            workbench.close()
            theme.deleteLater()
            window.deleteLater()


def timed(act: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> Took:
    """From the act to the end of the paint that shows it."""
    wall, work = time.perf_counter(), time.thread_time()
    act()
    wait(is_done)
    QApplication.processEvents()  # the paint requests that the change has posted
    QApplication.processEvents()  # and those of layouts that moved by it
    return Took((time.perf_counter() - wall) * 1e3, (time.thread_time() - work) * 1e3)


def wait(is_reached: Callable[[], bool]) -> None:
    """Lets the event loop run until it is."""
    if is_reached():
        return
    loop, looks, end = QEventLoop(), QTimer(), QTimer()
    looks.timeout.connect(lambda: loop.quit() if is_reached() else None)
    end.timeout.connect(loop.quit)
    looks.start(1)
    end.start(round(_PATIENCE_S * 1e3))
    loop.exec()
    if not is_reached():
        raise CannotMeasure(f"The page took more than {_PATIENCE_S:g} s.")
