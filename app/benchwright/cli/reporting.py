"""`report`: what was measured, to hand in."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchwright.bench.toolbox import Toolbox
from benchwright.cli.choosing import interruptible
from benchwright.cli.failures import print_unread
from benchwright.cli.results import opened_store
from benchwright.files import require_writable
from benchwright.model.errors import DatabaseUnusable, NoRunsYet, RunNotFound
from benchwright.model.report import (
    ALL_SECTIONS,
    Letterhead,
    ReportForm,
    ReportLanguage,
    ReportRequest,
    ReportSection,
    ReportTemplate,
    form_of,
)
from benchwright.protocols.run_store import RunFilter, RunStore, UnreadRun
from benchwright.reports.logo import read_logo
from benchwright.reports.plain import plain

_NEWEST = 30
_BAR = 24


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Adds `report`."""
    report = commands.add_parser("report", parents=[common], help="write runs as HTML, PDF, CSV, JSON or JUnit")
    report.add_argument("runs", nargs="*", metavar="RUN", help=f"ids; none means the newest {_NEWEST}")
    report.add_argument("--output", type=Path, required=True, metavar="FILE")
    report.add_argument(
        "--form", choices=[form.word for form in ReportForm], help="default: by the suffix of FILE (JUnit: .xml)"
    )
    templates = [template.value for template in ReportTemplate]
    report.add_argument("--template", choices=templates, default=templates[0], help=f"default {templates[0]}")
    languages = [language.value for language in ReportLanguage]
    report.add_argument("--language", choices=languages, default=languages[0], help=f"default {languages[0]}")
    sections = ",".join(section.value for section in ReportSection)
    report.add_argument("--sections", type=_sections, default=ALL_SECTIONS, metavar="A,B", help=f"of {sections}")
    report.add_argument("--baseline", default="", metavar="RUN", help="hold every run against this one")
    report.add_argument("--title", default="", help="in place of the template's own")
    report.add_argument("--company", help="in place of the one kept in Settings")
    report.add_argument("--logo", type=Path, metavar="FILE", help="PNG or SVG, in place of the one kept in Settings")
    report.add_argument("--quiet", action="store_true", help="no progress")
    report.set_defaults(command=write_report)


def write_report(arguments: argparse.Namespace, toolbox: Toolbox) -> int:
    """Writes a report file and says where it is."""
    file: Path = arguments.output
    form = next((form for form in ReportForm if form.word == arguments.form), None) or form_of(file)
    require_writable(file)
    with interruptible() as cancel, opened_store(arguments, toolbox) as store:
        request = _request(arguments, store)
        _warn_of_baseline(store, request.baseline_id)
        desk = toolbox.report_desk(store, _letterhead(arguments, toolbox, store))
        desk.write(request, file, form, _Bar(is_shown=not arguments.quiet and not arguments.json), cancel)
    count = len(request.run_ids)
    print(json.dumps({"file": str(file), "runs": count, "form": form.word}) if arguments.json else f"{file}")
    return 0


def _request(arguments: argparse.Namespace, store: RunStore) -> ReportRequest:
    unread: list[UnreadRun] = []
    ids = tuple(arguments.runs)
    ids = ids or tuple(run.run_id for run in store.runs(RunFilter(limit=_NEWEST), unread.append))
    print_unread(unread)
    if not ids:
        raise NoRunsYet(store.file)
    return ReportRequest(
        run_ids=ids,
        template=ReportTemplate(arguments.template),
        sections=arguments.sections,
        language=ReportLanguage(arguments.language),
        baseline_id=arguments.baseline,
        title=arguments.title,
    )


def _warn_of_baseline(store: RunStore, baseline_id: str) -> None:
    """Says so where the baseline is no longer there; the report says it too."""
    if not baseline_id:
        return
    try:
        store.run(baseline_id)
    except RunNotFound as error:
        print(f"warning: {error.what} The report is made without this baseline, and says so.", file=sys.stderr)
    except DatabaseUnusable:
        return  # the report names it, with the reason


def _letterhead(arguments: argparse.Namespace, toolbox: Toolbox, store: RunStore) -> Letterhead | None:
    """The one that was asked for; None for the one that is kept."""
    if arguments.company is None and arguments.logo is None:
        return None
    kept = toolbox.report_desk(store, None).letterhead()
    company = kept.company if arguments.company is None else plain(arguments.company, 80)
    return Letterhead(company, kept.logo if arguments.logo is None else read_logo(arguments.logo))


def _sections(text: str) -> frozenset[ReportSection]:
    try:
        return frozenset(ReportSection(word.strip()) for word in text.split(",") if word.strip())
    except ValueError as error:
        known = ", ".join(section.value for section in ReportSection)
        raise argparse.ArgumentTypeError(f"{error}; there are: {known}") from error


class _Bar:
    """Progress on a terminal, wiped away at the end; nothing where the output is no terminal."""

    def __init__(self, *, is_shown: bool) -> None:
        self._is_shown = is_shown and sys.stderr.isatty()

    def __call__(self, ratio: float) -> None:
        if self._is_shown:
            filled = round(ratio * _BAR)
            end = "" if ratio < 1 else "\r" + " " * (_BAR + 10) + "\r"
            print(f"\r[{'#' * filled}{' ' * (_BAR - filled)}] {ratio:4.0%}{end}", end="", file=sys.stderr, flush=True)
