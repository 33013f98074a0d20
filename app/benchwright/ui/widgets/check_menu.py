"""A menu of things to check that stays open until it is left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class CheckMenu(QMenu):
    """Click, Space and Enter check an entry and leave the menu open; Escape closes it."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on an entry that can be checked does not close the menu."""
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isEnabled() and action.isCheckable():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Nor does a key."""
        action = self.activeAction()
        is_press = event.key() in {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_press and action is not None and action.isEnabled() and action.isCheckable():
            action.toggle()
        else:
            super().keyPressEvent(event)
