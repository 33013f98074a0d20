"""Making reports of what a store holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from benchwright.model.report import Letterhead, ReportForm, ReportRequest
from benchwright.protocols.cancel import CancelToken

if TYPE_CHECKING:
    from benchwright.model.document import Document
    from benchwright.protocols.report_printer import Progress


class ReportDesk(Protocol):
    """Reports of one store. Every call blocks and is safe from any thread."""

    def document(self, request: ReportRequest, cancel: CancelToken) -> Document:
        """What the report says, as it would be printed.

        Raises:
            RunNotFound, DatabaseUnusable, Cancelled: what stood in the way.
        """
        ...

    def write(
        self, request: ReportRequest, file: Path, form: ReportForm, progress: Progress, cancel: CancelToken
    ) -> None:
        """Writes a report whole or not at all.

        Raises:
            FileUnwritable, RunNotFound, DatabaseUnusable, Cancelled: what stood in the way.
        """
        ...

    def forget(self) -> None:
        """Reads the runs again from now on: marks and notes may have changed."""
        ...

    def letterhead(self) -> Letterhead:
        """Company and logo that reports carry."""
        ...

    def keep_company(self, name: str) -> None:
        """Remembers the company's name.

        Raises:
            FileUnwritable: it cannot be kept.
        """
        ...

    def keep_logo(self, file: Path | None) -> None:
        """Remembers a copy of a logo, or forgets it.

        Raises:
            LogoUnusable, FileUnwritable: why not.
        """
        ...
