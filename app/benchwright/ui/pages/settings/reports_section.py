"""Settings of reports: who hands them in."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from benchwright.ui.bridge import Bridge
from benchwright.ui.pages.reports.letterhead_form import LetterheadForm
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID


class ReportsSection(QWidget):
    """Company name and logo."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.letterhead = LetterheadForm(bridge, theme, self)
        words = QLabel(self.tr("What stands at the head of every report, in the window and on the command line."), self)
        words.setWordWrap(True)
        set_role(words, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(words)
        layout.addWidget(self.letterhead)
