"""How many runs the open database holds, kept up to date for the status bar."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from benchwright.ui.bridge import Bridge


class RunCount(QObject):
    """`counted` when the number is known, -1 where the database cannot be asked: the page in front tells why."""

    counted = Signal(int)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._turn = 0
        bridge.run_saved.connect(self.read)
        bridge.store_changed.connect(self.read)

    def read(self) -> None:
        """Counts again. Answers come in no promised order: only that to the last question counts."""
        self._turn += 1
        turn, store = self._turn, self._bridge.workbench.store
        self._bridge.ask(lambda: (turn, store.run_count()), self._take, lambda _error: self._take((turn, -1)))

    def _take(self, answer: tuple[int, int]) -> None:
        turn, count = answer
        if turn == self._turn:
            self.counted.emit(count)
