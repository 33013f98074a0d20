"""What the Runs page consists of and where it stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget

from benchwright.model.run import Run
from benchwright.ui.language.numbers import number_text
from benchwright.ui.pages.runs.detail import RunDetail
from benchwright.ui.pages.runs.table import RunsTable
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button


class RunsLayout(QWidget):
    """Search and buttons, the table, the detail; no behaviour but saying what is selected."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search = QLineEdit(self)
        self.count = QLabel(self)
        self.compare = push_button(theme, self.tr("Compare"), self, icon_name="mdi6.scale-balance", role="primary")
        self.baseline = push_button(theme, self.tr("Set as baseline"), self, icon_name="mdi6.flag-outline")
        self.archive = push_button(theme, self.tr("Archive"), self, icon_name="mdi6.archive-outline")
        self.export = push_button(theme, self.tr("Export …"), self, icon_name="mdi6.file-export-outline")
        self.archived = push_button(
            theme, self.tr("Archived"), self, icon_name="mdi6.archive-eye-outline", role="quiet"
        )
        self.table = RunsTable(theme, self)
        self.detail = RunDetail(theme, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self._prepare()
        self._lay_out()

    def show_count(self, shown: int, total: int) -> None:
        """How many runs the search leaves."""
        if shown == total:
            self.count.setText(self.tr("%1 runs").replace("%1", number_text(total, ",")))
        else:
            self.count.setText(
                self.tr("%1 of %2 runs").replace("%1", number_text(shown, ",")).replace("%2", number_text(total, ","))
            )

    def show_selection(self, runs: Sequence[Run]) -> None:
        """The buttons say what they would do with the selection."""
        self.compare.setText(
            self.tr("Compare %1").replace("%1", str(len(runs))) if len(runs) > 1 else self.tr("Compare")
        )
        is_marked = len(runs) == 1 and runs[0].is_baseline
        self.baseline.setText(self.tr("Remove baseline") if is_marked else self.tr("Set as baseline"))
        are_hidden = bool(runs) and all(run.is_archived for run in runs)
        self.archive.setText(self.tr("Restore") if are_hidden else self.tr("Archive"))
        self.compare.setEnabled(len(runs) > 1)
        self.baseline.setEnabled(len(runs) == 1)
        self.archive.setEnabled(bool(runs))
        self.export.setEnabled(bool(runs))

    def _prepare(self) -> None:
        set_role(self.count, "caption")
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Search runs"))
        self.search.setPlaceholderText(self.tr("Search: words, board:… model:… origin:… valid:yes"))
        self.search.setMinimumWidth(160)
        self.archived.setCheckable(True)
        self.archived.setToolTip(self.tr("Show archived runs too"))
        self.show_selection(())

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID)
        bar.addWidget(self.search, 1)
        bar.addWidget(self.count)
        for button in (self.archived, self.compare, self.baseline, self.archive, self.export):
            bar.addWidget(button)
        for part, stretch in ((self._card(self.table), 3), (self._card(self.detail), 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setHandleWidth(GRID)
        self.splitter.setSizes([380, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(bar)
        layout.addWidget(self.splitter, 1)

    def _card(self, widget: QWidget) -> QFrame:
        card = QFrame(self)
        set_role(card, "surface")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        layout.addWidget(widget)
        return card
