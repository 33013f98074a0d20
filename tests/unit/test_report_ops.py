"""What reports say of ops and of multiplications, in every form."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.bench.band_validity import held_against
from benchwright.model.document import Table
from benchwright.model.op_work import OpWork
from benchwright.model.report import ReportForm, ReportLanguage, ReportSection
from benchwright.model.run import Run, ValidityStatus
from benchwright.reports.ops_part import OPS_LIMIT
from benchwright.reports.text import run_text
from tests.builders import a_hardware_run, a_hardware_timing, a_run, an_energy
from tests.report_shelf import a_document, a_file, words
from tests.unit.test_core_bands import BANDS

DETAILS = frozenset({ReportSection.DETAILS})
WORK = (OpWork(25_000, "int8", (1, 2, 2, 3)), OpWork(0, "int8", (1, 3)))
COUNTED = a_run(op_ticks=(12_000_016, 400_016), op_labels=("0 CONV_2D", "1 SOFTMAX"), op_work=WORK, core="Cortex-M4F")
TIMED = a_hardware_run(
    timing=a_hardware_timing(*[1_000_004] * 10),
    op_ticks=(900_004, 100_004),
    op_labels=("0 CONV_2D", "1 SOFTMAX"),
    op_work=WORK,
    core="Cortex-M4F",
)


def op_tables(run: Run, **wish: object) -> list[Table]:
    document = a_document(run, sections=DETAILS, **wish)
    return [block for block in document.blocks if isinstance(block, Table)]


def test_a_run_has_a_line_an_op_with_ticks_share_macs_and_rate() -> None:
    (table,) = op_tables(COUNTED)
    assert [column.title for column in table.columns] == [
        "#", "Op, output", "Ticks", "Time", "Share", "MAC", "MAC/instruction",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[0]] == [
        "0", "CONV_2D", "12,000,016", "9.38 ms", "96.8 %", "25,000", "0.0333 ▼",
    ]  # fmt: skip
    assert [cell.text for cell in table.rows[1]][5:] == ["–", "–"]


def test_numbers_of_ops_are_written_as_the_language_does() -> None:
    (table,) = op_tables(COUNTED, language=ReportLanguage.PORTUGUESE)
    assert [cell.text for cell in table.rows[0]][2:] == ["12.000.016", "9,38 ms", "96,8 %", "25.000", "0,0333 ▼"]


def test_a_run_without_ops_has_no_table_of_them() -> None:
    assert op_tables(a_run(op_ticks=(), op_labels=())) == []


def test_of_very_many_ops_the_longest_are_shown_and_it_is_said() -> None:
    ticks = tuple(16 + 1_600 * (number + 1) for number in range(OPS_LIMIT + 10))
    run = a_run(op_ticks=ticks, op_labels=tuple(f"{number} ADD" for number in range(len(ticks))))
    (table,) = op_tables(run)
    assert [row[0].text for row in table.rows][:2] == ["10", "11"]
    assert "The 40 longest of 50 ops; the JSON of the report has them all." in words(a_document(run, sections=DETAILS))


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (COUNTED, "0.250 MAC per instruction is in the band of a Cortex-M4, 0.170 to 1.89."),
        (COUNTED, "This board counts instructions, not cycles, and bands are of cycles."),
        (TIMED, "▼ 0.0250 MAC per cycle is below the band of a Cortex-M4, 0.170 to 1.89."),
        (replace(TIMED, timing=a_hardware_timing(*[10_004] * 10)), "2.50 MAC per cycle is more than a Cortex-M4"),
        (replace(TIMED, energy=an_energy()), "pJ per MAC"),
        (replace(TIMED, energy=replace(an_energy(), is_simulated=True)), "is SIMULATED, and not held against"),
    ],
)
def test_the_details_say_how_a_run_stands_to_what_was_published(run: Run, said: str) -> None:
    assert said in words(a_document(run, sections=DETAILS))


def test_a_run_outside_its_band_breaks_a_rule_of_the_report() -> None:
    text = words(a_document(held_against(TIMED, BANDS), sections=frozenset({ReportSection.VALIDITY})))
    assert "mac-rate-unusual" in text
    assert "More or fewer multiplications a cycle than is known of its core." in text


def test_json_has_every_op_and_how_it_stands(tmp_path: Path) -> None:
    (run,) = json.loads(a_file(tmp_path, ReportForm.JSON, COUNTED))["runs"]
    assert (run["core"], run["macs"], run["mac_rate"]["standing"]) == ("Cortex-M4F", 25_000, "within")
    assert [(op["code"], op["macs"], op["ticks"]) for op in run["ops"]] == [
        ("CONV_2D", 25_000, 12_000_016),
        ("SOFTMAX", 0, 400_016),
    ]
    assert run["ops"][0]["mac_rate"]["standing"] == "below"


def test_csv_keeps_cycles_and_instructions_apart(tmp_path: Path) -> None:
    text = a_file(tmp_path, ReportForm.CSV, COUNTED, TIMED)
    counted, timed = csv.DictReader(io.StringIO(text))
    assert (counted["macs_per_cycle"], counted["macs_per_instruction"], counted["mac_rate_standing"]) == (
        "", "0.25", "within",
    )  # fmt: skip
    assert (timed["macs_per_cycle"], timed["macs_per_instruction"], timed["mac_rate_standing"]) == (
        "0.025", "", "below",
    )  # fmt: skip


def test_the_text_of_a_run_says_its_rate_and_its_issue() -> None:
    run = held_against(TIMED, BANDS)
    text = run_text(run, None, None, BANDS)
    assert run.validity.status is ValidityStatus.DEGRADED
    assert "0.0250 MAC/cycle" in text
    assert "! mac-rate-unusual: 0.0250 MAC per cycle is below the band of a Cortex-M4" in text
