"""Settings, tools: what is installed, what is missing, and the words that install it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget

from benchwright.model.tool import ToolStatus
from benchwright.ui.item_models.rows_model import Column, RowsModel, Shown
from benchwright.ui.item_models.table_look import dress
from benchwright.ui.language.translators import said
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID, Tone
from benchwright.ui.widgets.buttons import push_button

_TABLE_PX = 240


class ToolsSection(QWidget):
    """A table of tools; the way to get the one at the cursor can be copied."""

    checked = Signal()
    """The tools are to be looked for again."""
    remedy_copied = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: RowsModel[ToolStatus] = RowsModel(theme, _columns(), self)
        self.table = QTableView(self)
        self.table.setModel(self.rows)
        self.table.setMinimumHeight(_TABLE_PX)
        dress(self.table, self.tr("Tools"))
        self.copy_button = push_button(theme, self.tr("Copy how to get it"), self, icon_name="mdi6.content-copy")
        self.check_button = push_button(theme, self.tr("Look again"), self, icon_name="mdi6.refresh")
        self.copy_button.clicked.connect(self._copy)
        self.check_button.clicked.connect(self._check)
        self.table.selectionModel().currentRowChanged.connect(self._take_cursor)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.check_button)
        buttons.addStretch(1)
        buttons.addWidget(self.copy_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self.table)
        layout.addLayout(buttons)
        self._take_cursor()

    def show_tools(self, tools: Sequence[ToolStatus]) -> None:
        """Replaces the table; what is missing stands first."""
        self.check_button.setEnabled(True)
        self.rows.show_rows(sorted(tools, key=lambda tool: (tool.is_present, tool.is_optional)))
        self.table.resizeColumnsToContents()
        if tools:
            self.table.selectRow(0)
        self._take_cursor()

    def _check(self) -> None:
        self.check_button.setEnabled(False)
        self.checked.emit()

    def _remedy(self) -> str:
        row = self.table.currentIndex().row()
        return self.rows.rows[row].remedy if 0 <= row < len(self.rows.rows) else ""

    def _take_cursor(self) -> None:
        self.copy_button.setEnabled(bool(self._remedy()))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._remedy())
        self.remedy_copied.emit()


def _columns() -> tuple[Column[ToolStatus], ...]:
    return (
        Column(_tr("Tool"), _name),
        Column(_tr("Found"), lambda tool: Shown(tool.found or "–", detail=said(tool.remedy))),
        Column(_tr("Needed for"), lambda tool: Shown(said(tool.needed_for), is_faint=True)),
        Column(_tr("How to get it"), lambda tool: Shown(said(tool.remedy), detail=said(tool.remedy))),
    )


def _name(tool: ToolStatus) -> Shown:
    if tool.is_present:
        return Shown(tool.name, Tone.OK, icon_name="mdi6.check-circle-outline")
    if tool.is_optional:
        return Shown(
            _tr("%1, not installed").replace("%1", tool.name), Tone.NEUTRAL, said(tool.remedy), "mdi6.circle-outline"
        )
    return Shown(_tr("%1, missing").replace("%1", tool.name), Tone.WARNING, said(tool.remedy), "mdi6.alert-outline")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ToolsSection", text)
