"""Printing a document as PDF."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from benchwright.model.document import Document
from benchwright.protocols.cancel import CancelToken

Progress = Callable[[float], None]
"""Told a ratio of 0…1 now and then, on the thread that works."""


class ReportPrinter(Protocol):
    """Sets pages and paints them. Works on any thread."""

    def pdf(self, document: Document, progress: Progress, cancel: CancelToken) -> bytes:
        """The whole file, with its fonts.

        Raises:
            Cancelled: it was asked to stop.
        """
        ...
