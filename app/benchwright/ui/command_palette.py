"""The command palette and the shortcut sheet: every action by its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from benchwright.ui.theme import scaled, set_role
from benchwright.ui.tokens import GRID, HALF
from benchwright.ui.widgets.chooser import Choice, Chooser
from benchwright.ui.window_actions import ActionEntry

_SHEET_WIDTH = 760
_SHEET_HEIGHT = 560


class CommandPalette(Chooser):
    """Type a part of a name, press Enter: what was used lately stands first, then the page in front."""

    triggered = Signal(ActionEntry)

    def __init__(self, entries: Sequence[ActionEntry], recent: Sequence[str], parent: QWidget) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Command palette"))
        self.search.setPlaceholderText(self.tr("Type a command"))
        self.search.setAccessibleName(self.tr("Command"))
        self.results.setAccessibleName(self.tr("Commands"))
        self._recent = tuple(recent)
        self._entries: dict[str, ActionEntry] = {}
        self.picked.connect(self._trigger)
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[ActionEntry]) -> None:
        """Replaces the actions; pages that are made meanwhile bring theirs."""
        self._entries = {entry.key: entry for entry in entries}
        ordered = sorted(self._entries.values(), key=lambda entry: (self._age(entry), not entry.action.isEnabled()))
        self.show_choices(
            [Choice(e.key, e.name, e.group, e.keys, is_enabled=_can_be_reached(e)) for e in ordered],
        )

    def _age(self, entry: ActionEntry) -> int:
        return self._recent.index(entry.key) if entry.key in self._recent else len(self._recent)

    def _trigger(self, key: str) -> None:
        self.triggered.emit(self._entries[key])


class ShortcutSheet(QDialog):
    """Every shortcut on one sheet, by page."""

    def __init__(self, entries: Sequence[ActionEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._area = area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Shortcuts"))
        self.show_entries(entries)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        room = parent.rect()
        self.resize(min(scaled(_SHEET_WIDTH), room.width()), min(scaled(_SHEET_HEIGHT), room.height()))

    def show_entries(self, entries: Sequence[ActionEntry]) -> None:
        """Replaces what is listed; pages that are made meanwhile bring theirs."""
        body = QWidget(self)
        self._columns = (QVBoxLayout(), QVBoxLayout())
        columns = QHBoxLayout(body)
        columns.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        columns.setSpacing(4 * GRID)
        for column in self._columns:
            column.setSpacing(HALF)
            columns.addLayout(column, 1)
        self._fill([entry for entry in entries if entry.keys])
        place = self._area.verticalScrollBar().value()
        self._area.setWidget(body)  # the one before goes with its labels
        self._area.verticalScrollBar().setValue(place)

    def _fill(self, entries: list[ActionEntry]) -> None:
        everywhere = self.tr("Everywhere")
        groups: dict[str, list[ActionEntry]] = {everywhere: []}
        for entry in entries:
            groups.setdefault(entry.group or everywhere, []).append(entry)
        placed = 0
        for title, group in groups.items():
            self._add_group(title, group, self._columns[0 if placed < len(entries) // 2 else 1])
            placed += len(group)
        for column in self._columns:
            column.addStretch(1)

    def _add_group(self, title: str, entries: list[ActionEntry], column: QVBoxLayout) -> None:
        heading = QLabel(title, self)
        set_role(heading, "section")
        heading.setContentsMargins(0, 2 * GRID if column.count() else 0, 0, HALF)
        column.addWidget(heading)
        for entry in entries:
            name, keys = QLabel(entry.name, self), QLabel(entry.keys, self)
            name.setWordWrap(True)
            set_role(keys, "value")
            row = QHBoxLayout()
            row.setSpacing(2 * GRID)
            row.addWidget(name, 1)
            row.addWidget(keys)
            column.addLayout(row)


def _can_be_reached(entry: ActionEntry) -> bool:
    return entry.action.isEnabled()
