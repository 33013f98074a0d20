"""What size, colour and shape of the scatter's marks say: chosen, remembered, and told by a legend."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.compare import Metric
from benchwright.model.point import RunPoint, point_of
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.ui.charts.legend_line import LegendEntry, LegendLine
from benchwright.ui.charts.mark_look import LARGEST_PX, SMALLEST_PX, ColourBy, MarkKeys, MarkLook
from benchwright.ui.charts.marks import MARK_PX, Mark
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.compare.view_link import View, view_link, view_of_link
from benchwright.ui.theme import Theme
from tests.builders import a_run, a_timing
from tests.ui.fake_workbench import FakeWorkbench, a_bench


def a_version(version: int, **changes: object) -> Run:
    run = a_run(
        run_id=f"r-{version}",
        variant_name=f"digits_{version}",
        variant_version=version,
        variant_sha256=f"{version:064x}",
        accuracy=0.9 + version / 100,
        timing=a_timing(16016 * version, 16016 * version),
    )
    return replace(run, **changes)  # type: ignore[arg-type]


def points(*runs: Run) -> tuple[RunPoint, ...]:
    return tuple(point_of(run) for run in runs)


def test_by_default_all_marks_are_of_one_size_with_the_shape_of_their_board() -> None:
    runs = points(a_version(1), a_version(2, board="nucleo-l4r5zi"))
    keys = MarkKeys(runs, MarkLook())
    assert {keys.size_px(run) for run in runs} == {MARK_PX}
    assert keys.shape(runs[0]) != keys.shape(runs[1])


def test_the_area_follows_the_value() -> None:
    runs = points(a_version(1), a_version(2), a_version(5))
    keys = MarkKeys(runs, MarkLook(size=Metric.LATENCY))
    small, middle, large = (keys.size_px(run) for run in runs)
    assert (small, large) == (SMALLEST_PX, LARGEST_PX)
    assert (middle**2 - small**2) / (large**2 - small**2) == pytest.approx(0.25, abs=0.03)


def test_a_run_without_the_metric_of_the_size_is_a_cross_and_not_a_small_mark() -> None:
    runs = points(a_version(1), a_version(2, accuracy=None))
    keys = MarkKeys(runs, MarkLook(size=Metric.ACCURACY))
    assert (keys.shape(runs[1]), keys.size_px(runs[1])) == ("x", MARK_PX)
    assert keys.shape(runs[0]) != "x"


@pytest.mark.parametrize("colour", [ColourBy.MODEL, ColourBy.BOARD])
def test_a_kind_is_told_by_its_shape_as_by_its_colour(colour: ColourBy) -> None:
    names = [f"kind-{number:02d}" for number in range(20)]
    runs = points(*(a_version(1, run_id=name, model=name, board=name) for name in names))
    keys = MarkKeys(runs, MarkLook(colour=colour))
    assert len({(keys.shape(run), keys.colour(run)) for run in runs}) == 20
    assert len({keys.shape(run) for run in runs[:8]}) == 8


def test_valid_and_degraded_runs_differ_in_colour_and_shape() -> None:
    doubted = Validity((Issue(IssueCode.UNSTABLE_LATENCY, "The latency drifts."),))
    runs = points(a_version(1), a_version(2, validity=doubted))
    keys = MarkKeys(runs, MarkLook(colour=ColourBy.VALIDITY))
    assert keys.shape(runs[0]) != keys.shape(runs[1])
    assert keys.colour(runs[0]) != keys.colour(runs[1])


def test_a_link_keeps_what_size_and_colour_say() -> None:
    look = MarkLook(Metric.FLASH, ColourBy.BOARD)
    view = view_of_link(view_link(View(("r-1",), look=look)))
    assert view is not None
    assert view.look == look
    old = view_of_link("benchwright:compare?x=latency&y=ram&run=r-1&size=girth&colour=")
    assert old is not None
    assert old.look == MarkLook()


@pytest.fixture
def bench() -> FakeWorkbench:
    workbench = a_bench()
    workbench.store.kept = [a_version(1), a_version(2), a_version(3, accuracy=None)]
    return workbench


@pytest.fixture
def page(open_window: Callable[..., MainWindow], bench: FakeWorkbench, qtbot: QtBot) -> ComparePage:
    window = open_window(bench)
    window.navigate("compare")
    page = window.current_page
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: len(page.comparisons) == 3)
    qtbot.waitUntil(lambda: bool(page.parts.scatter.panels))
    return page


def marks(page: ComparePage) -> dict[str, Mark]:
    return {mark.key: mark for panel in page.parts.scatter.panels for mark in panel.marks}


def told(page: ComparePage) -> list[str]:
    return [entry.text for entry in page.parts.scatter.legend.entries]


def test_marks_with_their_names_beside_them_have_no_legend(page: ComparePage) -> None:
    assert {mark.size_px for mark in marks(page).values()} == {MARK_PX}
    assert not page.parts.scatter.legend.isVisible()


def test_the_size_is_chosen_with_keys_and_a_legend_says_what_it_means(page: ComparePage, qtbot: QtBot) -> None:
    page.parts.marks.size.setFocus()
    for _ in Metric:
        qtbot.keyClick(page.parts.marks.size, Qt.Key.Key_Down)
    assert page.parts.marks.look == MarkLook(size=Metric.ACCURACY)
    assert marks(page)["r-2"].size_px > marks(page)["r-1"].size_px
    assert told(page) == ["Area: Accuracy", "91.0 %", "92.0 %", "not measured: 1"]
    assert page.parts.scatter.legend.isVisible()
    table = page.parts.scatter.table()
    assert [row[table.headings.index("Accuracy")] for row in table.rows] == ["91.0 %", "92.0 %", "not measured"]


def test_the_legend_of_colours_tells_the_boards(page: ComparePage) -> None:
    page.parts.marks.colour.setCurrentIndex(page.parts.marks.colour.findData("board"))
    assert told(page) == ["Colour and shape: board", "b-l475e-iot01a"]
    assert page.parts.scatter.legend.accessibleName() == "Colour and shape: board, b-l475e-iot01a"


def test_the_look_is_remembered_and_back_in_a_new_window(page: ComparePage, theme: Theme, qtbot: QtBot) -> None:
    page.parts.marks.size.setCurrentIndex(page.parts.marks.size.findData("flash"))
    page.parts.marks.colour.setCurrentIndex(page.parts.marks.colour.findData("model"))
    again = ComparePage(page.bridge, theme)
    qtbot.addWidget(again)
    assert again.parts.marks.look == MarkLook(Metric.FLASH, ColourBy.MODEL)
    page.bridge.remembered.set_text("compare/mark_size", "spoilt")
    last = ComparePage(page.bridge, theme)
    qtbot.addWidget(last)
    assert last.parts.marks.look.size is None


def test_a_long_legend_counts_what_has_no_room(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    line = LegendLine(theme, host)
    line.resize(300, 10)
    line.show_entries([LegendEntry(f"a board with number {number}", "o", "series0") for number in range(9)])
    one_line = LegendLine(theme, host)
    one_line.show_entries([LegendEntry("a board", "o")])
    assert line.height() == 2 * one_line.height()
    assert "a board with number 8" in line.toolTip()
