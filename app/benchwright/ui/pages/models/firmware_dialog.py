"""A firmware file was dropped: on which device is it to be flashed and measured?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from benchwright.model.device import Device, DeviceState
from benchwright.model.variant import Variant
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo

SUFFIXES = frozenset({".elf", ".hex", ".uf2", ".bin"})
_ID = Qt.ItemDataRole.UserRole

_WIDTH = 520


class FirmwareDialog(SizedDialog):
    """The devices that are ready; the file is flashed as it is."""

    asked = Signal(str, str)
    """The id of the device, and the digest of the variant that is said to be in it, "" for none."""
    bench_requested = Signal()

    def __init__(
        self, theme: Theme, file: Path, devices: Sequence[Device], variants: Sequence[Variant], parent: QWidget
    ) -> None:
        super().__init__(_WIDTH, parent)
        self.setWindowTitle(self.tr("Measure firmware"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = self.tr(
            "%1 is firmware that holds its model within. It is flashed as it is, in place of what is on the board, and "
            "measured by what it speaks: Benchwright's agent, or the MLPerf Tiny protocol."
        )
        self.words = QLabel(words.replace("%1", file.name), self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.devices = QListWidget(self)
        self.devices.setAccessibleName(self.tr("Devices that are ready"))
        for device in devices:
            if device.state is DeviceState.READY and device.board is not None:
                item = QListWidgetItem(
                    f"{device.board}  ·  {said(device.origin.value)}  ·  {device.device_id}", self.devices
                )
                item.setData(_ID, device.device_id)
        self.model = Combo(theme, self.tr("The model in it"), self)
        self.model.addItem(self.tr("not known: the firmware tells the form of its input"), "")
        for variant in variants:
            self.model.addItem(variant.label, variant.sha256)
        self.empty = QLabel(self.tr("No board is ready. Plug one in, or start a virtual one on the bench."), self)
        has_any = self.devices.count() > 0
        self.devices.setVisible(has_any)
        self.empty.setVisible(not has_any)
        text = self.tr("Flash and measure") if has_any else self.tr("Go to the bench")
        self.start_button = push_button(theme, text, self, role="primary")
        self.close_button = push_button(theme, self.tr("Cancel"), self)
        self.start_button.setDefault(True)
        self.devices.setCurrentRow(0)
        self.start_button.clicked.connect(self._start)
        self.devices.itemActivated.connect(self._start)
        self.close_button.clicked.connect(self.reject)
        self._lay_out()

    def _start(self) -> None:
        if self.devices.count():
            self.asked.emit(self.devices.currentItem().data(_ID), str(self.model.currentData()))
        else:
            self.bench_requested.emit()
        self.accept()

    def _lay_out(self) -> None:
        for label in (self.words, self.empty):
            set_role(label, "muted")
            label.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.start_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(self.words)
        layout.addWidget(QLabel(self.tr("The model in it"), self))
        layout.addWidget(self.model)
        layout.addWidget(self.devices, 1)
        layout.addWidget(self.empty)
        layout.addLayout(buttons)
