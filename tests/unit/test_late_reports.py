"""The report desk that is loaded when it is first asked, and what else the window's start does without."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchwright.model.report import Letterhead
from benchwright.protocols.report_desk import ReportDesk
from benchwright.reports.late import LateReportDesk
from tests.report_shelf import Shelf, a_desk

_LOADED = """
import sys
from benchwright.compose import build_toolbox, build_workbench
toolbox = build_toolbox()
build_workbench(toolbox, toolbox.default_database).close()
late = ("benchwright.reports.desk", "benchwright.model.document", "importlib.metadata", "email", "difflib")
print([name for name in late if name in sys.modules])
"""


def test_opening_a_workbench_loads_no_reports_and_no_rarely_used_libraries(tmp_path: Path) -> None:
    environ = {**os.environ, "BENCHWRIGHT_HOME": str(tmp_path)}
    command = [sys.executable, "-c", _LOADED]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120, env=environ)
    assert ended.stdout.strip() == "[]"


def test_lanes_that_ask_at_once_get_one_desk(tmp_path: Path) -> None:
    made: list[ReportDesk] = []
    begun = threading.Barrier(4)

    def make() -> ReportDesk:
        time.sleep(0.05)
        made.append(a_desk(Shelf(), Letterhead("Northwind"), tmp_path))
        return made[-1]

    desk = LateReportDesk(make)

    def ask(_lane: int) -> str:
        begun.wait(10)
        return desk.letterhead().company

    with ThreadPoolExecutor(4) as lanes:
        assert list(lanes.map(ask, range(4))) == ["Northwind"] * 4
    assert len(made) == 1


def test_a_desk_that_nobody_asked_has_nothing_to_forget() -> None:
    def make() -> ReportDesk:
        raise AssertionError("nobody asked for a report")

    LateReportDesk(make).forget()
