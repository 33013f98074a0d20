"""The Reports page: what do I hand in. Options at the left, the pages as they will be printed at the right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from benchwright.model.document import Document
from benchwright.model.errors import BenchError
from benchwright.model.report import ReportForm
from benchwright.protocols.run_store import RunFilter, UnreadRun
from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.page import Page
from benchwright.ui.pages.reports.export_bar import ExportBar
from benchwright.ui.pages.reports.options import ReportOptions
from benchwright.ui.pages.reports.preview import PagePreview
from benchwright.ui.pages.reports.preview_maker import PreviewMaker
from benchwright.ui.pages.reports.run_choice import RunLine, first_choice, run_lines
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.unread_words import unread_words
from benchwright.ui.widgets.buttons import icon_button
from benchwright.ui.widgets.elided_label import ElidedLabel
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.widgets.notice import Notice
from benchwright.ui.window_actions import make_action

_MOST_LISTED = 20_000


class ReportsPage(Page):
    """A change of the options makes a new preview on worker threads; the window never waits for it."""

    key = "reports"
    icon_name = "mdi6.file-chart-outline"

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(bridge, theme, parent)
        self._wanted: tuple[str, ...] = ()
        self.options = ReportOptions(bridge, theme, self)
        self.preview = PagePreview(bridge, theme, self)
        self.maker = PreviewMaker(bridge, self)
        self.export_bar = ExportBar(bridge, theme, self.options.request, self)
        self.unread = Notice(theme, "mdi6.file-alert-outline", self)
        self.unread.add_button(self.tr("Show in Runs"), lambda: self.navigation_requested.emit("runs", None))
        self.place = ElidedLabel(self)
        self.zoom = QLabel(self)
        self._nothing = EmptyState(
            theme, "mdi6.checkbox-multiple-marked-outline", self.tr("Choose the runs to report."), parent=self
        )
        self._nothing.add_button(self.tr("Choose the newest"), self._choose_newest, is_primary=True)
        self._empty = EmptyState(
            theme, self.icon_name, self.tr("There is no run to report yet."), self.tr("Measure a model first."), self
        )
        self._empty.add_button(
            self.tr("Go to the bench"), lambda: self.navigation_requested.emit("bench", None), is_primary=True
        )
        self._sheet = QStackedWidget(self)
        self._columns = QSplitter(Qt.Orientation.Horizontal, self)
        self._lay_out()
        self._stack = self.stack(self._empty, self._columns)
        self._connect()
        self._make_actions()

    @property
    def chosen(self) -> tuple[str, ...]:
        """Ids of the runs in the report."""
        return self.options.runs.chosen

    @property
    def is_settled(self) -> bool:
        """Whether no page of the preview is still to come."""
        return not self.maker.is_making

    def shown(self) -> None:
        """Reads the runs again; marks and notes may have changed on other pages."""
        workbench = self.bridge.workbench
        workbench.reports.forget()

        def read() -> tuple[tuple[RunLine, ...], tuple[UnreadRun, ...]]:
            unread: list[UnreadRun] = []
            runs = workbench.store.runs(RunFilter(limit=_MOST_LISTED), unread.append)
            return run_lines(runs), tuple(unread)

        self.bridge.ask(read, self._take_answer, self.error_raised.emit)

    def receive(self, value: object) -> None:
        """Takes the ids of the runs to report."""
        if isinstance(value, tuple):
            self._wanted = tuple(str(run_id) for run_id in value)
            self.shown()

    def focus_search(self) -> None:
        """Ctrl+F: the field that finds runs."""
        self.options.runs.search.setFocus()

    def _take_answer(self, answer: tuple[tuple[RunLine, ...], tuple[UnreadRun, ...]]) -> None:
        lines, unread = answer
        self._take_runs(lines)
        self.unread.say_or_hide(unread_words(unread))

    def _take_runs(self, lines: tuple[RunLine, ...]) -> None:
        known = {line.run_id for line in lines}
        wanted, self._wanted = self._wanted, ()
        checked = [run_id for run_id in wanted if run_id in known] or [i for i in self.chosen if i in known]
        if not checked and not self.options.runs.model.lines:
            checked = first_choice(lines)
        self._stack.setCurrentWidget(self._columns if lines else self._empty)
        self.options.show_runs(lines, checked)

    def _choose_newest(self) -> None:
        lines = self.options.runs.model.lines
        self.options.runs.model.check(first_choice(lines), is_checked=True)

    def _renew(self) -> None:
        """Makes the preview of what is chosen now."""
        has_runs = bool(self.chosen)
        self.export_bar.allow(has_runs=has_runs)
        self._sheet.setCurrentWidget(self.preview if has_runs else self._nothing)
        if has_runs:
            self.place.show_text(self.tr("Setting the pages …"))
            self.maker.show(self.options.request())
        else:
            self.place.show_text("")
            self.maker.stop()

    def _begin(self, document: Document) -> None:
        self.preview.begin(document)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, BenchError):
            self.export_bar.trouble.show_failure(error.what, error.why, error.remedy, code=error.code)
        else:
            self.error_raised.emit(error)

    def _show_place(self, page: int, count: int, is_whole: bool) -> None:
        words = self.tr("Page %1 of %2") if is_whole else self.tr("Page %1, setting %2 …")
        self.place.show_text(words.replace("%1", str(page)).replace("%2", str(count)))

    def _show_zoom(self, percent: int) -> None:
        self.zoom.setText(f"{percent} %")

    def _say_written(self, name: str) -> None:
        self.toast_requested.emit(self.tr("%1 was written.").replace("%1", name))

    def _say_copied(self) -> None:
        self.toast_requested.emit(self.tr("The tables are on the clipboard."))

    def _connect(self) -> None:
        self.options.changed.connect(self._renew)
        self.options.letterhead.failed.connect(self._fail)
        self.maker.begun.connect(self._begin)
        self.maker.pages_added.connect(self.preview.add_pages)
        self.maker.failed.connect(self._fail)
        self.preview.page_changed.connect(self._show_place)
        self.preview.zoom_changed.connect(self._show_zoom)
        self.export_bar.written.connect(self._say_written)
        self.export_bar.copied.connect(self._say_copied)
        self._columns.splitterMoved.connect(self._keep_columns)

    def _make_actions(self) -> None:
        self.addAction(
            make_action(
                self, self.tr("Write the report as PDF"), "Ctrl+E", lambda: self.export_bar.export(ReportForm.PDF)
            )
        )
        for form, words in (
            (ReportForm.HTML, self.tr("Write the report as HTML")),
            (ReportForm.CSV, self.tr("Write the report as CSV")),
            (ReportForm.JSON, self.tr("Write the report as JSON")),
            (ReportForm.JUNIT, self.tr("Write the report as JUnit")),
        ):
            self.addAction(make_action(self, words, "", partial(self.export_bar.export, form)))
        self.addAction(make_action(self, self.tr("Copy the report's tables as Markdown"), "", self.export_bar.copy))
        zooms = (
            (
                self.tr("Enlarge the preview"),
                "Ctrl++",
                self.preview.zoom_in,
            ),
            (
                self.tr("Shrink the preview"),
                "Ctrl+-",
                self.preview.zoom_out,
            ),
            (self.tr("Fit the preview to the width"), "Ctrl+0", self.preview.fit_width),
        )
        for words, keys, act in zooms:
            self.addAction(make_action(self, words, keys, act))

    def _keep_columns(self) -> None:
        self.bridge.remembered.set_state("reports", self._columns.saveState())

    def _lay_out(self) -> None:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(GRID, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.unread)
        column.addLayout(self._tools())
        self._sheet.addWidget(self._nothing)
        self._sheet.addWidget(self.preview)
        column.addWidget(self._sheet, 1)
        column.addWidget(self.export_bar)
        self._columns.addWidget(self.options)
        self._columns.addWidget(right)
        self._columns.setStretchFactor(1, 1)
        self._columns.setSizes([320, 900])
        self._columns.setChildrenCollapsible(False)
        state: QByteArray | None = self.bridge.remembered.state("reports")
        if state is not None:
            self._columns.restoreState(state)

    def _tools(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(HALF)
        heading = ElidedLabel(self)
        heading.show_text(self.tr("As it will be printed"))
        set_role(heading, "section")
        # The heading keeps its room; what is told of the pages ends in an ellipsis where there is too little.
        heading.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for label in (self.place, self.zoom):
            set_role(label, "muted")
        row.addWidget(heading)
        row.addSpacing(GRID)
        row.addWidget(self.place, 1)
        for name, icon_name, act in (
            (self.tr("Shrink the preview"), "mdi6.magnify-minus-outline", self.preview.zoom_out),
            (self.tr("Enlarge the preview"), "mdi6.magnify-plus-outline", self.preview.zoom_in),
            (self.tr("Fit the preview to the width"), "mdi6.arrow-expand-horizontal", self.preview.fit_width),
        ):
            button = icon_button(self.theme, name, icon_name, self)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addWidget(self.zoom)
        return row
