"""A database of a million runs in the real window: what its pages take, and how much of it they read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import psutil

from benchmarks.benchmark import Effort, say
from benchmarks.document import table
from benchmarks.many_runs import make_many_runs
from benchmarks.run_window import open_window, timed
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.compare.reading import MOST_RUNS
from benchwright.ui.pages.runs.page import RunsPage

RUNS = 1_000_000
_MEGABYTE = 1_000_000


def measure_million(effort: Effort) -> str:
    """Opens Runs and Compare, each until it shows rows; then Compare until it has read all it offers."""
    count = effort.turns(RUNS, RUNS // 10)

    def make(file: Path) -> None:
        say(f"making {count:,} runs")
        make_many_runs(file, count, sampled=MOST_RUNS)

    with open_window(make) as window:
        rows = [
            _row(window, "Runs opened to its first rows painted", "runs", lambda: _rows(window) > 0, _rows),
            _row(window, "Compare opened to its first runs painted", "compare", lambda: _points(window) > 0, _points),
            _row(window, "and to all that it offers", "compare", lambda: _points(window) >= MOST_RUNS, _points),
        ]
    header = (f"of {count:,} runs", "by the clock", "work of the GUI thread", "runs held", "memory grown by")
    return table(header, rows)


def _row(
    window: MainWindow, words: str, page: str, is_done: Callable[[], bool], held: Callable[[MainWindow], int]
) -> tuple[object, ...]:
    before = _resident_bytes()
    took = timed(lambda: window.navigate(page), is_done)
    grown = (_resident_bytes() - before) / _MEGABYTE
    return (words, f"{took.wall_ms:.0f} ms", f"{took.work_ms:.0f} ms", f"{held(window):,}", f"{grown:.0f} MB")


def _rows(window: MainWindow) -> int:
    page = window.current_page
    return len(page.parts.table.runs.rows) if isinstance(page, RunsPage) else 0


def _points(window: MainWindow) -> int:
    page = window.current_page
    is_drawn = isinstance(page, ComparePage) and page.study is not None
    return len(page.parts.chooser.points) if isinstance(page, ComparePage) and is_drawn else 0


def _resident_bytes() -> int:
    return int(psutil.Process().memory_info().rss)
