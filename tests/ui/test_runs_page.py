"""The Runs page, with clicks and keys."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from benchwright.model.errors import DatabaseUnusable
from benchwright.model.run import Run
from benchwright.ui.item_models.run_cells import RunColumn
from benchwright.ui.item_models.runs_model import column_index
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.runs.page import RunsPage
from tests.builders import a_run, a_timing, an_invalid_run
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenRuns = Callable[..., RunsPage]
OpenWindow = Callable[..., MainWindow]


def a_version(version: int, **changes: object) -> Run:
    run = a_run(
        run_id=f"r-{version:04d}",
        started_at=f"2026-11-20T12:{version:02d}:00+00:00",
        variant_version=version,
        variant_sha256=f"{version:064x}",
        timing=a_timing(1616 * version, 1616 * version),
    )
    return replace(run, **changes)  # type: ignore[arg-type]


@pytest.fixture
def bench() -> FakeWorkbench:
    workbench = a_bench()
    workbench.store.kept = [a_version(1), a_version(2), a_version(3)]
    return workbench


@pytest.fixture
def open_runs(open_window: OpenWindow, qtbot: QtBot) -> OpenRuns:
    def open_it(workbench: FakeWorkbench, **size: int) -> RunsPage:
        window = open_window(workbench, **size)
        window.navigate("runs")
        page = window.current_page
        assert isinstance(page, RunsPage)
        qtbot.waitUntil(lambda: len(page.parts.table.runs.rows) == workbench.store.run_count())
        return page

    return open_it


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_ids(page: RunsPage) -> list[str]:
    proxy = page.parts.table.proxy
    return [proxy.run_at(proxy.index(row, 0)).run_id for row in range(proxy.rowCount())]


def test_an_empty_table_leads_to_the_bench(open_runs: OpenRuns, qtbot: QtBot) -> None:
    page = open_runs(a_bench())
    assert not page.parts.isVisible()
    button = next(button for button in page.findChildren(QPushButton) if button.text() == "Go to the bench")
    with qtbot.waitSignal(page.navigation_requested) as asked:
        click(qtbot, button)
    assert asked.args == ["bench", None]


def test_the_newest_run_is_on_top_and_shown(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    assert shown_ids(page) == ["r-0003", "r-0002", "r-0001"]
    qtbot.waitUntil(lambda: page.parts.detail.run is not None and page.parts.detail.run.run_id == "r-0003")
    qtbot.waitUntil(lambda: page.parts.detail.summary.tiles[0].value_text == "3.77 µs")


def test_the_change_to_the_previous_version_follows(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    model = open_runs(bench).parts.table.runs
    column = column_index(RunColumn.CHANGE)
    qtbot.waitUntil(lambda: model.data(model.index(0, column)) == "▲ +50.2 % slower")


def test_typing_searches(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.kept.append(an_invalid_run())
    page = open_runs(bench)
    page.focus_search()
    qtbot.keyClicks(page.parts.search, "valid:no")
    assert shown_ids(page) == ["r-20261120-140000-dead"]
    assert page.parts.count.text() == "1 of 4 runs"


def test_a_search_that_finds_nothing_hides_the_detail(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    qtbot.keyClicks(page.parts.search, "nothing-like-it")
    qtbot.waitUntil(lambda: not page.parts.detail.isVisible())
    assert not page.parts.archive.isEnabled()


def test_selected_runs_go_to_compare(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    assert not page.parts.compare.isEnabled()
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.parts.compare.text() == "Compare 2"
    with qtbot.waitSignal(page.navigation_requested) as asked:
        click(qtbot, page.parts.compare)
    assert asked.args == ["compare", ("r-0003", "r-0002")]


def test_space_takes_a_run_out_of_the_selection(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Space)
    assert len(page.parts.table.selected_runs()) == 2


def test_b_sets_the_baseline_and_undo_takes_it_back(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.kept[0] = a_version(1, is_baseline=True)
    page = open_runs(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.parts.table.runs.run_at(0).is_baseline)
    assert not page.parts.table.runs.run_at(2).is_baseline
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.parts.table.runs.run_at(2).is_baseline)
    assert not page.parts.table.runs.run_at(0).is_baseline


def test_the_baseline_can_be_removed(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.kept[2] = a_version(3, is_baseline=True)
    page = open_runs(bench)
    assert page.parts.baseline.text() == "Remove baseline"
    click(qtbot, page.parts.baseline)
    qtbot.waitUntil(lambda: not page.parts.table.runs.run_at(0).is_baseline)


def test_archived_runs_leave_and_ctrl_z_brings_them_back(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    click(qtbot, page.parts.archive)
    qtbot.waitUntil(lambda: shown_ids(page) == ["r-0002", "r-0001"])
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown_ids(page) == ["r-0003", "r-0002", "r-0001"])


def test_archived_runs_can_be_shown_and_restored(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    bench.store.set_archived(["r-0003"], is_archived=True)
    click(qtbot, page.parts.archived)
    page.receive("r-0003")
    qtbot.waitUntil(lambda: page.parts.archive.text() == "Restore")
    click(qtbot, page.parts.archive)
    qtbot.waitUntil(lambda: not bench.store.run("r-0003").is_archived)


def test_a_note_is_kept_and_can_be_undone(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    qtbot.waitUntil(lambda: page.parts.detail.run is not None)
    qtbot.keyClicks(page.parts.detail.summary.note, "quiet room")
    qtbot.keyClick(page.parts.detail.summary.note, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.store.run("r-0003").note == "quiet room")
    page.undo_stack.undo()
    qtbot.waitUntil(lambda: bench.store.run("r-0003").note == "")


def test_tags_are_words_between_commas(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    qtbot.waitUntil(lambda: page.parts.detail.run is not None)
    qtbot.keyClicks(page.parts.detail.summary.tags, "release, #nightly,")
    qtbot.keyClick(page.parts.detail.summary.tags, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.store.run("r-0003").tags == ("release", "nightly"))


def test_a_write_that_fails_says_why_and_the_page_goes_on(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_runs(bench)

    def refuse(*_arguments: object, **_names: object) -> None:
        raise DatabaseUnusable("/data/benchwright.db", "The disk is full.")

    monkeypatch.setattr(bench.store, "set_archived", refuse)
    with qtbot.waitSignal(page.error_raised) as raised:
        click(qtbot, page.parts.archive)
    assert isinstance(raised.args[0], DatabaseUnusable)
    assert len(shown_ids(page)) == 3
    assert not page.undo_stack.canUndo()


def test_export_writes_the_selected_runs(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_runs(bench)
    file = tmp_path / "runs.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(page.toast_requested):
        click(qtbot, page.parts.export)
    assert ("export_report", "r-0003", ".csv") in bench.calls


def test_another_page_opens_a_run(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    page.receive("r-0001")
    qtbot.waitUntil(lambda: page.parts.detail.run is not None and page.parts.detail.run.run_id == "r-0001")


def test_a_run_saved_meanwhile_appears(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    bench.save(a_version(4))
    qtbot.waitUntil(lambda: shown_ids(page)[0] == "r-0004")
    assert [run.run_id for run in page.parts.table.selected_runs()] == ["r-0003"]


def test_enter_goes_into_the_detail(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    page.window().activateWindow()
    page.parts.table.setFocus()
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Return)
    assert page.parts.detail.tabs.hasFocus() or page.parts.detail.tabs.tabBar().hasFocus()


def test_every_tab_shows_the_run(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    detail = page.parts.detail
    qtbot.waitUntil(lambda: detail.run is not None)
    for place in range(detail.tabs.count()):
        detail.tabs.setCurrentIndex(place)
    assert "exactly 302 instructions" in detail.latency.histogram.sentence
    assert detail.memory.panels[0].title.startswith("RAM")
    assert "FULLY_CONNECTED" in detail.ops.summary_text()
    assert "HELLO benchwright" in detail.console.toPlainText()
    assert ("Run", "r-0003") in detail.provenance.facts


def test_every_digest_can_be_copied(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    detail = page.parts.detail
    qtbot.waitUntil(lambda: detail.run is not None)
    detail.tabs.setCurrentWidget(detail.provenance)
    names = [name for name, _ in detail.provenance.facts]
    buttons = detail.provenance.findChildren(QToolButton)
    click(qtbot, buttons[names.index("Variant SHA-256")])
    assert QGuiApplication.clipboard().text() == f"{3:064x}"


def test_nothing_is_cut_in_a_small_window(open_runs: OpenRuns, bench: FakeWorkbench) -> None:
    page = open_runs(bench, width=1000, height=640)
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= page.height()
