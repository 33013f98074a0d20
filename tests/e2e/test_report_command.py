"""`benchwright report`, from a real database to each form of file."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.compose import open_store
from tests.builders import a_record, a_run, a_timing, digest
from tests.e2e.journey import benchwright

FILE = b"TFL3 slower"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two versions of a model, the second slower by half."""
    file = tmp_path / "runs.db"
    store = open_store(file)
    first = a_run()
    slower = replace(
        first, run_id="r-20261121-120431-beef", started_at="2026-11-21T12:04:29+00:00", variant_name="digits_wide",
        variant_version=2, variant_sha256=digest(FILE), timing=a_timing(2_400_016, 2_400_016),
    )  # fmt: skip
    try:
        store.add(a_record(first))
        store.add(a_record(slower, file=FILE))
    finally:
        store.close()
    return file


def report(database: Path, file: Path, *arguments: str) -> str:
    answer = benchwright("report", "--db", str(database), "--output", str(file), *arguments)
    assert answer.code == 0, answer.errors
    return answer.output


@pytest.mark.parametrize(("language", "words"), [("en", "slower"), ("pt_BR", "mais lento")])
def test_a_regression_report_in_both_languages(language: str, words: str, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "r.html"
    report(database, file, "--template", "regression", "--language", language, "--company", "ACME <Ltda>")
    text = file.read_text("utf-8")
    assert words in text
    assert "ACME &lt;Ltda&gt;" in text


def test_a_pdf_needs_no_screen(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    answer = json.loads(report(database, tmp_path / "r.pdf", "--json"))
    assert answer == {"file": str(tmp_path / "r.pdf"), "runs": 2, "form": "pdf"}
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")


def test_a_regression_fails_the_build(database: Path, tmp_path: Path) -> None:
    report(database, tmp_path / "verdicts.out", "--form", "junit")
    (suite,) = ET.parse(tmp_path / "verdicts.out").getroot()
    assert suite.get("failures") == "1"


def test_sections_are_chosen_by_name(database: Path, tmp_path: Path) -> None:
    report(database, tmp_path / "r.html", "--sections", "repro")
    text = (tmp_path / "r.html").read_text("utf-8")
    assert "How to repeat it" in text
    assert "<h2><bdi>Overview" not in text
    answer = benchwright("report", "--db", str(database), "--output", "x.html", "--sections", "weather")
    assert answer.code == 2
    assert "overview, result, charts" in answer.errors


def test_a_hostile_logo_is_refused_before_anything_is_written(database: Path, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    answer = benchwright("report", "--db", str(database), "--output", str(tmp_path / "r.pdf"), "--logo", str(logo))
    assert answer.code == 66
    assert "script" in answer.errors
    assert not (tmp_path / "r.pdf").exists()


def test_a_report_whose_baseline_is_gone_is_made_and_says_so(database: Path, tmp_path: Path) -> None:
    answer = benchwright(
        "report", "--db", str(database), "--output", str(tmp_path / "r.html"), "--baseline", "gone-1234"
    )
    assert answer.code == 0
    assert "warning: There is no run 'gone-1234'." in answer.errors
    assert "Run gone-1234, which runs were to be held against, is gone" in (tmp_path / "r.html").read_text("utf-8")
