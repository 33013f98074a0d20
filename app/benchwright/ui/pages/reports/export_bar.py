"""Writing the report: a button a form, progress with cancel, and what to do when it did not work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.errors import BenchError, Cancelled
from benchwright.model.report import ReportForm, ReportRequest
from benchwright.reports.markdown import markdown_tables
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.window_cancel import WindowCancel
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.error_panel import ErrorPanel
from benchwright.ui.widgets.flow_layout import FlowLayout

_STEPS = 100


class ExportBar(QWidget):
    """One report is written at a time. `request` is what is chosen now; `ask_file` and `open_file` are for tests."""

    written = Signal(str)
    """The name of the file."""

    copied = Signal()

    _progressed = Signal(int)

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        request: Callable[[], ReportRequest],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._request = request
        self._cancel = WindowCancel(bridge)
        self._form = ReportForm.PDF
        self._has_runs = False
        self.ask_file: Callable[[str, ReportForm], Path | None] = self._ask_file
        self.open_file: Callable[[Path], object] = _open_file
        self.buttons = self._form_buttons(theme)
        self.copy_button = push_button(
            theme, self.tr("Copy as Markdown"), self, icon_name="mdi6.content-copy", role="quiet"
        )
        self.copy_button.setToolTip(self.tr("The tables of the report, for a chat or an issue"))
        self.copy_button.clicked.connect(lambda _checked=False: self.copy())
        self.opens = QCheckBox(self.tr("Open it afterwards"), self)
        self.opens.setAccessibleName(self.opens.text())
        self.opens.setChecked(bridge.remembered.flag("reports/open", default=True))
        self.opens.toggled.connect(lambda is_on: bridge.remembered.set_flag("reports/open", value=is_on))
        self.progress = QProgressBar(self)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("Progress of the report"))
        self.progress_words = ElidedLabel(self)
        self.cancel_button = push_button(theme, self.tr("Cancel"), self)
        self.cancel_button.clicked.connect(lambda _checked=False: self.cancel())
        self.trouble = ErrorPanel(theme, self)
        self.trouble.retry_button.setText(self.tr("Save elsewhere"))
        self.trouble.retry_button.setAccessibleName(self.tr("Save elsewhere"))
        self.trouble.retried.connect(self._save_elsewhere)
        self._progressed.connect(self._show_progress)
        self._running = self._progress_row()
        self._lay_out()
        self._show_running(is_running=False)

    @property
    def is_writing(self) -> bool:
        """Whether a report is being written."""
        return not self._running.isHidden()

    def allow(self, *, has_runs: bool) -> None:
        """Offers the buttons, or not where nothing is chosen."""
        self._has_runs = has_runs
        for button in (*self.buttons.values(), self.copy_button):
            button.setEnabled(has_runs and not self.is_writing)

    def export(self, form: ReportForm) -> None:
        """Asks where to, and writes there."""
        if self.is_writing or not self._has_runs:
            return
        self._form = form
        folder = self._bridge.remembered.word("reports/folder") or QDir.homePath()
        file = self.ask_file(QDir(folder).filePath(f"{self._proposal()}{form.value}"), form)
        if file is not None:
            self.write(file, form)

    def write(self, file: Path, form: ReportForm) -> None:
        """Writes the report; its folder is remembered."""
        self.trouble.hide()
        self._form = form
        self._cancel = WindowCancel(self._bridge)
        self._bridge.remembered.set_word("reports/folder", str(file.parent))
        desk, request, cancel, tell = self._bridge.workbench.reports, self._request(), self._cancel, self._teller()
        self.progress.setValue(0)
        self.progress_words.show_text(self.tr("Writing %1 …").replace("%1", file.name))
        self._show_running(is_running=True)

        def work() -> Path:
            desk.write(request, file, form, tell, cancel)
            return file

        self._bridge.ask(work, self._take_file, self._take_failure)

    def cancel(self) -> None:
        """Stops the writing; the file that was there before stays."""
        self._cancel.set()
        self.cancel_button.setEnabled(False)

    def copy(self) -> None:
        """Puts the report's tables onto the clipboard as Markdown."""
        desk, request, cancel = self._bridge.workbench.reports, self._request(), WindowCancel(self._bridge)
        self._bridge.ask(
            lambda: markdown_tables(desk.document(request, cancel)), self._take_markdown, self._take_failure
        )

    def _teller(self) -> Callable[[float], None]:
        """Tells whole percents to the GUI thread, each once. Called on a worker thread."""
        told = -1

        def tell(ratio: float) -> None:
            nonlocal told
            step = int(ratio * _STEPS)
            if step != told and not self._bridge.is_closed:
                told = step
                self._progressed.emit(step)

        return tell

    def _take_file(self, file: Path) -> None:
        self._show_running(is_running=False)
        self.written.emit(file.name)
        if self.opens.isChecked():
            self.open_file(file)

    def _take_failure(self, error: Exception) -> None:
        self._show_running(is_running=False)
        if isinstance(error, Cancelled):
            self.trouble.hide()
        elif isinstance(error, BenchError):
            self.trouble.show_failure(error.what, error.why, error.remedy, can_retry=True, code=error.code)
        else:
            why = f"{type(error).__name__}: {error}"
            self.trouble.show_failure(self.tr("The report could not be written."), why, "", can_retry=True)

    def _take_markdown(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit()

    def _save_elsewhere(self) -> None:
        self.export(self._form)

    def _show_progress(self, step: int) -> None:
        self.progress.setValue(step)

    def _show_running(self, *, is_running: bool) -> None:
        self._running.setVisible(is_running)
        self.cancel_button.setEnabled(is_running)
        self.allow(has_runs=self._has_runs)

    def _proposal(self) -> str:
        return f"benchwright-{self._request().template.value}"

    def _ask_file(self, proposal: str, form: ReportForm) -> Path | None:
        """Qt's own dialog, which asks before it lets a file be written over."""
        dialog = QFileDialog(self, self.tr("Write the report"), proposal, f"*{form.value}")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.value[1:])
        dialog.selectFile(Path(proposal).name)
        accepted = dialog.exec() == QFileDialog.DialogCode.Accepted
        names = dialog.selectedFiles()
        dialog.deleteLater()
        return Path(names[0]) if accepted and names else None

    def _form_buttons(self, theme: Theme) -> dict[ReportForm, QPushButton]:
        words = {
            ReportForm.PDF: ("PDF", "mdi6.file-pdf-box", self.tr("Pages as in the preview"), "primary"),
            ReportForm.HTML: ("HTML", "mdi6.file-code-outline", self.tr("One file that opens without a network"), ""),
            ReportForm.CSV: ("CSV", "mdi6.file-table-outline", self.tr("A line a run, for a spreadsheet"), ""),
            ReportForm.JSON: ("JSON", "mdi6.code-json", self.tr("Everything, raw samples too, for programs"), ""),
            ReportForm.JUNIT: ("JUnit", "mdi6.check-all", self.tr("Verdicts for a build server"), ""),
        }
        buttons = {}
        for form, (word, icon_name, detail, role) in words.items():
            button = push_button(theme, word, self, icon_name=icon_name, role=role, detail=detail)
            button.setAccessibleName(self.tr("Write as %1").replace("%1", word))
            button.clicked.connect(lambda _checked=False, form=form: self.export(form))
            buttons[form] = button
        return buttons

    def _progress_row(self) -> QWidget:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.progress_words, 1)
        layout.addWidget(self.progress, 2)
        layout.addWidget(self.cancel_button)
        return row

    def _lay_out(self) -> None:
        offers = FlowLayout()
        label = QLabel(self.tr("Write as"), self)
        set_role(label, "muted")
        for widget in (label, *self.buttons.values()):
            offers.addWidget(widget)
        after = FlowLayout()
        after.addWidget(self.opens)
        after.addWidget(self.copy_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.trouble)
        column.addWidget(self._running)
        column.addLayout(offers)
        column.addLayout(after)


def _open_file(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
