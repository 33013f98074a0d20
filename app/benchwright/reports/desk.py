"""The report desk: from a request to a document, and to a file in any form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchwright.files import replace_file, require_writable
from benchwright.model.core_band import NO_BANDS, CoreBands
from benchwright.model.document import Document
from benchwright.model.errors import Cancelled, DatabaseUnusable
from benchwright.model.report import Letterhead, ReportForm, ReportLanguage, ReportRequest
from benchwright.model.run import Run
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.report_printer import Progress, ReportPrinter
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.catalogue import Catalogue, load_catalogue
from benchwright.reports.composing import compose_document
from benchwright.reports.csv_report import csv_report
from benchwright.reports.json_report import json_report
from benchwright.reports.junit_report import junit_report
from benchwright.reports.letterhead_file import LetterheadFile
from benchwright.reports.matter import Matter, OnUnread, RunSource, ScoringSource
from benchwright.reports.phrases import Phrases
from benchwright.reports.run_figures import FigureBook

_MOST_KEPT = 6_000
_READ_RATIO = 0.4
"""How far the work is, by experience, when the runs are read and compared."""


@dataclass(frozen=True, slots=True)
class DeskParts:
    """What a desk works with; `templates` is the folder of words and templates, `now` gives the time of a report."""

    templates: Path
    letterhead: LetterheadFile
    printer: ReportPrinter
    now: Callable[[], datetime]
    bands: CoreBands = NO_BANDS


class StoreReportDesk:
    """Reports of the runs of one source. What it has read it keeps until `forget`: a preview follows at once."""

    def __init__(self, parts: DeskParts, source: RunSource, letterhead: Letterhead | None = None) -> None:
        self._parts = parts
        self._source = source
        self._letterhead = letterhead
        self._kept = _KeptRuns(source)
        self._book = FigureBook()
        self._catalogues: dict[ReportLanguage, Catalogue] = {}

    def document(self, request: ReportRequest, cancel: CancelToken) -> Document:
        """See `protocols.report_desk`."""
        return self._document(self._matter(request, lambda _ratio: None, cancel, can_leave_out=True))

    def write(
        self, request: ReportRequest, file: Path, form: ReportForm, progress: Progress, cancel: CancelToken
    ) -> None:
        """See `protocols.report_desk`."""
        require_writable(file)
        data = self._data(request, form, progress, cancel)
        if cancel.is_set:
            raise Cancelled("the report")
        replace_file(file, data)
        progress(1.0)

    def forget(self) -> None:
        """See `protocols.report_desk`."""
        self._kept = _KeptRuns(self._source)

    def letterhead(self) -> Letterhead:
        """See `protocols.report_desk`."""
        return self._letterhead or self._parts.letterhead.read()

    def keep_company(self, name: str) -> None:
        """See `protocols.report_desk`."""
        self._parts.letterhead.keep_company(name)

    def keep_logo(self, file: Path | None) -> None:
        """See `protocols.report_desk`."""
        self._parts.letterhead.keep_logo(file)

    def _data(self, request: ReportRequest, form: ReportForm, progress: Progress, cancel: CancelToken) -> bytes:
        is_document = form in {ReportForm.PDF, ReportForm.HTML}
        matter = self._matter(request, progress, cancel, can_leave_out=is_document)
        if form is ReportForm.CSV:
            return csv_report(matter.runs, matter.bands, matter.scored).encode("utf-8")
        if form is ReportForm.JSON:
            return json_report(matter.runs, matter.bands, matter.scored).encode("utf-8")
        if form is ReportForm.JUNIT:
            return junit_report(matter).encode("utf-8")
        document = self._document(matter)
        progress(_READ_RATIO)
        if form is ReportForm.HTML:
            from benchwright.reports.html_report import HtmlReport  # noqa: PLC0415  the window opens without jinja2

            return HtmlReport(self._parts.templates).render(document).encode("utf-8")
        return self._parts.printer.pdf(
            document, lambda ratio: progress(_READ_RATIO + ratio * (1 - _READ_RATIO)), cancel
        )

    def _document(self, matter: Matter) -> Document:
        return compose_document(matter, self.letterhead(), self._parts.now())

    def _matter(
        self, request: ReportRequest, progress: Progress, cancel: CancelToken, *, can_leave_out: bool
    ) -> Matter:
        """The runs of a report. A document leaves out what cannot be read, and says so; a file of data is not made."""

        def check() -> None:
            if cancel.is_set:
                raise Cancelled("the report")

        runs: list[Run] = []
        left_out: list[UnreadRun] = []
        kept = self._kept
        wanted = tuple(dict.fromkeys(request.run_ids))
        for number, run_id in enumerate(wanted):
            check()
            try:
                runs.append(kept.run(run_id))
            except DatabaseUnusable as error:
                if not can_leave_out or (run_id == wanted[-1] and not runs):
                    raise
                left_out.append(UnreadRun(run_id, error.why))
            if number % 50 == 0:
                progress(number / len(wanted) * _READ_RATIO)
        phrases = Phrases(self._catalogue(request.language))
        return Matter(request, runs, kept, phrases, self._book, check, left_out=left_out, bands=self._parts.bands)

    def _catalogue(self, language: ReportLanguage) -> Catalogue:
        if language not in self._catalogues:
            self._catalogues[language] = load_catalogue(self._parts.templates, language)
        return self._catalogues[language]


class _KeptRuns:
    """A source that remembers its answers. Used by several threads: each fills in what it misses."""

    def __init__(self, source: RunSource) -> None:
        self._source = source
        self._runs: dict[str, Run] = {}
        self._previous: dict[str, Run | UnreadRun | None] = {}
        self._baselines: dict[str, Run | UnreadRun | None] = {}

    @property
    def scorings(self) -> ScoringSource:
        return self._source.scorings

    def run(self, run_id: str) -> Run:
        found = self._runs.get(run_id)
        if found is None:
            found = self._source.run(run_id)
            if len(self._runs) < _MOST_KEPT:
                self._runs[run_id] = found
        return found

    def previous(self, run: Run, on_unread: OnUnread) -> Run | None:
        if run.run_id not in self._previous:
            self._previous[run.run_id] = _found(self._source.previous, run)
        return _told(self._previous[run.run_id], on_unread)

    def baseline(self, run: Run, on_unread: OnUnread) -> Run | None:
        key = f"{run.model}\0{run.board}\0{run.origin.value}"
        if key not in self._baselines:
            self._baselines[key] = _found(self._source.baseline, run)
        return _told(self._baselines[key], on_unread)


def _found(ask: Callable[[Run, OnUnread], Run | None], run: Run) -> Run | UnreadRun | None:
    """What a source answers, the run that it cannot read included."""
    unread: list[UnreadRun] = []
    found = ask(run, unread.append)
    return unread[0] if unread else found


def _told(found: Run | UnreadRun | None, on_unread: OnUnread) -> Run | None:
    if not isinstance(found, UnreadRun):
        return found
    on_unread(found)
    return None
