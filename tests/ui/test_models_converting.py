"""Converting, scoring, renaming and archiving on the Models page, and files that are no .tflite."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from benchwright.model.conversion import INSTALL, ForgeProgress, Format, Recipe, Samples
from benchwright.model.errors import ToolMissing
from benchwright.model.events import ForgeFailed, ForgeFinished, ForgeProgressed, ScoringSaved
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.accuracy_dialog import AccuracyDialog
from benchwright.ui.pages.models.convert_dialog import ConvertDialog
from benchwright.ui.pages.models.firmware_dialog import FirmwareDialog
from benchwright.ui.pages.models.page import ModelsPage
from benchwright.ui.pages.models.scoring_dialog import ScoringDialog
from benchwright.ui.pages.models.words_dialog import WordsDialog
from benchwright.ui.remedies import Remedy
from tests.builders import a_device, a_scoring, some_answers
from tests.ui.test_models_page import CHILD, ROOT, OpenModels, PlanningBench, bench, drop, open_models, verdicts

__all__ = ["bench", "open_models"]

MISSING = ToolMissing("TensorFlow", "It is not there.", "Set it up: make it so; or name a Python that has it")


def dialog(page: ModelsPage, kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert isinstance(found, QDialog)
    return found


def convert_dialog(page: ModelsPage) -> ConvertDialog:
    found = dialog(page, ConvertDialog)
    assert isinstance(found, ConvertDialog)
    return found


def a_network(tmp_path: Path) -> Path:
    folder = tmp_path / "kws_saved"
    folder.mkdir()
    (folder / "saved_model.pb").write_bytes(b"")
    return folder


def test_int8_waits_for_a_representative_set(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    page.receive(ROOT)
    qtbot.mouseClick(page.parts.convert_button, Qt.MouseButton.LeftButton)
    asked = convert_dialog(page)
    assert not asked.convert_button.isEnabled()
    assert "representative set" in asked.missing.text()
    asked.representative.path.setText("/data/typical.npz")
    asked.representative.divisor.setValue(16)
    qtbot.mouseClick(asked.convert_button, Qt.MouseButton.LeftButton)
    assert ("convert_variant", ROOT.sha256) in bench.calls
    (conversion,) = bench.models.conversions
    assert conversion.recipes == (Recipe(Format.INT8),)
    assert conversion.representative == Samples(Path("/data/typical.npz"), 16.0, 200)


def test_pruning_says_that_nothing_is_trained_again(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.receive(ROOT)
    page.parts.convert_button.click()
    asked = convert_dialog(page)
    asked.formats[Format.INT8].setChecked(False)
    assert not asked.honest.isVisible()
    asked.pruned.setChecked(True)
    asked.sparsity.setValue(70)
    assert asked.honest.isVisible()
    assert "Not trained again" in asked.honest.text()
    assert asked.recipes == (Recipe(Format.FLOAT32, sparsity=0.7),)
    assert asked.convert_button.isEnabled()
    asked.reject()


def test_dynamic_range_is_not_offered_for_a_finished_file(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    page.receive(ROOT)
    page.parts.convert_button.click()
    asked = convert_dialog(page)
    assert not asked.formats[Format.DYNAMIC].isEnabled()
    assert asked.formats[Format.DYNAMIC].toolTip()
    asked.reject()


@pytest.mark.parametrize("name", ["kws.keras", "kws.h5", ""])
def test_a_dropped_network_asks_what_to_make_of_it(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot, tmp_path: Path, name: str
) -> None:
    page = open_models(bench)
    drop(page, tmp_path / name if name else a_network(tmp_path))
    asked = convert_dialog(page)
    assert asked.recipes[0] == Recipe(Format.FLOAT32)
    asked.formats[Format.INT8].setChecked(False)
    asked.formats[Format.DYNAMIC].setChecked(True)
    qtbot.keyClick(asked.convert_button, Qt.Key.Key_Space)
    assert ("convert", name or "kws_saved") in bench.calls
    assert bench.models.conversions[0].recipes == (Recipe(Format.FLOAT32), Recipe(Format.DYNAMIC))


def test_without_tensorflow_the_command_can_be_copied_and_checked_again(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    bench.models.missing = MISSING
    page = open_models(bench)
    page.receive(ROOT)
    page.parts.convert_button.click()
    asked = convert_dialog(page)
    asked.representative.path.setText("x.npz")
    assert asked.convert_button.text() == "Install TensorFlow and convert"
    qtbot.mouseClick(asked.trouble.failure.buttons[Remedy.COPY_COMMAND], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "make it so"
    bench.models.missing = None
    qtbot.mouseClick(asked.recheck_button, Qt.MouseButton.LeftButton)
    assert asked.convert_button.isEnabled()
    assert asked.convert_button.text() == "Convert"
    assert not asked.trouble.isVisible()
    asked.reject()


def test_tensorflow_is_installed_by_a_button_and_the_conversion_follows(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    bench.models.missing = MISSING
    page = open_models(bench)
    page.receive(ROOT)
    page.parts.convert_button.click()
    asked = convert_dialog(page)
    assert not asked.convert_button.isEnabled()
    asked.representative.path.setText("x.npz")
    qtbot.keyClick(asked.convert_button, Qt.Key.Key_Space)
    assert ("convert_variant", ROOT.sha256, "install") in bench.calls
    strip = page.converting.strip
    bench.tell(ForgeProgressed("digits", ForgeProgress(INSTALL, 0, 0, detail="Collecting tensorflow")))
    qtbot.waitUntil(strip.isVisible)
    assert strip.words.full_text == "digits: installing TensorFlow · Collecting tensorflow"
    assert strip.cancel_button.isEnabled()
    bench.tell(ForgeProgressed("digits", ForgeProgress("int8", 4, 6, 0.45)))
    qtbot.waitUntil(lambda: strip.bar.value() == 575)


def test_a_failed_installation_says_why_and_can_be_copied(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    error = ToolMissing("TensorFlow", "The network does not answer.", "Set it up: make it so; or name a Python")
    bench.tell(ForgeFailed("digits", error.what, error.why, error.remedy, error.code))
    failure = page.converting.strip.failure
    qtbot.waitUntil(failure.isVisible)
    qtbot.mouseClick(failure.copy_button, Qt.MouseButton.LeftButton)
    assert "The network does not answer." in QGuiApplication.clipboard().text()
    qtbot.mouseClick(failure.buttons[Remedy.COPY_COMMAND], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "make it so"


def test_progress_shows_its_step_and_time_and_can_be_cancelled(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    strip = page.converting.strip
    assert not strip.isVisible()
    bench.tell(ForgeProgressed("kws.keras", ForgeProgress("int8", 4, 6, 0.45, 12.2)))
    qtbot.waitUntil(strip.isVisible)
    assert strip.words.full_text == "kws.keras: converting to int8, step 4 of 6, 45 % · 0:13 left"
    assert strip.bar.value() == 575
    qtbot.mouseClick(strip.cancel_button, Qt.MouseButton.LeftButton)
    assert ("cancel_forge",) in bench.calls
    assert not strip.cancel_button.isEnabled()
    bench.tell(ForgeFailed("kws.keras", "Cancelled.", "", "", 130, was_cancelled=True))
    qtbot.waitUntil(lambda: not strip.isVisible())


def test_a_failed_conversion_says_why(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    bench.tell(ForgeFailed("kws.keras", "kws.keras cannot be converted.", "It is cut.", "Export it.", 41))
    qtbot.waitUntil(page.converting.strip.failure.isVisible)
    assert "It is cut." in page.converting.strip.failure.details
    page.converting.strip.failure.dismiss()
    assert not page.converting.strip.isVisible()


def test_what_was_made_is_shown(open_models: OpenModels, bench: PlanningBench, qtbot: QtBot) -> None:
    page = open_models(bench)
    assert page.parts.current_variant() == CHILD
    bench.tell(ForgeFinished("kws", (ROOT,)))
    qtbot.waitUntil(lambda: page.parts.current_variant() == ROOT)


def test_accuracy_is_measured_of_the_whole_family_or_of_one(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.parts.accuracy_button.click()
    asked = dialog(page, AccuracyDialog)
    assert isinstance(asked, AccuracyDialog)
    assert not asked.measure_button.isEnabled()
    asked.samples.path.setText("/data/digits_test.npz")
    qtbot.mouseClick(asked.measure_button, Qt.MouseButton.LeftButton)
    assert ("score", "digits_test.npz", ROOT.sha256, CHILD.sha256) in bench.calls


def test_accuracy_on_a_board_is_of_one_variant_and_ends_in_its_numbers(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.parts.accuracy_button.click()
    asked = dialog(page, AccuracyDialog)
    assert isinstance(asked, AccuracyDialog)
    assert asked.whole_family.isVisible()
    assert not asked.resumes.isVisible()
    asked.samples.path.setText("/data/digits_test.npz")
    asked.place.setCurrentIndex(1)
    assert not asked.whole_family.isVisible()
    assert asked.resumes.isVisible()
    device_id = asked.place.currentData()
    variant = page.parts.current_variant()
    assert variant is not None
    qtbot.mouseClick(asked.measure_button, Qt.MouseButton.LeftButton)
    assert ("score_on_device", device_id, variant.sha256, "digits_test.npz", "resumes") in bench.calls
    bench.store.scorings.answers = some_answers()
    scoring = a_scoring(finished_at="2026-11-20T12:11:00+00:00", device_s=1.5)
    bench.tell(ScoringSaved(device_id, scoring))
    qtbot.waitUntil(lambda: any(isinstance(one, ScoringDialog) for one in page.findChildren(ScoringDialog)))
    shown = page.findChild(ScoringDialog)
    assert isinstance(shown, ScoringDialog)
    assert shown.accuracy.rows[0] == ("Top-1", "66.7 %", "33.3 %")
    assert "set digits.npz" in shown.accuracy.words.text()
    assert "emulated" in shown.accuracy.words.text()
    shown.close()


def test_a_name_can_be_changed_and_the_change_undone(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.parts.rename_button.click()
    asked = dialog(page, WordsDialog)
    assert isinstance(asked, WordsDialog)
    asked.name.setText("  door\u202e <b>model</b>  ")
    asked.note.setPlainText("chosen in May")
    qtbot.mouseClick(asked.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.parts.title.full_text == "door <b>model</b> v2")
    page.undo_stack.undo()
    qtbot.waitUntil(lambda: page.parts.title.full_text == "digits_int8 v2")


def test_a_name_is_never_empty(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    page.parts.rename_button.click()
    asked = dialog(page, WordsDialog)
    assert isinstance(asked, WordsDialog)
    asked.name.setText("   ")
    assert not asked.save_button.isEnabled()
    asked.reject()


def test_an_archived_variant_leaves_the_tree_and_comes_back(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    with qtbot.waitSignal(page.toast_requested):
        page.parts.archive_button.click()
    qtbot.waitUntil(lambda: page.parts.current_variant() == ROOT)
    page.parts.archived.setChecked(True)
    qtbot.waitUntil(lambda: page.parts.variants.index_of(CHILD.sha256).isValid())
    page.parts.archived.setChecked(False)
    qtbot.waitUntil(lambda: not page.parts.variants.index_of(CHILD.sha256).isValid())
    page.undo_stack.undo()
    qtbot.waitUntil(lambda: page.parts.variants.index_of(CHILD.sha256).isValid())


def test_without_netron_the_page_says_how_to_get_it(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.parts.netron_button.click()
    strip = page.converting.strip
    qtbot.waitUntil(strip.failure.isVisible)
    qtbot.mouseClick(strip.failure.buttons[Remedy.COPY_COMMAND], Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "pip install netron"


@pytest.mark.parametrize("name", ["app.elf", "app.hex", "app.uf2", "app.bin"])
def test_dropped_firmware_is_measured_on_the_device_that_is_chosen(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot, name: str
) -> None:
    page = open_models(bench)
    drop(page, Path("/build") / name)
    asked = dialog(page, FirmwareDialog)
    assert isinstance(asked, FirmwareDialog)
    asked.model.setCurrentIndex(asked.model.findText(CHILD.label))
    with qtbot.waitSignal(page.navigation_requested) as gone:
        qtbot.mouseClick(asked.start_button, Qt.MouseButton.LeftButton)
    assert gone.args == ["bench", None]
    assert ("measure_firmware", a_device().device_id, name, CHILD.sha256) in bench.calls


def test_firmware_without_a_device_leads_to_the_bench(open_models: OpenModels, qtbot: QtBot) -> None:
    page = open_models(PlanningBench(variants=(ROOT,)))
    drop(page, Path("/build/app.elf"))
    asked = dialog(page, FirmwareDialog)
    assert isinstance(asked, FirmwareDialog)
    with qtbot.waitSignal(page.navigation_requested):
        asked.start_button.click()


@pytest.mark.parametrize(("name", "framework"), [("kws.onnx", "ONNX"), ("kws.pth", "PyTorch")])
def test_a_model_of_another_framework_is_refused_with_the_next_step(
    open_models: OpenModels, bench: PlanningBench, name: str, framework: str
) -> None:
    page = open_models(bench)
    drop(page, Path("/models") / name)
    details = page.converting.strip.failure.details
    assert f"{name} is a model of {framework}." in details
    assert "pip install" in details
    assert not any(call[0] == "import_model" for call in bench.calls)


def test_boards_are_found_by_a_word_and_narrowed_to_those_that_fit(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    page.focus_search()
    qtbot.keyClicks(page.parts.board_search, "small")
    assert verdicts(page) == ["needs 80 B of arena, 64 free"]
    assert page.parts.board_count.text() == "1 of 3 boards"
    page.parts.board_search.clear()
    page.parts.only_fitting.setChecked(True)
    assert verdicts(page) == ["fits"]


def test_boards_are_sorted_by_a_heading_both_ways_and_back(open_models: OpenModels, bench: PlanningBench) -> None:
    page = open_models(bench)
    before = verdicts(page)
    page.parts.table.sort_by(2)
    assert verdicts(page)[0] == "fits"
    page.parts.table.sort_by(2)
    assert verdicts(page)[0] == "CUSTOM:X at conv1 cannot run on old."
    page.parts.table.sort_by(2)
    assert verdicts(page) == before


def test_tensors_say_shape_type_quantisation_and_zeros(
    open_models: OpenModels, bench: PlanningBench, qtbot: QtBot
) -> None:
    page = open_models(bench)
    qtbot.waitUntil(lambda: page.parts.tensors_model.rowCount() == 3)
    model = page.parts.tensors_model
    assert [str(model.data(model.index(1, column))) for column in range(8)] == [
        "1", "dense/kernel", "constant", "int8", "10 × 64", "640", "10 scales, one a channel", "25.0 %",
    ]  # fmt: skip


def test_every_dialog_fits_a_small_screen(open_window: Callable[..., MainWindow], bench: PlanningBench) -> None:
    window = open_window(bench, width=1000, height=640)
    window.navigate("models")
    page = window.current_page
    assert isinstance(page, ModelsPage)
    for made in (
        ConvertDialog(page.theme, "x" * 300, Path("x.keras"), lambda: None, is_network=True, parent=page),
        AccuracyDialog(page.theme, CHILD, (ROOT, CHILD), (), page),
        FirmwareDialog(page.theme, Path("app.elf"), (a_device(),), (ROOT, CHILD), page),
        WordsDialog(page.theme, CHILD, page),
    ):
        hint = made.sizeHint()
        assert hint.width() <= 1000
        assert hint.height() <= 640
        made.close()
