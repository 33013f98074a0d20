"""What came of a measurement by MLPerf Tiny: its raw windows or answers, and the one number that is handed in."""

from __future__ import annotations

import statistics
from dataclasses import dataclass

from benchwright.model.board import Origin
from benchwright.model.classification import auc, binary_auc, top_k_count
from benchwright.model.mlperf import MlperfBenchmark, Mode, Quality
from benchwright.model.mlperf_detections import Detections
from benchwright.model.mlperf_rules import Breach, MlperfRules
from benchwright.model.reconstruction import mean_score_by_file


@dataclass(frozen=True, slots=True)
class DutFacts:
    """Who was measured, and by which way.

    `origin` is where its numbers come from, None where that is not known; `io_manager` the name of the IO manager that
    passed the bytes on, "" where there was none.
    """

    device_id: str
    board: str
    origin: Origin | None
    vendor_name: str
    profile: str
    model_id: str
    io_manager: str = ""

    @property
    def remark(self) -> str:
        """What stands beside every number that is not a board's own time; "" on hardware."""
        return remark_of(self.origin, self.device_id)


def remark_of(origin: Origin | None, device_id: str) -> str:
    """What stands beside numbers of an origin; "" on hardware."""
    if origin is Origin.NATIVE:
        return f"Not hardware: {device_id} runs on this computer."
    if origin is Origin.EMULATED:
        return f"Not hardware: {device_id} runs on an emulator."
    return ""


@dataclass(frozen=True, slots=True)
class TimedWindow:
    """`inferences` on one file, which the DUT's own clock says took `elapsed_us`; `host_s` is what the host saw."""

    file: str
    inferences: int
    warmups: int
    elapsed_us: int
    host_s: float
    results: tuple[float, ...] = ()

    @property
    def duration_s(self) -> float:
        """Seconds of the DUT's clock."""
        return self.elapsed_us / 1e6

    @property
    def throughput(self) -> float:
        """Inferences a second."""
        return self.inferences / self.duration_s


@dataclass(frozen=True, slots=True)
class MeteredWindow:
    """`inferences` on one file, of which a meter saw `duration_s` between the DUT's time stamps and `energy_uj`.

    `device_s` is what the DUT's own clock says of it, None where its build tells no time.
    """

    file: str
    inferences: int
    warmups: int
    duration_s: float
    energy_uj: float
    mean_ua: float
    samples: int
    lost: int
    clipped: int
    device_s: float | None = None

    @property
    def inference_uj(self) -> float:
        """Energy of one inference in microjoule, idle current included."""
        return self.energy_uj / self.inferences


@dataclass(frozen=True, slots=True)
class MeterFacts:
    """Which meter saw it, and what it fed the DUT with."""

    meter_id: str
    kind: str
    is_simulated: bool
    supply_mv: int
    sample_hz: int
    edges: str


@dataclass(frozen=True, slots=True)
class FileAnswer:
    """What the DUT printed for one input of a labelled file; several inputs of a file follow each other."""

    file: str
    label: int
    results: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class MlperfResult:
    """One measurement. Of `windows`, `metered`, `answers` and `detections` the mode's own is filled.

    `breaches` are the rules it does not keep. `picture_ua` is least and largest current of equal parts of a meter's
    trace, where one was recorded in one go. Times are in ISO 8601 with a zone.
    """

    benchmark: MlperfBenchmark
    mode: Mode
    dut: DutFacts
    rules: MlperfRules
    started_at: str
    finished_at: str
    breaches: tuple[Breach, ...]
    windows: tuple[TimedWindow, ...] = ()
    metered: tuple[MeteredWindow, ...] = ()
    answers: tuple[FileAnswer, ...] = ()
    detections: Detections | None = None
    meter: MeterFacts | None = None
    picture_ua: tuple[tuple[float, float], ...] = ()
    dataset_sha256: str = ""

    @property
    def is_by_the_rules(self) -> bool:
        """Whether the number may be called a result of MLPerf Tiny."""
        return not self.breaches

    @property
    def median_throughput(self) -> float:
        """Inferences a second: the median of the windows."""
        return statistics.median(window.throughput for window in self.windows)

    @property
    def median_uj(self) -> float:
        """Energy of an inference in microjoule: the median of the windows."""
        return statistics.median(window.inference_uj for window in self.metered)

    @property
    def quality(self) -> float:
        """Share of right classes or area under the ROC curve, 0…1.

        Raises:
            ValueError: there is nothing to compute it of, such as a set with one class.
        """
        return quality(self.benchmark, self.answers)

    @property
    def area(self) -> float | None:
        """Area under the ROC curve, which is told beside top-1 too; None where the answers do not give one."""
        try:
            return _area(self.benchmark, self.answers)
        except ValueError:
            return None


def quality(benchmark: MlperfBenchmark, answers: tuple[FileAnswer, ...]) -> float:
    """See `MlperfResult.quality`."""
    if benchmark.quality is Quality.AUC:
        return _area(benchmark, answers)
    scores, truth = [answer.results for answer in answers], [answer.label for answer in answers]
    return top_k_count(scores, truth, 1) / len(answers)


def _area(benchmark: MlperfBenchmark, answers: tuple[FileAnswer, ...]) -> float:
    if benchmark.result_count > 1:
        return auc([answer.results for answer in answers], [answer.label for answer in answers]).ratio
    means = mean_score_by_file([one.file for one in answers], [one.results[0] for one in answers])
    labels = {answer.file: answer.label for answer in answers}
    return binary_auc(list(means.values()), [labels[file] == 1 for file in means])
