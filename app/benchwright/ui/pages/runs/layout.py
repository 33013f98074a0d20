"""What the Runs page consists of and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from benchwright.model.run_summary import RunSummary
from benchwright.ui.bridge import Bridge
from benchwright.ui.language.numbers import number_text
from benchwright.ui.pages.runs.detail import RunDetail
from benchwright.ui.pages.runs.search_field import SearchField
from benchwright.ui.pages.runs.table import RunsTable
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import icon_button, push_button
from benchwright.ui.widgets.empty_state import EmptyState
from benchwright.ui.widgets.flow_layout import FlowLayout
from benchwright.ui.widgets.notice import Notice


class RunsLayout(QWidget):
    """Search and buttons, the table, the detail; no behaviour but saying what is selected."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = SearchField(bridge, theme, self)
        self.count = QLabel(self)
        self.columns = icon_button(theme, self.tr("Choose columns"), "mdi6.view-column-outline", self)
        self.history = icon_button(theme, self.tr("History of changes"), "mdi6.history", self)
        self.compare = push_button(theme, self.tr("Compare"), self, icon_name="mdi6.scale-balance", role="primary")
        self.baseline = push_button(theme, self.tr("Set as baseline"), self, icon_name="mdi6.flag-outline")
        self.tag = push_button(theme, self.tr("Tag …"), self, icon_name="mdi6.tag-outline")
        self.archive = push_button(theme, self.tr("Archive"), self, icon_name="mdi6.archive-outline")
        self.export = push_button(theme, self.tr("Export …"), self, icon_name="mdi6.file-export-outline")
        self.archived = push_button(
            theme, self.tr("Archived"), self, icon_name="mdi6.archive-eye-outline", role="quiet"
        )
        self.unsaved = Notice(theme, "mdi6.content-save-alert-outline", self)
        self.table = RunsTable(theme, bridge.remembered, self)
        self.nothing = EmptyState(theme, "mdi6.magnify", self.tr("No run fits this search."), "", self)
        self.everything = self.nothing.add_button(self.tr("Search for everything"), self.search.clear)
        self.from_archive = self.nothing.add_button(self.tr("Show archived runs"), self.archived.click)
        self.results = QStackedWidget(self)
        self.detail = RunDetail(theme, bridge.remembered, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._prepare()
        self._lay_out()

    def show_count(self, found: int, total: int) -> None:
        """How many runs the search leaves."""
        if found == total == 1:
            self.count.setText(self.tr("1 run"))
        elif found == total:
            self.count.setText(self.tr("%1 runs").replace("%1", number_text(total, ",")))
        else:
            self.count.setText(
                self.tr("%1 of %2 runs").replace("%1", number_text(found, ",")).replace("%2", number_text(total, ","))
            )

    def show_selection(self, runs: Sequence[RunSummary]) -> None:
        """The buttons say what they would do with the selection."""
        count = str(len(runs))
        many = len(runs) > 1
        self.compare.setText(self.tr("Compare %1").replace("%1", count) if many else self.tr("Compare"))
        is_marked = len(runs) == 1 and runs[0].is_baseline
        self.baseline.setText(self.tr("Remove baseline") if is_marked else self.tr("Set as baseline"))
        are_hidden = bool(runs) and all(run.is_archived for run in runs)
        if are_hidden:
            self.archive.setText(self.tr("Restore %1").replace("%1", count) if many else self.tr("Restore"))
        else:
            self.archive.setText(self.tr("Archive %1").replace("%1", count) if many else self.tr("Archive"))
        self.compare.setEnabled(many)
        self.baseline.setEnabled(len(runs) == 1)
        for button in (self.tag, self.archive, self.export):
            button.setEnabled(bool(runs))

    def show_unread(self, why: str) -> None:
        """The search cannot be read: nothing is counted, and it is not said that nothing fits."""
        self.count.clear()
        self.nothing.show_words(self.tr("This search cannot be read."), why)

    def show_found(self, *, are_any: bool, is_searching: bool) -> None:
        """The table, or that nothing fits; where nothing was searched for, that all runs are in the archive."""
        words = self.tr("No run fits this search.") if is_searching else self.tr("Every run is archived.")
        self.nothing.show_words(words)
        self.everything.setVisible(is_searching)
        self.from_archive.setVisible(not is_searching)
        self.results.setCurrentWidget(self.table if are_any else self.nothing)

    def _prepare(self) -> None:
        set_role(self.count, "caption")
        self.archived.setCheckable(True)
        self.archived.setToolTip(self.tr("Show archived runs too"))
        self.results.addWidget(self.table)
        self.results.addWidget(self.nothing)
        self.show_selection(())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self.search, 1, Qt.AlignmentFlag.AlignTop)
        for widget in (self.count, self.columns, self.history):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        self.count.setFixedHeight(self.search.line.sizeHint().height())
        bar = FlowLayout()
        for button in (self.compare, self.baseline, self.tag, self.archive, self.export, self.archived):
            bar.addWidget(button)
        for part, stretch in ((self._card(self.results), 3), (self._card(self.detail), 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setHandleWidth(GRID)
        self.splitter.setSizes([360, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.unsaved)
        layout.addLayout(top)
        layout.addLayout(bar)
        layout.addWidget(self.splitter, 1)

    def _card(self, widget: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        layout.addWidget(widget)
        return card
