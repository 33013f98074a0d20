"""Several programs on one database: what one measures appears in the other, and neither harms the other."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.runs.page import RunsPage
from benchwright.ui.theme import Theme

PATIENCE_MS = 30_000
WRITE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from benchwright.store import SqliteRunStore
from tests.builders import a_record, a_run
with SqliteRunStore(Path(sys.argv[1]), clock=lambda: datetime.now(UTC)) as store:
    for name in sys.argv[2:]:
        store.add(a_record(a_run(run_id=name)))
"""


@pytest.fixture
def workbench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    toolbox = build_toolbox()
    workbench = build_workbench(toolbox, tmp_path / "shared.db")
    workbench.start()
    yield workbench
    workbench.close()
    toolbox.places.close()


@pytest.fixture
def window(workbench: Workbench, theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    bridge = Bridge(workbench)
    window = MainWindow(bridge, theme, db_file=workbench.store.file)
    bridge.setParent(window)
    qtbot.addWidget(window)
    window.show_page(0)
    window.show()
    yield window
    window.close()


def write(workbench: Workbench, *run_ids: str) -> None:
    """Another process saves these runs, and ends."""
    subprocess.run([sys.executable, "-c", WRITE, workbench.store.file, *run_ids], check=True, timeout=60)


def test_a_run_of_another_process_appears_by_itself(window: MainWindow, workbench: Workbench, qtbot: QtBot) -> None:
    page = window.show_page(1)
    assert isinstance(page, RunsPage)
    write(workbench, "first-run")
    qtbot.waitUntil(lambda: workbench.store.run_count() == 1 and page.parts.isVisible(), timeout=PATIENCE_MS)
    write(workbench, "second-run", "third-run")
    with qtbot.waitSignal(window.bridge.store_changed, timeout=PATIENCE_MS):
        pass
    assert {run.run_id for run in workbench.store.runs()} == {"first-run", "second-run", "third-run"}


def test_both_write_at_the_same_time_and_nothing_is_lost(workbench: Workbench) -> None:
    names = [f"their-run-{number}" for number in range(20)]
    other = subprocess.Popen([sys.executable, "-c", WRITE, workbench.store.file, *names])
    for number in range(5):
        workbench.store.upkeep.change_mark()
        write(workbench, f"own-run-{number}")
    assert other.wait(timeout=60) == 0
    assert workbench.store.run_count() == 25
