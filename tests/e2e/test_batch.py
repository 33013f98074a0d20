"""Batches with real virtual boards: killed, stopped, unplugged, shared; nothing is measured twice, nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.journey import Answer, benchwright

MODELS = Path(__file__).parents[2] / "resources" / "models"
INT8, FLOAT32 = str(MODELS / "digits_int8.tflite"), str(MODELS / "digits_float32.tflite")
NATIVE, QEMU = "virtual:native", "virtual:b-l475e-iot01a"
DEADLINE_S = 120.0
# The program, killed between the transaction that saves its first run and whatever comes after it.
KILLED_ONCE_SAVED = """
import os, signal, sys
from benchwright.__main__ import main
from benchwright.store import SqliteRunStore

add = SqliteRunStore.add

def add_and_be_killed(store, record):
    add(store, record)
    os.kill(os.getpid(), signal.SIGKILL)

SqliteRunStore.add = add_and_be_killed
sys.exit(main())
"""
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="these are POSIX signals")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A lab of its own: other tests have boards of the same name."""
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    benchwright("virtual", "stop")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "runs.db"


def batch(database: Path, *arguments: str) -> Answer:
    return benchwright("batch", *arguments, "--db", str(database))


def begin(database: Path, *arguments: str) -> subprocess.Popen[str]:
    """Begins a batch in a process of its own and lets it run."""
    command = [sys.executable, "-m", "benchwright", "batch", *arguments, "--db", str(database)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def jobs(database: Path) -> list[tuple[str, str]]:
    """State and device of every job, as another program sees them while the batch runs."""
    sql = """
        SELECT state, coalesce((SELECT device_id FROM batch_attempts AS a
                                WHERE a.batch_sequence = j.batch_sequence AND a.position = j.position
                                ORDER BY number DESC LIMIT 1), '')
        FROM batch_jobs AS j ORDER BY batch_sequence, position
    """
    if not database.exists():
        return []
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        try:
            return connection.execute(sql).fetchall()
        except sqlite3.OperationalError:  # the other program is about to make the tables
            return []


def run_count(database: Path) -> int:
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        return int(connection.execute("SELECT count(*) FROM runs").fetchone()[0])


def await_jobs(database: Path, process: subprocess.Popen[str], is_so: Callable[[list[tuple[str, str]]], bool]) -> None:
    deadline = time.monotonic() + DEADLINE_S
    while not is_so(jobs(database)):
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, jobs(database)
        time.sleep(0.02)


def count(seen: list[tuple[str, str]], state: str) -> int:
    return sum(found == state for found, _device in seen)


def end(process: subprocess.Popen[str], number: int) -> tuple[str, str]:
    os.kill(process.pid, number)
    return process.communicate(timeout=DEADLINE_S)


@pytest.mark.qemu
def test_two_models_on_two_boards_are_measured_side_by_side(database: Path) -> None:
    answer = batch(database, INT8, FLOAT32, "--board", NATIVE, QEMU, "--window", "0.1", "--json")
    assert answer.code == 0, answer.errors
    document = answer.document
    assert [job["state"] for job in document["jobs"]] == ["done"] * 4
    assert run_count(database) == 4
    rows = {(row["variant"], row["origin"]): row for row in document["summary"]}
    assert len(rows) == 4
    for (_variant, origin), row in rows.items():
        assert (row["instructions_per_inference"] is None) == (origin == "native")
        assert row["latency_us"] > 0
        assert row["validity"] in {"valid", "degraded"}
    assert "No virtual board runs" in benchwright("virtual", "list").output
    # Both boards were at work at the same time.
    spans = {
        job["target"]: (job["attempts"][0]["started_at"], job["attempts"][0]["ended_at"])
        for job in reversed(document["jobs"])
    }
    assert max(started for started, _ended in spans.values()) < min(ended for _started, ended in spans.values())


@pytest.mark.qemu
def test_the_summary_never_leaves_open_where_a_number_is_from(database: Path) -> None:
    answer = batch(database, INT8, "--board", NATIVE, QEMU, "--window", "0.1", "--repeat", "2")
    assert answer.code == 0, answer.errors
    (native,) = [line for line in answer.output.splitlines() if "virtual:native" in line]
    (emulated,) = [line for line in answer.output.splitlines() if "virtual:b-l475e" in line]
    assert "native, time of this computer" in native
    assert "emulated, not time of a board" in emulated
    assert "instructions" in emulated
    assert "instructions" not in native
    assert "4 jobs: 4 done" in answer.output


@pytest.mark.slow
@on_posix
@pytest.mark.qemu
def test_a_batch_that_was_killed_goes_on_and_repeats_nothing(database: Path) -> None:
    process = begin(database, INT8, FLOAT32, "--board", NATIVE, QEMU, "--repeat", "2", "--window", "0.2")
    await_jobs(database, process, lambda seen: count(seen, "done") >= 3 and count(seen, "running") >= 1)
    end(process, signal.SIGKILL)
    before = jobs(database)
    saved = run_count(database)
    assert saved == count(before, "done")
    assert count(before, "running") >= 1

    answer = batch(database, "--resume", "--json")
    assert answer.code == 0, answer.errors
    assert [job["state"] for job in answer.document["jobs"]] == ["done"] * 8
    assert run_count(database) == 8
    ends = [[attempt["end"] for attempt in job["attempts"]] for job in answer.document["jobs"]]
    assert sum("interrupted" in ended for ended in ends) == count(before, "running")
    assert [ended for ended, (state, _device) in zip(ends, before, strict=True) if state == "done"] == [
        ["done"] for state, _device in before if state == "done"
    ]
    # The boards that the killed program had started are stopped by the one that finished its work.
    assert "No virtual board runs" in benchwright("virtual", "list").output


@on_posix
def test_a_batch_killed_again_and_again_has_each_job_done_once(database: Path) -> None:
    process = begin(database, INT8, FLOAT32, "--board", NATIVE, "--repeat", "3", "--window", "0.05", "--quiet")
    for wanted in (1, 2, 4):
        await_jobs(database, process, lambda seen, wanted=wanted: count(seen, "done") >= wanted)  # type: ignore[misc]
        end(process, signal.SIGKILL)
        assert run_count(database) == count(jobs(database), "done")
        process = begin(database, "--resume", "--quiet")
    output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
    assert "6 jobs: 6 done" in output
    assert run_count(database) == 6


@on_posix
@pytest.mark.parametrize("repeats", [1, 2])
def test_a_run_saved_in_the_last_moment_before_a_kill_is_not_measured_again(repeats: int, database: Path) -> None:
    words = ["batch", INT8, "--board", NATIVE, "--repeat", str(repeats), "--window", "0.05", "--db", str(database)]
    killed = subprocess.run([sys.executable, "-c", KILLED_ONCE_SAVED, *words], capture_output=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert run_count(database) == count(jobs(database), "done") == 1

    answer = batch(database, "--resume", "--json")
    assert answer.code == 0, answer.errors
    ends = [[attempt["end"] for attempt in job["attempts"]] for job in answer.document["jobs"]]
    assert ends == [["done"]] * repeats
    assert run_count(database) == repeats


@on_posix
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_batch_that_is_stopped_says_how_to_go_on_and_leaves_no_board_behind(number: str, database: Path) -> None:
    process = begin(database, INT8, "--board", NATIVE, "--repeat", "3", "--window", "0.3")
    await_jobs(database, process, lambda seen: count(seen, "done") == 1 and count(seen, "running") == 1)
    output, errors = end(process, getattr(signal, number))
    assert process.returncode == 130, errors
    assert "Traceback" not in errors
    assert "1 of 3 jobs are done and saved. Go on with: benchwright batch --resume" in errors
    assert "2 queued" in output
    assert "No virtual board runs" in benchwright("virtual", "list").output
    words = errors.rpartition("Go on with: benchwright ")[2].split()
    answer = benchwright(*words)
    assert answer.code == 0, answer.errors
    assert "3 jobs: 3 done" in answer.output
    assert run_count(database) == 3


@pytest.mark.slow
@pytest.mark.qemu
def test_a_board_that_is_pulled_waits_for_the_user_while_the_others_go_on(database: Path) -> None:
    assert benchwright("virtual", "start", "native").code == 0
    process = begin(database, INT8, FLOAT32, "--board", NATIVE, QEMU, "--window", "0.3", "--away", "2", "--json")
    await_jobs(database, process, lambda seen: ("running", NATIVE) in seen)
    assert benchwright("virtual", "unplug", "native").code == 0
    output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 5, errors
    document = json.loads(output)
    states = {(job["variant"][:9], job["target"]): job["state"] for job in document["jobs"]}
    assert [state for (_, target), state in states.items() if target == QEMU] == ["done", "done"]
    assert "quarantined" in states.values()
    (native,) = [device for device in document["devices"] if device["device_id"] == NATIVE]
    assert native["is_set_aside"]
    assert f"--release {NATIVE}" in errors
    assert "waits for virtual:native" in batch(database, "--list").output

    assert benchwright("virtual", "plug", "native").code == 0
    waiting = batch(database, "--resume", "--json")
    assert waiting.code == 5
    answer = batch(database, "--resume", "--release", NATIVE, "--json")
    assert answer.code == 0, answer.errors
    assert [job["state"] for job in answer.document["jobs"]] == ["done"] * 4
    assert run_count(database) == 4


def test_a_board_that_is_pulled_and_put_back_is_tried_again(database: Path) -> None:
    assert benchwright("virtual", "start", "native").code == 0
    process = begin(database, INT8, "--board", NATIVE, "--window", "0.5", "--json")
    await_jobs(database, process, lambda seen: ("running", NATIVE) in seen)
    assert benchwright("virtual", "unplug", "native").code == 0
    await_jobs(database, process, lambda seen: count(seen, "queued") == 1)
    assert benchwright("virtual", "plug", "native").code == 0
    output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
    (job,) = json.loads(output)["jobs"]
    assert [attempt["end"] for attempt in job["attempts"]] == ["failed", "done"]
    assert "it is tried again" in errors
    assert run_count(database) == 1


@pytest.mark.slow
def test_the_jobs_of_a_pulled_board_go_to_the_other_of_its_kind(database: Path) -> None:
    twin = f"{NATIVE}#2"
    assert benchwright("virtual", "start", "native", "native#2").code == 0
    process = begin(database, INT8, FLOAT32, "--board", NATIVE, twin, "--window", "0.3", "--away", "1", "--json")
    await_jobs(database, process, lambda seen: ("running", NATIVE) in seen)
    assert benchwright("virtual", "unplug", "native").code == 0
    output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
    document = json.loads(output)
    assert [job["state"] for job in document["jobs"]] == ["done"] * 4
    assert {device_id for row in document["summary"] for device_id in row["device_ids"]} <= {NATIVE, twin}
    moved = [job for job in document["jobs"] if job["target"] == NATIVE and job["attempts"][-1]["device_id"] == twin]
    assert moved


@pytest.mark.slow
@on_posix
def test_two_programs_on_one_database_do_not_disturb_each_other(database: Path) -> None:
    process = begin(database, INT8, "--board", NATIVE, "--repeat", "8", "--window", "0.4", "--json")
    await_jobs(database, process, lambda seen: count(seen, "running") == 1)
    (seen,) = batch(database, "--list", "--json").document["batches"]
    assert seen["is_running"]
    assert seen["owner"]["pid"] == process.pid
    taken = batch(database, "--resume", seen["batch_id"])
    assert taken.code == 70, taken.errors
    assert f"Process {process.pid}" in taken.errors
    assert batch(database, "--resume").code == 70

    own = batch(database, FLOAT32, "--board", f"{NATIVE}#2", "--window", "0.1", "--json")
    assert own.code == 0, own.errors
    output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, errors
    assert [job["state"] for job in json.loads(output)["jobs"]] == ["done"] * 8
    assert run_count(database) == 9
    assert batch(database, "--resume").code == 71


def test_a_file_that_is_no_model_is_refused_before_anything_begins(database: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tflite"
    broken.write_bytes(Path(INT8).read_bytes()[:700])
    refused = batch(database, str(broken), INT8, "--board", NATIVE)
    assert refused.code == 10, refused.errors
    assert "broken.tflite" in refused.errors
    assert jobs(database) == []


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("--board", NATIVE), 2, "MODEL.tflite and --board are needed"),
        ((INT8,), 2, "MODEL.tflite and --board are needed"),
        ((INT8, "--board", NATIVE, "--resume"), 2, "take no models"),
        ((INT8, "--board", NATIVE, "--release", NATIVE), 2, "go with --resume"),
        ((INT8, "--board", NATIVE, "--repeat", "0"), 2, "between 1 and 1,000"),
        ((INT8, "--board", "virtual:toaster"), 15, "toaster"),
        ((INT8, "--board", "/dev/nothing"), 16, "/dev/nothing"),
        (("--resume", "feedface"), 71, "feedface"),
        (("--resume",), 71, "no batch to resume"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    arguments: tuple[str, ...], code: int, word: str, database: Path
) -> None:
    answer = batch(database, *arguments)
    assert answer.code == code, answer.errors
    assert word in answer.errors
    assert "Traceback" not in answer.errors
    assert jobs(database) == []


def test_no_batches_yet_says_how_to_begin_one(database: Path) -> None:
    answer = batch(database, "--list")
    assert answer.code == 0
    assert "benchwright batch MODEL.tflite --board" in answer.output
