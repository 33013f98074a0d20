"""The Compare page on ten thousand runs: how long it takes to be painted, and to follow a selection."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEventLoop, QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.many_samples import make_runs
from benchmarks.run_window import Took, open_window, timed, wait
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage

RUNS = 10_000
BRUSHES = 20
VISITS = 3
_REST_MS = 150
_HEADER = ("of {runs} runs", "median", "longest", "of it work of the GUI thread, median", "goal")


@dataclass(slots=True)
class _Takes:
    """What was taken in all windows so far."""

    first: list[Took] = field(default_factory=list)
    again: list[Took] = field(default_factory=list)
    everything: list[Took] = field(default_factory=list)
    brushes: list[Took] = field(default_factory=list)
    details: list[Took] = field(default_factory=list)
    rows: list[Took] = field(default_factory=list)


def measure_compare(effort: Effort) -> str:
    """Visits of the page, all runs at once, rubber bands of all sizes over the scatter, rows of the table."""
    takes, windows = _Takes(), effort.turns(VISITS, 1)
    for number in range(windows):
        say(f"window {number + 1} of {windows}")
        with open_window(partial(make_runs, count=RUNS)) as window:
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
    takes.first.append(timed(lambda: window.navigate("compare"), lambda: _is_drawn(window, 1)))
    page = window.current_page
    if not isinstance(page, ComparePage):
        raise CannotMeasure("The Compare page did not open.")
    _settle(page)
    window.navigate("bench")
    takes.again.append(timed(lambda: window.navigate("compare"), lambda: _is_drawn(window, 1)))
    _settle(page)
    takes.everything.append(timed(page.parts.chooser.all.click, lambda: _is_drawn(window, RUNS)))
    _settle(page)
    for turn in range(1, brush_count + 1):
        brushed = timed(partial(_brush, page, turn / brush_count))
        takes.brushes.append(brushed)
        followed = timed(lambda: None, lambda: page.bridge.is_idle and page.is_settled)
        takes.details.append(Took(brushed.wall_ms + followed.wall_ms, brushed.work_ms + followed.work_ms))
        _settle(page)
        takes.rows.append(timed(partial(page.parts.table.selectRow, turn)))
        _settle(page)


def _settle(page: ComparePage) -> None:
    """Until every answer is there and drawn, so that one measurement does not pay for another."""
    wait(lambda: len(page.parts.chooser.points) == RUNS and page.bridge.is_idle)
    rest = QEventLoop()
    QTimer.singleShot(_REST_MS, rest.quit)
    rest.exec()
    wait(lambda: page.bridge.is_idle)


def _is_drawn(window: MainWindow, count: int) -> bool:
    page = window.current_page
    return isinstance(page, ComparePage) and page.study is not None and len(page.study.points) >= count


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


def _row(words: str, taken: Sequence[Took], goal: str) -> tuple[object, ...]:
    walls = [took.wall_ms for took in taken]
    work = statistics.median(took.work_ms for took in taken)
    return (words, f"{statistics.median(walls):.0f} ms", f"{max(walls):.0f} ms", f"{work:.0f} ms", goal)
