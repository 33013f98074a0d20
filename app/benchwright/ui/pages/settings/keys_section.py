"""Settings, keys: every shortcut by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QTableView, QWidget

from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.window_actions import ActionEntry

_TABLE_PX = 280


class KeysSection(Section):
    """A table of the shortcuts that `list_actions` tells of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_title(self.tr("Keys"))
        self.model: RowsModel[ActionEntry] = RowsModel(theme, _columns(), self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(_TABLE_PX)
        dress(self.table, self.tr("Shortcuts"))
        self.rows.addWidget(self.table)

    def show_actions(self, list_actions: Callable[[], Sequence[ActionEntry]]) -> None:
        """Replaces the rows."""
        self.model.show_rows([entry for entry in list_actions() if entry.keys])
        self.table.resizeColumnsToContents()


def _columns() -> tuple[Column[ActionEntry], ...]:
    return (
        Column(_tr("Keys"), lambda entry: Shown(entry.keys)),
        Column(_tr("Does"), lambda entry: Shown(entry.name)),
        Column(_tr("Where"), lambda entry: Shown(entry.group or _tr("Everywhere"), is_faint=True)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("KeysSection", text)
