"""Changes to runs that can be undone, written one after the other."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand

from benchwright.ui.bridge import Bridge

Work = Callable[[], None]


def _nothing() -> None:
    pass


class Writer(QObject):
    """Hands writes to the store one at a time: the bridge promises no order, and undo must follow do."""

    written = Signal()
    failed = Signal(Exception)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._waiting: deque[tuple[Work, Work]] = deque()
        self._on_written: Work = _nothing
        self._is_busy = False

    def submit(self, work: Work, on_written: Work = _nothing) -> None:
        """Writes soon; `written` or `failed` tells when. `on_written` is called where it was written."""
        self._waiting.append((work, on_written))
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._is_busy:
            self._is_busy = True
            work, self._on_written = self._waiting.popleft()
            self._bridge.ask(work, self._done, self._fail)

    def _done(self, _answer: None) -> None:
        self._is_busy = False
        self.written.emit()
        self._on_written()
        self._next()

    def _fail(self, error: Exception) -> None:
        self._is_busy = False
        self._waiting.clear()
        self.failed.emit(error)


class StoreCommand(QUndoCommand):
    """One change: how it is made and how it is taken back, and what happens when it was made."""

    def __init__(self, text: str, writer: Writer, do: Work, undo: Work, on_done: Work = _nothing) -> None:
        super().__init__(text)
        self._writer = writer
        self._do = do
        self._undo = undo
        self._on_done = on_done

    def redo(self) -> None:
        self._writer.submit(self._do, self._on_done)

    def undo(self) -> None:
        self._writer.submit(self._undo)
