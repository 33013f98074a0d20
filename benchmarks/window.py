"""Cold start of the window against a bare PySide6 window, and the event loop while four boards are measured."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

from benchmarks.bench_lab import ROOT
from benchmarks.document import replace_section, table

TURNS = 7
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
from PySide6.QtCore import QTimer
application = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""
OURS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from benchwright.compose import build_toolbox, build_workbench
from benchwright.ui.app import build_window
toolbox = build_toolbox()
workbench = build_workbench(toolbox, toolbox.default_database)
application = QApplication([])
window = build_window(workbench, db_file=str(toolbox.default_database))
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
window.close()
workbench.close()
"""


def measure_start() -> None:
    """Whole processes, alternating, from start to the end of the first turn of the event loop."""
    _start(BARE)
    _start(OURS)
    bare, ours = zip(*((_start(BARE), _start(OURS)) for _ in range(TURNS)), strict=True)
    bare_s, ours_s = statistics.median(bare), statistics.median(ours)
    header = ("window", f"process, median of {TURNS}", "ratio")
    rows = (
        ("bare PySide6 window", f"{bare_s:.2f} s", "1"),
        ("Benchwright, Bench page shown", f"{ours_s:.2f} s", f"{ours_s / bare_s:.2f}"),
    )
    replace_section("start", table(header, rows))
    print(table(header, rows))


def _start(program: str) -> float:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], check=True, env=environment, cwd=ROOT)
    return time.perf_counter() - started
