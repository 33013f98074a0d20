"""Catches what nobody expected: into the log and one dialog."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

_log = logging.getLogger(__name__)


class CrashGuard(QObject):
    """Holds `sys.excepthook` and `threading.excepthook` from `install` to `remove`. One dialog at a time."""

    caught = Signal(str, str)
    """What happened, and its traceback; on the thread where it happened."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: QMessageBox | None = None
        self._previous = (sys.excepthook, threading.excepthook)
        self.caught.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Takes the hooks."""
        self._previous = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def remove(self) -> None:
        """Gives the hooks back."""
        sys.excepthook, threading.excepthook = self._previous

    @property
    def dialog(self) -> QMessageBox | None:
        """The dialog on screen."""
        return self._dialog

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close()
            return
        _log.error("Unexpected error", exc_info=(kind, error, trace))
        self.caught.emit(f"{kind.__name__}: {error}", "".join(traceback.format_exception(kind, error, trace)))

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None and not issubclass(arguments.exc_type, SystemExit):
            self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _show(self, what: str, details: str) -> None:
        if self._dialog is not None:
            return
        dialog = QMessageBox(QMessageBox.Icon.Warning, self.tr("Something went wrong"), what, parent=self._window)
        dialog.setInformativeText(
            self.tr(
                "This is an error in Benchwright. The runs that were saved are safe. Copy the details into a report."
            )
        )
        dialog.setDetailedText(details)
        copy = dialog.addButton(self.tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(details))
        dialog.addButton(QMessageBox.StandardButton.Close)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        self._dialog = dialog
        dialog.open()

    def _forget(self) -> None:
        self._dialog = None
