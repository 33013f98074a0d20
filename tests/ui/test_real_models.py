"""The Models page on the real workbench: a real Keras model, converted, scored and picked from by clicks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.models.accuracy_dialog import AccuracyDialog
from benchwright.ui.pages.models.convert_dialog import ConvertDialog
from benchwright.ui.pages.models.page import ModelsPage
from benchwright.ui.theme import Theme
from tests.ui.test_models_page import drop

PATIENCE_MS = 240_000

pytestmark = pytest.mark.slow


@pytest.fixture
def workbench(tmp_path: Path, forge_python: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workbench]:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    monkeypatch.setenv("BENCHWRIGHT_FORGE_PYTHON", str(forge_python))
    workbench = build_workbench(build_toolbox(), tmp_path / "benchwright.db")
    workbench.start()
    yield workbench
    workbench.close()


@pytest.fixture
def page(workbench: Workbench, theme: Theme, qtbot: QtBot) -> Iterator[ModelsPage]:
    bridge = Bridge(workbench)
    window = MainWindow(bridge, theme, db_file=workbench.store.file)
    bridge.setParent(window)
    qtbot.addWidget(window)
    window.show()
    window.navigate("models")
    page = window.current_page
    assert isinstance(page, ModelsPage)
    yield page
    window.close()


def opened(kind: type[ConvertDialog] | type[AccuracyDialog]) -> ConvertDialog | AccuracyDialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def test_a_dropped_keras_model_becomes_variants_with_an_accuracy(
    page: ModelsPage, qtbot: QtBot, networks: Path, digits_dir: Path
) -> None:
    drop(page, networks / "tiny.keras")
    asked = opened(ConvertDialog)
    assert isinstance(asked, ConvertDialog)
    asked.representative.path.setText(str(digits_dir / "digits_test.npz"))
    asked.pruned.setChecked(True)
    qtbot.mouseClick(asked.convert_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.converting.strip.isVisible)
    qtbot.waitUntil(lambda: page.parts.current_variant() is not None, timeout=PATIENCE_MS)
    variant = page.parts.current_variant()
    assert variant is not None
    assert variant.name == "tiny_pruned50_int8"
    assert page.parts.tree.currentIndex().parent().data() == "v1 float32"
    assert not page.converting.strip.isVisible()

    page.parts.accuracy_button.click()
    scoring = opened(AccuracyDialog)
    assert isinstance(scoring, AccuracyDialog)
    scoring.samples.path.setText(str(digits_dir / "digits_test.npz"))
    qtbot.mouseClick(scoring.measure_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "on 500 samples" in page.parts.caption.full_text, timeout=PATIENCE_MS)
    index = page.parts.variants.index_of(variant.sha256)
    assert str(page.parts.variants.data(index.siblingAtColumn(2))).endswith(" %")


def test_a_conversion_can_be_cancelled_in_the_middle(
    page: ModelsPage, workbench: Workbench, qtbot: QtBot, networks: Path
) -> None:
    drop(page, networks / "tiny_saved")
    asked = opened(ConvertDialog)
    assert isinstance(asked, ConvertDialog)
    for box in asked.formats.values():
        box.setChecked(False)
    qtbot.mouseClick(asked.convert_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "starting TensorFlow" in page.converting.strip.words.full_text, timeout=PATIENCE_MS)
    qtbot.mouseClick(page.converting.strip.cancel_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.converting.strip.isVisible(), timeout=PATIENCE_MS)
    assert workbench.models.titles == ()
    assert workbench.variants() == ()
