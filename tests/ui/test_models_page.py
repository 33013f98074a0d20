"""The Models page, with clicks, keys and dropped files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from benchwright.model.board import Board
from benchwright.model.errors import ModelFileInvalid, ModelUnsupported
from benchwright.model.pack import Fit, Pack, Shortfall
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.page import ModelsPage
from tests.builders import a_board, a_device, a_pack, a_variant
from tests.ui.fake_workbench import FakeWorkbench

OpenModels = Callable[[FakeWorkbench], ModelsPage]


class PlanningBench(FakeWorkbench):
    """Three boards: one that fits, one too small, one without the op."""

    def boards(self) -> tuple[Board, ...]:
        small = replace(a_board().memory, arena_bytes=64)
        return (
            a_board(),
            a_board(name="small", title="Small board", memory=small),
            a_board(name="old", title="Old board"),
        )

    def plan(self, variant_sha256: str, board_name: str) -> Pack:
        if board_name == "old":
            raise ModelUnsupported("CUSTOM:X", "conv1", board_name, "The engine lacks it.")
        return a_pack(source_sha256=variant_sha256, board=board_name)

    def fit(self, pack: Pack, board_name: str) -> Fit:
        short = (Shortfall("arena", pack.arena_bytes, 64),) if board_name == "small" else ()
        return Fit(board_name, pack.arena_bytes, 64 if short else 65_536, pack.pack_bytes, 524_288, 4_096, short)


ROOT = a_variant(sha256="a" * 64, name="digits_float32", version=1, quantisation="float32")
CHILD = a_variant(sha256="b" * 64, name="digits_int8", version=2, parent_sha256="a" * 64)


@pytest.fixture
def bench() -> PlanningBench:
    return PlanningBench(a_device(), variants=(ROOT, CHILD))


@pytest.fixture
def open_models(open_window: Callable[..., MainWindow], qtbot: QtBot) -> OpenModels:
    def open_it(workbench: FakeWorkbench, **size: int) -> ModelsPage:
        window = open_window(workbench, **size)
        window.navigate("models")
        page = window.current_page
        assert isinstance(page, ModelsPage)
        if workbench.variants():
            qtbot.waitUntil(lambda: page.parts.current_variant() is not None)
            qtbot.waitUntil(lambda: not any(fit.is_pending for fit in page.parts.table.fits.rows))
        return page

    return open_it


def verdicts(page: ModelsPage) -> list[str]:
    model = page.parts.table.fits
    return [str(model.data(model.index(row, 2))) for row in range(model.rowCount())]


def drop(page: ModelsPage, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    where, buttons, keys = QPointF(5, 5), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page, QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, keys))
    QApplication.sendEvent(page, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, keys))


def test_without_models_the_page_asks_for_one(open_models: OpenModels) -> None:
    page = open_models(PlanningBench())
    assert not page.parts.isVisible()


def test_the_newest_variant_is_shown_below_its_parent(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    assert page.parts.current_variant() == CHILD
    assert page.parts.tree.currentIndex().parent().data() == "v1 float32"
    assert page.parts.title.full_text == "digits_int8 v2"
    assert "accuracy 95.3 % on 360 samples" in page.parts.caption.full_text


def test_each_board_says_whether_it_fits(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    assert verdicts(page) == ["fits", "needs 80 B of arena, 64 free", "CUSTOM:X at conv1 cannot run on old."]


def test_the_plan_of_the_board_at_the_cursor_is_shown(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    assert "80 B" in page.parts.arena.summary_text()
    assert page.parts.ops_model.rowCount() == 1
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Down)
    assert page.parts.failure.isVisible()
    assert "The engine lacks it." in page.parts.failure.details
    assert not page.parts.tabs.isTabEnabled(0)
    ops = page.parts.ops_model
    assert [str(ops.data(ops.index(0, column))) for column in range(5)] == [
        "0",
        "FULLY_CONNECTED",
        "int8",
        "1 × 10",
        "–",
    ]


def test_the_board_stays_chosen_with_another_variant(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    qtbot.keyClick(page.parts.table, Qt.Key.Key_Down)
    qtbot.keyClick(page.parts.tree, Qt.Key.Key_Up)
    assert page.parts.current_variant() == ROOT
    fit = page.parts.table.current_fit()
    assert fit is not None
    assert fit.board.name == "small"


def test_flash_and_test_starts_on_the_device_of_the_menu(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.parts.devices.aboutToShow.emit()
    (action,) = page.parts.devices.actions()
    with qtbot.waitSignal(page.navigation_requested) as asked:
        action.trigger()
    assert asked.args == ["bench", CHILD]
    assert ("flash_and_test", "virtual:b-l475e-iot01a", "b" * 64) in bench.calls


def test_without_devices_the_menu_leads_to_the_bench(open_models: OpenModels, qtbot: QtBot) -> None:
    page = open_models(PlanningBench(variants=(ROOT,)))
    page.parts.devices.aboutToShow.emit()
    (action,) = page.parts.devices.actions()
    with qtbot.waitSignal(page.navigation_requested) as asked:
        action.trigger()
    assert asked.args[0] == "bench"


def test_a_dropped_model_is_imported_and_shown(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    drop(page, Path("/models/kws.tflite"))
    qtbot.waitUntil(lambda: page.parts.title.full_text == "kws v1")
    assert ("import_model", "kws.tflite") in bench.calls


def test_a_file_that_is_no_model_says_why(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    with qtbot.waitSignal(page.import_failed) as raised:
        drop(page, Path("/models/notes.txt"))
    assert isinstance(raised.args[0], ModelFileInvalid)


def test_each_bad_file_of_a_drop_is_told_of_until_an_import_works(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    window = page.window()
    assert isinstance(window, MainWindow)
    page.import_files([Path("/models/notes.txt"), Path("/models/more.txt")])
    qtbot.waitUntil(lambda: "2 files could not be imported." in window.banner.details)
    assert "notes.txt" in window.banner.details
    assert "more.txt" in window.banner.details
    page.import_files([Path("/models/kws.tflite")])
    qtbot.waitUntil(lambda: not window.banner.isVisible())


def test_the_import_button_asks_for_files(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_models(bench)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/models/vww.tflite"], ""))
    with qtbot.waitSignal(page.toast_requested):
        qtbot.mouseClick(page.parts.import_button, Qt.MouseButton.LeftButton)
    assert ("import_model", "vww.tflite") in bench.calls


def test_the_digest_can_be_copied(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    qtbot.mouseClick(page.parts.copy_digest, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "b" * 64


def test_another_page_can_show_a_variant(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    page.receive(ROOT)
    assert page.parts.title.full_text == "digits_float32 v1"


def test_nothing_is_cut_in_a_small_window(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench, width=1000, height=640)  # type: ignore[call-arg]
    assert page.minimumSizeHint().width() <= page.width()
    assert page.minimumSizeHint().height() <= page.height()
