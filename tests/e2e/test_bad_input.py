"""Bad input on the command line: what happened, why, what to do, an exit code, nothing half-written."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from tests.e2e.journey import Answer, benchwright

DIGITS = Path(__file__).parents[2] / "resources" / "models" / "digits_int8.tflite"
NATIVE = ("--board", "virtual:native", "--window", "0.1")


def assert_error(answer: Answer, code: int, *words: str) -> None:
    assert answer.code == code, answer.output + answer.errors
    assert answer.errors.count("\n") >= 2
    assert "Traceback" not in answer.errors
    for word in words:
        assert word in answer.errors


def run_count(database: Path) -> int:
    with sqlite3.connect(database) as connection:
        (count,) = connection.execute("SELECT count(*) FROM runs").fetchone()
    return int(count)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("letter.tflite", b"Dear reader, this is no model." * 40),
        ("empty.tflite", b""),
        ("cut.tflite", DIGITS.read_bytes()[:700]),
        ("half.tflite", DIGITS.read_bytes()[: DIGITS.stat().st_size // 2]),
    ],
)
def test_a_file_that_is_no_model_is_named(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    database = tmp_path / "runs.db"
    assert_error(benchwright("run", str(tmp_path / name), *NATIVE, "--db", str(database)), 10, name)
    assert run_count(database) == 0
    answer = benchwright("run", str(DIGITS), *NATIVE, "--db", str(database), "--json")
    assert answer.code == 0, answer.errors


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    answer = benchwright("run", str(tmp_path / "none.tflite"), *NATIVE, "--db", str(tmp_path / "runs.db"))
    assert_error(answer, 10, "none.tflite", "No such file")


def test_an_unknown_board_lists_the_known_ones(tmp_path: Path) -> None:
    answer = benchwright("run", str(DIGITS), "--board", "virtual:toaster", "--db", str(tmp_path / "runs.db"))
    assert_error(answer, 15, "toaster", "b-l475e-iot01a")


def test_a_device_that_is_not_there_says_how_to_start_one(tmp_path: Path) -> None:
    answer = benchwright("run", str(DIGITS), "--board", "/dev/nothing", "--db", str(tmp_path / "runs.db"))
    assert_error(answer, 16, "/dev/nothing", "virtual start")


def test_a_board_without_firmware_is_told_before_its_port_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = str(tmp_path / "port")
    monkeypatch.setenv("BENCHWRIGHT_EXTRA_PORTS", f"{port}=esp-eye")
    answer = benchwright("run", str(DIGITS), "--board", port, "--db", str(tmp_path / "runs.db"))
    assert_error(answer, 31, "ESP-EYE", "no port of its firmware", "add-a-board")


def test_inputs_of_another_type_are_refused(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.zeros((2, 3), np.float64))
    answer = benchwright(
        "run", str(DIGITS), *NATIVE, "--inputs", str(tmp_path / "x.npy"), "--db", str(tmp_path / "runs.db")
    )
    assert_error(answer, 40, "x.npy", "int8")
    assert run_count(tmp_path / "runs.db") == 0


def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path) -> None:
    database = tmp_path / "notes.db"
    database.write_text("my notes, not a database " * 100)
    assert_error(benchwright("runs", "--db", str(database)), 51, "notes.db")
    assert database.read_text().startswith("my notes")


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    database = tmp_path / "runs.db"
    assert benchwright("runs", "--db", str(database)).code == 0
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 9999")
    assert_error(benchwright("runs", "--db", str(database)), 50, "newer", "9999")


def test_an_unknown_run_is_named(tmp_path: Path) -> None:
    assert_error(benchwright("compare", "feedface", "deadbeef", "--db", str(tmp_path / "runs.db")), 52, "feedface")


def test_a_report_into_a_missing_folder_is_refused(tmp_path: Path) -> None:
    database = str(tmp_path / "runs.db")
    answer = benchwright("report", "--output", str(tmp_path / "none" / "r.html"), "--db", database)
    assert_error(answer, 54, "r.html")


def test_a_report_of_no_runs_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    answer = benchwright("report", "--output", str(tmp_path / "r.html"), "--db", str(tmp_path / "runs.db"))
    assert_error(answer, 56, "no runs", "benchwright run")
    assert not (tmp_path / "r.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C is sent as a POSIX signal")
@pytest.mark.parametrize("delay_s", [0.4, 1.2, 2.5])
def test_ctrl_c_leaves_nothing_half_written_and_the_next_run_works(delay_s: float, tmp_path: Path) -> None:
    database = tmp_path / "runs.db"
    command = [sys.executable, "-m", "benchwright", "run", str(DIGITS), "--board", "virtual:native"]
    process = subprocess.Popen(
        [*command, "--window", "5", "--db", str(database)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    time.sleep(delay_s)
    os.kill(process.pid, signal.SIGINT)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "Cancelled" in errors
    assert "Traceback" not in errors
    answer = benchwright("run", str(DIGITS), *NATIVE, "--db", str(database), "--json")
    assert answer.code == 0, answer.errors
    assert run_count(database) == 1
    assert "No virtual board runs" in benchwright("virtual", "list").output


@pytest.mark.skipif(sys.platform == "win32", reason="these are POSIX signals")
@pytest.mark.parametrize("number", ["SIGTERM", "SIGHUP"])
def test_a_program_that_is_ended_from_outside_stops_its_board(number: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchwright", "run", str(DIGITS), "--board", "virtual:native"]
    process = subprocess.Popen(
        [*command, "--window", "20", "--db", str(tmp_path / "runs.db")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    while "Warm up" not in process.stderr.readline():
        assert process.poll() is None
    os.kill(process.pid, getattr(signal, number))
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "The device holds what was flashed" in errors
    assert "No virtual board runs" in benchwright("virtual", "list").output


def test_two_programs_that_want_one_board_do_not_harm_each_other(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchwright", "run", str(DIGITS), *NATIVE, "--json"]
    pair = [
        subprocess.Popen(
            [*command, "--db", str(tmp_path / "runs.db")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    errors = [process.communicate(timeout=120)[1] for process in pair]
    codes = sorted(process.returncode for process in pair)
    assert codes[0] == 0, errors
    assert codes[1] in {0, 20}, errors
    assert run_count(tmp_path / "runs.db") == codes.count(0)
    benchwright("virtual", "stop", "native")
