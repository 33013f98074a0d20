"""Results of MLPerf Tiny that tests start from; `**changes` are the fields of the dataclass."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from benchwright.model.board import Origin
from benchwright.model.mlperf import MLPERF_BENCHMARKS, Mode
from benchwright.model.mlperf_result import DutFacts, FileAnswer, MeteredWindow, MeterFacts, MlperfResult, TimedWindow
from benchwright.model.mlperf_rules import OFFICIAL_RULES
from benchwright.model.submission import Availability, Division, SubmissionPlace
from benchwright.protocols.submission import SubmissionTarget
from tests.builders import a_board

HARDWARE = DutFacts("usb:1", "nucleo-l4r5zi", Origin.HARDWARE, "a vendor", "firmware 1", "kws01")


def a_result(benchmark_id: str = "kws01", mode: Mode = Mode.PERFORMANCE, **changes: object) -> MlperfResult:
    """A result by the rules, of a board."""
    benchmark = MLPERF_BENCHMARKS[benchmark_id]
    right = tuple(float(place == 0) for place in range(benchmark.result_count))
    parts: dict[Mode, dict[str, object]] = {
        Mode.PERFORMANCE: {"windows": tuple(TimedWindow(f"{n}.bin", 350, 10, 10_148_000, 10.5) for n in range(5))},
        Mode.ENERGY: {
            "metered": tuple(
                MeteredWindow(f"{n}.bin", 350, 10, 10.15, 11_063_500, 1_090, 10_150, 0, 0) for n in range(5)
            ),
            "meter": MeterFacts("ppk2", "PPK2", False, 1_800, 100_000, "pulses"),
        },
        Mode.ACCURACY: {
            "answers": (
                *(FileAnswer(f"{n}.bin", 0, right) for n in range(19)),
                FileAnswer("19.bin", 1, (1.0,) * benchmark.result_count),
            )
        },
    }
    made = MlperfResult(
        benchmark=benchmark,
        mode=mode,
        dut=HARDWARE,
        rules=OFFICIAL_RULES,
        started_at="2026-11-20T12:00:00+00:00",
        finished_at="2026-11-20T12:03:27+00:00",
        breaches=(),
        **parts[mode],  # type: ignore[arg-type]
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def a_target(out: Path, division: Division = Division.CLOSED, **changes: object) -> SubmissionTarget:
    """A place in a submission folder."""
    place = SubmissionPlace(division, "a_lab", "nucleo-l4r5zi", Availability.AVAILABLE)
    return replace(SubmissionTarget(out, place, a_board()), **changes)  # type: ignore[arg-type]
