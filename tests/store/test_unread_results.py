"""What the bench, "pick for me" and reports make of a database with runs that this version cannot read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchwright.bench.picking import read_field
from benchwright.model.errors import DatabaseUnusable
from benchwright.model.report import ReportForm, ReportRequest, ReportTemplate
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.run_store import UnreadRun
from benchwright.reports.desk import DeskParts, StoreReportDesk
from benchwright.reports.letterhead_file import LetterheadFile
from benchwright.store import SqliteRunStore
from benchwright.ui.pages.bench.result import read_latest, read_result
from tests.builders import a_record, a_run
from tests.report_shelf import NOON, TEMPLATES, NoPrinter, words


def spoil(file: Path, run_id: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        sql = "INSERT INTO issues SELECT sequence, 9, 'sunspots', 'Too many.' FROM runs WHERE run_id = ?"
        connection.execute(sql, (run_id,))


@pytest.fixture
def filled(store: SqliteRunStore) -> SqliteRunStore:
    """Three versions on one device, a minute apart."""
    for version in (1, 2, 3):
        run = a_run(
            run_id=f"version-{version}",
            started_at=f"2026-11-20T12:0{version}:00+00:00",
            variant_version=version,
            variant_sha256=f"{version}" * 64,
        )
        store.add(a_record(run))
    return store


def ids(unread: tuple[UnreadRun, ...]) -> list[str]:
    return [one.run_id for one in unread]


def test_a_result_names_the_version_that_cannot_be_read(filled: SqliteRunStore, file: Path) -> None:
    spoil(file, "version-2")
    result = read_result(filled, filled.run("version-3"))
    assert [run.run_id for run in result.versions] == ["version-1", "version-3"]
    assert ids(result.unread) == ["version-2"]
    assert result.against_previous is None


def test_the_newest_result_is_the_newest_that_can_be_read(filled: SqliteRunStore, file: Path) -> None:
    spoil(file, "version-3")
    latest = read_latest(filled, a_run().device_id)
    assert latest.result is not None
    assert latest.result.run.run_id == "version-2"
    assert ids(latest.result.unread) == ["version-3"]


def test_a_device_whose_runs_cannot_be_read_has_no_result_and_says_so(filled: SqliteRunStore, file: Path) -> None:
    for version in (1, 2, 3):
        spoil(file, f"version-{version}")
    latest = read_latest(filled, a_run().device_id)
    assert latest.result is None
    assert ids(latest.unread) == ["version-3", "version-2", "version-1"]


def test_a_field_to_pick_from_names_the_runs_it_could_not_look_at(filled: SqliteRunStore, file: Path) -> None:
    spoil(file, "version-2")
    field = read_field(filled, a_run().model, a_run().board)
    assert ids(field.unread) == ["version-2"]


@pytest.mark.parametrize("template", list(ReportTemplate))
@pytest.mark.parametrize("is_asked", [False, True], ids=["marked", "asked for"])
@pytest.mark.parametrize("form", [ReportForm.HTML, ReportForm.JUNIT, ReportForm.CSV, ReportForm.JSON])
def test_a_report_is_made_where_its_baseline_cannot_be_read(
    filled: SqliteRunStore, file: Path, tmp_path: Path, template: ReportTemplate, form: ReportForm, is_asked: bool
) -> None:
    filled.set_baseline("version-1", is_baseline=True)
    spoil(file, "version-1")
    asked = "version-1" if is_asked else ""
    request = ReportRequest(("version-2", "version-3"), template, baseline_id=asked)
    report = tmp_path / f"report{form.value}"
    parts = DeskParts(TEMPLATES, LetterheadFile(tmp_path), NoPrinter(), lambda: NOON)
    StoreReportDesk(parts, filled).write(request, report, form, lambda _ratio: None, NeverCancelled())
    text = report.read_text("utf-8")
    assert ("<testcase" if form is ReportForm.JUNIT else "version-3") in text
    if form in {ReportForm.HTML, ReportForm.JUNIT}:
        assert "Run version-1, which runs were to be held against, could not be read" in text


@pytest.mark.parametrize("template", list(ReportTemplate))
def test_a_document_leaves_out_a_chosen_run_that_cannot_be_read_and_says_so(
    filled: SqliteRunStore, file: Path, tmp_path: Path, template: ReportTemplate
) -> None:
    spoil(file, "version-1")
    desk = StoreReportDesk(DeskParts(TEMPLATES, LetterheadFile(tmp_path), NoPrinter(), lambda: NOON), filled)
    request = ReportRequest(("version-1", "version-2", "version-3"), template, baseline_id="version-1")
    text = words(desk.document(request, NeverCancelled()))
    assert text.count("Run version-1 could not be read and is left out: ") == 1
    assert "were to be held against" not in text
    assert "version-3" in text


@pytest.mark.parametrize("form", [ReportForm.CSV, ReportForm.JSON, ReportForm.JUNIT])
def test_a_file_of_data_is_not_made_without_a_chosen_run(
    filled: SqliteRunStore, file: Path, tmp_path: Path, form: ReportForm
) -> None:
    spoil(file, "version-1")
    desk = StoreReportDesk(DeskParts(TEMPLATES, LetterheadFile(tmp_path), NoPrinter(), lambda: NOON), filled)
    request = ReportRequest(("version-1", "version-2"))
    report = tmp_path / "report"
    with pytest.raises(DatabaseUnusable):
        desk.write(request, report, form, lambda _ratio: None, NeverCancelled())
    assert not report.exists()


def test_a_document_of_runs_none_of_which_can_be_read_is_an_error(
    filled: SqliteRunStore, file: Path, tmp_path: Path
) -> None:
    spoil(file, "version-1")
    spoil(file, "version-2")
    desk = StoreReportDesk(DeskParts(TEMPLATES, LetterheadFile(tmp_path), NoPrinter(), lambda: NOON), filled)
    with pytest.raises(DatabaseUnusable):
        desk.document(ReportRequest(("version-1", "version-2")), NeverCancelled())


def test_the_run_before_that_cannot_be_read_is_an_error_to_whom_does_not_listen(
    filled: SqliteRunStore, file: Path
) -> None:
    spoil(file, "version-2")
    with pytest.raises(DatabaseUnusable, match="cannot be used"):
        filled.previous(filled.run("version-3"))
