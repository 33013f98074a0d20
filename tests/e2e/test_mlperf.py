"""MLPerf Tiny from the command line to a submission folder: a virtual board, a virtual meter, a virtual IO manager."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchwright import paths
from benchwright.drivers.virtual.state import MARK_FILE
from benchwright.model.errors import (
    BenchmarkMismatch,
    DatasetInvalid,
    EnergyUnmeasured,
    IoManagerSilent,
    MeterLost,
    ProtocolUnmet,
    RulesUnmet,
)
from benchwright.model.mlperf import MLPERF_BENCHMARKS
from tests.contract.scripted_dut import a_set
from tests.contract.virtual_io_managers import dut_on_a_socket, virtual_io_manager
from tests.contract.virtual_meters import PPK2, virtual_meter
from tests.e2e.journey import Answer, benchwright
from tests.e2e.mlperf_bench import keyword_model, keyword_set
from tests.firmware.mlperf_firmware import build_program
from tests.submission_rules import ENERGY, THROUGHPUT, TOP_1, Submission

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals here")
SHORT = ("--unofficial-window", "0.2")
RESULTS = Path("closed/anonymous/results/native/kws")
BROKEN = 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose virtual board holds the keyword model."""
    folder = tmp_path_factory.mktemp("mlperf")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BENCHWRIGHT_HOME", str(folder / "home"))
        flashed = benchwright("flash", str(keyword_model(folder)), "--board", "virtual:native", "--quiet")
        assert flashed.code == 0, flashed.errors
        yield folder


@pytest.fixture(scope="module")
def words(home: Path) -> Path:
    return keyword_set(home / "words", home / "kws01.tflite", count=24, right_ratio=0.75)


def measure(mode: str, data: Path, out: Path, *more: str, dut: str = "virtual:native") -> Answer:
    return benchwright("mlperf", mode, "kws01", "--dut", dut, "--data", str(data), "--out", str(out), "--json", *more)


def test_performance_is_the_median_of_five_windows(words: Path, tmp_path: Path) -> None:
    answer = measure("performance", words, tmp_path, *SHORT)
    assert answer.code == BROKEN, answer.errors
    document = answer.document
    assert [window["file"] for window in document["windows"]] == [f"word_{number:04d}.bin" for number in range(5)]
    assert all(window["elapsed_us"] >= 200_000 for window in document["windows"])
    assert document["median_throughput"] == sorted(window["throughput"] for window in document["windows"])[2]
    assert document["dut"]["origin"] == "native"
    assert [breach["code"] for breach in document["breaches"]] == ["not-the-rules"]


def test_what_was_measured_is_kept_listed_and_shown_again(words: Path, tmp_path: Path) -> None:
    database = ("--db", str(tmp_path / "runs.db"))
    assert "No result of MLPerf Tiny is kept yet." in benchwright("mlperf", "--list", *database).output
    measured = measure("accuracy", words, tmp_path / "out", *database).document
    (listed,) = benchwright("mlperf", "--list", "--json", *database).document["results"]
    assert (listed["result_id"], listed["counted"]) == (measured["result_id"], "top1")
    assert listed["value"] == measured["quality"]["value"]
    line = benchwright("mlperf", "--list", *database).output.splitlines()[1]
    assert line.startswith(str(measured["result_id"]))
    assert "native" in line
    assert "no: other-set" in line
    shown = benchwright("mlperf", "--show", str(measured["result_id"])[:5], *database)
    assert str(tmp_path / "out") in shown.output
    assert "NOT BY THE RULES (other-set)" in shown.output


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "MODE, BENCHMARK, --data and --out are needed"),
        (("--list", "--show", "abcd"), 2, "--list or --show, not both"),
        (("accuracy", "kws01", "--list"), 2, "and measure nothing"),
        (("--show", "nowhere"), 94, "There is no MLPerf Tiny result 'nowhere'."),
    ],
)
def test_kept_results_are_asked_for_alone(arguments: tuple[str, ...], code: int, told: str, tmp_path: Path) -> None:
    answer = benchwright("mlperf", *arguments, "--db", str(tmp_path / "runs.db"))
    assert answer.code == code
    assert told in answer.errors


