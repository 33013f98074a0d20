"""Firmware of others from the command line to a saved run: flashed as it is, asked what it speaks, measured."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest

from benchwright.planner.plan import TflitePlanner
from tests.contract.bench_parts import ROOT, built, catalog
from tests.e2e.journey import Answer, benchwright
from tests.firmware.mlperf_firmware import build_program, build_without_agent
from tests.images.files import a_program, intel_hex

QEMU = "b-l475e-iot01a"
DIGITS = ROOT / "resources" / "models" / "digits_int8.tflite"


def run(firmware: Path, folder: Path, *more: str, board: str = "native") -> Answer:
    database = ("--db", str(folder / "runs.db"), "--window", "0.2", "--json")
    return benchwright("run", *more, "--firmware", str(firmware), "--board", f"virtual:{board}", *database)


def codes(answer: Answer) -> list[str]:
    return [issue["code"] for issue in answer.document["validity"]["issues"]]


@pytest.fixture(scope="module")
def keywords(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_program(tmp_path_factory.mktemp("keywords") / "kws_app", CHATTY=1, CLOCK_START_US=4294960000)


def test_mlperf_firmware_is_measured_by_its_time_stamps(keywords: Path, tmp_path: Path) -> None:
    answer = run(keywords, tmp_path)
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["variant"]["model"] == "kws01"
    assert document["variant"]["name"] == f"{keywords.parent.name}/kws_app"
    assert document["engine"] == "foreign"
    assert document["pack"] is None
    assert (document["latency"]["min"], document["latency"]["max"]) == (2_000, 2_000)
    assert document["latency"]["n"] >= 50
    assert document["latency"]["inferences_per_sample"] > 1
    assert document["provenance"]["protocol"] == "mlperf"
    assert document["provenance"]["firmware_sha256"] == hashlib.sha256(keywords.read_bytes()).hexdigest()
    assert document["provenance"]["input_source"] == "random, seed 1"
    assert document["flash"]["firmware_bytes"] == keywords.stat().st_size
    assert document["ram"]["static_bytes"] > 490
    assert document["ram"]["is_measured"] is False
    assert codes(answer) == ["protocol-limits", "parity-unchecked"]


def test_the_project_firmware_runs_on_the_board_again_afterwards(keywords: Path, tmp_path: Path) -> None:
    assert run(keywords, tmp_path).code == 0
    again = benchwright("run", str(DIGITS), "--board", "virtual:native", "--db", str(tmp_path / "runs.db"), "--json")
    assert again.code == 0, again.errors
    assert again.document["provenance"]["protocol"] == "agent"


NATIVE = ROOT / "build" / "firmware" / "native" / "firmware"
FLOAT = ROOT / "resources" / "models" / "digits_float32.tflite"


@pytest.fixture
def empty_slot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer on which no virtual board ever ran."""
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("empty_slot")
def test_firmware_that_reads_an_empty_slot_asks_for_the_model(tmp_path: Path) -> None:
    answer = run(NATIVE, tmp_path)
    assert answer.code == 45
    assert "The slot is empty." in answer.errors
    assert "Give the model too" in answer.errors


@pytest.mark.usefixtures("empty_slot")
def test_the_given_model_is_written_to_the_slot_and_named_as_it_is(tmp_path: Path) -> None:
    for model in (FLOAT, DIGITS):
        answer = run(NATIVE, tmp_path, str(model))
        assert answer.code == 0, answer.errors
        document = answer.document
        assert document["variant"]["name"] == model.stem
        assert document["pack"]["bytes"] > 0
        assert document["parity"]["mismatched_bytes"] == 0
        assert document["validity"]["status"] != "invalid"
        assert document["flash"]["firmware_bytes"] == NATIVE.stat().st_size


@pytest.mark.usefixtures("empty_slot")
def test_what_an_earlier_run_left_in_the_slot_is_called_by_its_name_or_not_measured(tmp_path: Path) -> None:
    assert run(NATIVE, tmp_path, str(DIGITS)).code == 0
    known = run(NATIVE, tmp_path)
    assert known.code == 0, known.errors
    assert known.document["variant"]["name"] == "digits_int8"
    assert known.document["pack"]["bytes"] > 0
    other = tmp_path / "other"
    other.mkdir()
    unknown = run(NATIVE, other)
    assert unknown.code == 45
    assert "no run of this database explains" in unknown.errors
    assert benchwright("runs", "--db", str(other / "runs.db"), "--json").document["runs"] == []


def test_the_next_build_is_the_next_version_and_compared(keywords: Path, tmp_path: Path) -> None:
    faster = build_program(tmp_path / "kws_faster", LATENCY_US=1000)
    ids = [run(firmware, tmp_path).document["run_id"] for firmware in (keywords, faster)]
    compared = benchwright("compare", *ids, "--db", str(tmp_path / "runs.db"), "--json").document["comparisons"][0]
    assert compared["is_comparable"], compared["reasons"]
    assert compared["run_variant"] == f"{tmp_path.name}/kws_faster v2"
    latency = next(delta for delta in compared["deltas"] if delta["metric"] == "latency")
    assert latency["ratio"] == -0.5
    report = benchwright("report", *ids, "--db", str(tmp_path / "runs.db"), "--output", str(tmp_path / "report.html"))
    assert report.code == 0, report.errors
    assert "the model within" in (tmp_path / "report.html").read_text("utf-8")


