"""The Compare page, with clicks and keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from benchwright.model.board import Origin
from benchwright.model.compare import Metric
from benchwright.model.errors import FileUnwritable
from benchwright.model.point import RunPoint, point_of
from benchwright.model.run import Issue, IssueCode, Run, Validity
from benchwright.protocols.run_store import UnreadRun
from benchwright.ui.charts.chart import Chart
from benchwright.ui.item_models.comparison_cells import latency_words
from benchwright.ui.look import Look
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.choice import default_baseline, default_choice
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.compare.view_link import view_of_link
from benchwright.ui.remembered_budgets import budgets_in
from benchwright.ui.theme import Theme
from tests.builders import a_hardware_run, a_hardware_timing, a_run, a_timing, an_invalid_run
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
        window.navigate("compare", run_ids)
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
    window.navigate("compare")
    page = window.current_page
    assert isinstance(page, ComparePage)
    assert not page.parts.isVisible()


def test_runs_that_cannot_be_read_are_told_of_and_the_others_are_compared(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.unread = (UnreadRun("r-of-the-future", "'sunspots' is no issue"),)
    page = open_compare(bench)
    assert len(page.comparisons) == 3
    assert page.parts.unread.isVisible()
    assert "(1): r-of-the-future. Reason for the first: 'sunspots' is no issue." in page.parts.unread.text
    with qtbot.waitSignal(page.navigation_requested):
        page.parts.unread.findChildren(QPushButton)[0].click()


def test_a_database_of_which_nothing_can_be_read_is_not_called_empty(
    open_window: Callable[..., MainWindow], qtbot: QtBot
) -> None:
    bench = a_bench()
    bench.store.unread = (UnreadRun("r-of-the-future", "'sunspots' is no issue"),)
    window = open_window(bench)
    window.navigate("compare")
    page = window.current_page
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(page.parts.unread.isVisible)


@pytest.mark.parametrize(("width", "font_ratio"), [(1360, 1.0), (1000, 1.0), (1000, 2.0)])
def test_the_bar_wraps_where_words_are_long(
    open_compare: OpenCompare, bench: FakeWorkbench, theme: Theme, qtbot: QtBot, width: int, font_ratio: float
) -> None:
    theme.set_look(Look(font_ratio=font_ratio))
    page = open_compare(bench, width=width, height=640)
    for button in (page.parts.pick_button, page.parts.choose):
        button.setText("Escolher por mim a melhor variante…")
    qtbot.waitUntil(lambda: page.parts.share.y() > page.parts.choose.y())
    assert page.width() <= page.parentWidget().width()
    theme.set_look(Look())


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
    assert page.parts.verdict.text() == "digits_2 v2 wins: Latency ▼ −50.0 % faster (emulated)"


def test_a_long_verdict_goes_on_to_the_next_line_and_is_not_cut(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    verdict = page.parts.verdict
    one_line_px = verdict.height()
    page.parts.say("digits_2 v2 wins: Latency ▼ −50.0 % faster (emulated) · " * 5)
    qtbot.waitUntil(lambda: verdict.height() > one_line_px)
    assert verdict.height() >= verdict.heightForWidth(verdict.width())


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
    assert asked.args == ["runs", "r-0003"]


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


def test_a_noisy_run_gets_its_verdict_when_its_samples_are_read(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.kept = [noisy(1, 80_000), noisy(2, 80_010), noisy(3, 90_000)]
    page = open_compare(bench)
    qtbot.waitUntil(lambda: cells(page, 2)[4] == "▲ +12.5 % slower")
    assert cells(page, 1)[4] == "= same"
    assert cells(page, 1)[3].startswith("1.00106 ± 0.00031 ms")
    qtbot.waitUntil(lambda: "▲ +12.5 % slower" in page.parts.distribution.summary_text())


def test_diff_only_leaves_out_noise_when_it_is_known_to_be_noise(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.kept = [noisy(1, 80_000), noisy(2, 80_010)]
    page = open_compare(bench)
    page.parts.diff_only.click()
    qtbot.waitUntil(lambda: page.parts.table.comparisons.columnCount() == 3)


def test_too_few_noisy_samples_are_said(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.kept = [noisy(1, 80_000, count=3), noisy(2, 90_000, count=3)]
    page = open_compare(bench)
    qtbot.waitUntil(lambda: cells(page, 1)[4] == "too few samples")


def test_stack_that_wobbles_is_the_same_ram(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    memory = replace(a_run().memory, stack_touched=1_004)
    bench.store.kept = [a_version(1, 32_016), a_version(2, 32_016, memory=memory)]
    page = open_compare(bench)
    assert cells(page, 1)[5:7] == ["2.28 kB", "= same"]


def test_a_regression_is_marked_and_a_click_opens_the_run(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    show_tab(page, page.parts.trend)
    qtbot.waitUntil(lambda: list(page.parts.trend.regressions) == ["r-0003"])
    assert "Regressions: digits_3 v3." in page.parts.trend.accessibleDescription()
    assert page.parts.trend.table().rows[2][-1] == "▲ +200 % slower"
    panel = page.parts.trend.panels[0]
    qtbot.wait(1)
    with qtbot.waitSignal(page.navigation_requested) as asked:
        qtbot.mouseClick(panel.canvas.plot.viewport(), Qt.MouseButton.LeftButton, pos=panel.mark_position("r-0003"))
    assert asked.args == ["runs", "r-0003"]


def test_a_noisy_regression_is_marked_after_its_samples_were_read(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.kept = [noisy(1, 80_000), noisy(2, 90_000), noisy(3, 90_050)]
    page = open_compare(bench)
    show_tab(page, page.parts.trend)
    qtbot.waitUntil(lambda: list(page.parts.trend.regressions) == ["r-0002"])


def test_each_tab_shows_the_chosen_runs_and_has_a_table(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    for chart, row_count in (
        (page.parts.distribution, 3),
        (page.parts.ecdf, 3),
        (page.parts.trend, 3),
        (page.parts.parallel, 3),
        (page.parts.ops, 1),
    ):
        show_tab(page, chart)
        qtbot.waitUntil(lambda chart=chart: bool(chart.panels))  # type: ignore[misc]
        assert len(chart.table().rows) == row_count
        assert chart.accessibleDescription()
    headings = page.parts.ops.table().headings
    for name in ("Time", "Share"):
        of_name = [heading for heading in headings if heading.startswith(f"{name}\n")]
        assert of_name == [f"{name}\nv{version} {version}" for version in (1, 2, 3)]


def test_the_samples_of_selected_runs_are_shown(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    qtbot.waitUntil(lambda: len(page.parts.distribution.table().rows) == 3)
    page.parts.table.selectRow(1)
    qtbot.waitUntil(lambda: [row[0] for row in page.parts.distribution.table().rows] == ["digits_2 v2"])


def test_a_budget_is_typed_drawn_and_remembered(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    page.parts.budgets.click()
    editor = page.parts.budget_editor
    qtbot.keyClicks(editor.fields[Metric.LATENCY], "0,02")
    qtbot.keyClick(editor.fields[Metric.LATENCY], Qt.Key.Key_Return)
    items = page.parts.scatter.panels[0].canvas.plot.plotItem.items
    assert "budget 20.0 µs" in [item.label.format for item in items if hasattr(item, "label")]
    assert budgets_in(page.bridge.remembered, "digits", "b-l475e-iot01a").limits == {Metric.LATENCY: 20.0}
    assert budgets_in(page.bridge.remembered, "digits", "other/board").limits == {}
    editor.close()


def test_a_budget_that_is_no_number_is_refused_in_words(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_compare(bench)
    page.parts.budgets.click()
    editor = page.parts.budget_editor
    with qtbot.assertNotEmitted(editor.changed):
        qtbot.keyClicks(editor.fields[Metric.RAM], "-3")
        qtbot.keyClick(editor.fields[Metric.RAM], Qt.Key.Key_Return)
    assert any("RAM: enter a number above 0" in label.text() for label in editor.findChildren(QLabel))
    editor.close()


def test_a_change_of_the_baseline_is_undone(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    page.parts.table.setCurrentIndex(page.parts.table.comparisons.index(2, 0))
    qtbot.keyClick(page.parts.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0003")
    page.undo_stack.undo()
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0001")
    page.undo_stack.redo()
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0003")


def test_the_baseline_is_marked_in_the_database_and_the_mark_taken_back(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.set_baseline("r-0002", is_baseline=True)
    page = open_compare(bench)
    page.parts.baseline.setCurrentIndex(page.parts.baseline.findData("r-0003"))
    qtbot.waitUntil(lambda: page.comparisons[0].point.run_id == "r-0003")
    page.parts.keep.click()
    qtbot.waitUntil(lambda: bench.store.run("r-0003").is_baseline)
    page.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.store.run("r-0002").is_baseline and not bench.store.run("r-0003").is_baseline)


def test_a_link_brings_the_view_back(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench, ("r-0003", "r-0002"))
    page.parts.y_metric.setCurrentIndex(page.parts.y_metric.findData(Metric.FLASH.value))
    page.parts.diff_only.click()
    page.parts.table.selectRow(1)
    page.sharing.copy_link()
    link = QGuiApplication.clipboard().text()
    assert link.startswith("benchwright:compare?")
    page.parts.diff_only.click()
    page.parts.chooser.choose(["r-0001"])
    page.receive(link)
    qtbot.waitUntil(lambda: len(page.comparisons) == 2)
    assert page.view() == view_of_link(link)


def test_a_link_to_runs_that_are_gone_says_so(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    with qtbot.waitSignal(page.toast_requested) as told:
        page.receive("benchwright:compare?run=r-0001&run=gone")
    assert told.args == ["1 runs of this view are not in the database."]
    QGuiApplication.clipboard().setText("https://example.org")
    with qtbot.waitSignal(page.toast_requested) as told:
        page.sharing.open_copied()
    assert told.args == ["There is no link to a view in the clipboard."]


def test_the_charts_are_saved_as_svg(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_compare(bench)
    with qtbot.waitSignal(page.toast_requested):
        page.sharing.save_svg(Path("compare.svg"))
    picture = ElementTree.fromstring(bench.files[Path("compare.svg")])
    assert picture.tag.endswith("svg")
    assert "wins" in "".join(picture.itertext())
    bench.unwritable = True
    with qtbot.waitSignal(page.error_raised) as failed:
        page.sharing.save_svg(Path("compare.svg"))
    assert isinstance(failed.args[0], FileUnwritable)


def test_all_found_runs_are_compared_and_those_out_of_sight_wait(
    open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.kept = [noisy(1 + number % 9, 80_000, run_id=f"r-{number:04d}") for number in range(700)]
    page = open_compare(bench)
    chooser = page.parts.chooser
    assert chooser.model.rowCount() == 500
    chooser.model.fetchMore(QModelIndex())
    assert chooser.model.rowCount() == 700
    bench.store.kept[5] = replace(bench.store.kept[5], tags=("nightly",))
    qtbot.keyClicks(chooser.search.line, "tag:nightly")
    qtbot.waitUntil(lambda: chooser.model.rowCount() == 1)
    chooser.search.clear()
    qtbot.waitUntil(lambda: chooser.model.rowCount() == 500)
    chooser.all.click()
    qtbot.waitUntil(lambda: page.study is not None and len(page.study.points) == 700)
    qtbot.waitUntil(lambda: page.bridge.is_idle)
    assert page.study is not None
    assert len(page.study.pending(page.study.points)) > 500
    page.drawing.select({f"r-{number:04d}" for number in range(300, 320)})
    assert page.parts.table.selected() == page.selected
    assert {point.run_id for point in page.parts.table.comparisons.rows[1:21]} == page.selected


def test_hostile_names_are_shown_as_they_are(open_compare: OpenCompare, bench: FakeWorkbench, qtbot: QtBot) -> None:
    name = "<b>digits</b>\x00\u202e" + "x" * 10_000
    bench.store.kept = [a_version(1, 32_016, variant_name=name), a_version(2, 16_016, model="digits", board="a/b\n<i>")]
    page = open_compare(bench, ("r-0001", "r-0002"))
    texts = [*cells(page, 0), *cells(page, 1), page.parts.verdict.text(), page.parts.baseline.itemText(0)]
    assert all(len(text) < 250 and "\x00" not in text and "\u202e" not in text for text in texts)
    model = page.parts.chooser.model
    tip = str(model.data(model.index(1), Qt.ItemDataRole.ToolTipRole))
    assert "&lt;b&gt;" in tip
    assert "<b>" not in tip
    for chart in page.parts.charts:
        show_tab(page, chart)
        qtbot.waitUntil(lambda: page.bridge.is_idle)


def show_tab(page: ComparePage, chart: Chart) -> None:
    index = page.parts.tabs.indexOf(chart)
    if index >= 0:
        page.parts.tabs.setCurrentIndex(index)


def noisy(version: int, ticks: int, *, count: int = 40, **changes: object) -> Run:
    samples = tuple(ticks + (step * 37) % 160 for step in range(count))
    return a_version(
        version,
        ticks,
        origin=Origin.HARDWARE,
        timing=a_hardware_timing(*samples, overhead_ticks=0),
        **changes,
    )


def test_runs_that_are_not_valid_are_marked_wherever_they_are_shown(
    open_compare: OpenCompare, bench: FakeWorkbench
) -> None:
    doubted = Validity((Issue(IssueCode.UNSTABLE_LATENCY, "It wobbles."),))
    bench.store.kept = [a_version(1, 32016, validity=doubted), a_version(2, 16016, validity=doubted)]
    page = open_compare(bench)
    assert page.parts.verdict.text().endswith("faster (emulated, ⚠ degraded, baseline ⚠ degraded)")
    assert cells(page, 1)[2] == "emulated · ⚠ degraded"
    shown = page.parts.chooser.model
    assert str(shown.data(shown.index(0))).splitlines()[1].startswith("⚠ degraded · ")
    captions = [label.text() for label in page.parts.scatter.findChildren(QLabel)]
    assert any(text.endswith("⚠ not valid: 2") for text in captions)


def test_a_reason_is_shown_whole_in_a_narrow_table(open_compare: OpenCompare, bench: FakeWorkbench) -> None:
    bench.store.kept.append(a_hardware_run(run_id="hw", variant_sha256="cd"))
    table = open_compare(bench, ("r-0001", "r-0002", "hw")).parts.table
    row = next(place for place, point in enumerate(table.comparisons.rows) if point.run_id == "hw") or 1
    reason = str(table.comparisons.data(table.comparisons.index(row, 3)))
    area = table.visualRect(table.comparisons.index(row, 3))
    assert reason.startswith("not comparable, because ")
    needed = table.fontMetrics().boundingRect(0, 0, area.width() - 16, 0, Qt.TextFlag.TextWordWrap, reason)
    assert needed.height() <= area.height()
    assert area.right() <= table.viewport().width()


def test_a_latency_with_an_interval_says_of_how_many_samples() -> None:
    (point,) = points(a_hardware_run(timing=a_hardware_timing(*range(1000, 1200, 10))))
    assert latency_words(point).endswith("µs, n = 20")
    assert "±" in latency_words(point)


def test_runs_of_one_version_are_told_apart_by_their_time_which_is_not_cut(
    open_compare: OpenCompare, bench: FakeWorkbench
) -> None:
    again = replace(a_version(1, 32016), run_id="r-again", started_at="2026-11-21T12:01:00+00:00")
    bench.store.kept.append(again)
    shown = open_compare(bench).parts.chooser.model
    texts = [str(shown.data(shown.index(row))) for row in range(shown.rowCount())]
    places = [text.splitlines()[1] for text in texts if "v1" in text.splitlines()[0]]
    assert sorted(place.split(" ")[0] for place in places) == ["11-20", "11-21"]
