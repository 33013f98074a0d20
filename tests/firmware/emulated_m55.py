"""The engine with the mve kernels on an emulated Cortex-M55: its own instructions, counted exactly."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchwright.model.pack import Pack
from boards.builder.places import BOARDS, ROOT
from boards.builder.recipe import read_recipe, shared_flags_of
from boards.builder.sources import common_sources, engine_sources
from boards.builder.toolchain import zig

_BOARD = "mps3-an547"
_CASES_ADDRESS = 0x6000_0000
# SysTick counts at 32 MHz of virtual time; an instruction takes a nanosecond of it.
_INSTRUCTIONS_PER_TICK = 31.25
_ALIGN = 16
_SCRIPT = """MEMORY { itcm (rx) : ORIGIN = 0, LENGTH = 512K  dtcm (rw) : ORIGIN = 0x20000000, LENGTH = 512K }
SECTIONS {
    .text : { KEEP(*(.vectors)) *(.text .text.*) *(.rodata .rodata.*) } > itcm
    .bss (NOLOAD) : { *(.bss .bss.* COMMON) } > dtcm
    /DISCARD/ : { *(.ARM.exidx* .ARM.extab* .ARM.attributes .comment) }
}
"""


@dataclass(frozen=True, slots=True)
class Layer:
    """What one op did: the CRC-32 of its output and its instructions, to one tick exact."""

    tensor: int
    crc32: int
    instructions: float


@dataclass(slots=True)
class Inference:
    """What one pack did. `harmed` counts bytes around the arena that were written."""

    status: int = 0
    harmed: int = 0
    stack_bytes: int = 0
    layers: list[Layer] = field(default_factory=list)

    @property
    def instructions(self) -> float:
        """Of all ops, without what the probe does between them."""
        return sum(layer.instructions for layer in self.layers)


class EmulatedM55:
    """An image with engine and probe, built once; every call starts the machine anew."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._elf = folder / "probe.elf"
        script = folder / "probe.ld"
        script.write_text(_SCRIPT)
        recipe = read_recipe(BOARDS / _BOARD)
        sources = [Path(__file__).with_name("helium_probe.c")]
        sources += [*engine_sources(recipe.kernel_set), *common_sources()]
        flags = [*shared_flags_of(recipe, zig(), sanitize=False), "-O2"]
        link = ["-nostdlib", "-static", "-Wl,--gc-sections,-e,bw_reset", "-T", str(script), "-lcompiler_rt"]
        command = [sys.executable, "-m", "ziglang", "cc", *flags, *map(str, sources), *link, "-o", str(self._elf)]
        subprocess.run(command, check=True, timeout=600, cwd=ROOT)

    def run(self, cases: Sequence[tuple[Pack, bytes]]) -> list[Inference]:
        """One inference of each pack with its input."""
        blob = self._folder / "cases.bin"
        blob.write_bytes(_blob(cases))
        command = ["qemu-system-arm", "-M", _BOARD, "-nographic", "-monitor", "none", "-serial", "null"]
        command += ["-icount", "shift=0", "-semihosting-config", "enable=on,target=native", "-kernel", str(self._elf)]
        command += ["-device", f"loader,file={blob},addr={_CASES_ADDRESS:#x},force-raw=on"]
        finished = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        results = list(_inferences(finished.stdout + finished.stderr))
        assert len(results) == len(cases), f"the probe stopped after {len(results)} packs: {finished.stderr[-500:]}"
        return results


def _blob(cases: Sequence[tuple[Pack, bytes]]) -> bytes:
    """How many, a table of offsets and sizes, then packs and inputs."""
    table, content = b"", b""
    start = 4 + 16 * len(cases)
    start += -start % _ALIGN
    for pack, inputs in cases:
        pack_offset = start + len(content)
        content += pack.data + bytes(-len(pack.data) % _ALIGN)
        table += struct.pack("<4I", pack_offset, len(pack.data), start + len(content), len(inputs))
        content += inputs + bytes(-len(inputs) % _ALIGN)
    head = struct.pack("<I", len(cases)) + table
    return head + bytes(start - len(head)) + content


def _inferences(output: str) -> Iterator[Inference]:
    current = Inference()
    for line in output.splitlines():
        kind, *words = line.split()
        first, second, third = (int(word, 16) for word in words)
        if kind == "L":
            current.layers.append(Layer(first, second, third * _INSTRUCTIONS_PER_TICK))
        else:
            current.status, current.harmed, current.stack_bytes = first, second, third
            yield current
            current = Inference()
