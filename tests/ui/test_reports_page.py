from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.reports.page import ReportsPage
from tests.builders import a_run
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenWindow = Callable[..., MainWindow]


def open_reports(window: MainWindow, workbench: FakeWorkbench, qtbot: QtBot) -> ReportsPage:
    window.navigate("reports")
    page = window.current_page
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(lambda: page.runs.count() == workbench.store.run_count())
    return page


def a_bench_with_runs() -> FakeWorkbench:
    workbench = a_bench()
    workbench.store.kept += [a_run(run_id="r-1"), a_run(run_id="r-2", note='odd, "quoted"')]
    return workbench


def test_the_newest_run_is_chosen_to_begin_with(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench_with_runs()
    assert open_reports(open_window(workbench), workbench, qtbot).chosen == ("r-2",)


def test_another_page_chooses_the_runs(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench_with_runs()
    window = open_window(workbench)
    page = open_reports(window, workbench, qtbot)
    window.navigate("reports", ("r-1",))
    qtbot.waitUntil(lambda: page.chosen == ("r-1",))


def test_a_report_is_written_and_said_so(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench_with_runs()
    window = open_window(workbench)
    open_reports(window, workbench, qtbot).write(Path("/data/report.html"))
    qtbot.waitUntil(lambda: window.toasts.texts == ("report.html was written.",))
    assert workbench.calls[-1] == ("export_report", "r-2", ".html")


def test_without_runs_there_is_nothing_to_press(open_window: OpenWindow, qtbot: QtBot) -> None:
    workbench = a_bench()
    page = open_reports(open_window(workbench), workbench, qtbot)
    qtbot.waitUntil(lambda: page.bridge.is_idle)
    assert not any(button.isVisible() for button in page.buttons.values())
