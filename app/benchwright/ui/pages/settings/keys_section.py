"""Settings, keys: every shortcut by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.pages.settings.section import Section
from benchwright.ui.theme import Theme
from benchwright.ui.window_actions import ActionEntry

_TABLE_PX = 280
_TURN_MS = 20


class KeysSection(Section):
    """A table of the shortcuts that `list_actions` tells of."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_title(self.tr("Keys"))
        self._list_actions: Callable[[], Sequence[ActionEntry]] = tuple
        self._make_more: Callable[[], bool] = bool
        self._filling = QTimer(self)
        self._filling.timeout.connect(self._fill_one)
        self.model: RowsModel[ActionEntry] = RowsModel(theme, _columns(), self)
        self.table = QTableView(self)
        self.table.setModel(self.model)
        self.table.setMinimumHeight(_TABLE_PX)
        dress(self.table, self.tr("Shortcuts"))
        self.rows.addWidget(self.table)

    def show_actions(
        self, list_actions: Callable[[], Sequence[ActionEntry]], make_more: Callable[[], bool] = bool
    ) -> None:
        """Replaces the rows; pages nobody has looked at are made one by one once the table is in sight."""
        self._list_actions, self._make_more = list_actions, make_more
        self._show_rows()

    def paintEvent(self, event: QPaintEvent) -> None:
        """In sight: the pages that are missing bring their keys."""
        super().paintEvent(event)
        if self._make_more is not bool and not self._filling.isActive():
            self._filling.start(_TURN_MS)

    def _fill_one(self) -> None:
        if self._make_more():
            self._show_rows()
        else:
            self._make_more = bool
            self._filling.stop()

    def _show_rows(self) -> None:
        list_actions = self._list_actions
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
