"""Changing the name and the note of a variant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from benchwright.model.variant import Variant
from benchwright.ui.dialogs.sized_dialog import SizedDialog
from benchwright.ui.theme import Theme
from benchwright.ui.tokens import GRID
from benchwright.ui.widgets.buttons import push_button

LONGEST_NAME = 200
LONGEST_NOTE = 10_000

_WIDTH = 480


class WordsDialog(SizedDialog):
    """Name and note; runs that were measured keep the old name."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme, variant: Variant, parent: QWidget) -> None:
        super().__init__(_WIDTH, parent)
        self.setWindowTitle(self.tr("Name and note"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = QLineEdit(variant.name, self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setAccessibleName(self.tr("Name"))
        self.note = QPlainTextEdit(variant.note, self)
        self.note.setTabChangesFocus(True)
        self.note.setAccessibleName(self.tr("Note"))
        self.save_button = push_button(theme, self.tr("Save"), self, role="primary")
        self.close_button = push_button(theme, self.tr("Cancel"), self)
        self.save_button.setDefault(True)
        self.name.textChanged.connect(lambda text: self.save_button.setEnabled(bool(text.strip())))
        self.save_button.clicked.connect(self._save)
        self.close_button.clicked.connect(self.reject)
        form = QFormLayout()
        form.setSpacing(GRID)
        form.addRow(self.tr("Name"), self.name)
        form.addRow(self.tr("Note"), self.note)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.save_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addLayout(form)
        layout.addLayout(buttons)

    def _save(self) -> None:
        # NUL ends a text in C, and so in half of the tools that read a report.
        name = self.name.text().replace("\0", "").strip()
        self.asked.emit(name, self.note.toPlainText().replace("\0", "")[:LONGEST_NOTE])
        self.accept()
