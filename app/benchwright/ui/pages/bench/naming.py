"""Naming: the question which board a device is, and what becomes of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from benchwright.model.board import Board
from benchwright.model.events import DeviceIdentified
from benchwright.ui.bridge import Bridge
from benchwright.ui.dialogs.board_choice import BoardChoice
from benchwright.ui.language.translators import said
from benchwright.ui.pages.bench.roster import Roster
from benchwright.ui.theme import Theme


class Naming(QObject):
    """Opens the dialog above the page and hands on what is chosen there."""

    named = Signal()
    """A device has another name, or none any more."""

    told = Signal(str)
    """Say this in passing."""

    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, theme: Theme, roster: Roster, page: QWidget) -> None:
        super().__init__(page)
        self._bridge = bridge
        self._theme = theme
        self._roster = roster
        self._page = page
        self._boards: Mapping[str, Board] = {}
        bridge.device_identified.connect(self._take_identity)

    def show_boards(self, boards: Mapping[str, Board]) -> None:
        """The boards there are to choose from, by name."""
        self._boards = boards

    def question(self, device_id: str) -> None:
        """Opens the question which board a device is."""
        device = self._roster.find(device_id)
        if device is None:
            return
        choice = BoardChoice(self._theme, device, tuple(self._boards.values()), self._page)
        choice.named.connect(self._name)
        choice.firmware_asked.connect(self._bridge.workbench.ask_firmware)
        choice.chip_asked.connect(self._bridge.workbench.ask_chip)
        choice.open()

    def _name(self, device_id: str, board: str) -> None:
        work = partial(self._bridge.workbench.name_device, device_id, board or None)
        self._bridge.ask(work, self._tell_named, self.failed.emit)

    def _tell_named(self, _done: None) -> None:
        self.named.emit()

    def _take_identity(self, event: DeviceIdentified) -> None:
        board = self._boards.get(event.identity.board or "")
        known, unknown = self.tr("It is a %1."), self.tr("It is still unknown which board it is.")
        words = known.replace("%1", said(board.title)) if board is not None else unknown
        self.told.emit(f"{words} ({said(event.identity.evidence)})")
