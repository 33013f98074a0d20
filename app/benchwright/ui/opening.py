"""Opening the workbench while the window is already on the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from benchwright.bench.workbench import Workbench

# On the thread of the window, one a turn of its event loop, so that it stays able to move and to close. The reading of
# signatures of Qt's classes is not guarded against two threads at once.
_MODULES = (
    "benchwright.ui.bridge",
    "benchwright.ui.widgets.chooser",
    "benchwright.ui.widgets.error_panel",
    "benchwright.ui.drawer",
    "benchwright.ui.batch.conductor",
    "benchwright.ui.main_window",
    "benchwright.ui.pages.bench.layout",
    "benchwright.ui.pages.bench.page",
    "benchwright.ui.session",
)


class Opening(QObject):
    """Opens a workbench on a thread of its own and loads the window's modules beside it.

    `ended` comes once, when both are over. `workbench` is None, and `error` says why, where it cannot be opened.
    """

    ended = Signal()
    _opened = Signal()

    def __init__(self, open_workbench: Callable[[], Workbench], parent: QObject) -> None:
        super().__init__(parent)
        self._open_workbench = open_workbench
        self._modules = list(_MODULES)
        self._thread = threading.Thread(target=self._work, name="opening")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load)
        self._opened.connect(self._take_opened, Qt.ConnectionType.QueuedConnection)
        self._is_opened = False
        self.workbench: Workbench | None = None
        self.error: BaseException | None = None

    def start(self) -> None:
        """Begins; comes back at once."""
        self._thread.start()
        self._timer.start(0)

    def join(self) -> None:
        """Waits until the workbench is open or cannot be; a window that was closed early waits here."""
        if self._thread.ident is not None:
            self._thread.join()

    def _work(self) -> None:
        try:
            self.workbench = self._open_workbench()
        except BaseException as error:
            self.error = error
        self._opened.emit()

    def _load(self) -> None:
        if self._modules:
            import_module(self._modules.pop(0))
        else:
            self._timer.stop()
            self._end_when_over()

    def _take_opened(self) -> None:
        self._is_opened = True
        self._end_when_over()

    def _end_when_over(self) -> None:
        if self._is_opened and not self._timer.isActive():
            self.ended.emit()
