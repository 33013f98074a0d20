"""The report desk, loaded when it is first asked: the window opens without it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchwright.model.document import Document
    from benchwright.model.report import Letterhead, ReportForm, ReportRequest
    from benchwright.protocols.cancel import CancelToken
    from benchwright.protocols.report_desk import ReportDesk
    from benchwright.protocols.report_printer import Progress


class LateReportDesk:
    """The desk that `make` loads and makes, once, at the first question; see `protocols.report_desk`."""

    def __init__(self, make: Callable[[], ReportDesk]) -> None:
        self._make = make
        self._guard = threading.Lock()  # a desk keeps what it has read, so two would read twice
        self._made: ReportDesk | None = None

    def document(self, request: ReportRequest, cancel: CancelToken) -> Document:
        """What the report says."""
        return self._desk().document(request, cancel)

    def write(
        self, request: ReportRequest, file: Path, form: ReportForm, progress: Progress, cancel: CancelToken
    ) -> None:
        """Writes a report."""
        self._desk().write(request, file, form, progress, cancel)

    def forget(self) -> None:
        """Reads the runs again from now on."""
        if self._made is not None:
            self._made.forget()

    def letterhead(self) -> Letterhead:
        """Company and logo."""
        return self._desk().letterhead()

    def keep_company(self, name: str) -> None:
        """Remembers the company's name."""
        self._desk().keep_company(name)

    def keep_logo(self, file: Path | None) -> None:
        """Remembers a logo, or forgets it."""
        self._desk().keep_logo(file)

    def _desk(self) -> ReportDesk:
        with self._guard:
            if self._made is None:
                self._made = self._make()
            return self._made
