"""Labelled sets on virtual boards, from the command line and in the middle of being stopped."""

from __future__ import annotations

import csv
import io
import os
import signal
import sqlite3
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.scoring_route import ScoringRequest, ScoringRoute
from benchwright.bench.toolbox import Toolbox
from benchwright.compose import build_toolbox
from benchwright.model.conversion import Samples
from benchwright.model.errors import Cancelled, ScoringNotFound
from benchwright.model.events import Event, StageProgressed
from benchwright.model.pack import Pack
from benchwright.model.scoring import disagreements, score_card
from benchwright.protocols.cancel import NeverCancelled
from benchwright.protocols.reference import ReferenceEngine
from tests.contract.bench_parts import eventually
from tests.e2e.journey import benchwright

DIGITS = Path(__file__).parents[2] / "resources" / "models"
MODEL = DIGITS / "digits_int8.tflite"
TEST_SET = DIGITS / "digits_test.npz"


@pytest.fixture
def native() -> Iterator[str]:
    assert benchwright("virtual", "start", "native").code == 0
    yield "virtual:native"
    benchwright("virtual", "stop", "native")


def many_inputs(file: Path, count: int) -> Path:
    """The test set again and again."""
    with np.load(TEST_SET) as held:
        places = np.arange(count) % len(held["images"])
        np.savez(file, x=held["images"][places], y=held["labels"][places], divisor=held["divisor"])
    return file


@pytest.mark.parametrize(
    ("board", "count", "origin"),
    [("native", 0, "native"), ("esp32-c3", 20, "emulated"),
     pytest.param("b-l475e-iot01a", 60, "emulated", marks=pytest.mark.qemu)],
)  # fmt: skip
def test_a_board_is_as_right_as_the_host_and_says_where_it_ran(
    board: str, count: int, origin: str, tmp_path: Path
) -> None:
    answer = benchwright(
        *("accuracy", str(MODEL), "--on", str(TEST_SET), "--samples", str(count), "--board", f"virtual:{board}"),
        *("--db", str(tmp_path / "runs.db"), "--output", str(tmp_path / "answers.csv"), "--json"),
    )
    assert answer.code == 0, answer.errors
    document = answer.document
    assert (document["board"], document["origin"], document["set"]) == (board, origin, "digits_test.npz")
    assert document["answered_count"] == (count or 500)
    assert document["board_metrics"] == document["host_metrics"]
    assert document["board_metrics"]["top1"] > 0.9
    assert (document["disagreements"], document["differing_byte_inputs"]) == ([], 0)
    lines = list(csv.DictReader(io.StringIO((tmp_path / "answers.csv").read_text("utf-8"))))
    assert len(lines) == document["answered_count"]
    right = sum(line["board_class"] == line["label"] for line in lines)
    assert right == document["board_metrics"]["right_count"]
    assert {(line["origin"], line["set_sha256"]) for line in lines} == {(origin, document["set_sha256"])}


