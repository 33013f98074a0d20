"""Accuracy on the board in reports, in every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from benchwright.model.document import Document, Table
from benchwright.model.report import ReportForm, ReportLanguage, ReportSection
from benchwright.model.scoring import AnswerKind, ScoredInput, Scoring
from tests.builders import a_run, a_scoring, some_answers
from tests.report_shelf import Shelf, a_document, a_file, words

RUN, OTHER = a_run(), a_run(run_id="r-other", variant_sha256="0" * 64, variant_name="digits_pruned")
DETAILS = frozenset({ReportSection.DETAILS})
RUNS = frozenset({ReportSection.RUNS})
FINISHED = replace(a_scoring(), finished_at="2026-11-20T12:11:00+00:00", right_count=2, done_count=3)


def a_shelf(scoring: Scoring = FINISHED, answers: tuple[ScoredInput, ...] = ()) -> Shelf:
    """Two runs, and a scoring of the version of the first."""
    shelf = Shelf(RUN, OTHER)
    shelf.scorings.kept[scoring.scoring_id] = (scoring, answers or some_answers())
    return shelf


def tables(document: Document) -> list[Table]:
    """Those that are not of ops."""
    return [block for block in document.blocks if isinstance(block, Table) and block.columns[0].title != "#"]


def test_details_tell_each_metric_of_board_and_host_and_where_they_disagree() -> None:
    document = a_document(RUN, shelf=a_shelf(), sections=DETAILS)
    text = words(document)
    assert "Accuracy on the board, of the labelled set digits.npz (sha256 5e5e5e5e5e5e), 3 inputs" in text
    assert "Board and host disagree on 1 input." in text
    metrics, matrix = tables(document)
    assert [cell.text for cell in metrics.rows[0]] == ["Top-1", "66.7 %", "33.3 %"]
    assert [column.title for column in matrix.columns] == ["Label, then what the board says", "no", "yes"]
    assert [[cell.text for cell in row] for row in matrix.rows] == [["no", "1", "0"], ["yes", "1", "1"]]


def test_a_run_whose_version_was_never_scored_says_nothing() -> None:
    assert "labelled set" not in words(a_document(OTHER, shelf=a_shelf(), sections=DETAILS))


def test_a_host_that_did_not_answer_is_said() -> None:
    alone = tuple(replace(one, host=()) for one in some_answers())
    text = words(a_document(RUN, shelf=a_shelf(replace(FINISHED, has_host=False), alone), sections=DETAILS))
    assert "The host did not answer" in text


def test_a_set_without_classes_has_its_error_and_no_matrix() -> None:
    scoring = replace(FINISHED, kind=AnswerKind.VALUES, right_count=None, class_count=0, class_names=())
    answers = tuple(ScoredInput(place, "", None, (0.25,), (0.25,)) for place in range(3))
    (table,) = tables(a_document(RUN, shelf=a_shelf(scoring, answers), sections=DETAILS))
    assert [[cell.text for cell in row] for row in table.rows] == [["Mean squared error", "0.25", "0.25"]]


def test_the_table_of_runs_has_a_column_where_one_was_scored() -> None:
    (table,) = tables(a_document(RUN, OTHER, shelf=a_shelf(), sections=RUNS))
    place = [column.title for column in table.columns].index("On the board")
    assert [row[place].text for row in table.rows] == ["66.7", "–"]
    assert table.rows[0][place].note == "digits.npz"
    (without,) = tables(a_document(RUN, sections=RUNS))
    assert "On the board" not in [column.title for column in without.columns]


def test_portuguese_has_words_and_numbers_of_its_own() -> None:
    text = words(a_document(RUN, shelf=a_shelf(), sections=DETAILS, language=ReportLanguage.PORTUGUESE))
    assert "Acurácia na placa, do conjunto rotulado digits.npz" in text
    assert "66,7 %" in text


def test_json_has_the_metrics_and_the_matrix(tmp_path: Path) -> None:
    scored, other = json.loads(a_file(tmp_path, ReportForm.JSON, RUN, OTHER, shelf=a_shelf()))["runs"]
    accuracy = scored["board_accuracy"]
    assert (accuracy["set"], accuracy["input_count"], accuracy["disagreement_count"]) == ("digits.npz", 3, 1)
    assert (accuracy["board_metrics"]["top1"], accuracy["host_metrics"]["top1"]) == (2 / 3, 1 / 3)
    assert accuracy["board_metrics"]["confusion"] == [[1, 0], [1, 1]]
    assert other["board_accuracy"] is None


def test_csv_has_a_cell_for_each_metric_and_says_of_which_set(tmp_path: Path) -> None:
    text = a_file(tmp_path, ReportForm.CSV, RUN, OTHER, shelf=a_shelf())
    scored, other = csv.DictReader(io.StringIO(text))
    told = (scored["board_set"], scored["board_input_count"], scored["board_host_disagreements"])
    assert told == ("digits.npz", "3", "1")
    assert float(scored["board_top1"]) == 2 / 3
    assert (other["board_set"], other["board_top1"]) == ("", "")


def test_the_file_of_html_tells_it_too(tmp_path: Path) -> None:
    assert "Board and host disagree on 1 input." in a_file(tmp_path, ReportForm.HTML, RUN, shelf=a_shelf())
