"""The Runs page, with clicks and keys."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from benchmarks.many_runs import make_many_runs
from benchwright.model.errors import DatabaseUnusable
from benchwright.model.events import RunSaved, StoreChanged
from benchwright.model.run import Run
from benchwright.store import SqliteRunStore
from benchwright.store.lane import Limits
from benchwright.ui.fact import Fact
from benchwright.ui.item_models.run_cells import RunColumn
from benchwright.ui.item_models.runs_model import column_index
from benchwright.ui.local_time import local_time
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.runs.history import HistoryPopup
from benchwright.ui.pages.runs.page import RunsPage
from benchwright.ui.pages.runs.table import RunsTable
from benchwright.ui.pages.runs.tag_dialog import TagDialog
from benchwright.ui.remedies import Remedy
from tests.builders import a_record, a_run, a_timing, an_invalid_run
from tests.store.conftest import noon
from tests.ui.fake_workbench import FakeWorkbench, a_bench

OpenRuns = Callable[..., RunsPage]
OpenWindow = Callable[..., MainWindow]


def a_version(version: int, **changes: object) -> Run:
    run = a_run(
        run_id=f"r-{version:04d}",
        started_at=f"2026-11-20T12:{version:02d}:00+00:00",
        variant_version=version,
        variant_sha256=f"{version:064x}" if version > 1 else a_run().variant_sha256,
        timing=a_timing(1616 * version, 1616 * version),
    )
    return replace(run, **changes)  # type: ignore[arg-type]


@pytest.fixture
def empty_bench(tmp_path: Path) -> Iterator[FakeWorkbench]:
    """A workbench on a real database."""
    workbench = a_bench()
    with SqliteRunStore(tmp_path / "bench.db", clock=noon) as store:
        workbench.store = store  # type: ignore[assignment]
        yield workbench


@pytest.fixture
def bench(empty_bench: FakeWorkbench) -> FakeWorkbench:
    for version in (1, 2, 3):
        keep(empty_bench, a_version(version))
    return empty_bench


def keep(workbench: FakeWorkbench, run: Run) -> None:
    workbench.store.add(a_record(run))  # type: ignore[attr-defined]


@pytest.fixture
def open_runs(open_window: OpenWindow, qtbot: QtBot) -> OpenRuns:
    def open_it(workbench: FakeWorkbench, **size: int) -> RunsPage:
        window = open_window(workbench, **size)
        window.navigate("runs")
        page = window.current_page
        assert isinstance(page, RunsPage)
        qtbot.waitUntil(lambda: len(page.parts.table.runs.rows) == workbench.store.run_count())
        qtbot.waitUntil(lambda: not workbench.store.run_count() or page.parts.detail.run is not None)
        return page

    return open_it


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def shown_ids(page: RunsPage) -> list[str]:
    return [row.summary.run_id for row in page.parts.table.runs.rows]


def search(page: RunsPage, qtbot: QtBot, text: str) -> None:
    page.focus_search()
    qtbot.keyClicks(page.parts.search.line, text)


def test_an_empty_table_leads_to_the_bench(open_runs: OpenRuns, empty_bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(empty_bench)
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
    keep(bench, an_invalid_run(started_at="2026-11-21T00:00:00+00:00"))
    page = open_runs(bench)
    search(page, qtbot, "valid:no")
    qtbot.waitUntil(lambda: shown_ids(page) == ["r-20261120-140000-dead"])
    qtbot.waitUntil(lambda: page.parts.count.text() == "1 of 4 runs")


def test_a_search_that_finds_nothing_offers_to_search_for_everything(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    search(page, qtbot, "nothing-like-it")
    qtbot.waitUntil(page.parts.nothing.isVisible)
    qtbot.waitUntil(lambda: not page.parts.detail.isVisible())
    assert not page.parts.archive.isEnabled()
    button = page.parts.nothing.findChild(QPushButton)
    assert button is not None
    click(qtbot, button)
    qtbot.waitUntil(lambda: len(shown_ids(page)) == 3)


def test_what_is_wrong_with_a_search_is_said_with_its_place(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    search(page, qtbot, "digits colour:red")
    qtbot.waitUntil(page.parts.search.problem.isVisible)
    assert "There is no field 'colour'." in page.parts.search.problem.text()
    qtbot.keyClick(page.parts.search.line, Qt.Key.Key_Return)
    assert page.parts.search.problem.text().startswith("At character 8: ")
    assert page.parts.search.line.selectedText() == "colour:red"
    assert len(shown_ids(page)) == 3
    page.parts.search.clear()
    assert not page.parts.search.problem.isVisible()


def test_fields_and_values_complete(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.set_tags("r-0002", ["nightly"])
    page = open_runs(bench)
    field = page.parts.search
    search(page, qtbot, "ta")
    assert entries(page) == ["tag:"]
    qtbot.keyClick(field.completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(field.completer.popup(), Qt.Key.Key_Return)
    assert field.line.text() == "tag:"
    qtbot.waitUntil(lambda: entries(page) == ["tag:nightly"])
    qtbot.keyClick(field.completer.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(field.completer.popup(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown_ids(page) == ["r-0002"])


def entries(page: RunsPage) -> list[str]:
    model = page.parts.search.completer.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_past_searches_come_back_with_down(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    for text in ("version:1", "version:2"):
        search(page, qtbot, text)
        qtbot.keyClick(page.parts.search.line, Qt.Key.Key_Return)
        page.parts.search.clear()
    qtbot.keyClick(page.parts.search.line, Qt.Key.Key_Down)
    assert entries(page) == ["version:2", "version:1"]


def test_a_click_on_a_heading_sorts_in_the_store(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    page.parts.table.sortByColumn(column_index(RunColumn.LATENCY), Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: shown_ids(page) == ["r-0001", "r-0002", "r-0003"])
    assert [run.run_id for run in page.parts.table.selected_runs()] == ["r-0003"]


def test_columns_are_chosen_and_remembered(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    header = page.parts.table.horizontalHeader()
    menu = page.parts.table.columns_menu()
    for name in ("Board", "p99, ms"):
        next(action for action in menu.actions() if action.text() == name).trigger()
    header.moveSection(header.visualIndex(column_index(RunColumn.LATENCY)), 0)
    again = RunsTable(page.theme, page.bridge.remembered, page)
    assert again.isColumnHidden(column_index(RunColumn.BOARD))
    assert not again.isColumnHidden(column_index(RunColumn.P99))
    assert again.horizontalHeader().visualIndex(column_index(RunColumn.LATENCY)) == 0
    again.reset_columns()
    assert not again.isColumnHidden(column_index(RunColumn.BOARD))
    again.deleteLater()


def test_tags_are_added_to_every_selected_run_and_undone(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    bench.store.set_tags("r-0003", ["old"])
    page = open_runs(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    click(qtbot, page.parts.tag)
    qtbot.waitUntil(lambda: page.findChild(TagDialog) is not None)
    dialog = page.findChild(TagDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.field, "release, #cold ,")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bench.store.run("r-0001").tags == ("release", "cold"))
    qtbot.waitUntil(lambda: bench.store.run("r-0003").tags == ("old", "release", "cold"))
    page.window().activateWindow()
    qtbot.waitUntil(page.window().isActiveWindow)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bench.store.run("r-0003").tags == ("old",))
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bench.store.run("r-0003").tags == ("old", "release", "cold"))


def test_the_history_names_what_was_done(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(shown_ids(page)) == 2)
    click(qtbot, page.parts.history)
    popup = page.findChild(HistoryPopup)
    assert popup is not None
    assert page.undo_stack.undoText() == "Archive digits_int8 v3"
    popup.view.setCurrentIndex(popup.view.model().index(0, 0))
    qtbot.waitUntil(lambda: len(shown_ids(page)) == 3)
    popup.close()


def test_a_run_of_another_program_appears_and_the_selection_stays(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    page.parts.table.select_run("r-0002")
    with SqliteRunStore(Path(bench.store.file), clock=noon) as other:
        other.add(a_record(a_version(4)))
        bench.tell(StoreChanged())
        qtbot.waitUntil(lambda: shown_ids(page)[0] == "r-0004")
    assert [run.run_id for run in page.parts.table.selected_runs()] == ["r-0002"]
    current = page.parts.table.current_run()
    assert current is not None
    assert current.run_id == "r-0002"


def test_a_run_that_cannot_be_read_says_so_and_the_others_are_there(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    keep(bench, an_invalid_run(started_at="2026-11-19T00:00:00+00:00"))
    with closing(sqlite3.connect(bench.store.file, isolation_level=None)) as connection:
        connection.execute("UPDATE issues SET code = 'of-the-future'")
    page = open_runs(bench)
    page.parts.table.select_run("r-20261120-140000-dead")
    qtbot.waitUntil(page.parts.detail.problem.isVisible)
    assert "of-the-future" in page.parts.detail.problem.details
    page.parts.table.select_run("r-0001")
    qtbot.waitUntil(lambda: page.parts.detail.run is not None and page.parts.detail.run.run_id == "r-0001")
    assert not page.parts.detail.problem.isVisible()


def test_twenty_thousand_runs_scroll_page_by_page(
    open_window: OpenWindow, empty_bench: FakeWorkbench, qtbot: QtBot, tmp_path: Path
) -> None:
    make_many_runs(tmp_path / "many.db", 20_000)
    with SqliteRunStore(tmp_path / "many.db", clock=noon) as store:
        empty_bench.store = store  # type: ignore[assignment]
        window = open_window(empty_bench)
        window.navigate("runs")
        page = window.current_page
        assert isinstance(page, RunsPage)
        table = page.parts.table
        qtbot.waitUntil(lambda: page.parts.count.text() == "19,600 runs" and bool(table.runs.rows))
        assert len(table.runs.rows) <= 400
        before = len(table.runs.rows)
        table.scrollToBottom()
        qtbot.waitUntil(lambda: len(table.runs.rows) > before)
        page.bridge.close()


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
    bench.store.set_baseline("r-0001", is_baseline=True)
    page = open_runs(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_B)
    qtbot.waitUntil(lambda: page.parts.table.runs.run_at(0).is_baseline)
    assert not page.parts.table.runs.run_at(2).is_baseline
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.parts.table.runs.run_at(2).is_baseline)
    assert not page.parts.table.runs.run_at(0).is_baseline


def test_the_baseline_can_be_removed(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.set_baseline("r-0003", is_baseline=True)
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
    window = page.window()
    assert isinstance(window, MainWindow)
    qtbot.waitUntil(lambda: window.status.runs.text() == "2 runs")
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
    keep(bench, a_version(4))
    bench.tell(RunSaved("virtual:b-l475e-iot01a", a_version(4)))
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
    assert "HELLO benchwright" in detail.console.text.toPlainText()
    assert "not happen on a board" in " ".join(label.text() for label in detail.energy.findChildren(QLabel))
    assert Fact("Run", "r-0003") in detail.provenance.facts


def test_every_digest_can_be_copied(open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_runs(bench)
    detail = page.parts.detail
    qtbot.waitUntil(lambda: detail.run is not None)
    detail.tabs.setCurrentWidget(detail.provenance)
    names = [fact.name for fact in detail.provenance.facts]
    buttons = detail.provenance.findChildren(QToolButton)
    click(qtbot, buttons[names.index("Variant SHA-256")])
    assert QGuiApplication.clipboard().text() == f"{3:064x}"


def test_a_time_of_the_provenance_is_local_and_copied_as_it_is_stored(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    detail = open_runs(bench).parts.detail
    detail.tabs.setCurrentWidget(detail.provenance)
    stored = "2026-11-20T12:03:00+00:00"
    place = [fact.name for fact in detail.provenance.facts].index("Started")
    assert detail.provenance.facts[place] == Fact("Started", local_time(stored), stored)
    click(qtbot, detail.provenance.findChildren(QToolButton)[place])
    assert QGuiApplication.clipboard().text() == stored
    detail.provenance.copy_all.click()
    assert f"Started: {stored}" in QGuiApplication.clipboard().text()


def test_nothing_is_cut_in_a_small_window(open_runs: OpenRuns, bench: FakeWorkbench) -> None:
    page = open_runs(bench, width=1000, height=640)
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= page.height()


def test_a_search_that_cannot_be_read_is_not_said_to_find_nothing(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    search(page, qtbot, "nothing-like-it")
    qtbot.waitUntil(page.parts.nothing.isVisible)
    search(page, qtbot, " board:")
    qtbot.waitUntil(lambda: page.parts.nothing.accessibleName() == "This search cannot be read.")
    assert page.parts.count.text() == ""
    page.parts.search.clear()
    qtbot.waitUntil(page.parts.table.isVisible)


def test_nothing_is_said_to_be_archived_before_it_is(
    open_runs: OpenRuns, empty_bench: FakeWorkbench, tmp_path: Path, qtbot: QtBot
) -> None:
    file = tmp_path / "locked.db"
    with SqliteRunStore(file, clock=noon, limits=Limits(busy_timeout_s=0.3)) as store:
        empty_bench.store = store  # type: ignore[assignment]
        keep(empty_bench, a_version(1))
        page = open_runs(empty_bench)
        window = page.window()
        assert isinstance(window, MainWindow)
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            click(qtbot, page.parts.archive)
            qtbot.waitUntil(window.banner.isVisible)
            assert window.toasts.texts == ()
            assert Remedy.SAVE_WAITING not in window.banner.shown_remedies
            assert Remedy.DATA in window.banner.shown_remedies
            qtbot.wait(100)
            assert window.banner.isVisible()
            other.execute("ROLLBACK")
        qtbot.waitUntil(lambda: not window.banner.isVisible())
        assert window.toasts.texts == ("The database is free again. What failed was not written: do it once more.",)
        click(qtbot, page.parts.archive)
        qtbot.waitUntil(lambda: any(text.startswith("Archived ") for text in window.toasts.texts))
        window.close()


def test_a_write_that_works_takes_away_what_was_said_of_the_database(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    window = page.window()
    assert isinstance(window, MainWindow)
    window.show_error(DatabaseUnusable("x.db", "The disk is full.", "Free some space."))
    assert window.banner.isVisible()
    click(qtbot, page.parts.archive)
    qtbot.waitUntil(lambda: not window.banner.isVisible())


def test_where_every_run_is_archived_the_archive_is_offered(
    open_runs: OpenRuns, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_runs(bench)
    page.parts.table.selectAll()
    click(qtbot, page.parts.archive)
    qtbot.waitUntil(page.parts.nothing.isVisible)
    assert page.parts.nothing.accessibleName() == "Every run is archived."
    assert not page.parts.everything.isVisible()
    click(qtbot, page.parts.from_archive)
    qtbot.waitUntil(lambda: len(shown_ids(page)) == 3)
    assert page.parts.archived.isChecked()
