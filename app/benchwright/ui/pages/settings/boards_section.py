"""Settings, boards: every board of the catalogue, identities of one's own, udev rules to copy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTableView, QVBoxLayout, QWidget

from benchwright.model.board import Board, BoardFault
from benchwright.model.udev_rules import udev_rules
from benchwright.ui.charts.words import filled
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.numbers import bytes_text
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme, set_role
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button
from benchwright.ui.widgets.combo import Combo
from benchwright.ui.widgets.elided_label import breakable
from benchwright.ui.widgets.flow_layout import FlowLayout

_USB_ID = re.compile(r"\s*(?:0x)?([0-9a-fA-F]{4})\s*:\s*(?:0x)?([0-9a-fA-F]{4})\s*")
_TABLE_PX = 280


class BoardsSection(QWidget):
    """A table, a line that adds a USB identity, and where one's own board files go."""

    identity_named = Signal(str, str)
    """A USB identity `vid:pid` always is this board."""
    rules_copied = Signal()

    def __init__(self, theme: Theme, own_folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._boards: tuple[Board, ...] = ()
        self.rows: RowsModel[Board] = RowsModel(theme, _columns(), self)
        self.table = QTableView(self)
        self.table.setModel(self.rows)
        self.table.setMinimumHeight(_TABLE_PX)
        dress(self.table, self.tr("Boards"))
        self.usb_id = QLineEdit(self)
        self.usb_id.setPlaceholderText("10c4:ea60")
        self.usb_id.setAccessibleName(self.tr("USB identity, vendor and product"))
        self.board = Combo(theme, self.tr("Board of this USB identity"), self)
        self.board.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.board.setMinimumContentsLength(24)
        self.add_button = push_button(theme, self.tr("Add"), self)
        self.add_button.setAccessibleName(self.tr("Add this USB identity"))
        self.rules_button = push_button(theme, self.tr("Copy udev rules"), self, icon_name="mdi6.content-copy")
        self.faults = QLabel("", self)
        self.faults.setAccessibleName(self.tr("Board files that are left out"))
        self._own = QLabel(self)
        self._own.setTextFormat(Qt.TextFormat.PlainText)
        self._own.setText(
            self.tr("A folder with a board.toml in %1 is a board too.").replace("%1", breakable(own_folder))
        )
        self.usb_id.textChanged.connect(self._check)
        self.add_button.clicked.connect(self._add)
        self.rules_button.clicked.connect(self._copy_rules)
        self._check()
        self._lay_out()

    def show_boards(self, boards: Sequence[Board]) -> None:
        """Replaces the table and the choice."""
        self._boards = tuple(sorted(boards, key=lambda board: (not board.has_firmware, board.vendor, board.title)))
        self.rows.show_rows(self._boards)
        self.table.resizeColumnsToContents()
        self.board.clear()
        for board in self._boards:
            self.board.addItem(f"{said(board.title)} · {board.vendor}", board.name)
        self._check()

    def show_faults(self, faults: Sequence[BoardFault]) -> None:
        """Says which of the user's own files are left out, and why."""
        words = self.tr("Left out: %1, key %2. %3")
        lines = (filled(words, fault.file, fault.key, fault.why) for fault in faults)
        self.faults.setText("\n".join(lines))
        self.faults.setVisible(bool(faults))

    def _check(self) -> None:
        is_valid = _USB_ID.fullmatch(self.usb_id.text()) is not None
        self.add_button.setEnabled(is_valid and self.board.count() > 0)
        self.add_button.setToolTip("" if is_valid else self.tr("Type vendor and product in hex, such as 10c4:ea60."))

    def _add(self) -> None:
        found = _USB_ID.fullmatch(self.usb_id.text())
        if found is not None:
            self.identity_named.emit(f"{found[1]}:{found[2]}".lower(), str(self.board.currentData()))
            self.usb_id.clear()

    def _copy_rules(self) -> None:
        QGuiApplication.clipboard().setText(udev_rules(self._boards))
        self.rules_copied.emit()

    def _lay_out(self) -> None:
        set_role(self._own, "muted")
        self.faults.setWordWrap(True)
        self.faults.setTextFormat(Qt.TextFormat.PlainText)
        self.faults.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.faults.hide()
        self._own.setWordWrap(True)
        adding = FlowLayout()
        adding.addWidget(QLabel(self.tr("USB identity"), self))
        adding.addWidget(self.usb_id)
        adding.addWidget(QLabel(self.tr("is"), self))
        adding.addWidget(self.board)
        adding.addWidget(self.add_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table)
        layout.addWidget(self.faults)
        layout.addLayout(adding)
        below = QHBoxLayout()
        below.addWidget(self._own, 1)
        below.addWidget(self.rules_button)
        layout.addLayout(below)


def _columns() -> tuple[Column[Board], ...]:
    return (
        Column(_tr("Board"), _title),
        Column(_tr("Shown so far"), lambda board: Shown(said(board.status.value), detail=said(board.tested))),
        Column(_tr("Core"), lambda board: Shown(board.core, is_faint=True)),
        Column(_tr("Flash"), lambda board: Shown(bytes_text(board.memory.flash_bytes)), is_right=True),
        Column(_tr("RAM"), lambda board: Shown(bytes_text(board.memory.ram_bytes)), is_right=True),
        Column(_tr("Flashed by"), lambda board: Shown(", ".join(method.value for method in board.flash_methods))),
        Column(_tr("USB"), lambda board: Shown(", ".join(dict.fromkeys(board.usb.all_ids)) or "–")),
        Column(_tr("Sources"), _sources),
    )


def _sources(board: Board) -> Shown:
    pairs = "\n".join(f"{fact}: {source}" for fact, source in board.fact_sources)
    return Shown("; ".join(board.sources), detail=pairs, is_faint=True)


def _title(board: Board) -> Shown:
    if not board.is_own:
        return Shown(said(board.title), detail=board.name)
    return Shown(
        _tr("%1, your own").replace("%1", said(board.title)), detail=board.name, icon_name="mdi6.account-outline"
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("BoardsSection", text)
