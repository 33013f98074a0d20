"""The program's flash path against the bare tool: the same arguments, the same virtual device, in turn."""

from __future__ import annotations

import random
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.benchmark import CannotMeasure, Effort, say
from benchmarks.document import table
from benchmarks.flash_rigs import FlashRig, esptool_rig, stm32flash_rig
from benchmarks.virtual_line import line_use, pace_line
from benchwright.drivers.flash.flash_tool import FlashJob
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.virtual.line_pace import LineUse
from benchwright.protocols.cancel import NeverCancelled

TURNS, SHORT_TURNS = 7, 2
_TOOL_S = 120.0
# Bytes of so many kinds compress about as firmware and weights do, to 0.6 of their size.
_KINDS_OF_BYTES = 24
HEADER = (
    "tool and device", "line", "n", "image B", "bare tool B/s", "program B/s", "program to bare", "lowest to highest",
    "line at work: bare", "program",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Flash:
    """One job: its seconds from the call to the end of the tool, and what the line carried."""

    seconds: float
    use: LineUse


_Way = Callable[[FlashRig, bytes, Path], float]


def measure_flashing(effort: Effort) -> str:
    """esptool and stm32flash, each on a line without a pace and on one of the tool's own rate."""
    if shutil.which("stm32flash") is None:
        raise CannotMeasure("stm32flash is not here (apt install stm32flash).")
    turns = effort.turns(TURNS, SHORT_TURNS)
    rows = []
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as home:
        for open_rig in (esptool_rig, stm32flash_rig):
            with open_rig(Path(home)) as rig:
                rows += [_row(rig, turns, is_paced=is_paced) for is_paced in (False, True)]
    return table(HEADER, rows)


def _row(rig: FlashRig, turns: int, *, is_paced: bool) -> tuple[object, ...]:
    bare, program = [], []
    with tempfile.TemporaryDirectory(prefix="benchwright-bench-") as folder:
        for turn in range(turns + 1):  # the first one fills caches and is not counted
            say(f"{rig.words}, {_line_words(rig, is_paced=is_paced)}: turn {turn} of {turns}")
            bare.append(_flash(rig, 2 * turn, _by_bare_tool, Path(folder), is_paced=is_paced))
            program.append(_flash(rig, 2 * turn + 1, _by_program, Path(folder), is_paced=is_paced))
    return _cells(rig, bare[1:], program[1:], is_paced=is_paced)


def _flash(rig: FlashRig, seed: int, way: _Way, folder: Path, *, is_paced: bool) -> _Flash:
    """Writes an image that the flash does not hold yet."""
    data = bytes(random.Random(seed).choices(range(_KINDS_OF_BYTES), k=rig.image_bytes))
    rig.prepare()
    pace_line(rig.device, is_paced=is_paced)
    seconds = way(rig, data, folder)
    return _Flash(seconds, line_use(rig.device))


def _by_program(rig: FlashRig, data: bytes, _folder: Path) -> float:
    flasher = ToolFlasher(rig.tool)
    started = time.perf_counter()
    flasher.write(rig.device, rig.board, rig.offset, data, lambda _done, _total: None, NeverCancelled())
    return time.perf_counter() - started


def _by_bare_tool(rig: FlashRig, data: bytes, folder: Path) -> float:
    """The very command that the program gives, as a person would: its file is there already."""
    file = folder / "image.bin"
    file.write_bytes(data)
    program = rig.tool.program(shutil.which)
    if program is None:
        raise CannotMeasure(f"{rig.tool.facts.name} is not here.")
    baud = rig.tool.facts.bauds[0]
    steps = rig.tool.write(program, FlashJob(rig.device, rig.board, rig.offset, len(data), folder, file, baud))
    started = time.perf_counter()
    for step in steps:
        done = subprocess.run(
            step.argv, cwd=folder, capture_output=True, text=True, timeout=_TOOL_S, check=False, errors="replace"
        )
        if done.returncode or not re.search(step.proof, done.stdout):
            raise CannotMeasure(f"{' '.join(step.argv)} failed: {done.stdout[-300:]} {done.stderr[-300:]}")
    return time.perf_counter() - started


def _cells(rig: FlashRig, bare: Sequence[_Flash], program: Sequence[_Flash], *, is_paced: bool) -> tuple[object, ...]:
    ratios = [one.seconds / other.seconds for one, other in zip(bare, program, strict=True)]
    return (
        rig.words,
        _line_words(rig, is_paced=is_paced),
        len(bare),
        f"{rig.image_bytes:,}",
        *(f"{rig.image_bytes / statistics.median(one.seconds for one in way):,.0f}" for way in (bare, program)),
        f"{statistics.median(ratios):.2f}",
        f"{min(ratios):.2f} to {max(ratios):.2f}",
        *(_line_share(way) if is_paced else "–" for way in (bare, program)),
    )


def _line_words(rig: FlashRig, *, is_paced: bool) -> str:
    return f"{rig.tool.facts.bauds[0]:,} baud" if is_paced else "no pace"


def _line_share(flashes: Sequence[_Flash]) -> str:
    """How much of the time between the first and the last byte the line was at work."""
    return f"{statistics.median(one.use.bound_s / one.use.seconds for one in flashes):.0%}"
