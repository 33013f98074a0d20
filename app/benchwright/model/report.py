"""What a report is asked to be: template, sections, form, language, letterhead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from benchwright.model.errors import FileUnwritable


class ReportTemplate(Enum):
    """Which question the report answers."""

    BOARD_MODEL = "board-model"
    COMPARE = "compare"
    REGRESSION = "regression"


class ReportSection(Enum):
    """Parts of a report in their order. `RESULT` is the matrix, the comparison or the changes, by the template."""

    OVERVIEW = "overview"
    RESULT = "result"
    CHARTS = "charts"
    RUNS = "runs"
    DETAILS = "details"
    VALIDITY = "validity"
    REPRO = "repro"


class ReportForm(Enum):
    """How a report is written; the value is the suffix of its file."""

    HTML = ".html"
    PDF = ".pdf"
    CSV = ".csv"
    JSON = ".json"
    JUNIT = ".xml"

    @property
    def word(self) -> str:
        """Its name on the command line."""
        return "junit" if self is ReportForm.JUNIT else self.value[1:]


class ReportLanguage(Enum):
    """The language of a report, whatever the window speaks."""

    ENGLISH = "en"
    PORTUGUESE = "pt_BR"


ALL_SECTIONS = frozenset(ReportSection)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture that was looked at and found harmless; `media_type` is image/png or image/svg+xml."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who hands the report in; both may be missing."""

    company: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """One report. `baseline_id` holds every run against that one; "" takes the marked baselines."""

    run_ids: tuple[str, ...]
    template: ReportTemplate = ReportTemplate.BOARD_MODEL
    sections: frozenset[ReportSection] = ALL_SECTIONS
    language: ReportLanguage = ReportLanguage.ENGLISH
    baseline_id: str = ""
    title: str = ""


def form_of(file: Path) -> ReportForm:
    """The form that a file's suffix asks for.

    Raises:
        FileUnwritable: none has this suffix.
    """
    suffix = {".htm": ".html"}.get(file.suffix.lower(), file.suffix.lower())
    form = next((form for form in ReportForm if form.value == suffix), None)
    if form is None:
        raise FileUnwritable(str(file), "A report ends in .html, .pdf, .csv, .json or .xml.")
    return form