def test_accuracy_is_the_share_of_right_classes(words: Path, tmp_path: Path) -> None:
    answer = measure("accuracy", words, tmp_path)
    assert answer.code == BROKEN, answer.errors
    assert answer.document["quality"]["value"] == 0.75
    assert [breach["code"] for breach in answer.document["breaches"]] == ["other-set", "below-target"]
    assert not list(tmp_path.glob("*.answers"))


def test_energy_is_current_times_voltage_times_time(words: Path, tmp_path: Path) -> None:
    answer = measure("energy", words, tmp_path, "--meter", "virtual:ppk2", "--supply", "3.0", *SHORT)
    assert answer.code == BROKEN, answer.errors
    document = answer.document
    assert document["meter"]["is_simulated"]
    for window in document["windows"]:
        assert 2_000 < window["mean_ua"] <= 10_200
        assert window["energy_uj"] == pytest.approx(window["mean_ua"] * 3.0 * window["duration_s"])
        assert window["device_s"] == pytest.approx(window["duration_s"], rel=0.02, abs=0.002)
    assert "made up" in (tmp_path / RESULTS / "energy" / "results.txt").read_text()


@pytest.mark.parametrize("meter", ["lpm01a", "lpm01a-fast"])
def test_a_meter_that_sees_falling_edges_only_counts_one_inference_fewer_than_ran(
    words: Path, tmp_path: Path, meter: str
) -> None:
    answer = measure("energy", words, tmp_path, "--meter", f"virtual:{meter}", "--supply", "3.0", *SHORT)
    assert answer.code == BROKEN, answer.errors
    for window in answer.document["windows"]:
        assert window["device_s"] == pytest.approx(window["duration_s"], rel=0.05, abs=0.005)
        assert 2_000 < window["mean_ua"] <= 10_200


def test_a_meter_without_an_input_for_time_stamps_is_refused(words: Path, tmp_path: Path) -> None:
    answer = measure("energy", words, tmp_path, "--meter", "virtual:ina228", "--ampere-meter", *SHORT)
    assert answer.code == EnergyUnmeasured.code, answer.errors
    assert "has no input for the time stamp line" in answer.errors


def test_everything_passes_through_an_io_manager(words: Path, tmp_path: Path) -> None:
    through = ("--io-manager", "virtual:io-manager")
    answer = measure("performance", words, tmp_path, *SHORT, *through)
    assert answer.code == BROKEN, answer.errors
    assert answer.document["dut"]["io_manager"] == "io-manager-virtual"
    accuracy = measure("accuracy", words, tmp_path, *through)
    assert accuracy.document["quality"]["value"] == 0.75
    energy = measure("energy", words, tmp_path, "--meter", "virtual:ppk2", *SHORT, *through)
    assert len(energy.document["windows"]) == 5


def test_a_cancelled_accuracy_run_goes_on_where_it_was(words: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "benchwright", "mlperf", "accuracy", "kws01", "--dut", "virtual:native"]
    command += ["--data", str(words), "--out", str(tmp_path)]
    kept = tmp_path / "closed-native-kws01.answers"
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        deadline = time.monotonic() + 60
        while not (kept.is_file() and kept.read_bytes().count(b"\n") > 3):
            assert time.monotonic() < deadline
            time.sleep(0.005)
        os.kill(process.pid, signal.SIGINT)
        assert process.stderr is not None
        errors = process.stderr.read()
        assert process.wait(20) == 130, errors
    assert "answers are kept" in errors
    before = len(kept.read_text().splitlines()) - 1
    assert 3 <= before < 24
    answer = measure("accuracy", words, tmp_path)
    assert answer.document["quality"]["value"] == 0.75
    assert len(answer.document["answers"]) == 24


def test_a_meter_that_goes_in_a_window_ends_the_measurement_and_writes_nothing(words: Path, tmp_path: Path) -> None:
    marks = paths.virtual() / "native" / MARK_FILE
    with virtual_meter(PPK2, tmp_path, faults={"unplug_after_s": 0.2}, marks=marks) as port:
        answer = measure("energy", words, tmp_path / "out", "--meter", port, *SHORT)
    assert answer.code == MeterLost.code, answer.errors
    assert not list((tmp_path / "out").rglob("results.txt"))


