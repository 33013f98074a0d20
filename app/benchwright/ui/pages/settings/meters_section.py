"""Settings, meters: none yet, and it says so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.widgets.buttons import push_button


class MetersSection(Section):
    """An empty state until the first power meter is supported."""

    bench_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_title(self.tr("Meters"))
        button = push_button(theme, self.tr("Go to the bench"), self)
        button.clicked.connect(self.bench_requested)
        self.add_row(
            self.tr("No power meter is supported yet."),
            button,
            self.tr("Runs have latency, memory and accuracy, and no energy until then."),
        )
