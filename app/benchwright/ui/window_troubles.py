"""What the window tells of failures that belong to no device."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from benchwright.model.errors import BenchError, DatabaseUnusable
from benchwright.model.events import BatchFailed
from benchwright.ui.bridge import Bridge
from benchwright.ui.remedies import Remedy
from benchwright.ui.widgets.error_panel import ErrorPanel

_LOOK_MS = 1_000
"""Between two looks whether a database that was locked is free again."""


class WindowTroubles(QObject):
    """Shows them in the banner, one at a time. One of a locked database goes when the lock does."""

    said = Signal(str)
    """What became of a failure that was shown."""

    def __init__(self, bridge: Bridge, banner: ErrorPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._banner = banner
        self._import_trouble = ""
        self._database_trouble = ""
        self._was_locked = False
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)

    def show_error(self, error: Exception) -> None:
        """What happened, why, what to do; of one that nobody foresaw where its details are."""
        if isinstance(error, BenchError):
            self._show(error.what, error.why, error.remedy, error.code)
        else:
            why = f"{type(error).__name__}: {error}"
            self._banner.show_failure(self.tr("That did not work."), why, self.tr("The log (Ctrl+J) has the details."))
        if isinstance(error, DatabaseUnusable):
            self._database_trouble = self._banner.details
            self._was_locked = False
            self._look()
            self._looking.start()

    def show_import_failure(self, error: Exception) -> None:
        """A file could not be imported."""
        self.show_error(error)
        self._import_trouble = self._banner.details

    def settle_import(self) -> None:
        """The banner goes, if it still tells of a file that could not be imported."""
        if self._import_trouble and self._banner.details == self._import_trouble:
            self._banner.dismiss()
        self._import_trouble = ""

    def settle_database(self) -> None:
        """The banner goes, if it still tells of a database that took nothing: it took something since."""
        if self._tells_of_database:
            self._banner.dismiss()
        self._looking.stop()

    def show_batch_failure(self, event: BatchFailed) -> None:
        """A batch could not go on."""
        self._show(event.what, event.why, event.remedy, event.code)

    def _show(self, what: str, why: str, remedy: str, code: int) -> None:
        is_waiting = bool(self._bridge.workbench.waiting_runs())
        withheld = frozenset() if is_waiting else frozenset({Remedy.SAVE_WAITING})
        self._banner.show_failure(what, why, remedy, code=code, withheld=withheld)

    @property
    def _tells_of_database(self) -> bool:
        return not self._banner.isHidden() and self._banner.details == self._database_trouble

    def _look(self) -> None:
        if self._tells_of_database:
            self._bridge.ask(self._bridge.workbench.store.upkeep.is_free, self._take_look)
        else:
            self._looking.stop()

    def _take_look(self, is_free: bool) -> None:
        if is_free and self._was_locked and self._tells_of_database:
            self.settle_database()
            self.said.emit(self.tr("The database is free again. What failed was not written: do it once more."))
        self._was_locked = not is_free
