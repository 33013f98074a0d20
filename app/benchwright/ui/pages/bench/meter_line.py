"""One line of the bench: which power meter sees the runs, and why it does not see this board's."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from benchwright.ui.meter_choice import MeterChoice
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.elided_label import ElidedLabel


class MeterLine(QWidget):
    """Shows the choice, and leads to where it is changed."""

    change_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = ElidedLabel(self)
        set_role(self.line, "caption")
        self.change_button = push_button(theme, self.tr("Change meter"), self, role="link")
        self.change_button.clicked.connect(self.change_requested)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.line)
        layout.addWidget(self.change_button)
        layout.addStretch(1)

    def show_choice(self, choice: MeterChoice, blindness: str) -> None:
        """The meter in a few words; `blindness` is why the next run has no energy all the same, "" where it has."""
        text = self.tr("Meter: %1").replace("%1", choice.words)
        if choice.name and blindness:
            text = "  ·  ".join((text, self.tr("no energy: %1").replace("%1", blindness)))
        self.line.show_text(text)
