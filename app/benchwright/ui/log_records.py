"""Carries records of `logging` from any thread into the window."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QPlainTextEdit

_FORMAT = "%(asctime)s  %(levelname)-7s  %(name)s  %(message)s"


class LogRecords(QObject):
    """Appends each record to a view on the GUI thread, from its making until `close`."""

    _written = Signal(str)

    def __init__(self, view: QPlainTextEdit) -> None:
        super().__init__(view)
        self._handler = _Handler(self._written.emit)
        self._written.connect(view.appendPlainText, Qt.ConnectionType.QueuedConnection)
        logging.getLogger().addHandler(self._handler)

    def close(self) -> None:
        """Takes no more records."""
        logging.getLogger().removeHandler(self._handler)


class _Handler(logging.Handler):
    def __init__(self, write: Callable[[str], None]) -> None:
        super().__init__(logging.INFO)
        self._write = write
        self.setFormatter(logging.Formatter(_FORMAT, datefmt="%H:%M:%S"))

    def emit(self, record: logging.LogRecord) -> None:
        """Called on the thread that logs."""
        self._write(self.format(record))
