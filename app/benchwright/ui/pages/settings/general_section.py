"""Settings, general: the tour, and which program this is."""

from __future__ import annotations

import platform

from PySide6.QtCore import Signal, qVersion
from PySide6.QtWidgets import QVBoxLayout, QWidget

from benchwright import __version__
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.buttons import push_button


class GeneralSection(Section):
    """`language_place` is where the row of the language stands."""

    tour_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_title(self.tr("General"))
        self.language_place = QVBoxLayout()
        self.rows.addLayout(self.language_place)
        self.tour_button = push_button(theme, self.tr("Show the tour"), self, icon_name="mdi6.map-marker-path")
        self.tour_button.clicked.connect(self.tour_requested)
        self.add_row(self.tr("Tour"), self.tour_button, self.tr("Three steps through the bench."))
        self.add_fact("Benchwright", __version__)
        self.add_fact("Qt", qVersion())
        self.add_fact("Python", platform.python_version())
        self.add_fact(self.tr("System"), platform.platform(terse=True))
