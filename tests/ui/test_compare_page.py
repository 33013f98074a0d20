"""The Compare page, with clicks and keys."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint, point_of
from benchwright.model.run import Run
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.choice import default_baseline, default_choice
from benchwright.ui.pages.compare.page import ComparePage
from tests.builders import a_hardware_run, a_run, a_timing, an_invalid_run
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenCompare = Callable[..., ComparePage]


def a_version(version: int, ticks: int, **changes: object) -> Run:
    run = a_run(
        run_id=f"r-{version:04d}",
        started_at=f"2026-11-20T12:{version:02d}:00+00:00",
        variant_name=f"digits_{version}",
        variant_version=version,
        variant_sha256=f"{version:064x}",
        timing=a_timing(ticks, ticks),
    )
    return replace(run, **changes)  # type: ignore[arg-type]


def points(*runs: Run) -> tuple[RunPoint, ...]:
    return tuple(point_of(run) for run in runs)


@pytest.fixture
def bench() -> FakeWorkbench:
    workbench = a_bench()
    workbench.store.kept = [a_version(1, 32016), a_version(2, 16016), a_version(3, 48016)]
    return workbench


@pytest.fixture
def open_compare(open_window: Callable[..., MainWindow], qtbot: QtBot) -> OpenCompare:
    def open_it(workbench: FakeWorkbench, run_ids: tuple[str, ...] | None = None, **size: int) -> ComparePage:
        window = open_window(workbench, **size)
        window.navigate("Compare", run_ids)
        page = window.current_page
        assert isinstance(page, ComparePage)
        qtbot.waitUntil(lambda: len(page.parts.chooser.points) == workbench.store.run_count())
        qtbot.waitUntil(lambda: len(page.comparisons) == len(page.parts.chooser.chosen()))
        return page

    return open_it


def cells(page: ComparePage, row: int) -> list[str]:
    model = page.parts.table.comparisons
    return [str(model.data(model.index(row, column))) for column in range(model.columnCount())]


def test_without_runs_the_page_leads_to_the_bench(open_window: Callable[..., MainWindow], qtbot: QtBot) -> None:
    window = open_window(a_bench())
    window.navigate("Compare")
    page = window.current_page
    assert isinstance(page, ComparePage)
    assert not page.parts.isVisible()


def test_versions_of_the_newest_run_are_compared_at_first(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench)
    assert [row.point.run_id for row in page.comparisons] == ["r-0001", "r-0002", "r-0003"]
    assert page.comparisons[0].baseline.run_id == "r-0001"


def test_deltas_have_arrow_sign_and_word(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench)
    assert cells(page, 0)[3:5] == ["25.0 µs", "baseline"]
    assert cells(page, 1)[3:7] == ["12.5 µs", "▼ −50.0 % faster", "2.18 kB", "= same"]
    assert cells(page, 2)[4] == "▲ +50.0 % slower"


def test_the_page_says_which_one_wins(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench)
    assert page.parts.verdict.full_text == "Latency: digits_2 v2 wins, ▼ −50.0 % faster"


def test_runs_from_another_page_are_compared(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench, ("r-0003", "r-0002"))
    assert {row.point.run_id for row in page.comparisons} == {"r-0002", "r-0003"}


def test_emulated_and_hardware_stand_apart_and_say_why(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    bench.store.kept.append(a_hardware_run(run_id="hw", variant_sha256="cd"))
    page = open_compare(bench, ("r-0001", "r-0002", "hw"))
    row = next(place for place, item in enumerate(page.comparisons) if item.point.run_id == "hw")
    if page.comparisons[0].point.run_id == "hw":
        row = 1
    assert cells(page, row)[3].startswith("not comparable, because ")
    assert page.parts.remark.isVisible()
    assert [panel.title.split(" ")[0] for panel in page.parts.scatter.panels] == ["HARDWARE", "EMULATED"]


def test_the_combo_changes_the_baseline(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    page.parts.baseline.setCurrentIndex(page.parts.baseline.findData("r-0003"))
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0003")
    assert all(row.baseline.run_id == "r-0003" for row in page.comparisons)


def test_b_makes_the_row_at_the_cursor_the_baseline(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    page.parts.table.setCurrentIndex(page.parts.table.comparisons.index(1, 0))
    qtbot.keyClick(page.parts.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0002")


def test_enter_opens_a_run(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    page.parts.table.setCurrentIndex(page.parts.table.comparisons.index(2, 0))
    with qtbot.waitSignal(page.navigation_requested) as asked:
        qtbot.keyClick(page.parts.table, Qt.Key.Key_Return)
    assert asked.args == ["Runs", "r-0003"]


def test_a_row_selected_in_the_table_stands_out_in_the_charts(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    page.parts.table.setCurrentIndex(page.parts.table.comparisons.index(0, 0))
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Down)
    assert page.selected == {"r-0002"}
    assert page.parts.scatter.selected == {"r-0002"}
    assert page.parts.trend.selected == {"r-0002"}


def test_a_mark_selected_in_the_scatter_selects_its_row(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    panel = page.parts.scatter.panels[0]
    qtbot.keyClick(panel, Qt.Key.Key_Right)
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert page.parts.table.selected() == page.selected == {"r-0002"}
    qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert page.selected == frozenset()


def test_metrics_of_the_scatter_can_be_chosen(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench)
    page.parts.y_metric.setCurrentIndex(page.parts.y_metric.findData(Metric.ACCURACY.value))
    assert page.parts.scatter.accessibleName() == "Accuracy against Latency"


def test_diff_only_leaves_out_what_is_the_same(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    before = page.parts.table.comparisons.columnCount()
    page.parts.diff_only.click()
    assert before == 11
    assert page.parts.table.comparisons.columnCount() == 5


def test_space_in_the_list_takes_a_run_out(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    page.parts.chooser.list.setCurrentIndex(page.parts.chooser.model.index(0))
    qtbot.keyClick(page.parts.chooser.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [row.point.run_id for row in page.comparisons] == ["r-0001", "r-0002"])
    assert page.parts.chooser.heading.text() == "2 of 3 runs are compared"


def test_the_list_folds_in_a_narrow_window(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    page = open_compare(bench, width=1000, height=640)
    assert not page.parts.chooser.isVisible()
    page.parts.choose.click()
    assert page.parts.chooser.isVisible()
    assert page.minimumSizeHint().width() <= page.width()


def test_invalid_runs_are_no_default_choice() -> None:
    assert default_choice(points(an_invalid_run())) == ()
    runs = points(an_invalid_run(), a_version(2, 3216), a_version(1, 1616, origin=Origin.NATIVE))
    assert default_choice(runs) == ("r-0002",)


def test_a_marked_run_is_the_default_baseline() -> None:
    runs = points(a_version(1, 1616), a_version(2, 3216, is_baseline=True))
    found = default_baseline(runs)
    assert found is not None
    assert found.run_id == "r-0002"
