"""The submission folder: what the official checker takes, and what it must not take for a result."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.model.board import Origin
from benchwright.model.errors import SubmissionInvalid
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_result import (
    FileAnswer,
    MeterFacts,
    MlperfResult,
)
from benchwright.model.mlperf_rules import Breach, BreachCode
from benchwright.model.submission import Division, SubmissionPlace
from benchwright.protocols.submission import SubmissionTarget
from benchwright.reports.mlperf.folder import SubmissionFolder
from benchwright.reports.mlperf.lines import result_lines
from tests.mlperf_results import HARDWARE, a_result, a_target
from tests.submission_rules import AUC, ENERGY, THROUGHPUT, TOP_1, Submission


def written(out: Path, *results: MlperfResult) -> Submission:
    for result in results:
        SubmissionFolder("0.1.0").write(result, a_target(out), ("> name%", "< m-ready"))
    return Submission(out)


@pytest.mark.parametrize("benchmark_id", ["kws01", "vww01", "ic01"])
def test_a_whole_submission_is_taken(tmp_path: Path, benchmark_id: str) -> None:
    submission = written(tmp_path, *(a_result(benchmark_id, mode) for mode in Mode))
    assert submission.faults() == []
    results = tmp_path / "closed/a_lab/results/nucleo-l4r5zi" / MLPERF_BENCHMARKS[benchmark_id].folder
    assert submission.value(results / "performance", THROUGHPUT) == pytest.approx(34.49, abs=0.01)
    assert submission.value(results / "energy", ENERGY) == pytest.approx(31_610)
    assert submission.value(results / "accuracy", TOP_1) == 95.0


def test_an_area_is_taken_for_anomalies(tmp_path: Path) -> None:
    answers = tuple(FileAnswer(f"{n}.bin", n % 2, (float(n % 2) + n / 1_000,)) for n in range(8))
    submission = written(tmp_path, a_result("ad01"), a_result("ad01", Mode.ACCURACY, answers=answers))
    assert submission.faults() == []
    assert submission.value(tmp_path / "closed/a_lab/results/nucleo-l4r5zi/ad/accuracy", AUC) == 1.0


def test_the_line_is_the_runners_own_word_for_word() -> None:
    lines = list(result_lines(a_result()))
    assert "1120.120327 ulp-mlperf: Median throughput is     34.490 inf./sec." in lines


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("code", [code for code in BreachCode if code is not BreachCode.BELOW_TARGET])
def test_a_result_that_breaks_a_rule_has_no_line_that_the_checker_takes(mode: Mode, code: BreachCode) -> None:
    lines = list(result_lines(a_result(mode=mode, breaches=(Breach(code, "It is 3 s; 10 s are the rule."),))))
    taken = [line for line in lines for pattern in (TOP_1, AUC, THROUGHPUT) if pattern.match(line)]
    assert taken == [line for line in lines if ENERGY.search(line)] == []
    assert any(f"NOT BY THE RULES ({code.value})" in line for line in lines)
    assert any("Unofficial" in line for line in lines)


def test_a_missed_target_is_told_and_left_to_the_checker(tmp_path: Path) -> None:
    answers = tuple(FileAnswer(f"{n}.bin", int(n > 888), (1.0,) + (0.0,) * 11) for n in range(1_000))
    breach = Breach(BreachCode.BELOW_TARGET, "0.8890 was reached; the closed division asks for 0.9.")
    missed = a_result(mode=Mode.ACCURACY, answers=answers, breaches=(breach,))
    assert "accuracy of kws: 88.9" in written(tmp_path, a_result(), missed).faults()


def test_a_share_is_never_rounded_up_to_a_target() -> None:
    answers = tuple(FileAnswer(f"{n}.bin", int(n >= 89_996), (1.0,) + (0.0,) * 11) for n in range(100_000))
    assert any(line.endswith("Top 1% = 89.99") for line in result_lines(a_result(mode=Mode.ACCURACY, answers=answers)))


def test_what_is_no_hardware_says_so_in_every_file(tmp_path: Path) -> None:
    dut = replace(HARDWARE, origin=Origin.EMULATED, device_id="virtual:a")
    meter = MeterFacts("virtual:ppk2", "PPK2", True, 1_800, 100_000, "pulses")
    submission = written(tmp_path, *(a_result(mode=mode, dut=dut) for mode in Mode))
    SubmissionFolder("0.1.0").write(a_result(mode=Mode.ENERGY, dut=dut, meter=meter), a_target(tmp_path), ())
    folder = tmp_path / "closed/a_lab/results/nucleo-l4r5zi/kws"
    for mode in Mode:
        assert "Not hardware: virtual:a runs on an emulator" in (folder / mode.value / "results.txt").read_text()
        assert json.loads((folder / mode.value / "results.json").read_text())["dut"]["origin"] == "emulated"
    assert "Simulated: no current flowed" in (folder / "energy/results.txt").read_text()
    simulated = "kws, energy: the meter was simulated, no current flowed."
    for file in ("systems/nucleo-l4r5zi.json", "code/nucleo-l4r5zi/README.txt"):
        text = (tmp_path / "closed/a_lab" / file).read_text()
        assert (text.count("Not hardware"), text.count(simulated)) == (1, 1)
    assert submission.faults() == []


def test_what_was_simulated_is_told_beside_what_was_filled_in_and_no_longer_once_it_was_measured(
    tmp_path: Path,
) -> None:
    files = [
        tmp_path / "closed/a_lab" / name for name in ("systems/nucleo-l4r5zi.json", "code/nucleo-l4r5zi/README.txt")
    ]
    written(tmp_path, a_result(mode=Mode.PERFORMANCE))
    files[0].write_text(json.dumps(json.loads(files[0].read_text()) | {"Hardware Notes": "A fan."}))
    files[1].write_text("My sources.\n")
    for is_simulated in (True, True, False):
        meter = MeterFacts("m", "PPK2", is_simulated, 1_800, 100_000, "pulses")
        written(tmp_path, a_result(mode=Mode.ENERGY, meter=meter))
        for file, own in zip(files, ("A fan.", "My sources."), strict=True):
            assert file.read_text().count("the meter was simulated") == int(is_simulated)
            assert own in file.read_text()


def test_a_second_result_takes_the_place_of_the_first(tmp_path: Path) -> None:
    written(tmp_path, a_result(), a_result(dut=replace(HARDWARE, vendor_name="another")))
    folder = tmp_path / "closed/a_lab/results/nucleo-l4r5zi/kws/performance"
    assert "another" in (folder / "results.txt").read_text()
    assert {path.name for path in folder.parent.iterdir()} == {"performance"}


def test_a_description_that_was_filled_in_is_kept(tmp_path: Path) -> None:
    written(tmp_path, a_result())
    system = tmp_path / "closed/a_lab/systems/nucleo-l4r5zi.json"
    described = json.loads(system.read_text("utf-8")) | {"SoC Name": "STM32L4R5ZI", "Status": "preview"}
    system.write_text(json.dumps(described), "utf-8")
    written(tmp_path, a_result())
    kept = json.loads(system.read_text("utf-8"))
    assert (kept["SoC Name"], kept["Status"]) == ("STM32L4R5ZI", "available")


def test_a_given_description_is_taken(tmp_path: Path) -> None:
    given = tmp_path / "mine.json"
    given.write_text('{"SoC Name": "a chip", "Accelerator": "none", "Processor(s) Number": 1}', "utf-8")
    SubmissionFolder("0.1.0").write(a_result(), a_target(tmp_path / "out", system_file=given), ())
    kept = json.loads((tmp_path / "out/closed/a_lab/systems/nucleo-l4r5zi.json").read_text("utf-8"))
    assert (kept["SoC Name"], kept["Accelerator"], kept["Division"]) == ("a chip", "none", "closed")


@pytest.mark.parametrize("text", ["", "[]", '{"Status": "sold out"}', '{"SoC Name": ["a"]}'])
def test_a_description_that_is_none_is_refused_before_anything_is_measured(tmp_path: Path, text: str) -> None:
    given = tmp_path / "mine.json"
    given.write_text(text, "utf-8")
    with pytest.raises(SubmissionInvalid, match=r"mine\.json"):
        SubmissionFolder("0.1.0").check(a_target(tmp_path / "out", system_file=given))


@pytest.mark.parametrize("name", ["", ".hidden", "a lab", "a/b", "..", "x" * 65, "ä"])
def test_names_that_are_no_folders_are_refused(tmp_path: Path, name: str) -> None:
    for place in (SubmissionPlace(Division.OPEN, name, "a"), SubmissionPlace(Division.OPEN, "a", name)):
        with pytest.raises(SubmissionInvalid):
            SubmissionFolder("0.1.0").check(SubmissionTarget(tmp_path, place))
