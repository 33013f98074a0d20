"""The accuracy runs of a variant on the Models page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright.model.events import ScoringSaved
from benchwright.model.scoring import Scoring
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.page import ModelsPage
from benchwright.ui.pages.models.scoring_dialog import ScoringDialog
from tests.builders import a_device, a_scoring, a_variant, some_answers
from tests.ui.fake_workbench import FakeWorkbench

MINE = a_variant()
OTHER = a_variant(sha256="b" * 64, name="digits_small", version=2)
FINISHED = replace(a_scoring(), finished_at="2026-11-20T12:11:00+00:00", right_count=2, done_count=3, device_s=1.5)
STOPPED = replace(a_scoring(scoring_id="5toppedabcde"), done_count=2, device_s=1.0)

OpenModels = Callable[[FakeWorkbench], ModelsPage]


@pytest.fixture
def bench() -> FakeWorkbench:
    made = FakeWorkbench(a_device(), variants=(MINE, OTHER))
    made.store.scorings.kept = (STOPPED, FINISHED)
    made.store.scorings.answers = some_answers()
    return made


@pytest.fixture
def open_models(open_window: Callable[..., MainWindow], qtbot: QtBot) -> OpenModels:
    def open_it(workbench: FakeWorkbench) -> ModelsPage:
        window = open_window(workbench)
        window.navigate("models", MINE.sha256)
        page = window.current_page
        assert isinstance(page, ModelsPage)
        qtbot.waitUntil(lambda: page.parts.current_variant() == MINE)
        page.parts.tabs.setCurrentWidget(page.parts.scorings)
        return page

    return open_it


def shown(page: ModelsPage) -> list[list[str]]:
    model = page.parts.scorings.model
    return [
        [str(model.index(row, column).data()) for column in range(1, model.columnCount())]
        for row in range(model.rowCount())
    ]


def dialog_of(page: ModelsPage) -> ScoringDialog:
    dialog = page.findChild(ScoringDialog)
    assert isinstance(dialog, ScoringDialog)
    return dialog


def test_the_accuracy_runs_of_a_version_are_listed_with_set_and_state(
    open_models: OpenModels, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    qtbot.waitUntil(lambda: not page.parts.scorings.is_empty)
    assert shown(page) == [
        ["b-l475e-iot01a", "emulated", "digits.npz", "3", "–", "stopped after 2"],
        ["b-l475e-iot01a", "emulated", "digits.npz", "3", "66.7", "finished"],
    ]


def test_a_version_without_one_says_how_to_get_one(open_models: OpenModels, bench: FakeWorkbench, qtbot: QtBot) -> None:
    page = open_models(bench)
    qtbot.waitUntil(lambda: not page.parts.scorings.is_empty)
    page.receive(OTHER)
    qtbot.waitUntil(lambda: page.parts.scorings.is_empty)


def test_enter_opens_one_with_its_metrics_and_its_matrix(
    open_models: OpenModels, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    qtbot.waitUntil(lambda: not page.parts.scorings.is_empty)
    page.parts.scorings.table.selectRow(1)
    qtbot.keyClick(page.parts.scorings.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.findChild(ScoringDialog) is not None)
    dialog = dialog_of(page)
    assert ("Top-1", "66.7 %", "33.3 %") in dialog.accuracy.rows
    assert "3 inputs, 2.0 a second" in dialog.accuracy.words.text()
    dialog.accept()


def test_one_that_was_stopped_says_how_far_it_came(open_models: OpenModels, bench: FakeWorkbench, qtbot: QtBot) -> None:
    bench.store.scorings.answers = some_answers()[:2]
    page = open_models(bench)
    qtbot.waitUntil(lambda: not page.parts.scorings.is_empty)
    page.parts.scorings.open_button.click()
    qtbot.waitUntil(lambda: page.findChild(ScoringDialog) is not None)
    dialog = dialog_of(page)
    assert "2 of 3 inputs, 2.0 a second" in dialog.accuracy.words.text()
    dialog.accept()


def test_one_that_ends_while_the_version_is_in_front_is_listed_at_once(
    open_models: OpenModels, bench: FakeWorkbench, qtbot: QtBot
) -> None:
    kept: tuple[Scoring, ...] = bench.store.scorings.kept
    bench.store.scorings.kept = ()
    page = open_models(bench)
    bench.store.scorings.kept = kept
    bench.tell(ScoringSaved(FINISHED.device_id, FINISHED))
    qtbot.waitUntil(lambda: len(shown(page)) == 2)
    qtbot.waitUntil(lambda: page.findChild(ScoringDialog) is not None)
    dialog_of(page).accept()
