"""Pick for me in the window: budgets in, the variant to ship out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from benchwright.model.accuracy_source import AccuracySource
from benchwright.model.budget import Budgets
from benchwright.model.compare import Metric
from benchwright.model.pick import Supply
from benchwright.protocols.run_store import UnreadRun
from benchwright.ui.dialogs.pick_dialog import PickDialog
from benchwright.ui.dialogs.pick_words import accuracy_words
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.models.page import ModelsPage
from benchwright.ui.remembered_budgets import keep_budgets
from benchwright.ui.theme import Theme
from tests.builders import a_hardware_run, a_hardware_timing, a_variant
from tests.ui.fake_workbench import FakeWorkbench

FLOAT = a_variant(sha256="a" * 64, name="digits_float32", version=1, quantisation="float32", accuracy=0.988)
INT8 = a_variant(sha256="b" * 64, name="digits_int8", version=2, accuracy=0.99)
SMALL = a_variant(sha256="c" * 64, name="digits_small", version=3, accuracy=0.96)

OpenPick = Callable[[], tuple[MainWindow, PickDialog]]


@pytest.fixture
def bench() -> FakeWorkbench:
    """Two variants measured on the board, 1,000 and 2,000 µs; the small one was not."""
    made = FakeWorkbench(variants=(FLOAT, INT8, SMALL))
    made.store.variants_kept = (FLOAT, INT8, SMALL)
    for variant, run_id, cycles in ((FLOAT, "r-float", 160_004), (INT8, "r-int8", 80_004)):
        timing = a_hardware_timing(*[cycles] * 20)
        made.store.kept.append(
            a_hardware_run(run_id=run_id, variant_sha256=variant.sha256, variant_name=variant.name, timing=timing)
        )
    return made


@pytest.fixture
def open_pick(open_window: Callable[..., MainWindow], bench: FakeWorkbench, qtbot: QtBot) -> OpenPick:
    def open_it() -> tuple[MainWindow, PickDialog]:
        window = open_window(bench)
        dialog = window.overlays.open_pick("digits")
        qtbot.waitUntil(lambda: dialog.answer is not None)
        return window, dialog

    return open_it


def test_it_names_the_variant_and_the_reason(open_pick: OpenPick) -> None:
    _, dialog = open_pick()
    assert dialog.headline.text() == "Ship digits_int8 v2"
    assert (
        dialog.reason.text()
        == "Of those within the budgets and within 2 points of the most accurate it is the shortest awake."
    )
    assert "latency 1.00 ms" in dialog.values.text()
    assert dialog.missing.text() == (
        "Energy was measured of none of them. The time awake stands in for it in the order."
    )
    dialog.reject()


@pytest.mark.parametrize(
    ("source", "counts", "said"),
    [
        (None, (), ""),
        (
            AccuracySource("digits.npz", "5e", is_on_board=True), (360, 360),
            "Accuracy: on the board itself, labelled set digits.npz, 360 inputs.",
        ),
        (
            AccuracySource("digits.npz", "5e"), (1_000,),
            "Accuracy: by the host reference on this computer, labelled set digits.npz, 1,000 inputs.",
        ),
        (
            AccuracySource(), (360, 300),
            "Accuracy: as it came with the file, from the evaluation of its converter; set not named, "
            "300 to 360 inputs.",
        ),
        (
            AccuracySource(), (0,),
            "Accuracy: as it came with the file, from the evaluation of its converter; set not named, "
            "inputs not counted.",
        ),
    ],
)  # fmt: skip
def test_it_names_where_accuracies_come_from(
    source: AccuracySource | None, counts: tuple[int, ...], said: str, theme: Theme
) -> None:
    assert accuracy_words(source, counts) == said


def test_the_dialog_says_whose_accuracy_it_goes_by(open_pick: OpenPick) -> None:
    _, dialog = open_pick()
    assert dialog.accuracy.text().startswith("Accuracy: as it came with the file")
    assert "360 inputs" in dialog.accuracy.text()
    dialog.reject()


def test_it_begins_with_the_budgets_of_the_model_on_the_board(
    open_window: Callable[..., MainWindow], bench: FakeWorkbench, qtbot: QtBot
) -> None:
    window = open_window(bench)
    board = bench.store.kept[-1].board
    kept = Budgets({Metric.LATENCY: 1_500.0, Metric.ACCURACY: 0.95})
    keep_budgets(window.bridge.remembered, "digits", board, kept)
    dialog = window.overlays.open_pick("digits")
    qtbot.waitUntil(lambda: dialog.answer is not None)
    assert dialog.limits[Metric.LATENCY].value() == 1.5
    assert dialog.budgets == Budgets({Metric.LATENCY: 1_500.0, Metric.ACCURACY: 0.95})
    dialog.reject()


def test_the_others_say_why_not_and_by_how_much(open_pick: OpenPick) -> None:
    _, dialog = open_pick()
    dialog.limits[Metric.LATENCY].setValue(1.5)
    rows = {one.candidate.label: row for row, one in enumerate(dialog.others.rows)}
    shown = [
        str(dialog.others.data(dialog.others.index(rows[name], 1))) for name in ("digits_small v3", "digits_float32 v1")
    ]
    assert shown == ["not measured on this board", "latency 2.00 ms, 33.3 % over 1.50 ms"]
    assert dialog.reason.text() == "It is the only one that keeps every budget."
    dialog.reject()


def test_a_budget_for_energy_cannot_be_kept_by_what_was_never_measured(open_pick: OpenPick) -> None:
    _, dialog = open_pick()
    dialog.supplies[Supply.MAINS].setChecked(True)
    dialog.limits[Metric.ENERGY].setValue(500)
    assert dialog.headline.text() == "None keeps every budget for sure"
    assert dialog.reason.text() == "digits_int8 v2 breaks none that could be checked. Not known of it: energy."
    assert "its budget cannot be checked" in dialog.missing.text()
    dialog.reject()


def test_runs_that_cannot_be_read_are_told_of(open_pick: OpenPick, bench: FakeWorkbench) -> None:
    bench.store.unread = (UnreadRun("r-of-the-future", "'sunspots' is no issue"),)
    _, dialog = open_pick()
    assert dialog.headline.text() == "Ship digits_int8 v2"
    assert dialog.unread.isVisible()
    assert "r-of-the-future" in dialog.unread.text()
    dialog.reject()


def test_accuracy_is_a_floor_in_percent(open_pick: OpenPick) -> None:
    _, dialog = open_pick()
    dialog.limits[Metric.ACCURACY].setValue(99.5)
    assert dialog.headline.text() == "None keeps every budget for sure"
    assert "0.5 points below 99.5 %" in str(dialog.others.data(dialog.others.index(0, 1)))
    dialog.reject()


def test_the_variant_can_be_shown(open_pick: OpenPick, qtbot: QtBot) -> None:
    window, dialog = open_pick()
    qtbot.mouseClick(dialog.show_button, Qt.MouseButton.LeftButton)
    page = window.current_page
    assert isinstance(page, ModelsPage)
    qtbot.waitUntil(lambda: page.parts.title.full_text == "digits_int8 v2")


def test_all_measured_variants_can_be_compared(open_pick: OpenPick, qtbot: QtBot) -> None:
    window, dialog = open_pick()
    qtbot.mouseClick(dialog.compare_button, Qt.MouseButton.LeftButton)
    assert isinstance(window.current_page, ComparePage)


def test_it_opens_from_models_from_compare_and_from_the_palette(
    open_window: Callable[..., MainWindow], bench: FakeWorkbench, qtbot: QtBot
) -> None:
    window = open_window(bench)
    assert "Pick for me …" in [action.text() for action in window.all_actions()]
    for key in ("models", "compare"):
        window.navigate(key)
        page = window.current_page
        assert isinstance(page, ModelsPage | ComparePage)
        with qtbot.waitSignal(page.pick_requested):
            page.parts.pick_button.click()
        dialog = next(one for one in window.findChildren(PickDialog) if one.isVisible())
        qtbot.waitUntil(lambda dialog=dialog: dialog.answer is not None)  # type: ignore[misc]
        dialog.reject()
