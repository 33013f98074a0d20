"""The Compare page on ten thousand runs: how long it takes to be painted, and to follow a selection."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.bench_lab import temporary_toolbox
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.many_samples import make_runs
from benchwright.compose import build_workbench
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.theme import Theme

RUNS = 10_000
BRUSHES = 20
VISITS = 3
_PATIENCE_S = 120.0
_REST_MS = 150
_HEADER = ("of {runs} runs", "median", "longest", "of it work of the GUI thread, median", "goal")


@dataclass(frozen=True, slots=True)
class _Took:
    """Milliseconds by the wall's clock, and of work in the GUI thread."""

    wall_ms: float
    work_ms: float


@dataclass(slots=True)
class _Takes:
    """What was taken in all windows so far."""

    first: list[_Took] = field(default_factory=list)
    again: list[_Took] = field(default_factory=list)
    everything: list[_Took] = field(default_factory=list)
    brushes: list[_Took] = field(default_factory=list)
    details: list[_Took] = field(default_factory=list)
    rows: list[_Took] = field(default_factory=list)


def measure_compare(effort: Effort) -> str:
    """Visits of the page, all runs at once, rubber bands of all sizes over the scatter, rows of the table."""
    takes, windows = _Takes(), effort.turns(VISITS, 1)
    for number in range(windows):
        say(f"window {number + 1} of {windows}")
        with _open_window(RUNS) as window:
            _visit(window, takes, effort.turns(BRUSHES, 5))
    return table(
        tuple(cell.format(runs=f"{RUNS:,}") for cell in _HEADER),
        [
            _row("first visit: page opened to newest versions painted", takes.first, "≤ 300 ms"),
            _row("page opened again", takes.again, "≤ 300 ms"),
            _row("[All found]: every run in scatter and table", takes.everything, ""),
            _row("rubber band over all runs let go to scatter and table redrawn", takes.brushes, "≤ 50 ms"),
            _row("and to the samples of the selected runs read and drawn", takes.details, ""),
            _row("row of the table selected to scatter and table redrawn", takes.rows, "≤ 50 ms"),
        ],
    )


def _visit(window: MainWindow, takes: _Takes, brush_count: int) -> None:
    takes.first.append(_timed(lambda: window.navigate("compare"), lambda: _is_drawn(window, 1)))
    page = window.current_page
    if not isinstance(page, ComparePage):
        raise CannotMeasure("The Compare page did not open.")
    _settle(page)
    window.navigate("bench")
    takes.again.append(_timed(lambda: window.navigate("compare"), lambda: _is_drawn(window, 1)))
    _settle(page)
    takes.everything.append(_timed(page.parts.chooser.all.click, lambda: _is_drawn(window, RUNS)))
    _settle(page)
    for turn in range(1, brush_count + 1):
        brushed = _timed(partial(_brush, page, turn / brush_count))
        takes.brushes.append(brushed)
        followed = _timed(lambda: None, lambda: page.bridge.is_idle and page.is_settled)
        takes.details.append(_Took(brushed.wall_ms + followed.wall_ms, brushed.work_ms + followed.work_ms))
        _settle(page)
        takes.rows.append(_timed(partial(page.parts.table.selectRow, turn)))
        _settle(page)


def _settle(page: ComparePage) -> None:
    """Until every answer is there and drawn, so that one measurement does not pay for another."""
    _wait(lambda: len(page.parts.chooser.points) == RUNS and page.bridge.is_idle)
    rest = QEventLoop()
    QTimer.singleShot(_REST_MS, rest.quit)
    rest.exec()
    _wait(lambda: page.bridge.is_idle)


@contextlib.contextmanager
def _open_window(run_count: int) -> Iterator[MainWindow]:
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication([])
    with temporary_toolbox() as toolbox:
        database = Path(toolbox.default_database)
        database.parent.mkdir(parents=True, exist_ok=True)
        make_runs(database, run_count)
        workbench = build_workbench(toolbox, toolbox.default_database)
        theme = Theme(is_dark=True, parent=application)
        theme.apply(application)
        bridge = Bridge(workbench, application)
        window = MainWindow(bridge, theme, db_file=str(database))
        try:
            window.resize(1360, 820)
            window.show()
            window.show_page(0)
            _wait(lambda: bridge.is_idle)
            yield window
        finally:
            window.close()
            workbench.close()
            theme.deleteLater()
            window.deleteLater()


def _is_drawn(window: MainWindow, count: int) -> bool:
    page = window.current_page
    return isinstance(page, ComparePage) and page.study is not None and len(page.study.points) >= count


def _timed(act: Callable[[], object], is_done: Callable[[], bool] = lambda: True) -> _Took:
    """From the act to the end of the paint that shows it."""
    wall, work = time.perf_counter(), time.thread_time()
    act()
    _wait(is_done)
    QApplication.processEvents()  # the paint requests that the change has posted
    QApplication.processEvents()  # and those of layouts that moved by it
    return _Took((time.perf_counter() - wall) * 1e3, (time.thread_time() - work) * 1e3)


def _wait(is_reached: Callable[[], bool]) -> None:
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


def _brush(page: ComparePage, ratio: float) -> None:
    """A rubber band from the top left over a part of the scatter, its marks all inside at 1."""
    viewport: QWidget = page.parts.scatter.panels[0].canvas.plot.viewport()
    end = QPointF(viewport.width() * ratio - 1, viewport.height() * ratio - 1)
    for kind, at in (
        (QMouseEvent.Type.MouseButtonPress, QPointF(1, 1)),
        (QMouseEvent.Type.MouseMove, end),
        (QMouseEvent.Type.MouseButtonRelease, end),
    ):
        where = QPointF(viewport.mapToGlobal(at.toPoint()))
        button, held = Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton
        QApplication.sendEvent(viewport, QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier))


def _row(words: str, taken: Sequence[_Took], goal: str) -> tuple[object, ...]:
    walls = [took.wall_ms for took in taken]
    work = statistics.median(took.work_ms for took in taken)
    return (words, f"{statistics.median(walls):.0f} ms", f"{max(walls):.0f} ms", f"{work:.0f} ms", goal)
