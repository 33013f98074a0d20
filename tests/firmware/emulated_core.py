"""The engine on an emulated core: the instructions that a board executes, counted op by op."""

from __future__ import annotations

import struct
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import unicorn

from boards.builder.elf import loaded_segments
from boards.builder.places import FIRMWARE, INCLUDE_FOLDERS
from boards.builder.recipe import COMMON_FLAGS
from boards.builder.sources import common_sources, engine_sources

_ARENA, _STACK, _HOST = 0x2000_0000, 0x3000_0000, 0x7000_0000
_SPACE_BYTES, _STACK_BYTES, _HOST_BYTES = 0x8_0000, 0x4000, 0x1000
# In the host's page: what calls come back to, what the observer calls, and the engine's state.
_RETURN, _OP_DONE, _STATE, _OBSERVER = (_HOST + offset for offset in (0x000, 0x100, 0x200, 0x300))
_FAULT_AT = 16  # struct bw_engine, fault_offset
_PAINT = 0xA5


@dataclass(frozen=True, slots=True)
class Architecture:
    """A core as compiler and emulator know it; registers are unicorn's numbers, `arguments` in the order of a call."""

    target: tuple[str, ...]
    discarded: str
    start: Callable[[], unicorn.Uc]
    code: int
    slot: int
    code_bytes: int
    return_instruction: bytes
    code_bit: int
    """Set in the address of code that is called: 1 for Thumb."""
    arguments: tuple[int, ...]
    stack_pointer: int
    return_address: int
    instruction_bytes: Callable[[bytes], int]
    """Length of the instruction that begins with these two bytes."""


@dataclass(slots=True)
class Inference:
    """What one run of a pack did. `layers` are the bytes of every op's output, `instructions` those of every op."""

    layers: list[bytes] = field(default_factory=list)
    instructions: list[int] = field(default_factory=list)
    stack_bytes: int = 0
    symbols: Counter[str] = field(default_factory=Counter)


def build_engine(folder: Path, architecture: Architecture, kernel_set: str) -> Path:
    """Compiles and links the engine with one kernel set for a core; the ELF keeps its symbols."""
    sources = [*engine_sources(kernel_set), *common_sources()]
    flags = [*COMMON_FLAGS, "-ffreestanding", "-fno-pic", "-fno-sanitize=undefined", "-g0", "-O2", "-Werror"]
    includes = [f"-I{path}" for path in (*INCLUDE_FOLDERS, FIRMWARE / "common" / "freestanding")]
    return link_engine(folder / f"engine-{kernel_set}.elf", architecture, [*flags, *includes, *map(str, sources)])


def link_engine(elf: Path, architecture: Architecture, compiled: Sequence[str]) -> Path:
    """Links sources, with the flags before them, or objects where the core of the emulator has its flash."""
    script = elf.with_suffix(".ld")
    text = f".text : {{ *(.text* .rodata* .srodata*) }} {architecture.discarded}"
    script.write_text(f"SECTIONS {{ . = {architecture.code:#x}; {text} }}\n")
    link = ["-nostdlib", "-static", "-Wl,-e,bw_engine_open,--no-gc-sections", "-T", str(script), "-lcompiler_rt"]
    command = [sys.executable, "-m", "ziglang", "cc", *architecture.target, *compiled]
    subprocess.run([*command, *link, "-o", str(elf)], check=True, timeout=600)
    return elf


