"""The window on the screen: another language makes another window in its place, and everything goes on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from benchwright.ui.bridge import Bridge
from benchwright.ui.main_window import MainWindow


class CurrentWindow(QObject):
    """Owns the window. Devices, runs and batches belong to bridge and workbench, which do not notice.

    Whoever has put the window into a frame puts the next one there on `replaced`.
    """

    replaced = Signal(MainWindow)

    def __init__(self, make: Callable[[], MainWindow], bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.window = make()
        bridge.language.changed.connect(self._replace)

    def _replace(self) -> None:
        """Shows the new window before the old one goes, so that the application never has none."""
        before = self.window
        self.window = self._make()
        self.window.adopt(before)
        if before.isWindow() and before.isVisible():
            self.window.setWindowState(before.windowState())
            self.window.show()
        self.replaced.emit(self.window)
        before.retire()
