"""Reports without a database: a shelf of runs, the real desk on it, and a document's words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchwright.catalog.core_bands import read_core_bands
from benchwright.model.document import Document, Facts, Figures, Heading, Paragraph, Table, Tiles
from benchwright.model.drawing import Label
from benchwright.model.errors import RunNotFound
from benchwright.model.report import Letterhead, ReportForm, ReportRequest
from benchwright.model.run import Run
from benchwright.model.scoring import ScoredInput, Scoring
from benchwright.protocols.cancel import CancelToken, NeverCancelled
from benchwright.protocols.report_printer import Progress
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.desk import DeskParts, StoreReportDesk
from benchwright.reports.letterhead_file import LetterheadFile
from tests.conftest import ROOT

TEMPLATES = ROOT / "resources" / "report"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


class ShelfOfScorings:
    """Scorings by the version they are of, each with its answers; it fits every board."""

    def __init__(self) -> None:
        self.kept: dict[str, tuple[Scoring, tuple[ScoredInput, ...]]] = {}

    def of_run(self, run: Run) -> Scoring | None:
        return next(
            (scoring for scoring, _ in self.kept.values() if scoring.variant_sha256 == run.variant_sha256), None
        )

    def inputs(self, scoring_id: str) -> tuple[ScoredInput, ...]:
        return self.kept[scoring_id][1]


class Shelf:
    """The part of a store that reports need; `asked` counts the runs that were read."""

    def __init__(self, *runs: Run, baseline: Run | UnreadRun | None = None, previous: Run | None = None) -> None:
        self._runs = {run.run_id: run for run in runs}
        self._baseline = baseline
        self._previous = previous
        self.asked = 0
        self.scorings = ShelfOfScorings()

    def run(self, run_id: str) -> Run:
        self.asked += 1
        if run_id not in self._runs:
            raise RunNotFound(run_id)
        return self._runs[run_id]

    def baseline(self, run: Run, on_unread: Callable[[UnreadRun], None]) -> Run | None:
        if isinstance(self._baseline, UnreadRun):
            on_unread(self._baseline)
            return None
        return self._baseline

    def previous(self, run: Run, on_unread: Callable[[UnreadRun], None]) -> Run | None:
        return self._previous


class NoPrinter:
    """Stands where nothing is printed."""

    def pdf(self, document: Document, progress: Progress, cancel: CancelToken) -> bytes:
        raise AssertionError("nothing was to be printed")


def a_desk(shelf: Shelf, letterhead: Letterhead | None = None, folder: Path = ROOT / "nowhere") -> StoreReportDesk:
    """A desk at noon; `folder` is where its letterhead is kept."""
    bands = read_core_bands(ROOT / "resources")
    parts = DeskParts(TEMPLATES, LetterheadFile(folder), NoPrinter(), lambda: NOON, bands)
    return StoreReportDesk(parts, shelf, letterhead)


def a_document(*runs: Run, shelf: Shelf | None = None, **wish: object) -> Document:
    """The document of these runs; `wish` are fields of the request."""
    request = ReportRequest(tuple(run.run_id for run in runs), **wish)  # type: ignore[arg-type]
    return a_desk(shelf or Shelf(*runs)).document(request, NeverCancelled())


def a_file(tmp_path: Path, form: ReportForm, *runs: Run, shelf: Shelf | None = None, **wish: object) -> str:
    """What stands in the file of these runs."""
    request = ReportRequest(tuple(run.run_id for run in runs), **wish)  # type: ignore[arg-type]
    file = tmp_path / f"report{form.value}"
    a_desk(shelf or Shelf(*runs)).write(request, file, form, lambda _ratio: None, NeverCancelled())
    return file.read_text("utf-8")


def words(document: Document) -> str:
    """Every text of a document, a line each."""
    return "\n".join(_texts(document))


def _texts(document: Document) -> Iterator[str]:
    yield from (document.title, document.subtitle, document.made_by)
    for block in document.blocks:
        match block:
            case Heading(text, _, tag):
                yield f"{text} [{tag}]" if tag else text
            case Paragraph(text):
                yield text
            case Table(columns, rows):
                yield " | ".join(column.heading for column in columns)
                for row in rows:
                    yield " | ".join(f"{cell.text} ({cell.note})" if cell.note else cell.text for cell in row)
            case Tiles(tiles):
                yield from (f"{t.name}: {t.number} {t.unit} {t.delta} {t.interval} {t.detail}" for t in tiles)
            case Facts(facts):
                yield from (f"{fact.name}: {fact.value}" for fact in facts)
            case Figures(figures):
                for figure in figures:
                    yield figure.title
                    yield from (shape.text for shape in figure.drawing.shapes if isinstance(shape, Label))
