"""Instructions per inference and arena of the MLPerf Tiny reference models on each virtual board."""

from __future__ import annotations

from benchmarks.bench_lab import MODELS, temporary_toolbox
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import Route, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.model.run import Run
from benchwright.model.units import count_text

BOARDS = ("b-l475e-iot01a", "mps3-an547", "esp32-c3", "native")
NAMES = ("kws", "vww", "ic", "ad")
# TFLM + CMSIS-NN at its better setting, and on RV32IMC its reference kernels: there is nothing faster of it there.
# Instructions on the same core under QEMU (docs/performance.md says how).
PEER_INSTRUCTIONS = {
    "b-l475e-iot01a": {"kws": 7_699_732, "vww": 24_101_541, "ic": 29_863_145, "ad": 582_258},
    "mps3-an547": {"kws": 1_787_274, "vww": 6_433_170, "ic": 4_810_868, "ad": 149_914},
    "esp32-c3": {"kws": 45_610_758, "vww": 114_105_791, "ic": 127_074_881, "ad": 2_510_427},
}
PEER_ARENA_BYTES = {
    "b-l475e-iot01a": {"kws": 22_820, "vww": 100_708, "ic": 54_996, "ad": 2_580},
    "mps3-an547": {"kws": 27_348, "vww": 100_772, "ic": 55_028, "ad": 9_268},
    "esp32-c3": {"kws": 22_780, "vww": 100_668, "ic": 54_364, "ad": 2_380},
}
HEADER = ("board", "model", "instructions / inference", "to TFLM", "arena B", "to TFLM", "stack B", "pack B", "parity")


def measure_engine(effort: Effort) -> str:
    """Every model on every board; the first one only where it is to be short."""
    if not MODELS.is_dir():
        raise CannotMeasure("The MLPerf Tiny models are not here (BENCHWRIGHT_MODELS names their folder).")
    with temporary_toolbox() as toolbox:
        rows = [
            _row(_run(toolbox, board, name), name) for board in BOARDS for name in NAMES[: effort.turns(len(NAMES), 1)]
        ]
    return table(HEADER, rows)


def _run(toolbox: Toolbox, board: str, name: str) -> Run:
    say(f"{name} on {board}")
    store = toolbox.open_store(toolbox.default_database)
    try:
        device = toolbox.lab.start(board)
        variant = import_model(MODELS / f"{name}.tflite", store, toolbox.parts.planner)
        settings = MeasureSettings(window_s=0.1)
        request = RouteRequest(device, variant, store.variant_file(variant.sha256), settings=settings)
        return Route(toolbox.parts, store).run(request, lambda _event: None, Cancel()).run
    finally:
        store.close()


def _row(run: Run, name: str) -> tuple[str, ...]:
    counts = [run.timing.instructions(ticks) for ticks in run.timing.samples]
    instructions = counts[0]
    return (
        f"{run.board} ({run.origin.value})",
        name,
        "not counted" if instructions is None else count_text(instructions),
        _ratio(instructions, PEER_INSTRUCTIONS.get(run.board, {}).get(name)),
        count_text(run.memory.arena_planned),
        _ratio(run.memory.arena_planned, PEER_ARENA_BYTES.get(run.board, {}).get(name)),
        count_text(run.memory.stack_touched) if run.memory.stack_capacity else "not known",
        count_text(run.pack_bytes),
        f"{run.parity.mismatched_bytes} of {run.parity.compared_bytes} B differ",
    )


def _ratio(value: int | None, peer: int | None) -> str:
    return "–" if value is None or peer is None else f"{value / peer:.2f}"
