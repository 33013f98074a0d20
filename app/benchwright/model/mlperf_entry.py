"""A result of MLPerf Tiny as the database keeps it: its number, what it is made of, and where its folder is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from benchwright.model.board import Origin
from benchwright.model.mlperf import Mode, Quality
from benchwright.model.mlperf_result import MlperfResult
from benchwright.model.mlperf_rules import Breach
from benchwright.model.submission import Division, SubmissionPlace


class Counted(Enum):
    """What the number of a result is; the value is its word in JSON."""

    THROUGHPUT = "throughput"
    """Inferences a second."""
    ENERGY = "energy_uj"
    """Microjoule an inference."""
    TOP_1 = "top1"
    """Right first guesses, 0…1."""
    AUC = "auc"
    """Area under the ROC curve, 0…1."""
    F1 = "f1"
    """Of wake words, 0…1."""


@dataclass(frozen=True, slots=True)
class EntryWindow:
    """One window: its file, its inferences, and its own throughput or energy of an inference."""

    file: str
    inferences: int
    value: float


@dataclass(frozen=True, slots=True)
class MlperfEntry:
    """One kept result. Times are in ISO 8601 with a zone; `origin` is None where it is not known.

    `windows` are empty of accuracies, whose answers are in the folder; `answer_count` counts them. `meter` is "" where
    there was none, `supply_mv` 0.
    """

    result_id: str
    started_at: str
    finished_at: str
    benchmark_id: str
    mode: Mode
    counted: Counted
    value: float
    division: Division
    submitter: str
    system: str
    device_id: str
    board: str
    origin: Origin | None
    vendor_name: str
    profile: str
    io_manager: str
    breaches: tuple[Breach, ...]
    windows: tuple[EntryWindow, ...]
    answer_count: int
    dataset_sha256: str
    meter: str
    is_meter_simulated: bool
    supply_mv: int
    folder: str

    @property
    def is_by_the_rules(self) -> bool:
        """Whether the number may be called a result of MLPerf Tiny."""
        return not self.breaches


def entry_of(result: MlperfResult, place: SubmissionPlace, folder: str, result_id: str) -> MlperfEntry:
    """What is kept of a result that was written to `folder`."""
    counted, value = number_and_kind(result)
    meter = result.meter
    return MlperfEntry(
        result_id=result_id,
        started_at=result.started_at,
        finished_at=result.finished_at,
        benchmark_id=result.benchmark.benchmark_id,
        mode=result.mode,
        counted=counted,
        value=value,
        division=place.division,
        submitter=place.submitter,
        system=place.system,
        device_id=result.dut.device_id,
        board=result.dut.board,
        origin=result.dut.origin,
        vendor_name=result.dut.vendor_name,
        profile=result.dut.profile,
        io_manager=result.dut.io_manager,
        breaches=result.breaches,
        windows=(
            *(EntryWindow(one.file, one.inferences, one.throughput) for one in result.windows),
            *(EntryWindow(one.file, one.inferences, one.inference_uj) for one in result.metered),
        ),
        answer_count=len(result.answers),
        dataset_sha256=result.dataset_sha256,
        meter=meter.kind if meter is not None else "",
        is_meter_simulated=meter is not None and meter.is_simulated,
        supply_mv=meter.supply_mv if meter is not None else 0,
        folder=folder,
    )


def number_and_kind(result: MlperfResult) -> tuple[Counted, float]:
    """What the number of a result is, and the number."""
    if result.detections is not None:
        return Counted.F1, result.detections.f1_ratio
    if result.mode is Mode.PERFORMANCE:
        return Counted.THROUGHPUT, result.median_throughput
    if result.mode is Mode.ENERGY:
        return Counted.ENERGY, result.median_uj
    return (Counted.TOP_1 if result.benchmark.quality is Quality.TOP_1 else Counted.AUC), result.quality
