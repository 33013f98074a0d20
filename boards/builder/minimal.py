"""Images for one model: which parts of the engine its pack needs, and the engine without the others.

A part is a kind of op, a kind of layout (of each its check, for a layout its kernel too), a plain kernel, or what
checks and resets state. The engine names them all; those that the pack does not need get another name there, which
nobody defines and which is NULL therefore. So nothing refers to them, and the linker drops them with all that they
alone refer to.
"""

from __future__ import annotations

import ctypes
import struct
from pathlib import Path

from boards.builder.elf import elf_symbols, exported_symbols
from boards.builder.errors import BuildError
from boards.builder.places import ENGINE, relative
from boards.builder.sources import is_check_of_layouts, is_kernel
from boards.builder.toolchain import Toolchain, Unit, run

# Of boards/firmware/include/bw_pack.h: where a pack's header counts its ops and its state, and the head of an op.
PACK_OPS_AT = 144
PACK_STATES_AT = 216
STATE_PART = "bw_state"
PACK_OP = "<2H9I"
PACK_ALIGN = 16
COMMON_LAYOUTS = frozenset({0, 48})  # enum bw_layout: PLAIN and WIDE, which no kernel set alone has
LARGEST_ARENA_BYTES = 0x7FFFFFF0


def parts_of(pack: Path, host_folder: Path) -> set[str]:
    """Symbols of the parts that the ops of a pack need, as the host library chooses them.

    Raises: BuildError when the host library does not open the pack.
    """
    library = next(path for path in host_folder.glob("libbw_engine.*"))
    engine = ctypes.CDLL(str(library))
    symbols = exported_symbols(library.read_bytes())
    base = (ctypes.cast(engine.bw_engine_open, ctypes.c_void_p).value or 0) - symbols["bw_engine_open"]
    names = {base + address: name for name, address in symbols.items()}
    content = pack.read_bytes()
    _open(engine, pack, content)
    (op_count, at) = struct.unpack_from("<II", content, PACK_OPS_AT)
    (state_count,) = struct.unpack_from("<I", content, PACK_STATES_AT)
    needed = {STATE_PART} if state_count else set()
    for _ in range(op_count):
        code, element_type, record_bytes, *_, layout, _, _, _ = struct.unpack_from(PACK_OP, content, at)
        record = content[at : at + record_bytes]
        kind = _address(engine, "bw_op_kind", ctypes.c_uint32(code), ctypes.c_uint32(element_type))
        choice = _address(
            engine, "bw_plain_kernel" if layout in COMMON_LAYOUTS else "bw_layout_kind", ctypes.c_char_p(record)
        )
        needed |= {names[kind], names[choice]}
        at += record_bytes
    return needed


def leave_out(
    units: list[Unit], objects: list[Path], needed: set[str], shared_flags: tuple[str, ...], toolchain: Toolchain
) -> None:
    """Compile again what lists parts of the engine that nobody needs, so that it has NULL in their places."""
    links = {path: elf_symbols(path.read_bytes()) for path in objects}
    own = [(unit, path) for unit, path in zip(units, objects, strict=True) if ENGINE in unit.source.parents]
    kernels = {name for unit, path in own if is_kernel(unit.source) for name in links[path].defined}
    kinds = {name for unit, path in own if not is_kernel(unit.source) for name in links[path].defined_data}
    for unit, path in own:
        if is_kernel(unit.source) or is_check_of_layouts(unit.source):
            continue
        absent = sorted(links[path].taken & (kernels | kinds) - needed)
        if absent:
            header = path.with_suffix(".absent.h")
            header.write_text("".join(_rename(name) for name in absent), encoding="utf-8")
            command = [*toolchain.command, *shared_flags, *unit.flags, "-include", str(header)]
            run([*command, "-c", relative(unit.source), "-o", str(path)])


def _open(engine: ctypes.CDLL, pack: Path, content: bytes) -> None:
    """No pack that the engine refuses is looked at further. Nothing of the arena is touched."""
    memory = ctypes.create_string_buffer(content, len(content) + PACK_ALIGN)
    start = ctypes.addressof(memory)
    aligned = start + -start % PACK_ALIGN
    ctypes.memmove(aligned, content, len(content))
    state = ctypes.create_string_buffer(engine.bw_host_engine_bytes())
    place = ctypes.c_void_p(aligned)
    status = engine.bw_host_open(state, place, len(content), place, LARGEST_ARENA_BYTES)
    if status != 0:
        raise BuildError(f"{pack} is no pack for this engine (status {status}). Write one: benchwright plan --output.")


def _address(engine: ctypes.CDLL, function: str, *arguments: ctypes.c_uint32 | ctypes.c_char_p) -> int:
    call = engine[function]
    call.restype = ctypes.c_void_p
    return call(*arguments) or 0


def _rename(name: str) -> str:
    return f"#define {name} bw_absent_{name}\n#pragma weak bw_absent_{name}\n"
