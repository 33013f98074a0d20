"""Asking on which labelled set to measure the accuracy, and of which variants."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from benchwright.model.device import Device, DeviceState
from benchwright.model.variant import Variant
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.language.translators import said
from benchwright.ui.pages.models.set_choice import SetChoice
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo

_WIDTH = 560


class AccuracyDialog(SizedDialog):
    """On this computer one variant, or all of its model; on a board one."""

    asked = Signal(tuple, object)
    """The variants and the samples."""
    asked_on_board = Signal(str, object, bool)
    """The id of the device, the samples, and whether to go on where the same set was stopped."""

    def __init__(
        self, theme: Theme, variant: Variant, family: Sequence[Variant], devices: Sequence[Device], parent: QWidget
    ) -> None:
        super().__init__(_WIDTH, parent)
        self._variant = variant
        self._family = tuple(family)
        self.setWindowTitle(self.tr("Measure accuracy"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        about = self.tr(
            "On this computer: how many samples each variant gets right at its first guess, by LiteRT's reference "
            "kernels. On a board: every input there and on the host too, with all metrics and where they disagree."
        )
        self.place = Combo(theme, self.tr("Where"), self)
        self.place.addItem(self.tr("on this computer"), "")
        for device in devices:
            if device.state is DeviceState.READY and device.board is not None:
                words = f"{device.board}  ·  {said(device.origin.value)}  ·  {device.device_id}"
                self.place.addItem(words, device.device_id)
        self.resumes = QCheckBox(self.tr("Go on where the same set was stopped"), self)
        self.resumes.setAccessibleName(self.resumes.text())
        self.resumes.setChecked(True)
        self._words = QLabel(about, self)
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
        self.place.currentIndexChanged.connect(self._show_state)
        self.measure_button.clicked.connect(self._measure)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()
        self._show_state()

    def _show_state(self) -> None:
        is_board = bool(self.place.currentData())
        self.resumes.setVisible(is_board)
        self.whole_family.setVisible(not is_board and len(self._family) > 1)
        self.measure_button.setEnabled(self.samples.samples is not None)
        self.fit()

    def _measure(self) -> None:
        if device_id := self.place.currentData():
            self.asked_on_board.emit(device_id, self.samples.samples, self.resumes.isChecked())
            self.accept()
            return
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
        where_label = QLabel(self.tr("Where"), self)
        where_label.setBuddy(self.place)
        where = QHBoxLayout()
        where.setSpacing(GRID)
        where.addWidget(where_label)
        where.addWidget(self.place, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self._words)
        layout.addWidget(self.samples)
        layout.addLayout(where)
        layout.addWidget(self.resumes)
        layout.addWidget(self.whole_family)
        layout.addStretch(1)
        layout.addLayout(buttons)
