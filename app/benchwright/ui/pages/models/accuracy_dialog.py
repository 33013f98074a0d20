"""Asking on which labelled set to measure the accuracy, and of which variants."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.variant import Variant
from benchwright.ui.pages.models.set_choice import SetChoice
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button


class AccuracyDialog(QDialog):
    """One variant, or all of its model."""

    asked = Signal(tuple, object)
    """The variants and the samples."""

    def __init__(self, theme: Theme, variant: Variant, family: Sequence[Variant], parent: QWidget) -> None:
        super().__init__(parent)
        self._variant = variant
        self._family = tuple(family)
        self.setWindowTitle(self.tr("Measure accuracy"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr(
            "Counts how many samples each variant gets right at its first guess, by the reference kernels of LiteRT on "
            "this computer."
        )
        self._words = QLabel(words, self)
        self.samples = SetChoice(theme, self.tr("Labelled set"), limit=0, parent=self)
        text = self.tr("All %1 variants of %2").replace("%1", str(len(family))).replace("%2", variant.model)
        self.whole_family = QCheckBox(text, self)
        self.whole_family.setAccessibleName(text)
        self.whole_family.setChecked(len(family) > 1)
        self.whole_family.setVisible(len(family) > 1)
        self.measure_button = push_button(theme, self.tr("Measure"), self, role="primary")
        self.close_button = push_button(theme, self.tr("Cancel"), self)
        self.measure_button.setEnabled(False)
        self.measure_button.setDefault(True)
        self.samples.changed.connect(self._show_state)
        self.measure_button.clicked.connect(self._measure)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()

    def _show_state(self) -> None:
        self.measure_button.setEnabled(self.samples.samples is not None)

    def _measure(self) -> None:
        chosen = self._family if self.whole_family.isChecked() else (self._variant,)
        self.asked.emit(chosen, self.samples.samples)
        self.accept()

    def _lay_out(self) -> None:
        set_role(self._words, "muted")
        self._words.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.measure_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._words)
        layout.addWidget(self.samples)
        layout.addWidget(self.whole_family)
        layout.addStretch(1)
        layout.addLayout(buttons)
        self.setMinimumWidth(560)
