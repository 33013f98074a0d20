"""Asking the user once: which board is this?"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.identification import is_real_serial
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

_NAME = Qt.ItemDataRole.UserRole


class BoardChoice(QDialog):
    """Every board of the catalogue, those it may be first; type to narrow, Enter to remember."""

    named = Signal(str, str)
    """Device and board; an empty board forgets what was said."""
    firmware_asked = Signal(str)
    chip_asked = Signal(str)

    def __init__(self, theme: Theme, device: Device, boards: Sequence[Board], parent: QWidget) -> None:
        super().__init__(parent)
        self._device = device
        self.setWindowTitle(self.tr("Which board is this?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Type a part of its name"))
        self.search.setAccessibleName(self.tr("Part of the board's name"))
        self.boards = QListWidget(self)
        self.boards.setAccessibleName(self.tr("Boards"))
        self.evidence = QLabel(self)
        self.evidence.setTextFormat(Qt.TextFormat.PlainText)
        self.evidence.setText(_evidence_words(device))
        self.remember_button = push_button(theme, self.tr("Remember"), self, role="primary")
        self.forget_button = push_button(theme, self.tr("Forget"), self)
        self.firmware_button = push_button(
            theme, self.tr("Ask its firmware"), self, detail=self.tr("Writes a question to the port")
        )
        self.chip_button = push_button(
            theme,
            self.tr("Ask the chip"),
            self,
            detail=self.tr("Asks the bootloader or the debug probe; this may restart the board"),
        )
        self._fill(boards)
        self._lay_out()
        self._connect()
        self.chip_button.setVisible(any(board.flash_options.chip for board in boards if self._may_be(board)))
        self.forget_button.setVisible(device.board is not None)
        self.search.setFocus()

    def _may_be(self, board: Board) -> bool:
        return board.name in self._device.candidates or board.name == self._device.board

    def _fill(self, boards: Sequence[Board]) -> None:
        for board in sorted(boards, key=lambda board: (not self._may_be(board), board.vendor, board.title)):
            words = f"{said(board.title)}  ·  {board.vendor}  ·  {board.core}"
            item = QListWidgetItem(words + (self.tr("  ·  likely") if self._may_be(board) else ""), self.boards)
            item.setData(_NAME, board.name)
            item.setToolTip(f"{board.name}\n{said(board.status.value)}")
        self._narrow("")

    def _narrow(self, text: str) -> None:
        words = text.lower().split()
        first = None
        for row in range(self.boards.count()):
            item = self.boards.item(row)
            sought = f"{item.text()} {item.data(_NAME)}".lower()
            item.setHidden(not all(word in sought for word in words))
            first = first if first is not None or item.isHidden() else row
        # What was typed chooses the first that fits; the whole list chooses nothing for the user.
        self.boards.setCurrentRow(first if first is not None and words else -1)
        self._check()

    def _check(self) -> None:
        item = self.boards.currentItem()
        self.remember_button.setEnabled(item is not None and not item.isHidden())

    def _remember(self) -> None:
        item = self.boards.currentItem()
        if item is not None and not item.isHidden():
            self.named.emit(self._device.device_id, item.data(_NAME))
            self.accept()

    def _forget(self) -> None:
        self.named.emit(self._device.device_id, "")
        self.accept()

    def _ask_firmware(self) -> None:
        self.firmware_asked.emit(self._device.device_id)
        self.accept()

    def _ask_chip(self) -> None:
        self.chip_asked.emit(self._device.device_id)
        self.accept()

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.boards.currentItemChanged.connect(self._check)
        self.boards.itemActivated.connect(self._remember)
        self.remember_button.clicked.connect(self._remember)
        self.forget_button.clicked.connect(self._forget)
        self.firmware_button.clicked.connect(self._ask_firmware)
        self.chip_button.clicked.connect(self._ask_chip)

    def _lay_out(self) -> None:
        set_role(self.evidence, "muted")
        self.evidence.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.firmware_button)
        buttons.addWidget(self.chip_button)
        buttons.addStretch(1)
        buttons.addWidget(self.forget_button)
        buttons.addWidget(self.remember_button)
        self.remember_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.evidence)
        layout.addWidget(self.search)
        layout.addWidget(self.boards, 1)
        layout.addLayout(buttons)
        self.resize(560, 440)


def _evidence_words(device: Device) -> str:
    if is_real_serial(device.serial_number):
        kept = QCoreApplication.translate("BoardChoice", "Your answer is kept for this serial number.")
    elif device.usb_vendor:
        kept = QCoreApplication.translate(
            "BoardChoice", "It has no serial number of its own: your answer is kept for this USB socket."
        )
    else:
        kept = QCoreApplication.translate("BoardChoice", "Your answer is kept for this port.")
    return f"{device.url}: {said(device.evidence)}. {kept}"
