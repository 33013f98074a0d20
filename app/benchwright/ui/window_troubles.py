"""What the window tells of failures that belong to no device."""

from __future__ import annotations

from PySide6.QtCore import QObject

from benchwright.model.errors import BenchError
from benchwright.model.events import BatchFailed
from benchwright.ui.widgets.error_panel import ErrorPanel


class WindowTroubles(QObject):
    """Shows them in the banner, one at a time."""

    def __init__(self, banner: ErrorPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._banner = banner
        self._import_trouble = ""

    def show_error(self, error: Exception) -> None:
        """What happened, why, what to do; of one that nobody foresaw where its details are."""
        if isinstance(error, BenchError):
            self._banner.show_failure(error.what, error.why, error.remedy, code=error.code)
        else:
            why = f"{type(error).__name__}: {error}"
            self._banner.show_failure(self.tr("That did not work."), why, self.tr("The log (Ctrl+J) has the details."))

    def show_import_failure(self, error: Exception) -> None:
        """A file could not be imported."""
        self.show_error(error)
        self._import_trouble = self._banner.details

    def settle_import(self) -> None:
        """The banner goes, if it still tells of a file that could not be imported."""
        if self._import_trouble and self._banner.details == self._import_trouble:
            self._banner.dismiss()
        self._import_trouble = ""

    def show_batch_failure(self, event: BatchFailed) -> None:
        """A batch could not go on."""
        self._banner.show_failure(event.what, event.why, event.remedy, code=event.code)
