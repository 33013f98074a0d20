"""Accuracy by MLPerf Tiny: one inference on every input of the labelled set, gone on with where it was left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from benchwright.bench.mlperf_journal import AnswerJournal, RunIdentity, matching
from benchwright.bench.mlperf_performance import require_answer
from benchwright.bench.mlperf_talk import Dut
from benchwright.bench.stages import StageLog
from benchwright.datasets.mlperf_layout import LabelledFiles
from benchwright.model.errors import Cancelled, DatasetInvalid
from benchwright.model.mlperf import MlperfBenchmark, Quality
from benchwright.model.mlperf_result import FileAnswer, quality
from benchwright.model.mlperf_rules import Breach, BreachCode

_INFER_S = 60.0
_GO_ON = "Run the same again: it goes on from there."


class AccuracyRun:
    """Asks one DUT for every input of a set; `file` keeps the answers until the result is written."""

    def __init__(self, dut: Dut, benchmark: MlperfBenchmark, files: LabelledFiles, file: Path, log: StageLog) -> None:
        self._dut = dut
        self._benchmark = benchmark
        self._files = files
        self._log = log
        facts = dut.facts
        self.dataset_sha256 = files.sha256
        firmware = f"{facts.vendor_name}, {facts.profile}, {facts.model_id}"
        identity = RunIdentity(benchmark.benchmark_id, facts.device_id, firmware, self.dataset_sha256)
        self.journal = AnswerJournal(file, identity)

    def answers(self, *, restarts: bool) -> tuple[FileAnswer, ...]:
        """What the DUT prints for every input, those of an earlier run that was stopped included.

        Raises:
            AnswersForeign: an earlier run was of something else; `restarts` drops it.
            Cancelled: says how many are kept.
        """
        if restarts:
            self.journal.drop()
        with self.journal:
            asked = [(file.path.name, file.label) for file in self._files.files for _ in range(file.input_count)]
            kept = matching(self.journal.open(), asked)
            answers = list(kept)
            self._log.progress(len(kept), len(asked), begun_at=len(kept))
            try:
                for answer in self._missing(len(kept)):
                    self.journal.add(answer)
                    answers.append(answer)
                    self._log.progress(len(answers), len(asked), begun_at=len(kept))
            except Cancelled as error:
                state = f"{len(answers):,} of {len(asked):,} answers are kept."
                raise Cancelled(error.stage, state, _GO_ON) from error
        return tuple(answers)

    def _missing(self, known_count: int) -> Iterator[FileAnswer]:
        before = 0
        for file in self._files.files:
            skipped = min(max(0, known_count - before), file.input_count)
            before += file.input_count
            if skipped == file.input_count:
                continue
            for data in file.inputs()[skipped:]:
                self._log.check_cancel()
                self._dut.client.load(data)
                report = self._dut.client.infer(1, 0, deadline_s=_INFER_S)
                require_answer(self._dut.facts.device_id, report, 1, self._benchmark)
                yield FileAnswer(file.path.name, file.label, report.results)


def require_both_kinds(files: LabelledFiles, benchmark: MlperfBenchmark) -> None:
    """Finds out before hours of work whether the area under a curve can be told of a set.

    Raises:
        DatasetInvalid: all its files are of one kind.
    """
    if benchmark.quality is Quality.AUC and len({file.label for file in files.files}) < 2:
        raise DatasetInvalid(files.name, "All its files are of one class: there is no ROC curve of that.")


def accuracy_breaches(
    benchmark: MlperfBenchmark, answers: tuple[FileAnswer, ...], *, is_closed: bool
) -> Iterator[Breach]:
    """The rules that an accuracy does not keep; the closed division has a least quality."""
    files = len({answer.file for answer in answers})
    if files != benchmark.file_count:
        text = f"The set has {files:,} files; that of {benchmark.benchmark_id} has {benchmark.file_count:,}."
        yield Breach(BreachCode.OTHER_SET, text)
    target = benchmark.target_ratio
    if is_closed and target is not None and (reached := quality(benchmark, answers)) < target:
        text = f"{reached:.4f} was reached; the closed division asks for {target:g}."
        yield Breach(BreachCode.BELOW_TARGET, text)