def test_an_unknown_model_runs_on_what_its_buffer_holds_or_on_the_users_inputs(tmp_path: Path) -> None:
    firmware = build_program(tmp_path / "app", MODEL_ID='"mine"', INPUT_BYTES=8, RESULTS=1)
    answer = run(firmware, tmp_path)
    assert answer.code == 0, answer.errors
    assert codes(answer) == ["protocol-limits", "parity-unchecked", "input-unknown"]
    np.save(tmp_path / "x.npy", np.arange(48, dtype=np.int8).reshape(6, 8))
    answer = run(firmware, tmp_path, "--inputs", str(tmp_path / "x.npy"))
    assert codes(answer) == ["protocol-limits", "parity-unchecked"]
    assert answer.document["provenance"]["input_source"] == "file x.npy"


@pytest.mark.parametrize(
    ("macros", "words"),
    [
        ({"ENERGY_MODE": 1}, "It printed 0 time stamps around an inference"),
        ({"CLOCK_STEP_US": 0, "LATENCY_US": 20000}, "Its time stamps stand still"),
        ({"LIES_BY": 3}, "it says that it began 4"),
    ],
    ids=["energy mode", "dead clock", "lies about N"],
)
def test_firmware_that_breaks_the_protocol_is_told_how(macros: dict[str, object], words: str, tmp_path: Path) -> None:
    answer = run(build_program(tmp_path / "app", **macros), tmp_path)
    assert answer.code == 28
    assert words in answer.errors
    assert benchwright("runs", "--db", str(tmp_path / "runs.db"), "--json").document["runs"] == []


def test_firmware_for_another_board_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.elf"
    foreign.write_bytes(a_program())
    answer = run(foreign, tmp_path)
    assert answer.code == 18
    assert "It is built for ARM, this computer is" in answer.errors


def test_options_of_firmware_ask_for_firmware(tmp_path: Path) -> None:
    answer = benchwright("run", str(DIGITS), "--board", "virtual:native", "--baud", "9600")
    assert answer.code == 2
    assert "go with --firmware" in answer.errors
    assert benchwright("run", "--board", "virtual:native").code == 2


@pytest.mark.parametrize(("option", "told"), [("--address", "'zzz' is no address"), ("--baud", "'zzz' is no rate")])
def test_a_number_that_is_none_is_told_in_words(option: str, told: str) -> None:
    answer = benchwright("run", "--firmware", "a.bin", "--board", "virtual:native", option, "zzz")
    assert answer.code == 2
    assert told in answer.errors


@pytest.fixture(scope="module")
def pack() -> bytes:
    return TflitePlanner().plan(DIGITS.read_bytes(), catalog().board(QEMU), name="digits_int8").data


@pytest.mark.slow
@pytest.mark.qemu
def test_cortex_m_firmware_without_the_agent_is_measured_and_its_results_checked(pack: bytes, tmp_path: Path) -> None:
    image = (build_without_agent(tmp_path, QEMU) / "firmware.bin").read_bytes()
    memory = catalog().board(QEMU).memory
    firmware = tmp_path / "app.hex"
    firmware.write_bytes(intel_hex((memory.flash_base, image), (memory.flash_base + memory.slot_offset, pack)))
    answer = run(firmware, tmp_path, str(DIGITS), board=QEMU)
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["origin"] == "emulated"
    assert document["variant"]["name"] == "digits_int8"
    assert document["parity"]["checked"] == 5
    assert document["parity"]["mismatched_bytes"] == 0
    assert document["flash"]["firmware_bytes"] == len(image) + len(pack)
    assert document["instructions"] is None
    assert document["latency"]["basis"] == "time on the emulator's clock, not of a board"
    assert codes(answer) == ["protocol-limits"]


@pytest.mark.slow
@pytest.mark.qemu
def test_firmware_with_the_agent_within_is_measured_by_it(pack: bytes, tmp_path: Path) -> None:
    memory = catalog().board(QEMU).memory
    firmware = tmp_path / "app.hex"
    parts = ((memory.flash_base, built(QEMU).image), (memory.flash_base + memory.slot_offset, pack))
    firmware.write_bytes(intel_hex(*parts))
    answer = run(firmware, tmp_path, str(DIGITS), board=QEMU)
    assert answer.code == 0, answer.errors
    document = answer.document
    assert document["provenance"]["protocol"] == "agent"
    assert document["instructions"]["identical"] in {True, False}
    assert document["ram"]["is_measured"] is True
    assert document["parity"]["mismatched_bytes"] == 0
    assert document["validity"] == {"status": "valid", "issues": []}
