"""The history of changes: what was done, what can be undone, and a click that goes there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QDialog, QUndoView, QVBoxLayout, QWidget

from benchwright.ui.theme import set_role
from benchwright.ui.tokens import GRID

_WIDTH, _HEIGHT = 320, 280


class HistoryPopup(QDialog):
    """A list of the changes, the newest last; choosing one undoes or repeats all up to it."""

    def __init__(self, stack: QUndoStack, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("History of changes"))
        set_role(self, "popup")
        self.view = QUndoView(stack, self)
        self.view.setEmptyLabel(self.tr("As it was"))
        self.view.setAccessibleName(self.tr("Changes, the newest last"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.view)
        self.resize(_WIDTH, _HEIGHT)
        self.view.setFocus()
