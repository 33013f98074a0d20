"""The whole route from the command line, with real firmware on every virtual board."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.journey import BOARDS, DEMO_BOARDS, WITHOUT_QEMU, Answer, benchwright, random_inputs

SHAPES = {"kws": (1, 49, 10, 1), "vww": (1, 96, 96, 3), "ic": (1, 32, 32, 3), "ad": (1, 640)}
LIVENESS_BYTES = {"kws": 16_000, "vww": 55_296, "ic": 49_152, "ad": 1_024}
"""What tensors that are alive together take; outputs that lie over inputs more than pay for working memory."""
DIGITS = Path(__file__).parents[2] / "resources" / "models"


def needs_qemu(board: str, *more: str) -> object:
    return pytest.param(board, *more, marks=() if board in WITHOUT_QEMU else pytest.mark.qemu)


def demos(variant: str, boards: tuple[str, ...]) -> list[object]:
    return [needs_qemu(board, variant) for board in boards]


@pytest.mark.parametrize("model", SHAPES)
@pytest.mark.parametrize("board", [needs_qemu(board) for board in BOARDS])
def test_a_reference_model_gives_the_same_bytes_and_counts_twice(
    board: str, model: str, models_dir: Path, tmp_path: Path
) -> None:
    random_inputs(SHAPES[model], "int8", 20, seed=7, file=tmp_path / "x.npy")
    documents = []
    for turn in ("first", "second"):
        answer = benchwright(
            "run",
            str(models_dir / f"{model}.tflite"),
            "--board",
            f"virtual:{board}",
            "--inputs",
            str(tmp_path / "x.npy"),
            "--outputs",
            str(tmp_path / f"{turn}.npy"),
            "--db",
            str(tmp_path / "runs.db"),
            "--window",
            "0.1",
            "--json",
        )
        assert answer.code == 0, answer.errors
        documents.append(answer.document)
    for document in documents:
        assert document["parity"]["checked"] == 20
        assert document["parity"]["mismatched_bytes"] == 0
        assert document["ram"]["arena_bytes"] <= LIVENESS_BYTES[model]
        assert document["origin"] == ("native" if board == "native" else "emulated")
    counts = [document["instructions_per_inference"] for document in documents]
    assert counts[0] == counts[1]
    assert (counts[0] is None) == (board == "native")
    assert np.array_equal(np.load(tmp_path / "first.npy"), np.load(tmp_path / "second.npy"))


@pytest.mark.parametrize(("board", "variant"), [*demos("digits_float32", BOARDS), *demos("digits_int8", DEMO_BOARDS)])
def test_a_demo_model_runs_valid_and_its_second_flash_is_skipped(board: str, variant: str, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    model = str(DIGITS / f"{variant}.tflite")
    started = benchwright("virtual", "start", board)
    assert started.code == 0, started.errors
    try:
        answers = [
            benchwright("run", model, "--board", f"virtual:{board}", *database, "--window", "0.2", "--json")
            for _ in range(2)
        ]
    finally:
        benchwright("virtual", "stop", board)
    assert [answer.code for answer in answers] == [0, 0], answers[0].errors + answers[1].errors
    second = answers[1].document
    flash = next(stage for stage in second["stages"] if stage["stage"] == "Flash")
    assert "firmware skipped: already there" in flash["note"]
    assert "model skipped: already there" in flash["note"]
    if board != "native":
        assert second["validity"] == {"status": "valid", "issues": []}
    with sqlite3.connect(tmp_path / "runs.db") as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (2,)


@pytest.fixture(scope="module")
def esp32c3() -> Iterator[str]:
    """A virtual ESP32-C3 with our firmware in its flash, put there by esptool."""
    if sys.platform == "win32":
        pytest.skip("no pseudo-terminals")
    started = benchwright("virtual", "start", "esp32-c3")
    assert started.code == 0, started.errors
    try:
        yield "virtual:esp32-c3"
    finally:
        benchwright("virtual", "stop", "esp32-c3")


def flash_note(answer: Answer) -> str:
    """What was written and what was not."""
    return str(next(stage["note"] for stage in answer.document["stages"] if stage["stage"] == "Flash"))


@pytest.mark.parametrize(
    "model", ["kws", "ad", *(pytest.param(slow, marks=pytest.mark.slow) for slow in ("ic", "vww"))]
)
def test_a_reference_model_on_the_esp32_c3_is_swapped_alone_and_gives_the_same_bytes(
    esp32c3: str, model: str, models_dir: Path, tmp_path: Path
) -> None:
    """Two inputs: an inference of vww takes its core more than half a second."""
    random_inputs(SHAPES[model], "int8", 2, seed=7, file=tmp_path / "x.npy")
    database = ("--board", esp32c3, "--db", str(tmp_path / "runs.db"), "--json")
    small = benchwright("run", str(DIGITS / "digits_small_int8.tflite"), *database)
    assert small.code == 0, small.errors
    answer = benchwright(
        "run", str(models_dir / f"{model}.tflite"), *database, "--inputs", str(tmp_path / "x.npy")
    )  # fmt: skip
    assert answer.code == 0, answer.errors
    assert flash_note(answer).startswith("firmware skipped: already there, model written and verified")
    document = answer.document
    assert (document["parity"]["checked"], document["parity"]["mismatched_bytes"]) == (2, 0)
    assert document["ram"]["arena_bytes"] <= LIVENESS_BYTES[model]
    assert document["origin"] == "emulated"
    with sqlite3.connect(tmp_path / "runs.db") as connection:
        assert connection.execute("SELECT count(*) FROM runs").fetchone() == (2,)


@pytest.mark.qemu
def test_a_model_too_large_for_the_hifive_is_refused_with_its_size(models_dir: Path) -> None:
    answer = benchwright("run", str(models_dir / "kws.tflite"), "--board", "virtual:hifive1-revb")
    assert answer.code == 12
    assert "It needs 11,840 bytes of arena in RAM; 9,728 are free." in answer.errors


def test_a_model_too_large_for_the_smallest_board_is_refused_with_its_size() -> None:
    answer = benchwright("plan", str(DIGITS / "digits_float32.tflite"), "--board", "microbit")
    assert answer.code == 12
    assert "arena in RAM: needs 12,384 B" in answer.output


def test_plan_says_what_does_not_fit_and_why(models_dir: Path) -> None:
    answer = benchwright("plan", str(models_dir / "kws.tflite"), "--board", "b-l475e-iot01a")
    assert answer.code == 0
    assert "CONV_2D" in answer.output
    assert "12,608" in answer.output


def test_runs_compare_and_report_follow_from_the_database(tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    ids = []
    for variant in ("digits_float32", "digits_int8"):
        answer = benchwright(
            "run",
            str(DIGITS / f"{variant}.tflite"),
            "--board",
            "virtual:native",
            *database,
            "--window",
            "0.1",
            "--json",
        )
        assert answer.code == 0, answer.errors
        ids.append(answer.document["run_id"])
    listed = benchwright("runs", *database, "--json").document["runs"]
    assert [run["run_id"] for run in listed] == ids[::-1]
    compared = benchwright("compare", ids[0], ids[1], *database)
    assert compared.code == 0
    assert "digits_int8" in compared.output
    for suffix in ("html", "csv", "json"):
        report = benchwright("report", *ids, *database, "--output", str(tmp_path / f"report.{suffix}"))
        assert report.code == 0, report.errors
        assert ids[0] in (tmp_path / f"report.{suffix}").read_text("utf-8")
