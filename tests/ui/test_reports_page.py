from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from benchwright.model.document import Document
from benchwright.model.report import Letterhead, ReportForm, ReportLanguage, ReportSection, ReportTemplate
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.report_printer import Progress
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.desk import DeskParts, StoreReportDesk
from benchwright.reports.letterhead_file import LetterheadFile
from benchwright.ui.main_window import MainWindow
from benchwright.ui.pages.reports.page import ReportsPage
from benchwright.ui.pages.reports.run_choice import RunLine, first_choice
from benchwright.ui.pages.settings.page import SettingsPage
from benchwright.ui.widgets.elided_label import ElidedLabel
from tests.builders import a_hardware_run, a_run, digest
from tests.report_shelf import NOON, TEMPLATES, words
from tests.ui.fake_workbench import FakeWorkbench, a_bench
from tests.unit.test_report_documents import HOSTILE, next_version
from tests.unit.test_report_files import PLAIN_SVG, a_png

OpenWindow = Callable[..., MainWindow]


def a_bench_with_runs() -> FakeWorkbench:
    workbench = a_bench()
    first = a_hardware_run(run_id="r-1")
    workbench.store.kept += [first, next_version(first, slower=1.2, run_id="r-2"), a_run(run_id="r-3")]
    return workbench


def open_reports(window: MainWindow, workbench: FakeWorkbench, qtbot: QtBot) -> ReportsPage:
    window.navigate("reports")
    page = window.current_page
    assert isinstance(page, ReportsPage)
    qtbot.waitUntil(lambda: page.options.runs.shown_count == workbench.store.run_count())
    if workbench.store.run_count():
        wait_for_preview(page, qtbot)
    page.export_bar.opens.setChecked(False)
    return page


def wait_for_preview(page: ReportsPage, qtbot: QtBot) -> str:
    """Waits for the preview of what is chosen now; the words of its document."""
    qtbot.waitUntil(lambda: page.preview.is_whole and page.preview.page_count > 0, timeout=15_000)
    assert page.preview.document is not None
    return words(page.preview.document)


def changed_preview(page: ReportsPage, qtbot: QtBot, act: Callable[[], object]) -> str:
    before = page.preview.document
    act()
    qtbot.waitUntil(lambda: page.preview.document is not before, timeout=15_000)
    return wait_for_preview(page, qtbot)


@pytest.fixture
def workbench() -> FakeWorkbench:
    return a_bench_with_runs()


@pytest.fixture
def page(open_window: OpenWindow, workbench: FakeWorkbench, qtbot: QtBot) -> ReportsPage:
    return open_reports(open_window(workbench), workbench, qtbot)