def test_recordings_of_mlperf_are_scored_by_the_mean_of_their_windows(models_dir: Path, tmp_path: Path) -> None:
    folder = tmp_path / "ad01"
    folder.mkdir()
    generator = np.random.default_rng(3)
    for number, width in enumerate((0.5, 0.5, 6.0, 6.0)):
        values = generator.normal(0, width, 640 + 4 * 128).astype("<f4")
        (folder / f"{number}.bin").write_bytes(values.tobytes())
    (folder / "y_labels.csv").write_text("".join(f"{n}.bin,2,{n // 2},2560,512\n" for n in range(4)), "utf-8")
    answer = benchwright(
        *("accuracy", str(models_dir / "ad.tflite"), "--on", str(folder), "--board", "virtual:native"),
        *("--db", str(tmp_path / "runs.db"), "--output", str(tmp_path / "answers.xml"), "--json"),
    )
    assert answer.code == 0, answer.errors
    document = answer.document
    assert (document["kind"], document["answered_count"]) == ("reconstruction", 20)
    assert document["board_metrics"] == document["host_metrics"]
    assert document["board_metrics"]["file_count"] == 4
    assert document["board_metrics"]["auc"] == 1
    assert document["board_metrics"]["mse"] > 0
    cases = ET.fromstring((tmp_path / "answers.xml").read_text("utf-8")).findall("testsuite/testcase")
    assert [case.get("name") for case in cases] == ["ad v1 auc", "ad v1 mse", "ad v1 host agrees"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("nowhere.bin,12,1\n", "Line 2 of y_labels.csv names 'nowhere.bin', which is not in the folder"),
        ("short.bin,12,1\n", "Line 2 of y_labels.csv gives inputs of 3 bytes (short.bin); the model takes 490"),
        ("good.bin,12,12\n", "Line 2 of y_labels.csv says class 12; there are 12"),
    ],
)
def test_a_damaged_label_file_is_refused_before_the_board_is_written(
    native: str, line: str, words: str, models_dir: Path, tmp_path: Path
) -> None:
    (tmp_path / "good.bin").write_bytes(bytes(490))
    (tmp_path / "short.bin").write_bytes(bytes(3))
    (tmp_path / "y_labels.csv").write_text(f"good.bin,12,0\n{line}", "utf-8")
    answer = benchwright(
        *("accuracy", str(models_dir / "kws.tflite"), "--on", str(tmp_path), "--board", native),
        *("--db", str(tmp_path / "runs.db"), "--force-flash"),
    )
    assert answer.code == 42
    assert words in answer.errors
    assert "Flash" not in answer.errors


def kept_count(database: Path) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM scored_inputs").fetchone()[0])


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_one_that_was_killed_goes_on_after_the_last_input_that_was_kept(native: str, tmp_path: Path) -> None:
    database, count = tmp_path / "runs.db", 8_000
    labelled = many_inputs(tmp_path / "many.npz", count)
    command = ("accuracy", str(MODEL), "--on", str(labelled), "--board", native, "--db", str(database), "--json")
    process = subprocess.Popen(
        [sys.executable, "-m", "benchwright", *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        assert eventually(database.exists, deadline_s=60)
        time.sleep(0.2)
        assert eventually(lambda: kept_count(database) > 0, deadline_s=60)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    kept = kept_count(database)
    with closing(sqlite3.connect(database)) as connection:
        scoring_id = connection.execute("SELECT scoring_id FROM scorings").fetchone()[0]
    assert 0 < kept < count
    answer = benchwright(*command, "--resume")
    assert answer.code == 0, answer.errors
    assert (answer.document["accuracy_id"], answer.document["answered_count"]) == (scoring_id, count)
    assert answer.document["disagreements"] == []
    anew = benchwright(*command, "--resume", "--samples", "10")
    assert anew.document["accuracy_id"] != scoring_id


def test_what_was_measured_on_boards_is_listed_and_shown_again(native: str, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    assert "No accuracy runs yet." in benchwright("accuracy", "--list", *database).output
    measured = benchwright(
        *("accuracy", str(MODEL), "--on", str(TEST_SET), "--samples", "20", "--board", native, "--json", *database)
    ).document
    (listed,) = benchwright("accuracy", "--list", "--json", *database).document["accuracy_runs"]
    assert (listed["accuracy_id"], listed["input_count"]) == (measured["accuracy_id"], 20)
    assert listed["top1"] == measured["board_metrics"]["top1"]
    lines = benchwright("accuracy", "--list", str(MODEL), *database).output.splitlines()
    assert lines[1].startswith(str(measured["accuracy_id"]))
    other = MODEL.with_name("digits_float32.tflite")
    assert "No accuracy run of this model" in benchwright("accuracy", "--list", str(other), *database).output
    shown = benchwright("accuracy", "--show", str(measured["accuracy_id"])[:6], "--json", *database)
    assert shown.document == measured


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "MODEL.tflite and --on SET are needed"),
        (("--list", "--show", "abcd"), "--list or --show, not both"),
        (("--list", "--on", "set.npz"), "--list and --show tell what was measured"),
        (("--list", "--metric", "top1"), "go with --show or --board"),
        (("--show", "abcd", "model.tflite"), "--show takes an id and no model"),
    ],
)
def test_what_cannot_go_together_is_refused(arguments: tuple[str, ...], words: str, tmp_path: Path) -> None:
    answer = benchwright("accuracy", *arguments, "--db", str(tmp_path / "runs.db"))
    assert answer.code == 2
    assert words in answer.errors


