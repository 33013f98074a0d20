"""A dialog as wide as it wants to be and as high as its sentences wrap to, whatever the size of text."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from benchwright.ui.theme import scaled


class SizedDialog(QDialog):
    """At least `width` pixels wide at a font size of 100 %, never narrower than what is in it.

    `setMinimumWidth` would take the place of what the layout needs, so that large text could be cut.
    """

    def __init__(self, width: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._width = width

    def showEvent(self, event: QShowEvent) -> None:
        """Sentences that go on to another line are given its height: a dialog does not ask for it."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Makes room for what is in it now; never makes it smaller. Without effect while it is hidden."""
        layout = self.layout()
        if layout is None or not self.isVisible():
            return
        layout.activate()
        room = self.screen().availableGeometry().size()
        wanted = max(self.width(), layout.minimumSize().width(), min(scaled(self._width), room.width()))
        needed = layout.totalHeightForWidth(wanted) if layout.hasHeightForWidth() else layout.minimumSize().height()
        self.resize(wanted, max(self.height(), min(needed, room.height())))
