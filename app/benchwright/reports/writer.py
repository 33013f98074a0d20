"""Writing runs of a store into a report file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from benchwright.files import replace_file
from benchwright.model.compare import Comparison, compare
from benchwright.model.errors import FileUnwritable
from benchwright.model.run import Run
from benchwright.protocols.run_store import RunStore
from benchwright.reports.csv_report import csv_report
from benchwright.reports.html_report import HtmlReport
from benchwright.reports.json_report import json_report


class ReportWriter:
    """Writes reports with the templates in a folder; `now` gives the time that stands in them."""

    def __init__(self, templates: Path, now: Callable[[], datetime]) -> None:
        self._html = HtmlReport(templates)
        self._now = now

    def write(self, store: RunStore, run_ids: Sequence[str], file: Path) -> None:
        """Writes the runs as .html, .csv or .json; a file that was there is replaced whole or not at all.

        Raises:
            RunNotFound: no such run.
            FileUnwritable: another suffix, or the place cannot be written.
        """
        suffix = file.suffix.lower()
        if suffix not in {".html", ".htm", ".csv", ".json"}:
            raise FileUnwritable(str(file), "A report ends in .html, .csv or .json.")
        runs = [store.run(run_id) for run_id in run_ids]
        if suffix == ".csv":
            text = csv_report(runs)
        elif suffix == ".json":
            text = json_report(runs)
        else:
            text = self._html.render(
                runs, comparisons_of(runs, store), title="Benchwright report", generated_at=self._now()
            )
        replace_file(file, text.encode("utf-8"))


def comparisons_of(runs: Sequence[Run], store: RunStore) -> tuple[Comparison, ...]:
    """Each run against its baseline, else against the variant measured before it."""
    comparisons = []
    for run in runs:
        baseline = store.baseline(run) or store.previous(run)
        if baseline is not None and baseline.run_id != run.run_id:
            comparisons.append(compare(baseline, run))
    return tuple(comparisons)