def test_an_accuracy_run_that_is_not_there_is_told(tmp_path: Path) -> None:
    answer = benchwright("accuracy", "--show", "nowhere", "--db", str(tmp_path / "runs.db"))
    assert answer.code == ScoringNotFound.code
    assert "There is no accuracy run 'nowhere'." in answer.errors


class ThinksOtherwise:
    """A host whose answer to every fifth input is shifted by a class, as that of a damaged build would be."""

    def __init__(self, engine: ReferenceEngine) -> None:
        self._engine = engine
        self._asked = -2  # the first question is whether there is a host at all

    def run(self, pack: Pack, inputs: bytes) -> bytes:
        output = self._engine.run(pack, inputs)
        self._asked += 1
        return output[1:] + output[:1] if self._asked % 5 == 4 else output

    def run_in_turn(self, pack: Pack, inputs: Sequence[bytes]) -> tuple[bytes, ...]:
        return self._engine.run_in_turn(pack, inputs)


class CancelAt:
    """A watcher that cancels when so many inputs are done."""

    def __init__(self, done: int) -> None:
        self.cancel = Cancel()
        self.seen: list[StageProgressed] = []
        self._done = done

    def __call__(self, event: Event) -> None:
        if isinstance(event, StageProgressed) and event.total == 8_000:
            self.seen.append(event)
            if event.done >= self._done:
                self.cancel.set()


@pytest.fixture
def toolbox(native: str) -> Iterator[Toolbox]:
    made = build_toolbox()
    yield made
    made.places.close()


def request_of(toolbox: Toolbox, database: Path, labelled: Path, *, limit: int = 0) -> ScoringRequest:
    store = toolbox.open_store(database)
    variant = import_model(MODEL, store, toolbox.parts.planner)
    store.close()
    device = next(one for one in toolbox.discovery.scan() if one.device_id == "virtual:native")
    return ScoringRequest(device, variant, MODEL.read_bytes(), Samples(labelled, limit=limit))


def test_where_board_and_host_disagree_is_listed_with_both_answers(toolbox: Toolbox, tmp_path: Path) -> None:
    request = request_of(toolbox, tmp_path / "runs.db", TEST_SET, limit=20)
    store = toolbox.open_store(tmp_path / "runs.db")
    parts = replace(toolbox.parts, reference=ThinksOtherwise(toolbox.parts.reference))
    scoring = ScoringRoute(parts, store).run(request, lambda _event: None, NeverCancelled())
    inputs = store.scorings.inputs(scoring.scoring_id)
    differing = disagreements(scoring, inputs)
    assert [one.position for one in differing] == [4, 9, 14, 19]
    assert all(one.board != one.host and one.differing_bytes for one in differing)
    board, host = score_card(scoring, inputs), score_card(scoring, inputs, of_host=True)
    assert board is not None
    assert host is not None
    assert board.right_count == 20
    assert host.right_count == 16
    store.close()


def test_a_cancel_keeps_what_was_answered_and_says_how_much(toolbox: Toolbox, tmp_path: Path) -> None:
    request = request_of(toolbox, tmp_path / "runs.db", many_inputs(tmp_path / "many.npz", 8_000))
    store = toolbox.open_store(tmp_path / "runs.db")
    watcher = CancelAt(500)
    with pytest.raises(Cancelled, match=r"of 8,000 inputs are kept; it can go on from there"):
        ScoringRoute(toolbox.parts, store).run(request, watcher, watcher.cancel)
    (stopped,) = store.scorings.scorings()
    assert 500 <= stopped.done_count < 8_000
    assert [one.position for one in store.scorings.inputs(stopped.scoring_id)] == list(range(stopped.done_count))
    again = CancelAt(stopped.done_count + 200)
    with pytest.raises(Cancelled):
        ScoringRoute(toolbox.parts, store).run(replace(request, resumes=True), again, again.cancel)
    (further,) = store.scorings.scorings()
    assert further.done_count >= stopped.done_count + 200
    told = [event for event in again.seen if event.done > stopped.done_count]
    assert told
    assert all(event.eta_s is not None and event.eta_s < 600 for event in told)
    assert further.device_s > stopped.device_s
    store.close()