def click(widget: QAbstractButton, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def check(box: QCheckBox, qtbot: QtBot) -> None:
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(6, box.height() // 2))


class TestChoosing:
    def test_the_newest_runs_are_chosen_to_begin_with(self, page: ReportsPage, qtbot: QtBot) -> None:
        assert page.chosen == ("r-3", "r-2", "r-1")
        assert "3 runs on 1 board" in wait_for_preview(page, qtbot)
        assert page.options.runs.count.text() == "3 of 3 chosen"

    def test_another_page_chooses_the_runs(self, page: ReportsPage, qtbot: QtBot) -> None:
        window = page.window()
        assert isinstance(window, MainWindow)
        window.navigate("reports", ("r-1",))
        qtbot.waitUntil(lambda: page.chosen == ("r-1",))

    def test_a_template_is_a_click(self, page: ReportsPage, qtbot: QtBot) -> None:
        text = changed_preview(page, qtbot, lambda: click(page.options.templates[ReportTemplate.REGRESSION], qtbot))
        assert text.startswith("Regressions")
        assert "slower" in text

    def test_a_section_goes_and_comes_back(self, page: ReportsPage, qtbot: QtBot) -> None:
        box = page.options.sections[ReportSection.CHARTS]
        assert "\nCharts\n" not in changed_preview(page, qtbot, lambda: check(box, qtbot))
        assert "\nCharts\n" in changed_preview(page, qtbot, lambda: check(box, qtbot))

    def test_the_language_is_that_of_the_report_and_not_of_the_window(self, page: ReportsPage, qtbot: QtBot) -> None:
        place = page.options.language.findData(ReportLanguage.PORTUGUESE.value)
        text = changed_preview(page, qtbot, lambda: page.options.language.setCurrentIndex(place))
        assert text.startswith("Placas e modelos")
        assert page.options.templates[ReportTemplate.COMPARE].text() == "Compare"

    def test_a_baseline_of_the_chosen_runs(self, page: ReportsPage, qtbot: QtBot) -> None:
        changed_preview(page, qtbot, lambda: click(page.options.templates[ReportTemplate.COMPARE], qtbot))
        place = page.options.baseline.findData("r-3")
        text = changed_preview(page, qtbot, lambda: page.options.baseline.setCurrentIndex(place))
        assert "not comparable, because hardware against emulated" in text

    def test_searching_and_choosing_all_that_is_shown(self, page: ReportsPage, qtbot: QtBot) -> None:
        runs = page.options.runs
        click(runs.none_button, qtbot)
        assert page.chosen == ()
        assert page._sheet.currentWidget() is not page.preview
        qtbot.keyClicks(runs.search, "EMULATED")
        assert runs.shown_count == 1
        click(runs.all_button, qtbot)
        assert page.chosen == ("r-3",)

    def test_space_and_enter_check_the_run_at_the_cursor(self, page: ReportsPage, qtbot: QtBot) -> None:
        view = page.options.runs.list
        view.setCurrentIndex(view.model().index(0, 0))
        qtbot.keyClick(view, Qt.Key.Key_Space)
        assert page.chosen == ("r-2", "r-1")
        qtbot.keyClick(view, Qt.Key.Key_Return)
        assert page.chosen == ("r-3", "r-2", "r-1")

    def test_what_is_chosen_is_remembered(self, page: ReportsPage, qtbot: QtBot) -> None:
        click(page.options.templates[ReportTemplate.COMPARE], qtbot)
        check(page.options.sections[ReportSection.REPRO], qtbot)
        again = ReportsPage(page.bridge, page.theme)
        qtbot.addWidget(again)
        assert again.options.template is ReportTemplate.COMPARE
        assert not again.options.sections[ReportSection.REPRO].isChecked()

    def test_without_runs_there_is_the_way_to_the_bench(self, open_window: OpenWindow, qtbot: QtBot) -> None:
        empty = a_bench()
        window = open_window(empty)
        page = open_reports(window, empty, qtbot)
        qtbot.waitUntil(lambda: page.bridge.is_idle)
        assert not any(button.isVisible() for button in page.export_bar.buttons.values())
        button = next(b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.text() == "Go to the bench")
        click(button, qtbot)
        assert window.current_page.key == "bench"


class TestPreview:
    @pytest.mark.parametrize("size", [(1000, 640), (1360, 820)])
    def test_the_heading_stays_whole_while_pages_are_set(
        self, page: ReportsPage, qtbot: QtBot, size: tuple[int, int]
    ) -> None:
        page.window().resize(*size)
        (heading,) = [one for one in page.findChildren(ElidedLabel) if one.full_text == "As it will be printed"]
        page.preview.page_changed.emit(1, 12_000, False)
        qtbot.waitUntil(lambda: page.place.width() > 24)
        assert heading.text() == heading.full_text
        assert page.place.full_text == "Page 1, setting 12000 …"

    def test_keys_and_the_wheel_turn_and_zoom(self, page: ReportsPage, qtbot: QtBot) -> None:
        preview = page.preview
        before = preview.zoom_percent
        qtbot.keyClick(preview, Qt.Key.Key_Minus)
        assert preview.zoom_percent < before
        wheel = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(0, 0), QPoint(0, 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        smaller = preview.zoom_percent
        preview.wheelEvent(wheel)
        assert preview.zoom_percent > smaller
        qtbot.keyClick(preview, Qt.Key.Key_0)
        assert preview.zoom_percent == before
        qtbot.keyClick(preview, Qt.Key.Key_End)
        count = preview.page_count
        assert page.place.full_text == f"Page {count} of {count}"
        qtbot.keyClick(preview, Qt.Key.Key_Home)
        assert page.place.full_text == f"Page 1 of {count}"

    def test_the_pages_are_painted(self, page: ReportsPage, qtbot: QtBot) -> None:
        def colours() -> int:
            picture = page.preview.viewport().grab().toImage()
            middle = picture.width() // 2
            return len({picture.pixelColor(x, y).rgb() for x in range(middle - 200, middle, 2) for y in range(30, 300)})

        qtbot.waitUntil(lambda: colours() > 20, timeout=10_000)

    def test_a_change_never_blocks_the_window(self, page: ReportsPage, workbench: FakeWorkbench, qtbot: QtBot) -> None:
        many = [
            a_hardware_run(
                run_id=f"m-{number}", variant_sha256=digest(str(number % 40).encode()), variant_version=number % 40
            )
            for number in range(1_000)
        ]
        workbench.store.kept += many
        page.shown()
        qtbot.waitUntil(lambda: page.options.runs.shown_count == 1_003, timeout=10_000)
        longest = 0.0
        click(page.options.runs.all_button, qtbot)
        until = time.monotonic() + 1.5
        while time.monotonic() < until:
            began = time.monotonic()
            QGuiApplication.processEvents()
            longest = max(longest, time.monotonic() - began)
            time.sleep(0.001)
        # A busy machine may take a while for a turn; what must not be is a turn as long as the whole work.
        assert longest < 0.5

    def test_only_the_last_of_many_changes_is_shown(self, page: ReportsPage, qtbot: QtBot) -> None:
        for template in (ReportTemplate.COMPARE, ReportTemplate.BOARD_MODEL, ReportTemplate.REGRESSION):
            click(page.options.templates[template], qtbot)
        qtbot.waitUntil(
            lambda: page.preview.document is not None and page.preview.document.title == "Regressions", timeout=10_000
        )
        qtbot.waitUntil(lambda: page.bridge.is_idle, timeout=10_000)
        assert page.preview.document is not None
        assert page.preview.document.title == "Regressions"

    def test_it_is_spoken_of(self, page: ReportsPage) -> None:
        assert page.preview.accessibleDescription() == f"Boards and models, {page.preview.page_count} pages"


class TestExport:
    @pytest.mark.parametrize("form", ReportForm)
    def test_each_form_is_a_button_and_a_file(
        self, form: ReportForm, page: ReportsPage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        asked: list[str] = []
        file = tmp_path / f"handed in{form.value}"

        def ask(proposal: str, _form: ReportForm) -> Path:
            asked.append(Path(proposal).name)
            return file

        page.export_bar.ask_file = ask
        with qtbot.waitSignal(page.export_bar.written, timeout=15_000):
            click(page.export_bar.buttons[form], qtbot)
        assert file.stat().st_size > 300
        assert asked == [f"benchwright-board-model{form.value}"]
        assert [item.name for item in tmp_path.iterdir()] == [file.name]
        assert not page.export_bar.is_writing

    def test_it_is_opened_afterwards_if_wished_and_the_folder_is_remembered(
        self, page: ReportsPage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        opened: list[Path] = []
        proposals: list[str] = []
        page.export_bar.open_file = opened.append
        page.export_bar.opens.setChecked(True)
        page.export_bar.write(tmp_path / "r.csv", ReportForm.CSV)
        qtbot.waitUntil(lambda: opened == [tmp_path / "r.csv"])
        page.export_bar.ask_file = lambda proposal, _form: proposals.append(proposal)
        page.export_bar.export(ReportForm.PDF)
        assert Path(proposals[0]).parent == tmp_path

    def test_a_vanished_folder_is_told_in_words_and_saved_elsewhere(
        self, page: ReportsPage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        page.export_bar.write(tmp_path / "gone" / "r.html", ReportForm.HTML)
        qtbot.waitUntil(page.export_bar.trouble.isVisible)
        assert "cannot be written" in page.export_bar.trouble.details
        button = page.export_bar.trouble.retry_button
        assert (button.isVisible(), button.text()) == (True, "Save elsewhere")
        page.export_bar.ask_file = lambda _proposal, form: tmp_path / f"r{form.value}"
        with qtbot.waitSignal(page.export_bar.written):
            click(button, qtbot)
        assert (tmp_path / "r.html").exists()
        assert not page.export_bar.trouble.isVisible()

    def test_a_folder_in_place_of_a_file_is_refused(self, page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
        page.export_bar.write(tmp_path, ReportForm.CSV)
        qtbot.waitUntil(page.export_bar.trouble.isVisible)
        assert "It is a folder" in page.export_bar.trouble.details

    def test_cancel_leaves_nothing(
        self, workbench: FakeWorkbench, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
    ) -> None:
        printer = SlowPrinter()
        parts = DeskParts(TEMPLATES, LetterheadFile(tmp_path / "kept"), printer, lambda: NOON)
        workbench.reports = StoreReportDesk(parts, workbench.store)
        page = open_reports(open_window(workbench), workbench, qtbot)
        page.export_bar.write(tmp_path / "r.pdf", ReportForm.PDF)
        qtbot.waitUntil(lambda: page.export_bar.progress.value() >= 70)
        assert page.export_bar.is_writing
        assert not page.export_bar.buttons[ReportForm.PDF].isEnabled()
        click(page.export_bar.cancel_button, qtbot)
        qtbot.waitUntil(lambda: not page.export_bar.is_writing)
        assert list(tmp_path.iterdir()) == []
        assert not page.export_bar.trouble.isVisible()

    def test_a_window_that_closes_stops_the_writing(
        self, workbench: FakeWorkbench, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path
    ) -> None:
        printer = SlowPrinter()
        parts = DeskParts(TEMPLATES, LetterheadFile(tmp_path / "kept"), printer, lambda: NOON)
        workbench.reports = StoreReportDesk(parts, workbench.store)
        window = open_window(workbench)
        page = open_reports(window, workbench, qtbot)
        page.export_bar.write(tmp_path / "r.pdf", ReportForm.PDF)
        qtbot.waitUntil(printer.begun.is_set)
        began = time.monotonic()
        window.close()
        assert time.monotonic() - began < 2.5
        assert not (tmp_path / "r.pdf").exists()

    def test_the_tables_are_copied_as_markdown(self, page: ReportsPage, qtbot: QtBot) -> None:
        with qtbot.waitSignal(page.export_bar.copied):
            click(page.export_bar.copy_button, qtbot)
        assert "| Variant | b-l475e-iot01a |" in QGuiApplication.clipboard().text()

    def test_ctrl_e_asks_for_a_pdf(self, page: ReportsPage, qtbot: QtBot) -> None:
        forms: list[ReportForm] = []
        page.export_bar.ask_file = lambda _proposal, form: forms.append(form)
        action = next(action for action in page.actions() if action.shortcut().toString() == "Ctrl+E")
        action.trigger()
        assert forms == [ReportForm.PDF]


class TestLetterhead:
    def test_company_and_logo_appear_in_the_preview(self, page: ReportsPage, qtbot: QtBot, tmp_path: Path) -> None:
        form = page.options.letterhead

        def type_company() -> None:
            qtbot.keyClicks(form.company, "ACME Instruments")
            qtbot.keyClick(form.company, Qt.Key.Key_Return)

        changed_preview(page, qtbot, type_company)
        logo = tmp_path / "logo.svg"
        logo.write_bytes(PLAIN_SVG)
        changed_preview(page, qtbot, lambda: form.keep_logo(logo))
        assert page.preview.document is not None
        letterhead = page.preview.document.letterhead
        assert letterhead.company == "ACME Instruments"
        assert letterhead.logo is not None
        qtbot.waitUntil(lambda: not form.picture.isHidden())
        changed_preview(page, qtbot, lambda: click(form.remove_button, qtbot))
        assert page.preview.document.letterhead.logo is None

    @pytest.mark.parametrize(
        ("data", "why"),
        [(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "script"), (a_png()[:-9], "ends")],
    )
    def test_a_hostile_logo_is_refused_in_words(
        self, data: bytes, why: str, page: ReportsPage, qtbot: QtBot, tmp_path: Path
    ) -> None:
        file = tmp_path / "logo"
        file.write_bytes(data)
        page.options.letterhead.keep_logo(file)
        qtbot.waitUntil(page.export_bar.trouble.isVisible)
        assert why in page.export_bar.trouble.details

    def test_settings_keep_it_too(self, open_window: OpenWindow, workbench: FakeWorkbench, qtbot: QtBot) -> None:
        window = open_window(workbench)
        window.navigate("settings")
        settings = window.current_page
        assert isinstance(settings, SettingsPage)
        company = settings.reports.letterhead.company
        company.setText("ACME")
        company.editingFinished.emit()
        qtbot.waitUntil(lambda: workbench.reports.letterhead() == Letterhead("ACME"))


class TestBadInput:
    def test_hostile_names_are_shown_and_written(self, open_window: OpenWindow, qtbot: QtBot, tmp_path: Path) -> None:
        workbench = a_bench()
        workbench.store.kept.append(a_run(variant_name=HOSTILE, model=HOSTILE, board=HOSTILE, note=HOSTILE))
        page = open_reports(open_window(workbench), workbench, qtbot)
        with qtbot.waitSignal(page.export_bar.written, timeout=15_000):
            page.export_bar.write(tmp_path / "r.pdf", ReportForm.PDF)
        tip = page.options.runs.list.model().index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
        assert "<script" not in tip

    def test_a_run_that_is_gone_is_told(self, page: ReportsPage, workbench: FakeWorkbench, qtbot: QtBot) -> None:
        workbench.store.kept.clear()
        workbench.reports.forget()
        click(page.options.templates[ReportTemplate.COMPARE], qtbot)
        qtbot.waitUntil(page.export_bar.trouble.isVisible)
        assert "There is no run" in page.export_bar.trouble.details


class TestAccess:
    def test_every_control_has_a_name(self, page: ReportsPage) -> None:
        controls = [*page.findChildren(QAbstractButton), *page.findChildren(QLineEdit), *page.findChildren(QComboBox)]
        unnamed = [c for c in controls if not c.accessibleName() and not c.objectName().startswith("qt_")]
        assert [type(control).__name__ for control in unnamed if type(control).__name__ != "QToolButton"] == []

    @pytest.mark.parametrize(("width", "height"), [(1360, 820), (1000, 640)])
    def test_nothing_is_cut(
        self, open_window: OpenWindow, workbench: FakeWorkbench, qtbot: QtBot, width: int, height: int
    ) -> None:
        page = open_reports(open_window(workbench, width=width, height=height), workbench, qtbot)
        buttons = [b for b in page.findChildren(QAbstractButton) if b.isVisible() and b.text()]
        assert len(buttons) > 12
        for button in buttons:
            assert button.width() >= button.minimumSizeHint().width(), button.text()
        right = page.export_bar.buttons[ReportForm.JUNIT]
        assert right.mapTo(page, right.rect().bottomRight()).x() < page.width()


def test_runs_that_cannot_be_read_are_told_of_and_the_others_are_there(
    open_window: OpenWindow, workbench: FakeWorkbench, qtbot: QtBot
) -> None:
    workbench.store.unread = (UnreadRun("r-of-the-future", "'new' is no issue"),)
    page = open_reports(open_window(workbench), workbench, qtbot)
    assert page.unread.isVisible()
    assert "r-of-the-future" in page.unread.text
    workbench.store.unread = ()
    page.shown()
    qtbot.waitUntil(lambda: not page.unread.isVisible())


class SlowPrinter:
    """Prints until it is cancelled."""

    def __init__(self) -> None:
        self.begun = threading.Event()

    def pdf(self, document: Document, progress: Progress, cancel: CancelToken) -> bytes:
        self.begun.set()
        until = time.monotonic() + 20
        while not cancel.is_set and time.monotonic() < until:
            progress(0.6)
            time.sleep(0.01)
        return b"half a page of " + document.title.encode()


def test_the_first_choice_leaves_no_measured_cell_empty() -> None:
    kinds = ["new"] * 20 + ["old", "older", "old"]
    lines = [RunLine(f"r-{place}", "", "", "", kind) for place, kind in enumerate(kinds)]
    assert first_choice(lines) == [*(f"r-{place}" for place in range(12)), "r-20", "r-21"]