@pytest.mark.parametrize(
    ("faults", "words_of_it"),
    [({"has_no_edges": True}, "saw no time stamps"), ({"lose_ratio": 0.5}, "samples were lost")],
)
def test_a_trace_without_edges_or_half_of_its_samples_is_no_energy(
    words: Path, tmp_path: Path, faults: dict[str, float | bool], words_of_it: str
) -> None:
    marks = paths.virtual() / "native" / MARK_FILE
    with virtual_meter(PPK2, tmp_path, faults=faults, marks=marks) as port:
        answer = measure("energy", words, tmp_path / "out", "--meter", port, *SHORT)
    assert answer.code == EnergyUnmeasured.code, answer.errors
    assert words_of_it in answer.errors


def test_few_samples_lost_and_a_meter_without_calibration_are_marked(words: Path, tmp_path: Path) -> None:
    marks = paths.virtual() / "native" / MARK_FILE
    with virtual_meter(PPK2, tmp_path, faults={"lose_ratio": 0.004, "is_uncalibrated": True}, marks=marks) as port:
        answer = measure("energy", words, tmp_path / "out", "--meter", port, *SHORT)
    assert answer.code == BROKEN, answer.errors
    codes = {breach["code"] for breach in answer.document["breaches"]}
    assert {"meter-lost-samples", "meter-uncalibrated"} <= codes


@pytest.mark.parametrize(
    ("more", "code", "told"),
    [
        (("--io-manager", "/dev/ttyNOT"), IoManagerSilent.code, "No IO manager answers at /dev/ttyNOT"),
        (("--meter", "virtual:ppk2"), RulesUnmet.code, "of use for energy only"),
    ],
)
def test_what_cannot_be_is_told_at_once(
    words: Path, tmp_path: Path, more: tuple[str, ...], code: int, told: str
) -> None:
    answer = measure("performance", words, tmp_path, *more)
    assert answer.code == code
    assert told in answer.errors


def test_a_dut_where_an_io_manager_should_be_is_told(words: Path, tmp_path: Path) -> None:
    started = benchwright("virtual", "start", "native")
    assert started.code == 0, started.errors
    try:
        port = str(paths.virtual() / "native" / "port")
        answer = benchwright(
            *("mlperf", "accuracy", "kws01", "--io-manager", port, "--data", str(words), "--out", str(tmp_path))
        )
    finally:
        benchwright("virtual", "stop", "native")
    assert answer.code == IoManagerSilent.code, answer.errors
    assert "passes none on" in answer.errors


def test_a_dut_that_only_an_io_manager_reaches_needs_no_name(words: Path, tmp_path: Path) -> None:
    program = build_program(tmp_path / "kws", LATENCY_US=500)
    with dut_on_a_socket(program) as dut, virtual_io_manager(tmp_path, dut) as port:
        command = ("mlperf", "performance", "kws01", "--io-manager", port, "--data", str(words), "--system", "my_board")
        answer = benchwright(*command, "--out", str(tmp_path / "out"), "--json", *SHORT)
    assert answer.code == BROKEN, answer.errors
    document = answer.document
    assert (document["dut"]["vendor_name"], document["dut"]["io_manager"]) == ("small firmware", "io-manager-virtual")
    assert document["median_throughput"] == pytest.approx(2_000, rel=0.01)
    assert (tmp_path / "out/closed/anonymous/systems/my_board.json").is_file()


@pytest.mark.parametrize(
    ("fault", "told"),
    [("is_silent", "It said nothing"), ("passes_nothing", "passes none on"), ("confirms_nothing", "did not confirm")],
)
def test_an_io_manager_that_is_not_well_is_told(words: Path, tmp_path: Path, fault: str, told: str) -> None:
    program = build_program(tmp_path / "kws")
    with dut_on_a_socket(program) as dut, virtual_io_manager(tmp_path, dut, **{fault: True}) as port:
        command = ("mlperf", "accuracy", "kws01", "--io-manager", port, "--data", str(words))
        answer = benchwright(*command, "--out", str(tmp_path / "out"))
    assert answer.code == IoManagerSilent.code, answer.errors
    assert told in answer.errors


