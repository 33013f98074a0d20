"""The window in another language: complete, in place, and without a restart."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QObject, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableView,
    QTabWidget,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from benchwright import paths
from benchwright.bench.workbench import Workbench
from benchwright.compose import build_toolbox, build_workbench
from benchwright.model.device import DeviceState
from benchwright.model.errors import PortBusy
from benchwright.model.events import Stage, StageFinished, StageProgressed, StageStarted
from benchwright.model.report import ReportLanguage
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.current_window import CurrentWindow
from benchwright.ui.language.kept_words import emulator_words
from benchwright.ui.language.language import Language, TranslationFolders, chosen_code, language_name
from benchwright.ui.language.numbers import bytes_text, count_text, duration_text
from benchwright.ui.language.phrasebook import Phrasebook
from benchwright.ui.language.translators import said
from benchwright.ui.local_time import local_minute
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.bench.page import BenchPage
from benchwright.ui.pages.compare.page import ComparePage
from benchwright.ui.pages.registry import PAGES
from benchwright.ui.pages.reports.page import ReportsPage
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.theme import Theme
from installer.console import Console
from installer.translations import compile_translations
from tests.builders import a_run
from tests.conftest import ROOT
from tests.ui.fake_workbench import FakeWorkbench, a_bench

TS = ROOT / "resources" / "translations" / "benchwright_pt_BR.ts"
DEVICE = "virtual:b-l475e-iot01a"
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def folders() -> TranslationFolders:
    compile_translations(Console(ROOT / "build" / "setup"), ROOT)
    return TranslationFolders(TS.parent, ROOT / "build" / "translations")


@pytest.fixture
def language(folders: TranslationFolders, qapp: QApplication) -> Iterator[Language]:
    before = QLocale()
    language = Language(folders)
    language.choose("en")
    yield language
    language.close()
    language.deleteLater()
    QLocale.setDefault(before)


@pytest.fixture
def open_current(language: Language, theme: Theme, qtbot: QtBot) -> Iterator[Callable[..., CurrentWindow]]:
    """Opens a window that a change of language replaces."""
    opened: list[tuple[CurrentWindow, Bridge]] = []

    def open_it(workbench: FakeWorkbench | Workbench) -> CurrentWindow:
        bridge = Bridge(workbench, language=language)  # type: ignore[arg-type]
        current = CurrentWindow(partial(MainWindow, bridge, theme, db_file="/data/benchwright.db"), bridge)
        current.window.show_page(0)
        current.window.show()
        qtbot.waitExposed(current.window)
        opened.append((current, bridge))
        return current

    yield open_it
    for current, bridge in opened:
        current.window.close()
        bridge.close()
        current.window.deleteLater()
        current.deleteLater()
        bridge.deleteLater()


def settle() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def a_busy_bench() -> FakeWorkbench:
    bench = a_bench(device_count=2, variant_count=3)
    for number in range(3):
        bench.store.kept.append(a_run(run_id=f"r-{number}", variant_version=number + 1))
    return bench


def shown_texts(window: MainWindow) -> list[str]:
    """What stands on the window, and what a screen reader says of it."""
    texts = [action.text() for action in window.all_actions()]
    for widget in window.findChildren(QWidget):
        texts += [widget.toolTip(), widget.accessibleName()]
        if isinstance(widget, QLabel | QAbstractButton):
            texts.append(widget.text())
        elif isinstance(widget, QLineEdit):
            texts.append(widget.placeholderText())
        elif isinstance(widget, QTabWidget):
            texts += [widget.tabText(place) for place in range(widget.count())]
        elif isinstance(widget, QComboBox) and widget.accessibleName() != said("Language"):
            texts += [widget.itemText(place) for place in range(widget.count())]
        elif isinstance(widget, QTableView) and widget.model() is not None:
            model, across = widget.model(), Qt.Orientation.Horizontal
            texts += [str(model.headerData(place, across) or "") for place in range(model.columnCount())]
    return [text.replace("&", "").strip() for text in texts if text and text.strip()]


def english_texts() -> set[str]:
    """Texts whose translation differs, without those that consist of values."""
    found = set()
    for message in ElementTree.parse(TS).getroot().iter("message"):
        source, translation = message.findtext("source") or "", message.findtext("translation") or ""
        if source != translation and len(re.sub(r"%\d|\W", "", source)) > 3:
            found.add(source.strip())
    translated = {(m.findtext("translation") or "").strip() for m in ElementTree.parse(TS).getroot().iter("message")}
    return found - translated - {"native"}  # a board is called so


def test_no_page_has_an_english_word_left(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    language.choose("pt_BR")
    current = open_current(a_busy_bench())
    patterns = [re.compile(re.sub(r"%\d", ".+", re.escape(text).replace(r"%", "%"))) for text in english_texts()]
    left = set()
    for index in range(len(PAGES)):
        current.window.show_page(index)
        qtbot.waitUntil(lambda: current.window.bridge.is_idle)
        shown = set(shown_texts(current.window))
        left |= {text for text in shown for pattern in patterns if pattern.fullmatch(text)}
    assert left == set(), "\n".join(sorted(left))
    assert current.window.activity.button(0).text() == "Bancada"


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("a process of this computer", "um processo deste computador"),
        ("QEMU 10.0, machine virt", "QEMU 10.0, máquina virt"),
        (
            "QEMU 10.0, machine virt, one instruction = 32 ns",
            "QEMU 10.0, máquina virt; conta instruções, uma a cada 32 ns do relógio dele",
        ),
    ],
)
def test_what_a_run_keeps_of_its_emulator_is_told_in_the_language(language: Language, kept: str, shown: str) -> None:
    language.choose("pt_BR")
    assert emulator_words(kept) == shown


def test_a_run_goes_on_through_a_change_of_language_and_is_saved(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    bench = a_busy_bench()
    current = open_current(bench)
    first = current.window
    bench.tell(StageStarted(DEVICE, Stage.IDENTIFY), StageFinished(DEVICE, Stage.IDENTIFY, 0.1))
    bench.tell(StageStarted(DEVICE, Stage.FLASH), StageProgressed(DEVICE, Stage.FLASH, 1, 2))
    qtbot.waitUntil(lambda: first.status.task_text.startswith("Flash"))
    language.choose("pt_BR")
    assert current.window is not first
    assert current.window.isVisible()
    assert current.window.book.of(DEVICE).is_running
    bench.tell(StageProgressed(DEVICE, Stage.FLASH, 2, 2))
    qtbot.waitUntil(lambda: current.window.status.task_text.startswith("Gravar"))
    bench.save(a_run(run_id="r-new", device_id=DEVICE))
    qtbot.waitUntil(lambda: not current.window.book.of(DEVICE).is_running)
    page = current.window.current_page
    assert isinstance(page, BenchPage)
    qtbot.waitUntil(lambda: page.parts.result.result is not None)


def test_page_selection_size_drawer_and_search_are_kept(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())
    bench_page = current.window.current_page
    assert isinstance(bench_page, BenchPage)
    second = bench_page.parts.devices.cards[1].device.device_id
    bench_page.parts.devices.select(second)
    current.window.navigate("runs")
    current.window.current_page.parts.search.set_text("board:b-l475e")  # type: ignore[attr-defined]
    current.window.toggle_drawer()
    current.window.resize(1100, 700)
    language.choose("pt_BR")
    window = current.window
    assert window.current_page.key == "runs"
    assert window.current_page.parts.search.text() == "board:b-l475e"  # type: ignore[attr-defined]
    assert window.drawer.isVisible()
    assert (window.width(), window.height()) == (1100, 700)
    page = window.show_page(0)
    assert isinstance(page, BenchPage)
    assert page.parts.devices.selected_id == second


def test_the_page_in_front_comes_first_and_the_others_follow_with_what_they_had(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())
    current.window.navigate("runs")
    current.window.current_page.parts.search.set_text("board:b-l475e")  # type: ignore[attr-defined]
    for key in ("compare", "models"):
        current.window.navigate(key)
    language.choose("pt_BR")
    stack = current.window.stack
    assert [PAGES[index].key for index, _ in stack.made_pages()] == ["bench", "models"]
    qtbot.waitUntil(lambda: len(stack.made_pages()) == 4)
    assert current.window.current_page.key == "models"
    runs = next(page for index, page in stack.made_pages() if PAGES[index].key == "runs")
    assert runs.parts.search.text() == "board:b-l475e"  # type: ignore[attr-defined]


def test_the_choice_in_settings_takes_effect_and_is_remembered(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())
    page = current.window.show_page(len(PAGES) - 1)
    assert isinstance(page, SettingsPage)
    combo = page.language.combo
    assert [combo.itemText(place) for place in range(combo.count())] == ["English", "Português (Brasil)"]
    combo.setFocus()
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: language.code == "pt_BR")
    assert current.window.bridge.remembered.language == "pt_BR"
    assert current.window.current_page.key == "settings"


def test_switching_back_and_forth_leaves_no_object_behind(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())

    def objects() -> int:
        for index in range(len(PAGES)):
            current.window.show_page(index)
            qtbot.waitUntil(lambda: current.window.bridge.is_idle)
            qtbot.wait(50)  # a chart is built when its data have come and its page is seen
        settle()
        return sum(isinstance(item, QObject) and not isinstance(item, QAction) for item in gc.get_objects())

    language.choose("pt_BR")
    language.choose("en")
    before = objects()
    for code in ("pt_BR", "en", "pt_BR", "en"):
        language.choose(code)
    assert objects() <= before + 5
    windows = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MainWindow)]
    assert windows == [current.window]


class LongWords(QTranslator):
    """A language of accents whose words are a third longer than English, as a translation may be."""

    def translate(self, context: object, source_text: object, disambiguation: object = None, n: int = -1) -> str:
        text = str(source_text)
        if context == "Time" or not text.strip():
            return text
        return "Ã" + text + "ç" * (1 + len(text) // 3)

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        return False


@pytest.mark.parametrize("index", range(len(PAGES)), ids=[entry.key for entry in PAGES])
def test_long_words_are_not_clipped(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot, index: int
) -> None:
    translator = LongWords()
    QCoreApplication.installTranslator(translator)
    try:
        window = open_current(a_busy_bench()).window
        window.resize(1360, 820)
        window.show_page(index)
        qtbot.waitUntil(lambda: window.bridge.is_idle)
        qtbot.wait(30)
        assert [f"{type(label.parent()).__name__}: {label.text()}" for label in clipped(window)] == []
    finally:
        QCoreApplication.removeTranslator(translator)


def clipped(window: MainWindow) -> list[QLabel | QAbstractButton]:
    """Labels and buttons on screen that are narrower than their words and do not say so with an ellipsis."""
    found = []
    for widget in window.findChildren(QWidget):
        if (
            not widget.isVisible()
            or not isinstance(widget, QLabel | QAbstractButton)
            or type(widget).__name__ == "ElidedLabel"
        ):
            continue
        if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
            continue
        if widget.text() and widget.width() + 1 < widget.minimumSizeHint().width():
            found.append(widget)
    return found


def test_buttons_of_qt_speak_the_language_too(language: Language, qtbot: QtBot) -> None:
    language.choose("pt_BR")
    box = QMessageBox()
    qtbot.addWidget(box)
    box.setStandardButtons(QMessageBox.StandardButton.Cancel)
    buttons = box.findChild(QDialogButtonBox)
    assert buttons is not None
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Cancelar"


def test_numbers_and_times_are_written_as_the_language_does(language: Language) -> None:
    assert (bytes_text(22_100), duration_text(0.0184), count_text(7_699_732)) == ("22.1 kB", "18.4 ms", "7,699,732")
    assert local_minute("2026-11-20T12:04:31").endswith("2026-11-20 12:04")
    language.choose("pt_BR")
    assert (bytes_text(22_100), duration_text(0.0184), count_text(7_699_732)) == ("22,1 kB", "18,4 ms", "7.699.732")
    assert local_minute("2026-11-20T12:04:31") == "20/11/2026 12:04"


def test_an_error_of_the_route_is_read_back_with_its_values(language: Language) -> None:
    error = PortBusy("ttyACM0", "minicom (pid 4121)")
    language.choose("pt_BR")
    assert said(error.what) == "A porta ttyACM0 está em uso."
    assert said(error.why) == "minicom (pid 4121) a mantém aberta."
    assert said(str(error)) == " ".join(said(part) for part in (error.what, error.why, error.remedy))
    assert said("vanished during nothing we know") == "vanished during nothing we know"


def test_a_value_that_is_a_word_of_the_route_is_translated_within_its_sentence(language: Language) -> None:
    language.choose("pt_BR")
    assert said("Cancelled during Flash.") == "Cancelado durante: Gravar."


def test_a_number_with_its_unit_is_written_as_the_language_does_within_a_sentence(language: Language) -> None:
    language.choose("pt_BR")
    assert said("A window took 0.70 s of the 1 s that were asked for.") == "Uma janela levou 0,70 s dos 1 s pedidos."
    assert "13,6%" in said("The windows' medians spread by 13.6%; 5% is the limit.")
    english = Phrasebook({"It is %1.": "Está em %1."}, lambda text: text.replace(".", ","))
    assert english.said("It is 1.25 MB.") == "Está em 1,25 MB."
    assert english.said("It is 0.1.0.") == "Está em 0.1.0."
    assert english.said("It is 1.3.") == "Está em 1.3."
    assert english.said("It is v1.3 sure.") == "Está em v1.3 sure."
    assert "80.000.000 Hz contra 64.000.000 Hz" in said("other clock: 80,000,000 Hz against 64,000,000 Hz")


def test_the_name_of_a_board_within_a_reason_is_not_translated(language: Language) -> None:
    language.choose("pt_BR")
    assert said("other board: 'native' against 'microbit'") == "outra placa: 'native' contra 'microbit'"
    assert said("native against emulated") == "nativo contra emulado"


def test_without_its_compiled_file_the_window_speaks_english_and_says_so(
    tmp_path: Path, qapp: QApplication, caplog: pytest.LogCaptureFixture
) -> None:
    language = Language(TranslationFolders(TS.parent, tmp_path))
    language.choose("pt_BR")
    assert language.code == "en"
    assert "benchwright_pt_BR.qm cannot be loaded" in caplog.text
    language.deleteLater()


def test_flash_is_a_memory_in_a_tile_and_something_to_do_in_a_stage(language: Language) -> None:
    language.choose("pt_BR")
    assert (QCoreApplication.translate("ResultView", "Flash"), said(Stage.FLASH.value)) == ("Flash", "Gravar")


@pytest.mark.parametrize(
    ("asked", "environment", "remembered", "code"),
    [
        ("pt_BR", "en", "en", "pt_BR"),
        ("", "pt", "en", "pt_BR"),
        ("", "pt_BR.UTF-8", "", "pt_BR"),
        ("", "", "pt_BR", "pt_BR"),
        ("pt-BR", "", "", "pt_BR"),
        ("tlh", "", "en", "en"),
    ],
)
def test_the_language_to_begin_with(asked: str, environment: str, remembered: str, code: str) -> None:
    assert chosen_code(("en", "pt_BR"), {"BENCHWRIGHT_LANGUAGE": environment}, remembered, asked) == code


def test_languages_are_called_in_their_own_words() -> None:
    assert (language_name("en"), language_name("pt_BR")) == ("English", "Português (Brasil)")


@pytest.mark.slow
@pytest.mark.skipif(not (paths.firmware() / "native").is_dir(), reason="the native firmware is not built")
def test_a_real_run_on_a_virtual_board_survives_the_change(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_current: Callable[..., CurrentWindow],
    language: Language,
    qtbot: QtBot,
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path))
    toolbox = build_toolbox()
    workbench = build_workbench(toolbox, tmp_path / "benchwright.db")
    workbench.start()
    try:
        current = open_current(workbench)
        page = current.window.current_page
        assert isinstance(page, BenchPage)
        qtbot.waitUntil(lambda: "native" in page.parts.virtual_names)
        page.start_virtual("native")
        qtbot.waitUntil(lambda: page.device is not None and page.device.state is DeviceState.READY, timeout=PATIENCE_MS)
        page.import_file(paths.resources() / "models" / "digits_small_int8.tflite")
        qtbot.waitUntil(page.parts.run_bar.run_button.isEnabled)
        page.start()
        qtbot.waitUntil(lambda: current.window.book.of("virtual:native").current is not None, timeout=PATIENCE_MS)
        language.choose("pt_BR")
        assert current.window.book.of("virtual:native").is_running
        qtbot.waitUntil(lambda: workbench.store.run_count() == 1, timeout=PATIENCE_MS)
        qtbot.waitUntil(lambda: not current.window.book.of("virtual:native").is_running, timeout=PATIENCE_MS)
    finally:
        workbench.close()
        for name in toolbox.lab.running():
            toolbox.lab.stop(name)


def test_the_tabs_of_compare_fit_a_small_window_in_portuguese(
    language: Language, open_current: Callable[..., CurrentWindow], qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())
    language.choose("pt_BR")
    current.window.resize(1000, 640)
    current.window.navigate("compare")
    page = current.window.current_page
    assert isinstance(page, ComparePage)
    bar = page.parts.tabs.tabBar()
    qtbot.waitUntil(lambda: bool(page.comparisons) and page.parts.tabs.isVisible())
    assert bar.tabText(0) == "Distribuições"
    assert bar.tabRect(bar.count() - 1).right() < bar.width()
    assert not [button for button in bar.findChildren(QToolButton) if button.isVisible()]


def test_settings_and_reports_follow_the_language_of_the_window(
    open_current: Callable[..., CurrentWindow], language: Language, qtbot: QtBot
) -> None:
    current = open_current(a_busy_bench())
    language.choose("pt_BR")
    qtbot.waitUntil(lambda: current.window.windowTitle() != "" and language.code == "pt_BR")
    current.window.navigate("settings")
    settings = current.window.current_page
    assert isinstance(settings, SettingsPage)
    assert settings.language.combo.currentData() == "pt_BR"
    current.window.navigate("reports")
    reports = current.window.current_page
    assert isinstance(reports, ReportsPage)
    assert reports.options.request().language is ReportLanguage.PORTUGUESE