class EmulatedCore:
    """A core with the engine in its flash."""

    def __init__(self, architecture: Architecture, elf: Path) -> None:
        content = elf.read_bytes()
        self._architecture = architecture
        self._functions = _functions(content)
        self._uc = architecture.start()
        spaces = ((architecture.code, architecture.code_bytes), (_ARENA, _SPACE_BYTES), (_STACK, _STACK_BYTES))
        for start, length in (*spaces, (_HOST, _HOST_BYTES)):
            self._uc.mem_map(start, length)
        self._uc.mem_write(_OP_DONE, architecture.return_instruction)
        self._uc.mem_write(_OBSERVER, struct.pack("<II", 0, _OP_DONE | architecture.code_bit))
        for address, offset, length in loaded_segments(content):
            self._uc.mem_write(address, content[offset : offset + length])
        self._blocks: Counter[tuple[int, int]] = Counter()
        self._inference = Inference()
        self._uc.hook_add(unicorn.UC_HOOK_BLOCK, self._enter)

    def open(self, pack: bytes, arena_bytes: int) -> int:
        """bw_engine_open of a pack in the slot, and bw_engine_reset; an enum bw_engine_status."""
        slot = self._architecture.slot
        self._uc.mem_write(slot, pack)
        status = self._call("bw_engine_open", _STATE, slot, len(pack), _ARENA, arena_bytes)
        return status or self._call("bw_engine_reset", _STATE)

    def fault_offset(self) -> int:
        """Where in the pack the field lies for which bw_engine_open refused it."""
        (offset,) = struct.unpack("<I", self._uc.mem_read(_STATE + _FAULT_AT, 4))
        return int(offset)

    def invoke(self, inputs: dict[int, bytes]) -> Inference:
        """One inference of the open pack; `inputs` by their place in the arena."""
        for offset, data in inputs.items():
            self._uc.mem_write(_ARENA + offset, data)
        self._inference = Inference()
        self._blocks.clear()
        self._uc.mem_write(_STACK, bytes([_PAINT]) * _STACK_BYTES)
        status = self._call("bw_engine_invoke", _STATE, _OBSERVER)
        if status != 0:
            raise RuntimeError(f"bw_engine_invoke said {status}")
        stack = bytes(self._uc.mem_read(_STACK, _STACK_BYTES))
        self._inference.stack_bytes = len(stack.lstrip(bytes([_PAINT])))
        return self._inference

    def _call(self, function: str, *arguments: int) -> int:
        core = self._architecture
        stack = _STACK + _STACK_BYTES - 8
        for register, value in zip(core.arguments, arguments, strict=False):
            self._uc.reg_write(register, value)
        for index, value in enumerate(arguments[len(core.arguments) :]):
            self._uc.mem_write(stack + 4 * index, struct.pack("<I", value))
        self._uc.reg_write(core.stack_pointer, stack)
        self._uc.reg_write(core.return_address, _RETURN | core.code_bit)
        self._uc.emu_start(self._functions[function] | core.code_bit, _RETURN)
        (status,) = struct.unpack("<i", struct.pack("<I", self._uc.reg_read(core.arguments[0])))
        return int(status)

    def _enter(self, _uc: unicorn.Uc, address: int, size: int, _data: object) -> None:
        if address == _OP_DONE:
            self._finish_op()
        else:
            self._blocks[address, size] += 1

    def _finish_op(self) -> None:
        output, length = (self._uc.reg_read(register) for register in self._architecture.arguments[2:4])
        self._inference.layers.append(bytes(self._uc.mem_read(output, length)))
        counts = {block: times * self._instructions_in(*block) for block, times in self._blocks.items()}
        for (address, _), count in counts.items():
            self._inference.symbols[self._symbol_at(address)] += count
        self._inference.instructions.append(sum(counts.values()))
        self._blocks.clear()

    @cache  # noqa: B019 - lives as long as the test
    def _symbol_at(self, address: int) -> str:
        return max((start, name) for name, start in self._functions.items() if start <= address)[1]

    @cache  # noqa: B019 - lives as long as the test
    def _instructions_in(self, address: int, size: int) -> int:
        code = bytes(self._uc.mem_read(address, size))
        count = position = 0
        while position < size:
            position += self._architecture.instruction_bytes(code[position : position + 2])
            count += 1
        return count


def _functions(elf: bytes) -> dict[str, int]:
    """Address of every function by its name."""
    table, entry_bytes, count = (struct.unpack_from("<I", elf, 32)[0], *struct.unpack_from("<HH", elf, 46))
    sections = [struct.unpack_from("<10I", elf, table + index * entry_bytes) for index in range(count)]
    found = {}
    for _, kind, _, _, offset, length, link, *_ in sections:
        if kind != 2:  # SHT_SYMTAB
            continue
        names = sections[link][4]
        for at in range(offset, offset + length, 16):
            name, address, _, info = struct.unpack_from("<IIIB", elf, at)
            if info & 15 == 2:  # STT_FUNC
                start = names + name
                found[elf[start : elf.index(b"\0", start)].decode()] = address & ~1
    return found