def test_energy_without_a_meter_and_another_benchmark_are_refused(words: Path, tmp_path: Path) -> None:
    assert measure("energy", words, tmp_path).code == RulesUnmet.code
    images = tmp_path / "ic"
    images.mkdir()
    (images / "a.bin").write_bytes(bytes(3_072))
    (images / "y_labels.csv").write_text("a.bin,10,0\n")
    other = ("mlperf", "accuracy", "ic01", "--dut", "virtual:native", "--data", str(images), "--out", str(tmp_path))
    answer = benchwright(*other)
    assert answer.code == BenchmarkMismatch.code
    assert "It says that its model is 'kws01'" in answer.errors


def test_a_label_file_with_wrong_names_is_refused_before_the_device_is_asked(words: Path, tmp_path: Path) -> None:
    (tmp_path / "y_labels.csv").write_text("nobody.bin,12,0\n")
    answer = measure("accuracy", tmp_path, tmp_path / "out")
    assert answer.code == DatasetInvalid.code
    assert "names 'nobody.bin', which is not in the folder" in answer.errors


def test_firmware_in_energy_mode_shows_its_window_by_two_edges(words: Path, tmp_path: Path) -> None:
    program = build_program(tmp_path / "kws", ENERGY_MODE=1)
    assert benchwright("run", "--firmware", str(program), "--board", "virtual:native").code == ProtocolUnmet.code
    try:
        answer = measure("energy", words, tmp_path / "out", "--meter", "virtual:ppk2", *SHORT)
        assert answer.code == BROKEN, answer.errors
        for window in answer.document["windows"]:
            # A busy computer makes an inference longer than its 2 ms, never shorter.
            assert 1 <= window["duration_s"] / (window["inferences"] * 0.002) < 10
            assert window["device_s"] is None
        timed = measure("performance", words, tmp_path / "out", *SHORT)
        assert timed.code == ProtocolUnmet.code
        assert "in energy mode it tells no time" in timed.errors
    finally:
        again = benchwright("flash", str(words.parent / "kws01.tflite"), "--board", "virtual:native", "--quiet")
        assert again.code == 0, again.errors


@pytest.mark.slow
@pytest.mark.parametrize("name", ["kws", "vww", "ic", "ad"])
def test_the_reference_models_take_their_inputs_and_print_their_results(
    models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("BENCHWRIGHT_HOME", str(tmp_path / "home"))
    flashed = benchwright("flash", str(models_dir / f"{name}.tflite"), "--board", "virtual:native", "--quiet")
    assert flashed.code == 0, flashed.errors
    data = a_set(tmp_path / "data", f"{name}01", count=4)
    command = ("mlperf", "accuracy", f"{name}01", "--dut", "virtual:native", "--data", str(data), "--json")
    answer = benchwright(*command, "--out", str(tmp_path / "out"))
    assert answer.code == BROKEN, answer.errors
    answers = answer.document["answers"]
    assert len(answers) == (12 if name == "ad" else 4)
    assert {len(one["results"]) for one in answers} == {MLPERF_BENCHMARKS[f"{name}01"].result_count}
    if name != "ad":
        assert all(sum(one["results"]) == pytest.approx(1, abs=0.02) for one in answers)


@pytest.mark.slow
def test_a_submission_by_the_rules_passes_the_checker(home: Path, tmp_path: Path) -> None:
    whole = keyword_set(tmp_path / "kws01", home / "kws01.tflite", count=1_000, right_ratio=0.95)
    for mode, more in (("performance", ()), ("accuracy", ()), ("energy", ("--meter", "virtual:ppk2"))):
        answer = measure(mode, whole, tmp_path / "out", "--submitter", "a_lab", *more)
        assert answer.code == 0, f"{answer.errors} {answer.output[-2000:]}"
        assert answer.document["breaches"] == []
        assert answer.document["rules"]["window_s"] == 10
    submission = Submission(tmp_path / "out")
    assert submission.faults() == []
    folder = tmp_path / "out/closed/a_lab/results/native/kws"
    assert submission.value(folder / "accuracy", TOP_1) == 95.0
    for mode, pattern in (("performance", THROUGHPUT), ("energy", ENERGY)):
        assert (submission.value(folder / mode, pattern) or 0) > 0
        windows = json.loads((folder / mode / "results.json").read_text())["windows"]
        assert len(windows) == 5
        assert "Not hardware" in (folder / mode / "results.txt").read_text()
