"""Sharing a view: its link in the clipboard, or its charts as a picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from benchwright.ui.charts.chart import Chart
from benchwright.ui.charts.svg import svg_of
from benchwright.ui.charts.words import filled
from benchwright.ui.language.numbers import number_text
from benchwright.ui.pages.compare.layout import CompareLayout
from benchwright.ui.pages.compare.view_link import MOST_RUNS, View, view_link, view_of_link
from benchwright.ui.pages.page import Page
from benchwright.ui.window_actions import make_action


class Sharing(QObject):
    """The entries of [Share view]; `view` gives what is shown, `open_view` shows another."""

    def __init__(
        self, page: Page, parts: CompareLayout, view: Callable[[], View], open_view: Callable[[View], None]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._parts = parts
        self._view = view
        self._open_view = open_view
        for text, keys, slot in (
            (self.tr("Copy a link to this view"), "", self.copy_link),
            (self.tr("Open the copied link"), "", self.open_copied),
            (self.tr("Save the charts as SVG …"), "Ctrl+E", self.choose_file),
        ):
            action = make_action(page, text, keys, slot)
            page.addAction(action)
            parts.share_menu.addAction(action)

    def copy_link(self) -> None:
        """Puts the link into the clipboard and says so."""
        view = self._view()
        QGuiApplication.clipboard().setText(view_link(view))
        words = self.tr("The link to this view is in the clipboard.")
        if len(view.run_ids) > MOST_RUNS:
            words = filled(self.tr("The link in the clipboard names the first %1 of %2 runs."), MOST_RUNS,
                           number_text(len(view.run_ids), ","))  # fmt: skip
        self._page.toast_requested.emit(words)

    def open_copied(self) -> None:
        """Shows the view that a link in the clipboard stands for."""
        view = view_of_link(QGuiApplication.clipboard().text())
        if view is None:
            self._page.toast_requested.emit(self.tr("There is no link to a view in the clipboard."))
        else:
            self._open_view(view)

    def choose_file(self) -> None:
        """Asks where to, and saves."""
        name, _ = QFileDialog.getSaveFileName(
            self._page, self.tr("Save the charts"), "compare.svg", self.tr("SVG picture (*.svg)")
        )
        if name:
            self.save_svg(Path(name))

    def save_svg(self, file: Path) -> None:
        """Saves the scatter and the chart in front beside it."""
        front = self._parts.tabs.currentWidget()
        charts = [self._parts.scatter, *([front] if isinstance(front, Chart) else [])]
        shown = [chart for chart in charts if chart.isVisible()]
        words = " ".join(chart.summary_text() for chart in shown)
        data = svg_of(shown, title=self._parts.verdict.text(), description=words)
        bench, page = self._page.bridge.workbench, self._page
        told = filled(self.tr("Saved as %1"), file.name)
        page.bridge.ask(
            lambda: bench.write_file(file, data),
            lambda _nothing: page.toast_requested.emit(told),
            page.error_raised.emit,
        )
