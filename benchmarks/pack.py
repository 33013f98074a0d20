"""A model swap by the pack alone against the whole flash, firmware and pack, both through the board's real tool."""

from __future__ import annotations

import shutil
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from benchmarks.bench_lab import temporary_toolbox
from benchmarks.bench_window import demo_models
from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.virtual_line import pace_line
from benchwright.bench.importing import import_model
from benchwright.bench.lane import Cancel
from benchwright.bench.measure import MeasureSettings
from benchwright.bench.route import Route, RouteRequest
from benchwright.bench.toolbox import Toolbox
from benchwright.model.device import Device
from benchwright.model.events import Stage
from benchwright.model.run import Run
from benchwright.model.variant import Variant
from benchwright.protocols.run_store import RunStore

TURNS, SHORT_TURNS = 5, 1
_STM32 = "b-l475e-iot01a"
HEADER = (
    "board and tool", "n", "pack B", "all B", "new result by the pack alone", "by all of it", "ratio",
    "flashing the pack", "flashing all of it",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Swap:
    """One journey from the order to the saved run."""

    total_s: float
    run: Run

    @property
    def flash_s(self) -> float:
        """Of it, writing."""
        return sum(stage.seconds for stage in self.run.stages if stage.stage == Stage.FLASH.value)


def measure_pack(effort: Effort) -> str:
    """Every board with a bootloader of its own and firmware of ours, on a line of the tool's own rate."""
    if shutil.which("stm32flash") is None:
        raise CannotMeasure("stm32flash is not here (apt install stm32flash).")
    turns = effort.turns(TURNS, SHORT_TURNS)
    with temporary_toolbox() as toolbox:
        return table(HEADER, [_row(toolbox, board, tool, turns) for board, tool in _boards(toolbox)])


def _boards(toolbox: Toolbox) -> list[tuple[str, str]]:
    """Name and tool; an ESP32-C3 as soon as there is one with firmware."""
    kinds = toolbox.parts.catalog.boards()
    chips = [kind.name for kind in kinds if kind.has_firmware and kind.emulator and kind.emulator.kind == "unicorn"]
    return [(_STM32, "stm32flash"), *((name, "esptool") for name in chips)]


def _row(toolbox: Toolbox, board: str, tool: str, turns: int) -> tuple[object, ...]:
    """Two models in turn, so that no pack is there already; first once without being counted."""
    store = toolbox.open_store(toolbox.default_database)
    try:
        device = replace(toolbox.lab.start(board), flash_with=tool)
        variants = [import_model(file, store, toolbox.parts.planner) for file in demo_models()[:2]]
        pace_line(device, is_paced=True)
        _swap(toolbox, store, device, variants[0], is_whole=True)
        alone, whole = [], []
        for turn in range(turns):
            say(f"{board} through {tool}: turn {turn + 1} of {turns}")
            alone.append(_swap(toolbox, store, device, variants[1], is_whole=False))
            whole.append(_swap(toolbox, store, device, variants[0], is_whole=True))
    finally:
        store.close()
    return _cells(f"{board} ({alone[0].run.origin.value}), {tool}", alone, whole)


def _swap(toolbox: Toolbox, store: RunStore, device: Device, variant: Variant, *, is_whole: bool) -> _Swap:
    request = RouteRequest(
        device, variant, store.variant_file(variant.sha256), is_whole, settings=MeasureSettings(window_s=0.1)
    )
    started = time.perf_counter()
    run = Route(toolbox.parts, store).run(request, lambda _event: None, Cancel()).run
    return _Swap(time.perf_counter() - started, run)


def _cells(words: str, alone: Sequence[_Swap], whole: Sequence[_Swap]) -> tuple[object, ...]:
    alone_s, whole_s = (statistics.median(swap.total_s for swap in swaps) for swaps in (alone, whole))
    flashing = (statistics.median(swap.flash_s for swap in swaps) for swaps in (alone, whole))
    return (
        words,
        len(alone),
        f"{alone[0].run.pack_bytes:,}",
        f"{whole[0].run.flash_firmware_bytes + whole[0].run.pack_bytes:,}",
        f"{alone_s:.2f} s",
        f"{whole_s:.2f} s",
        f"{alone_s / whole_s:.2f}",
        *(f"{seconds:.2f} s" for seconds in flashing),
    )
