"""Accuracy by MLPerf Tiny: every input once, gone on with where it was left, never with the answers of another run."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchwright.bench.mlperf_accuracy import AccuracyRun, accuracy_breaches, require_both_kinds
from benchwright.bench.mlperf_inputs import read_set
from benchwright.bench.stages import StageLog
from benchwright.model.errors import AnswersForeign, Cancelled, DatasetInvalid, DutTimeout, FileUnwritable
from benchwright.model.events import Event, StageProgressed
from benchwright.model.mlperf import MLPERF_BENCHMARKS
from benchwright.model.mlperf_result import FileAnswer, quality
from benchwright.model.mlperf_rules import BreachCode
from benchwright.protocols.cancel import CancelToken
from tests.contract.bench_parts import CancelAfter
from tests.contract.scripted_dut import DEVICE, NEVER, ScriptedDut, a_set

KWS, AD = MLPERF_BENCHMARKS["kws01"], MLPERF_BENCHMARKS["ad01"]


class Bench:
    """A folder with a set, and where its answers are kept."""

    def __init__(self, folder: Path, benchmark_id: str = "kws01", count: int = 8) -> None:
        self.benchmark = MLPERF_BENCHMARKS[benchmark_id]
        self.data = a_set(folder / "data", benchmark_id, count=count)
        self.file = folder / "kws01.answers"
        self.events: list[Event] = []

    def run(self, dut: ScriptedDut, cancel: CancelToken = NEVER, *, restarts: bool = False) -> tuple[FileAnswer, ...]:
        log = StageLog(DEVICE, self.events.append, cancel, {})
        files = read_set(self.data, self.benchmark)
        return AccuracyRun(dut.dut(), self.benchmark, files, self.file, log).answers(restarts=restarts)

    def dut(self) -> ScriptedDut:
        return ScriptedDut(benchmark=self.benchmark)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_every_file_is_inferred_once_and_without_warm_up(bench: Bench) -> None:
    dut = bench.dut()
    answers = bench.run(dut)
    assert dut.infers == [(1, 0)] * 8
    assert [answer.label for answer in answers] == list(range(8))
    assert quality(KWS, answers) == 1.0


def test_a_cancelled_run_keeps_its_answers_and_goes_on_from_there(bench: Bench) -> None:
    whole = Bench(bench.data.parent / "whole").run(bench.dut())
    with pytest.raises(Cancelled, match=r"3 of 8 answers are kept\. Run the same again"):
        bench.run(bench.dut(), CancelAfter(3))
    dut = bench.dut()
    assert bench.run(dut) == whole
    assert len(dut.infers) == 5


def test_windows_of_a_recording_are_gone_on_with_in_its_middle(tmp_path: Path) -> None:
    bench = Bench(tmp_path, "ad01", count=4)
    with pytest.raises(Cancelled, match="5 of 12 answers are kept"):
        bench.run(bench.dut(), CancelAfter(5))
    dut = bench.dut()
    answers = bench.run(dut)
    assert len(dut.infers) == 7
    assert [answer.file for answer in answers] == [f"file_{number // 3}.bin" for number in range(12)]


def test_the_time_left_counts_only_what_this_run_did(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.run(bench.dut(), CancelAfter(6))
    bench.events.clear()
    bench.run(bench.dut())
    told = [event for event in bench.events if isinstance(event, StageProgressed)]
    assert [event.done for event in told] == [6, 7, 8]
    assert told[0].eta_s is None
    assert told[1].eta_s is not None


def test_a_line_that_a_dying_program_left_half_is_asked_again(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.run(bench.dut(), CancelAfter(4))
    bench.file.write_bytes(bench.file.read_bytes()[:-7])
    dut = bench.dut()
    assert len(bench.run(dut)) == 8
    assert len(dut.infers) == 5


def test_a_dut_that_dies_leaves_what_it_answered(bench: Bench) -> None:
    dying = bench.dut()
    dying.answer = lambda command: None if len(dying.infers) > 2 else ""
    with pytest.raises(DutTimeout):
        bench.run(dying)
    dut = bench.dut()
    bench.run(dut)
    assert len(dut.infers) == 6


def test_answers_of_another_set_are_refused_until_they_are_dropped(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.run(bench.dut(), CancelAfter(3))
    (bench.data / "file_7.bin").write_bytes(bytes([9]) * 490)
    with pytest.raises(AnswersForeign, match="It differs in: the data set"):
        bench.run(bench.dut())
    dut = bench.dut()
    bench.run(dut, restarts=True)
    assert len(dut.infers) == 8


@pytest.mark.parametrize("rubbish", [b"", b"rubbish\n", b"[1, 2]\n", b'{"identity": 3}\n', b"\xff\xfe\n"])
def test_a_file_that_holds_no_answers_is_begun_anew(bench: Bench, rubbish: bytes) -> None:
    bench.file.write_bytes(rubbish)
    dut = bench.dut()
    bench.run(dut)
    assert len(dut.infers) == 8


def test_a_place_that_cannot_be_written_is_told_before_the_first_inference(bench: Bench) -> None:
    bench.file.mkdir()
    dut = bench.dut()
    with pytest.raises(FileUnwritable):
        bench.run(dut)
    assert dut.infers == []


def test_the_score_of_a_recording_is_the_mean_of_its_windows() -> None:
    answers = tuple(
        FileAnswer(name, label, (score,))
        for name, label, scores in [("a", 0, (1.0, 9.0)), ("b", 1, (6.0, 6.0)), ("c", 0, (3.0, 3.0))]
        for score in scores
    )
    assert quality(AD, answers) == 1.0


def test_a_set_of_one_kind_is_refused_before_hours_of_work(tmp_path: Path) -> None:
    data = a_set(tmp_path, "ad01", count=2)
    lines = (data / "y_labels.csv").read_text("utf-8").replace(",2,1,", ",2,0,")
    (data / "y_labels.csv").write_text(lines, "utf-8")
    with pytest.raises(DatasetInvalid, match="there is no ROC curve"):
        require_both_kinds(read_set(data, AD), AD)


def test_a_set_of_another_size_and_a_missed_target_are_marked() -> None:
    answers = tuple(FileAnswer(f"{n}.bin", 0, (0.0,) * 11 + (1.0,)) for n in range(10))
    found = {breach.code for breach in accuracy_breaches(KWS, answers, is_closed=True)}
    assert found == {BreachCode.OTHER_SET, BreachCode.BELOW_TARGET}
    assert {breach.code for breach in accuracy_breaches(KWS, answers, is_closed=False)} == {BreachCode.OTHER_SET}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("other.bin,12,0", "names 'other.bin', which is not in the folder"),
        ("file_0.bin,10,0", "y_labels.csv says 10 classes; kws01 has 12"),
        ("file_0.bin,12,12", "says class 12"),
    ],
)
def test_a_label_file_with_wrong_names_or_classes_is_refused(tmp_path: Path, line: str, why: str) -> None:
    data = a_set(tmp_path, count=1)
    (data / "y_labels.csv").write_text(line + "\n", "utf-8")
    with pytest.raises(DatasetInvalid, match=why):
        read_set(data, KWS)


def test_a_folder_of_all_benchmarks_is_looked_into_by_id(tmp_path: Path) -> None:
    a_set(tmp_path / "kws01", count=3)
    assert len(read_set(tmp_path, KWS).files) == 3
