"""Boards at the places of a real labgrid: found, acquired, measured and given back, however a run ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed, PlaceHeld, PlaceUnusable
from benchwright.model.events import Stage
from benchwright.store import SqliteRunStore
from tests.e2e.journey import Answer, benchwright
from tests.e2e.real_lab import ADDRESSED, BOARD, EXPORTED, STRANGER, RealLab, has_port_server, real_lab

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
MODEL = Path(__file__).parents[2] / "resources" / "models" / "digits_small_int8.tflite"
exported = pytest.mark.skipif(not has_port_server(), reason="no ser2net here; make test brings it")
LONG_S = "30"
DEADLINE_S = 30.0


@pytest.fixture(scope="module")
def running_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealLab]:
    with real_lab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def lab(running_lab: RealLab, monkeypatch: pytest.MonkeyPatch) -> RealLab:
    """The lab, known to the program as a user makes it known to labgrid's own client."""
    monkeypatch.setenv("LG_COORDINATOR", running_lab.address)
    return running_lab


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "runs.db"


def run_at(place: str, database: Path, *arguments: str) -> Answer:
    return benchwright(*_words(place, database, "0.1"), *arguments, timeout_s=60)


def begun_at(lab: RealLab, place: str, database: Path) -> subprocess.Popen[str]:
    """A run in a process of its own that holds its place and has begun to measure, for long."""
    command = [sys.executable, "-m", "benchwright", *_words(place, database, LONG_S)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    assert any(Stage.WARM_UP.value in line for line in process.stderr), process.communicate()
    assert not lab.place(place).is_free
    return process


def _words(place: str, database: Path, window_s: str) -> tuple[str, ...]:
    return ("run", str(MODEL), "--board", f"lab:{place}", "--db", str(database), "--window", window_s)


def devices_of_runs(database: Path) -> list[str]:
    with SqliteRunStore(database, clock=lambda: datetime.now(UTC)) as store:
        return [run.device_id for run in store.runs()]


@pytest.mark.parametrize("place", [ADDRESSED, pytest.param(EXPORTED, marks=exported)])
def test_a_place_is_acquired_measured_and_given_back(place: str, lab: RealLab, database: Path) -> None:
    answer = run_at(place, database, "--json")
    assert answer.code == 0, answer.errors
    document = answer.document
    assert (document["board"], document["device"], document["origin"]) == (BOARD, f"lab:{place}", "native")
    assert document["parity"]["mismatched_bytes"] == 0
    assert devices_of_runs(database) == [f"lab:{place}"]
    assert lab.place(place).is_free


def test_places_are_listed_with_board_and_resources(lab: RealLab) -> None:
    listed = {place["name"]: place for place in benchwright("lab", "places", "--json").document["places"]}
    assert sorted(listed) == [ADDRESSED, EXPORTED]
    assert {(place["board"], place["state"]) for place in listed.values()} == {(BOARD, "free")}
    (port,) = listed[ADDRESSED]["resources"]
    assert (port["kind"], port["is_available"]) == ("NetworkSerialPort", True)


def test_a_place_of_somebody_else_is_refused_with_his_name(lab: RealLab, database: Path) -> None:
    with lab.held_by_a_stranger(ADDRESSED):
        answer = run_at(ADDRESSED, database)
        assert lab.place(ADDRESSED).holder == STRANGER
    assert answer.code == PlaceHeld.code
    assert f"{STRANGER} holds it." in answer.errors


def test_a_place_is_given_back_when_the_run_fails(lab: RealLab, database: Path) -> None:
    answer = run_at(ADDRESSED, database, "--force-flash")
    assert answer.code == FlashFailed.code
    assert lab.place(ADDRESSED).is_free
    assert devices_of_runs(database) == []


def test_a_place_is_given_back_when_the_run_is_stopped(lab: RealLab, database: Path) -> None:
    process = begun_at(lab, ADDRESSED, database)
    process.send_signal(signal.SIGINT)
    _output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == Cancelled.code, errors
    assert lab.place(ADDRESSED).is_free


def test_a_place_is_given_back_when_the_program_is_killed(lab: RealLab, database: Path) -> None:
    process = begun_at(lab, ADDRESSED, database)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=DEADLINE_S)
    assert lab.await_free(ADDRESSED)
    assert run_at(ADDRESSED, database).code == 0


@exported
def test_an_exporter_that_dies_during_a_run_is_named_and_the_next_run_works(lab: RealLab, database: Path) -> None:
    process = begun_at(lab, EXPORTED, database)
    lab.kill_exporter()
    _output, errors = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == DeviceVanished.code, errors
    assert "The connection to 127.0.0.1:" in errors
    assert "nothing was saved" in errors
    away = run_at(EXPORTED, database)
    assert away.code == PlaceUnusable.code
    assert "the exporter that has them is away" in away.errors
    lab.start_exporter()
    assert lab.place(EXPORTED).is_free
    answer = run_at(EXPORTED, database)
    assert answer.code == 0, answer.errors
    assert devices_of_runs(database) == [f"lab:{EXPORTED}"]
