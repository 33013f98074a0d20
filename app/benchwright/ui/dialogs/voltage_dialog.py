"""Asking the user once more before a board gets a voltage that may damage it."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from benchwright.model.meter import SAFE_MV
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.meter_choice import volts_text
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

_WIDTH = 440


class VoltageDialog(SizedDialog):
    """Goes on only when the voltage was typed a second time."""

    confirmed = Signal()

    def __init__(self, theme: Theme, before_mv: int, after_mv: int, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self._after_mv = after_mv
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Change the supply voltage?"))
        self.change = QLabel(f"{volts_text(before_mv)} → {volts_text(after_mv)}", self)
        self.typed = QLineEdit(self)
        self.typed.setAccessibleName(self.tr("The voltage once more, in volts"))
        self.set_button = push_button(theme, self.tr("Supply %1").replace("%1", volts_text(after_mv)), self)
        self.cancel_button = push_button(theme, self.tr("Cancel"), self, role="primary")
        self.set_button.setEnabled(False)
        self.typed.textChanged.connect(self._check)
        self.typed.returnPressed.connect(self.set_button.click)
        self.set_button.clicked.connect(self._confirm)
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        self.typed.setFocus()

    def _check(self, text: str) -> None:
        self.set_button.setEnabled(millivolts(text) == self._after_mv)

    def _confirm(self) -> None:
        self.accept()
        self.confirmed.emit()

    def _lay_out(self) -> None:
        set_role(self.change, "section")
        why = self.tr("A board made for 3.3 V is damaged by more than %1. Nothing undoes that.")
        words = QLabel(why.replace("%1", volts_text(SAFE_MV)), self)
        ask = QLabel(self.tr("Type the voltage once more to go on:"), self)
        for label in (words, ask):
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.set_button)
        buttons.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        for widget in (self.change, words, ask, self.typed):
            layout.addWidget(widget)
        layout.addLayout(buttons)


def millivolts(text: str) -> int | None:
    """A voltage as it is typed, with or without its unit: "3.3", "3,3 V"; None where that is no number."""
    number = text.strip().removesuffix("V").removesuffix("v").strip().replace(QLocale().decimalPoint(), ".")
    try:
        return round(float(number) * 1000)
    except (ValueError, OverflowError):
        return None
