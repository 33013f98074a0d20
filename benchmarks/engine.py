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
from benchwright.model.plan_wish import Optimise, PlanWish
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

LEAST_HEADER = (
    "board", "model", "arena B", "to balanced", "to TFLM", "instructions / inference", "to balanced", "to TFLM",
    "predicted", "parity",
)  # fmt: skip


def measure_engine(effort: Effort) -> str:
    """Every model on every board; the first one only where it is to be short."""
    if not MODELS.is_dir():
        raise CannotMeasure("The MLPerf Tiny models are not here (BENCHWRIGHT_MODELS names their folder).")
    with temporary_toolbox() as toolbox:
        rows = [
            _row(_run(toolbox, board, name), name) for board in BOARDS for name in NAMES[: effort.turns(len(NAMES), 1)]
        ]
    return table(HEADER, rows)


def measure_least_ram(effort: Effort) -> str:
    """The same planned for RAM on the boards that count instructions, beside what is planned without a wish."""
    if not MODELS.is_dir():
        raise CannotMeasure("The MLPerf Tiny models are not here (BENCHWRIGHT_MODELS names their folder).")
    with temporary_toolbox() as toolbox:
        rows = [
            _least_row(_run(toolbox, board, name, Optimise.RAM), _run(toolbox, board, name), name)
            for board in BOARDS[: effort.turns(3, 1)]
            for name in NAMES[: effort.turns(len(NAMES), 1)]
        ]
    return table(LEAST_HEADER, rows)


def _run(toolbox: Toolbox, board: str, name: str, optimise: Optimise = Optimise.BALANCED) -> Run:
    say(f"{name} on {board}, {optimise.word}")
    store = toolbox.open_store(toolbox.default_database)
    try:
        device = toolbox.lab.start(board)
        variant = import_model(MODELS / f"{name}.tflite", store, toolbox.parts.planner)
        settings = MeasureSettings(window_s=0.1)
        model = store.variant_file(variant.sha256)
        request = RouteRequest(device, variant, model, settings=settings, wish=PlanWish(optimise))
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


def _least_row(least: Run, balanced: Run, name: str) -> tuple[str, ...]:
    (instructions, predicted), (without, _) = _counted(least), _counted(balanced)
    return (
        f"{least.board} ({least.origin.value})",
        name,
        count_text(least.memory.arena_planned),
        _ratio(least.memory.arena_planned, balanced.memory.arena_planned),
        _ratio(least.memory.arena_planned, PEER_ARENA_BYTES[least.board][name]),
        count_text(instructions),
        _ratio(instructions, without),
        _ratio(instructions, PEER_INSTRUCTIONS[least.board][name]),
        "not predicted" if predicted is None else f"{predicted / instructions - 1:+.1%}",
        f"{least.parity.mismatched_bytes} of {least.parity.compared_bytes} B differ",
    )


def _counted(run: Run) -> tuple[int, int | None]:
    """Instructions of the first inference, and what the planner predicted."""
    instructions = run.timing.instructions(run.timing.samples[0])
    if instructions is None:
        raise ValueError(f"{run.board} does not count instructions")
    return instructions, run.predicted_instructions


def _ratio(value: int | None, peer: int | None) -> str:
    return "–" if value is None or peer is None else f"{value / peer:.2f}"
