"""An engine that is not ours, in firmware of the generated library, from the command line to the saved run."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.e2e.journey import Answer, benchwright

QEMU = "netduinoplus2"
ZIG = f"{sys.executable} -m ziglang"
DIGITS = ROOT / "resources" / "models" / "digits_int8.tflite"
TFLM_API = ROOT / "tests" / "firmware" / "tflm_api"


def run(firmware: Path, folder: Path, *more: str, board: str) -> Answer:
    database = ("--db", str(folder / "runs.db"), "--window", "0.2", "--json")
    return benchwright("run", *more, "--firmware", str(firmware), "--board", f"virtual:{board}", *database)


def report(run_id: str, folder: Path) -> str:
    """The HTML report of a run."""
    page = folder / "report.html"
    answer = benchwright("report", run_id, "--db", str(folder / "runs.db"), "--output", str(page))
    assert answer.code == 0, answer.errors
    return page.read_text("utf-8")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "library"
    answer = benchwright("agent-library", "--for", "host", "--out", str(folder))
    assert answer.code == 0, answer.errors
    return folder


@pytest.fixture(scope="module")
def program(library: Path) -> Path:
    """What the library's Makefile makes; without make or a compiler beside it there is no such user."""
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    command = ["make", "-C", str(library), f"CC={ZIG} cc", "CFLAGS=-Werror"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return library / "firmware"


def test_a_run_records_the_engine_and_its_version(program: Path, tmp_path: Path) -> None:
    answer = run(program, tmp_path, board="native")
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["engine"] == "small 7 (plain C)"
    assert document["provenance"]["protocol"] == "agent"
    assert document["variant"]["model"] == "small"
    assert document["pack"] is None
    assert document["latency"]["n"] >= 50
    assert document["provenance"]["input_source"] == "random, seed 1"
    with sqlite3.connect(tmp_path / "runs.db") as database:
        rows = database.execute("SELECT engine, engine_version, kernel_set FROM runs").fetchall()
    database.close()
    assert rows == [("small", 7, "plain C")]
    assert "small 7 (plain C)" in report(document["run_id"], tmp_path)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("ENGINE=tflm",), 'TFLM_ROOT="" is no checkout of tflite-micro'),
        (("ENGINE=tflm", f"TFLM_ROOT={TFLM_API}"), 'MODEL="" is no file. Name your model'),
        (("ENGINE=tflm", f"TFLM_ROOT={TFLM_API}", f"MODEL={DIGITS}"), "Build it there: make -f tensorflow/lite/micro"),
        (("ENGINE=own",), "ENGINE=own is not known: small or tflm"),
    ],
    ids=["no checkout", "no model", "checkout not built", "engine unknown"],
)
def test_the_makefile_says_what_it_wants(words: tuple[str, ...], told: str, program: Path) -> None:
    command = ["make", "-C", str(program.parent), *words, f"CC={ZIG} cc", f"CXX={ZIG} c++"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode != 0
    assert told in done.stdout + done.stderr


def test_another_model_than_the_firmwares_is_refused(program: Path, tmp_path: Path) -> None:
    other = ROOT / "resources" / "models" / "digits_float32.tflite"
    answer = run(program, tmp_path, str(other), board="native")
    assert answer.code == 40
    assert "takes 64 bytes, this one 256: it is another" in answer.errors


@pytest.mark.slow
@pytest.mark.qemu
def test_an_elf_with_another_engine_is_measured_on_an_emulated_board(library: Path, tmp_path: Path) -> None:
    engine = library / "engines" / "small"
    command = [sys.executable, str(ROOT / "boards" / "build.py"), "--board", QEMU, "--engine", str(engine)]
    subprocess.run([*command, "--out", str(tmp_path)], check=True, timeout=300, capture_output=True)
    answer = run(tmp_path / f"{QEMU}-small" / "firmware.elf", tmp_path, board=QEMU)
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["engine"] == "small 7 (plain C)"
    assert document["origin"] == "emulated"
    assert document["instructions"]["identical"] is True
    assert 2_048 < document["instructions_per_inference"] < 100_000
    assert document["ram"]["arena_bytes"] == 0
    assert document["ram"]["stack_bytes"] > 0
    assert [issue["code"] for issue in document["validity"]["issues"]] == ["parity-unchecked"]
    listed = benchwright("runs", "--db", str(tmp_path / "runs.db"), "--json").document["runs"]
    assert [entry["engine"] for entry in listed] == ["small 7 (plain C)"]
    page = report(document["run_id"], tmp_path)
    assert "small 7 (plain C)" in page
    assert "arena not told" in page
