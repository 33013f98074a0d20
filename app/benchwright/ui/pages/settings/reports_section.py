"""Settings of reports: who hands them in."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.letterhead_form import LetterheadForm
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme


class ReportsSection(Section):
    """Company name and logo."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_title(self.tr("Reports"))
        self.add_words(self.tr("What stands at the head of every report, in the window and on the command line."))
        self.letterhead = LetterheadForm(bridge, theme, self)
        self.rows.addWidget(self.letterhead)
