"""Build the firmware of a board, or of all, and the engine as a library for the host.

`python boards/build.py [--board NAME|all] [--out build/firmware] [--engine FOLDER] [--board-folder DIR] [--sanitize]
[--host-library] [--minimal PACK]`

Everything is compiled with the `ziglang` wheel of the interpreter that runs this file; no other toolchain is
needed. A board is built when its sources, flags or compiler changed since its `firmware.json` was written.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOARDS = ROOT / "boards"
FIRMWARE = BOARDS / "firmware"
ENGINE = FIRMWARE / "engine"
HOST_LIBRARY_SOURCE = ENGINE / "host_library.c"
SMALL_ENGINE_FILES = frozenset(
    f"{name}.c"
    for name in (
        *("pack_check", "op_check", "op_check_elements", "op_check_parts", "op_check_shapes"),
        *("arg_extreme", "batch_matmul_float32", "batch_matmul_int8", "binary_bool", "binary_float32", "binary_int32"),
        *(
            "binary_int8",
            "convert",
            "cumsum_float32",
            "cumsum_int8",
            "float_math",
            "gather",
            "l2_pool_float32",
            "lookup",
            "move",
        ),
        *("normalise_float32", "normalise_int8", "reduce_float32", "reduce_int8", "resize_bilinear_float32"),
        *("resize_bilinear_int8", "select", "transpose_conv_float32", "transpose_conv_int8", "unary_float32"),
        *("op_check_int16", "op_check_int16_layers", "int16_ops", "average_pool_int16", "batch_matmul_int16"),
        *("binary_int16", "curve_int16", "max_pool_int16", "reduce_int16", "slopes_int16", "softmax_int16"),
        *("log_softmax_int8", "op_check_log_softmax"),
        *("conv_int16", "depthwise_conv_int16", "fully_connected_int16", "transpose_conv_int16"),
    )
)
HOST = "host"

# Keep in step with struct bw_firmware_id of boards/firmware/agent/bw_firmware_id.h.
FIRMWARE_ID_MAGIC = b"BWFWID1\0"
SHA256_BYTES = 32

COMMON_FLAGS = (
    "-std=c11",
    "-Wall",
    "-Wextra",
    "-Wpedantic",
    "-fwrapv",
    "-fno-strict-aliasing",
    "-ffp-contract=off",  # a fused multiply-add rounds once: floats would differ from one core to the next
    "-fomit-frame-pointer",  # zig keeps it else; the kernels need every register
    "-ffunction-sections",
    "-fdata-sections",
)
INCLUDE_FOLDERS = (FIRMWARE / "include", FIRMWARE / "common", FIRMWARE / "engine")

SECTION_ALLOCATED = 0x2
SECTION_EXECUTABLE = 0x4
SECTION_WRITABLE = 0x1
SECTION_NOBITS = 8
SECTION_SYMTAB = 2
SECTION_DYNSYM = 11
SEGMENT_LOAD = 1
BOOT2_CODE_BYTES = 252
# Memory the agent reports under its own name, so it does not count as static data.
NAMED_SECTIONS = (".arena", ".staging", ".stack")


# Of boards/firmware/include/bw_pack.h: where a pack's header counts its ops, the head of an op, the types of elements.
PACK_OPS_AT = 144
PACK_OP = "<2H9I"
PLAIN_LAYOUT, WIDE_LAYOUT = 0, 48  # enum bw_layout: those that every kernel set has
PACK_TYPES = {1: "float32", 2: "int8", 3: "uint8", 4: "int16", 5: "int32"}


class BuildError(Exception):
    """Something is missing or does not fit; the text says what and what to do."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A C compiler: how it is called and which one it is."""

    command: tuple[str, ...]
    identity: str
    supports_werror: bool = True


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one board is built: its `board.toml` (what it is) with its `build.toml` (how it is compiled)."""

    board: str
    kernel_set: str
    flash_base: int
    slot_offset: int
    slot_bytes: int
    ram_plan: tuple[tuple[str, int], ...]
    target: tuple[str, ...]
    linker_script: Path | None
    source_folders: tuple[Path, ...]
    include_folders: tuple[Path, ...]
    freestanding: bool
    has_boot2_checksum: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """One C file and the flags that are its own."""

    source: Path
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImageSizes:
    """What the linked image needs of flash and RAM, in bytes."""

    text_bytes: int = 0
    rodata_bytes: int = 0
    data_bytes: int = 0
    bss_bytes: int = 0


def main(arguments: list[str] | None = None) -> int:
    """Build what the command line asks for. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Build Benchwright's firmware.")
    parser.add_argument("--board", default=None, help="a folder under boards/, or all (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "firmware")
    parser.add_argument("--engine", type=Path, help="folder of .c files that implement bw_engine.h, in place of ours")
    parser.add_argument("--board-folder", type=Path, default=BOARDS, metavar="DIR", help="boards of your own: DIR/NAME")
    parser.add_argument("--sanitize", action="store_true", help="native only: address and undefined behaviour checks")
    parser.add_argument("--minimal", type=Path, metavar="PACK", help="link only the kernels that this pack needs")
    parser.add_argument("--host-library", action="store_true", help="build the engine as a library for this computer")
    options = parser.parse_args(arguments)
    try:
        known = board_names(options.board_folder)
        boards = _chosen_boards(known, options.board, sanitize=options.sanitize, host_library=options.host_library)
        for board in boards:
            folder = options.board_folder.resolve() / board
            build_board(
                board,
                options.out,
                sanitize=options.sanitize,
                engine=options.engine,
                folder=folder,
                minimal=options.minimal,
            )
        if options.host_library:
            build_host_library(options.out)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    return 0


def board_names(boards: Path = BOARDS) -> list[str]:
    """Every board under a folder that this script can build, those with a shipped board's name left out."""
    names = sorted(path.parent.name for path in boards.glob("*/build.toml"))
    if boards.resolve() == BOARDS:
        return names
    return [name for name in names if not (BOARDS / name).exists()]


def port_flags(board: str) -> tuple[str, ...]:
    """What a file of this board's port is compiled with: its target, and what it knows of its board.toml."""
    recipe = _read_recipe(BOARDS / board)
    return (*recipe.target, *_board_defines(recipe))


def build_board(
    board: str,
    out: Path,
    *,
    sanitize: bool = False,
    engine: Path | None = None,
    folder: Path | None = None,
    minimal: Path | None = None,
) -> Path:
    """Build one board's firmware, with our engine or that of a folder. Returns its folder, BOARD or BOARD-ENGINE.

    `folder` is where the board's files are, None for a shipped board. `minimal` is a pack: only the kernels that it
    needs are linked, into BOARD-minimal-PACK; any other pack that needs more is refused with "an op it does not have".

    Raises: BuildError with the reason.
    """
    recipe = _read_recipe(folder or BOARDS / board)
    if engine is not None:
        recipe = replace(recipe, include_folders=(*recipe.include_folders, engine.resolve()))
    if sanitize and recipe.freestanding:
        raise BuildError(f"--sanitize works on the native board only, not on {board}.")
    toolchain = _sanitizing_toolchain() if sanitize else _zig()
    if minimal is not None and (engine is not None or not recipe.freestanding):
        raise BuildError("--minimal goes with our own engine on a board that is no computer.")
    suffixes = [engine.resolve().name] if engine else []
    suffixes += [f"minimal-{minimal.stem}"] if minimal else []
    built = out / "-".join([board, *suffixes, *(["sanitize"] if sanitize else [])])
    units = _board_units(recipe, sanitize=sanitize, engine=engine)
    shared_flags = _shared_flags(recipe, toolchain, sanitize=sanitize)
    digest = _source_digest(recipe, units, shared_flags, toolchain, minimal)
    if _is_up_to_date(built / "firmware.json", digest):
        print(f"{built.name}: up to date")
        return built
    needed = kernels_of(minimal, build_host_library(out)) if minimal else None
    built.mkdir(parents=True, exist_ok=True)
    (built / "firmware.json").unlink(missing_ok=True)
    objects = _compile(built.name, units, shared_flags, toolchain, _objects_folder(out, built.name))
    if needed is not None:
        objects = _only_needed(units, objects, needed, shared_flags, toolchain)
    if recipe.freestanding:
        facts = _link_freestanding(recipe, objects, shared_flags, toolchain, built)
    else:
        facts = _link_native(recipe, objects, shared_flags, toolchain, built, sanitize=sanitize)
    facts |= {
        "board": board,
        "load_address": recipe.flash_base,
        "slot_flash_offset": recipe.slot_offset,
        "slot_bytes": recipe.slot_bytes,
        "kernel_set": recipe.kernel_set,
        "engine_version": _engine_version(),
        "compiler": toolchain.identity,
        "build_origin": "boards/build.py" + (" --sanitize" if sanitize else ""),
        "source_digest": digest,
    }
    _write_json(built / "firmware.json", facts)
    print(f"{built.name}: {facts['image']} {facts['image_bytes']} bytes, sha256 {str(facts['sha256'])[:12]}")
    return built


def build_host_library(out: Path) -> Path:
    """Build the engine with all kernel sets' layouts as a library for this computer. Returns its folder."""
    if not HOST_LIBRARY_SOURCE.exists():
        raise BuildError(f"{_relative(HOST_LIBRARY_SOURCE)} is missing: the host library needs it.")
    toolchain = _zig()
    recipe = Recipe(HOST, HOST, 0, 0, 0, (), ("-mcpu=baseline", "-fPIC"), None, (), (), freestanding=False)
    sources = [*host_engine_sources(), HOST_LIBRARY_SOURCE]
    units = [Unit(source, ("-O2",)) for source in sources]
    shared_flags = _shared_flags(recipe, toolchain, sanitize=False)
    digest = _source_digest(recipe, units, shared_flags, toolchain)
    folder = out / "host"
    if _is_up_to_date(folder / "engine.json", digest):
        print("host: up to date")
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    objects = _compile("host", units, shared_flags, toolchain, _objects_folder(out, "host"))
    suffix = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
    library = folder / f"libbw_engine{suffix}"
    # Written beside it and moved: a process that has the old library open keeps it whole.
    fresh = folder / f"fresh_libbw_engine{suffix}"
    _run([*toolchain.command, "-shared", *recipe.target, "-s", *map(str, objects), "-o", str(fresh)])
    fresh.replace(library)
    facts = {
        "library": library.name,
        "sha256": hashlib.sha256(library.read_bytes()).hexdigest(),
        "kernel_set": HOST,
        "engine_version": _engine_version(),
        "compiler": toolchain.identity,
        "source_digest": digest,
    }
    _write_json(folder / "engine.json", facts)
    print(f"host: {library.name} {library.stat().st_size} bytes")
    return folder


def host_engine_sources() -> list[Path]:
    """What the host library is made of, without its exports: the engine, every layout of every kernel set."""
    return [*_engine_sources(HOST), *_common_sources()]


def _chosen_boards(known: list[str], board: str | None, *, sanitize: bool, host_library: bool) -> list[str]:
    if board is None and host_library:
        return []
    if board is None and sanitize:
        return ["native"]
    if board in {None, "all"}:
        return known
    if board not in known:
        raise BuildError(f"There is no board {board!r}. Known: {', '.join(known) or 'none'}.")
    return [board]


def _read_recipe(folder: Path) -> Recipe:
    try:
        facts = tomllib.loads((folder / "board.toml").read_text(encoding="utf-8"))
        build = tomllib.loads((folder / "build.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BuildError(f"{_relative(Path(error.filename))} is missing.") from error
    memory = facts["memory"]
    return Recipe(
        board=folder.name,
        kernel_set=facts["kernel_set"],
        flash_base=memory["flash_base"],
        slot_offset=memory["slot_offset"],
        slot_bytes=memory["slot_bytes"],
        ram_plan=tuple((name, memory[f"{name}_bytes"]) for name in ("arena", "staging", "stack")),
        target=tuple(build["target"]),
        linker_script=folder / build["linker_script"] if "linker_script" in build else None,
        source_folders=(folder, *(BOARDS / name for name in build.get("source_folders", []))),
        include_folders=tuple(BOARDS / name for name in build.get("include_folders", [])),
        freestanding=build["freestanding"],
        has_boot2_checksum=build.get("boot2_checksum", False),
    )


def _zig() -> Toolchain:
    try:
        version = importlib.metadata.version("ziglang")
    except importlib.metadata.PackageNotFoundError as error:
        raise BuildError(
            f"The compiler is missing: {sys.executable} has no ziglang. Install it with `pip install ziglang==0.17.0`."
        ) from error
    return Toolchain((sys.executable, "-m", "ziglang", "cc"), f"ziglang {version}")


def _sanitizing_toolchain() -> Toolchain:
    """A system compiler with AddressSanitizer if there is one; zig brings only the undefined behaviour checks."""
    for name in ("clang", "gcc"):
        path = shutil.which(name)
        if path is not None:
            version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
            # Other compilers warn of other things; zig's build is the one that must be clean.
            return Toolchain((path,), version.splitlines()[0], supports_werror=False)
    return _zig()


def _engine_sources(kernel_set: str) -> list[Path]:
    """Engine files for one kernel set: a file of the set takes the place of the generic one of its name."""
    if not (ENGINE / "engine.c").exists():
        raise BuildError(f"{_relative(ENGINE)} has no engine.c: the engine's sources are missing.")
    kernels = ENGINE / "kernels"
    plain = [path for path in ENGINE.rglob("*.c") if kernels not in path.parents and path != HOST_LIBRARY_SOURCE]
    plain += kernels.glob("*.c")
    chosen = {path.name: path for path in (kernels / "generic").glob("*.c")}
    if kernel_set == HOST:
        chosen = {path.name: path for path in _host_kernels(kernels)}
    elif kernel_set != "generic":
        if not (kernels / kernel_set).is_dir():
            raise BuildError(f"There is no kernel set {kernel_set!r} under {_relative(kernels)}.")
        chosen |= {path.name: path for path in (kernels / kernel_set).glob("*.c")}
    return sorted([*plain, *chosen.values()])


def _host_kernels(kernels: Path) -> list[Path]:
    """Every layout of every set, so that any board's pack can be recomputed; what needs no layout is generic."""
    generic = [path for path in (kernels / "generic").glob("*.c") if path.name != "kernel_set.c"]
    known = {path.name for path in generic} | {"kernel_set.c"}
    others = [path for name in ("dsp", "mve") for path in (kernels / name).glob("*.c") if path.name not in known]
    return [*generic, *others, *(kernels / HOST).glob("*.c")]


def _common_sources() -> list[Path]:
    return sorted((FIRMWARE / "common").glob("*.c"))


def _foreign_engine_sources(folder: Path) -> list[Path]:
    sources = sorted(folder.resolve().glob("*.c"))
    if not sources:
        raise BuildError(f"{folder} has no .c file: an engine for --engine is a folder of them.")
    return sources


def _goes_for_size(source: Path) -> bool:
    """Checks, which run once, and kernels that models spend little time in: every image carries them all."""
    return source.name in SMALL_ENGINE_FILES


def _board_units(recipe: Recipe, *, sanitize: bool, engine: Path | None) -> list[Unit]:
    fast, small = ("-O1", "-O1") if sanitize else ("-O2", "-Os")
    board_files = [
        path for folder in recipe.source_folders for pattern in ("*.c", "*.S") for path in sorted(folder.glob(pattern))
    ]
    engine_sources = _foreign_engine_sources(engine) if engine else _engine_sources(recipe.kernel_set)
    units = [
        Unit(source, (fast if engine or (_is_kernel(source) and not _goes_for_size(source)) else small,))
        for source in engine_sources
    ]
    units += [Unit(source, (small,)) for source in _common_sources()]
    units += [Unit(source, (small,)) for source in sorted((FIRMWARE / "agent").glob("*.c"))]
    units += [Unit(source, (small,)) for source in board_files]
    return units


def _shared_flags(recipe: Recipe, toolchain: Toolchain, *, sanitize: bool) -> tuple[str, ...]:
    includes = [*INCLUDE_FOLDERS, FIRMWARE / "agent", *recipe.source_folders, *recipe.include_folders]
    flags = [*COMMON_FLAGS]
    if toolchain.supports_werror:
        flags += [*recipe.target, "-Werror"]
    if recipe.freestanding:
        flags += ["-ffreestanding", "-fno-pic", *_board_defines(recipe)]
        includes.append(FIRMWARE / "common" / "freestanding")
    if sanitize:
        flags += ["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"]
    else:
        flags += ["-fno-sanitize=undefined", "-g0"]
    flags += [f"-I{_relative(folder)}" for folder in includes]
    return (*flags, f"-ffile-prefix-map={ROOT}=.")


def _board_defines(recipe: Recipe) -> list[str]:
    """What the port knows of its board.toml, so that no number stands in two places."""
    facts = {
        "FLASH_BASE": recipe.flash_base,
        "SLOT_ADDRESS": recipe.flash_base + recipe.slot_offset,
        "SLOT_OFFSET": recipe.slot_offset,
        "SLOT_BYTES": recipe.slot_bytes,
        **{f"{name.upper()}_BYTES": size_bytes for name, size_bytes in recipe.ram_plan},
    }
    return [f'-DBW_BOARD="{recipe.board}"', *(f"-DBW_{name}={value:#x}" for name, value in facts.items())]


def _source_digest(
    recipe: Recipe,
    units: Iterable[Unit],
    shared_flags: Iterable[str],
    toolchain: Toolchain,
    pack: Path | None = None,
) -> str:
    """SHA-256 over all that decides what the image will be: sources, headers, flags, compiler, this script."""
    portable_flags = [flag.replace(str(ROOT), ".") for flag in shared_flags]
    sha = hashlib.sha256(json.dumps([toolchain.identity, recipe.board, *portable_flags]).encode())
    files = {unit.source for unit in units} | set(FIRMWARE.rglob("*.h")) | {Path(__file__)}
    for folder in recipe.source_folders:
        files |= {path for pattern in ("*.h", "*.ld", "*.toml") for path in folder.glob(pattern)}
    for folder in recipe.include_folders:
        files |= set(folder.glob("*.h"))
    if recipe.linker_script is not None:
        files.add(recipe.linker_script)
    for path in sorted(files | ({pack} if pack else set())):
        sha.update(f"{_relative(path)}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def _is_up_to_date(facts_file: Path, digest: str) -> bool:
    try:
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    product = facts_file.parent / str(facts.get("image", facts.get("library", "")))
    if facts.get("source_digest") != digest or not product.is_file():
        return False
    # An image that was damaged on disk is built anew.
    return facts.get("image_sha256") in {None, hashlib.sha256(product.read_bytes()).hexdigest()}


def _objects_folder(out: Path, name: str) -> Path:
    folder = out / "objects" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _compile(
    name: str, units: list[Unit], shared_flags: tuple[str, ...], toolchain: Toolchain, folder: Path
) -> list[Path]:
    """Compile every unit, as many at a time as there are processors. Returns the objects in the order of the units."""
    print(f"{name}: compiling {len(units)} files with {toolchain.identity}", flush=True)

    def compile_one(unit: Unit) -> Path:
        relative = _relative(unit.source)
        target = folder / (re.sub(r"[^A-Za-z0-9]+", "_", relative) + ".o")
        _run([*toolchain.command, *shared_flags, *unit.flags, "-c", relative, "-o", str(target)])
        return target

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(compile_one, units))


def kernels_of(pack: Path, host_folder: Path) -> set[str]:
    """Symbols of the kernels that the ops of a pack need, as the host library chooses them."""
    library = next(path for path in host_folder.glob("libbw_engine.*"))
    engine = ctypes.CDLL(str(library))
    engine.bw_layout_kernel.restype = ctypes.c_void_p
    engine.bw_layout_kernel.argtypes = (ctypes.c_char_p,)
    functions = elf_functions(library.read_bytes())
    base = ctypes.cast(engine.bw_engine_open, ctypes.c_void_p).value - functions["bw_engine_open"]
    content = pack.read_bytes()
    (op_count, at) = struct.unpack_from("<II", content, PACK_OPS_AT)
    needed = set()
    for _ in range(op_count):
        code, element_type, record_bytes, *_, layout, _, _, _ = struct.unpack_from(PACK_OP, content, at)
        if layout not in {PLAIN_LAYOUT, WIDE_LAYOUT}:
            address = (engine.bw_layout_kernel(content[at : at + record_bytes]) or 0) - base
            needed |= {name for name, start in functions.items() if start == address}
        else:
            needed |= _plain_kernel(code, element_type, functions)
        at += record_bytes
    return needed


def _plain_kernel(code: int, element_type: int, functions: Mapping[str, int]) -> set[str]:
    """By its name, which is the op's with the type behind it; where there is none such, all that begin like that."""
    text = (FIRMWARE / "include" / "bw_pack.h").read_text(encoding="utf-8")
    names = {int(number): name.lower() for name, number in re.findall(r"\bBW_OP_(\w+) = (\d+)", text)}
    start = f"bw_{names[code]}"
    for name in (f"{start}_{PACK_TYPES.get(element_type, '')}", start):
        if name in functions:
            return {name}
    return {name for name in functions if name.startswith(f"{start}_")}


def _only_needed(
    units: list[Unit], objects: list[Path], needed: set[str], shared_flags: tuple[str, ...], toolchain: Toolchain
) -> list[Path]:
    """The objects without kernels that nobody needs. What chooses among kernels finds NULL for those."""
    links = {path: elf_symbols(path.read_bytes()) for path in objects}
    own = {path for unit, path in zip(units, objects, strict=True) if _is_kernel(unit.source)}
    kept, wanted = set(), set(needed)
    while fresh := {path for path in own - kept if links[path][0] & wanted}:
        kept |= fresh
        wanted = {name for path in fresh for name in links[path][1]}
    dropped = {name for path in own - kept for name in links[path][0]}
    for unit, path in zip(units, objects, strict=True):
        missing = sorted(links[path][1] & dropped)
        if path not in own and missing:
            weak = path.with_suffix(".weak.h")
            weak.write_text("".join(f"#pragma weak {name}\n" for name in missing), encoding="utf-8")
            command = [*toolchain.command, *shared_flags, *unit.flags, "-include", str(weak)]
            _run([*command, "-c", _relative(unit.source), "-o", str(path)])
    for path in own - kept:
        path.unlink()
    return [path for path in objects if path.exists()]


def _is_kernel(source: Path) -> bool:
    """Whether a file of ours does the work of an op; the others check and choose."""
    chooses = source.name == "kernel_set.c" or source.name.endswith("_layouts.c")
    return ENGINE / "kernels" in source.parents and not chooses


def _link_freestanding(
    recipe: Recipe, objects: list[Path], shared_flags: tuple[str, ...], toolchain: Toolchain, folder: Path
) -> dict[str, object]:
    elf_file = folder / "firmware.elf"
    script = recipe.linker_script
    if script is None:
        raise BuildError(f"boards/{recipe.board}/build.toml names no linker_script.")
    link = [
        *toolchain.command,
        *recipe.target,
        "-nostdlib",
        "-static",
        "-s",
        "-Wl,--gc-sections,--build-id=none,-e,bw_reset",
    ]
    _run([*link, "-T", str(script), *map(str, objects), "-lcompiler_rt", "-o", str(elf_file)])
    elf = bytearray(elf_file.read_bytes())
    if recipe.has_boot2_checksum:
        put_boot2_checksum(elf, recipe.flash_base)
    image = bytearray(flat_image(bytes(elf), recipe.flash_base))
    digest = hashlib.sha256(image).digest()
    for content in (elf, image):
        at = _firmware_id_offset(bytes(content))
        content[at : at + SHA256_BYTES] = digest
    elf_file.write_bytes(elf)
    (folder / "firmware.bin").write_bytes(image)
    if len(image) > recipe.slot_offset:
        raise BuildError(f"{recipe.board}: the image has {len(image)} bytes, the slot starts at {recipe.slot_offset}.")
    return _facts("firmware.bin", bytes(image), digest, elf_sizes(bytes(elf)))


def _link_native(
    recipe: Recipe,
    objects: list[Path],
    shared_flags: tuple[str, ...],
    toolchain: Toolchain,
    folder: Path,
    *,
    sanitize: bool,
) -> dict[str, object]:
    """Link twice: the digest of the first executable is compiled into the second.

    Patching would be simpler, but macOS runs no executable that was changed after the linker signed it.
    """
    image = folder / ("firmware.exe" if sys.platform == "win32" else "firmware")
    fresh = folder / f"fresh_{image.name}"
    link = [*toolchain.command, *(recipe.target if toolchain.supports_werror else ())]
    link += ["-fsanitize=address,undefined"] if sanitize else ["-s"]
    _run([*link, *map(str, objects), "-o", str(fresh)])
    digest = hashlib.sha256(fresh.read_bytes()).digest()
    id_source = FIRMWARE / "agent" / "bw_firmware_id.c"
    id_object = next(path for path in objects if path.name.endswith("bw_firmware_id_c.o"))
    define = "-DBW_FIRMWARE_SHA256=" + ",".join(str(byte) for byte in digest)
    _run([*toolchain.command, *shared_flags, define, "-Os", "-c", _relative(id_source), "-o", str(id_object)])
    _run([*link, *map(str, objects), "-o", str(fresh)])
    fresh.replace(image)
    content = image.read_bytes()
    sizes = elf_sizes(content) if content.startswith(b"\x7fELF") else ImageSizes()
    return _facts(image.name, content, digest, sizes)


def _facts(image_name: str, image: bytes, digest: bytes, sizes: ImageSizes) -> dict[str, object]:
    return {
        "image": image_name,
        "sha256": digest.hex(),
        "image_bytes": len(image),
        "image_sha256": hashlib.sha256(image).hexdigest(),
        "text_bytes": sizes.text_bytes,
        "rodata_bytes": sizes.rodata_bytes,
        "data_bytes": sizes.data_bytes,
        "bss_bytes": sizes.bss_bytes,
        "static_bytes": sizes.data_bytes + sizes.bss_bytes,
    }


def _firmware_id_offset(content: bytes) -> int:
    at = content.find(FIRMWARE_ID_MAGIC)
    if at < 0 or content.find(FIRMWARE_ID_MAGIC, at + 1) >= 0:
        raise BuildError("The firmware id is not in the image exactly once; see bw_firmware_id.c.")
    return at + len(FIRMWARE_ID_MAGIC)


def boot2_checksum(boot2: bytes) -> int:
    """CRC-32/MPEG-2 of the RP2040's second stage, its first 252 bytes (RP2040 Datasheet, 2.8.1.3.1 Checksum)."""
    checksum = 0xFFFFFFFF
    for byte in boot2:
        checksum ^= byte << 24
        for _ in range(8):
            checksum = (checksum << 1 ^ (0x04C11DB7 if checksum & 0x80000000 else 0)) & 0xFFFFFFFF
    return checksum


def put_boot2_checksum(elf: bytearray, base: int) -> None:
    """Write the checksum behind the second stage, which is what the ELF loads to the start of flash."""
    offset = next((offset for address, offset, _ in _loaded_segments(elf) if address == base), None)
    if offset is None:
        raise BuildError(f"Nothing is loaded at {base:#x}, where the second stage belongs.")
    struct.pack_into(
        "<I", elf, offset + BOOT2_CODE_BYTES, boot2_checksum(bytes(elf[offset : offset + BOOT2_CODE_BYTES]))
    )


def _loaded_segments(elf: bytes | bytearray) -> list[tuple[int, int, int]]:
    """Load address, file offset and length in the file of each loadable segment of a 32-bit ELF."""
    header_offset = struct.unpack_from("<I", elf, 28)[0]
    entry_bytes, count = struct.unpack_from("<HH", elf, 42)
    headers = (struct.unpack_from("<5I", elf, header_offset + index * entry_bytes) for index in range(count))
    return [
        (address, offset, file_bytes)
        for kind, offset, _, address, file_bytes in headers
        if kind == SEGMENT_LOAD and file_bytes
    ]


def flat_image(elf: bytes, base: int) -> bytes:
    """What lies in flash from `base` on: the loadable segments of a 32-bit ELF at their load addresses."""
    image = bytearray()
    for address, offset, file_bytes in _loaded_segments(elf):
        start = address - base
        if start < 0:
            raise BuildError(f"A segment is loaded at {address:#x}, below the flash at {base:#x}.")
        image.extend(b"\xff" * (start + file_bytes - len(image)))
        image[start : start + file_bytes] = elf[offset : offset + file_bytes]
    image.extend(b"\xff" * (-len(image) % 16))
    return bytes(image)


def elf_sizes(elf: bytes) -> ImageSizes:
    """Sum the sections of an ELF of either word size by what they are, without arena, staging and stack."""
    wide = elf[4] == 2
    table, (entry_bytes, count, names_index) = (
        (struct.unpack_from("<Q", elf, 40)[0], struct.unpack_from("<HHH", elf, 58))
        if wide
        else (struct.unpack_from("<I", elf, 32)[0], struct.unpack_from("<HHH", elf, 46))
    )
    sections = [_section(elf, table + index * entry_bytes, wide=wide) for index in range(count)]
    names_offset = sections[names_index][3]
    totals = {"text": 0, "rodata": 0, "data": 0, "bss": 0}
    for name_at, kind, flags, _, size in sections:
        start = names_offset + name_at
        name = elf[start : elf.index(b"\0", start)].decode()
        if not flags & SECTION_ALLOCATED or name.startswith(NAMED_SECTIONS):
            continue
        if name == ".data":  # code that runs in RAM is in it too
            totals["data"] += size
        elif flags & SECTION_EXECUTABLE:
            totals["text"] += size
        elif not flags & SECTION_WRITABLE:
            totals["rodata"] += size
        else:
            totals["bss" if kind == SECTION_NOBITS else "data"] += size
    return ImageSizes(**{f"{key}_bytes": value for key, value in totals.items()})


def elf_functions(elf: bytes) -> dict[str, int]:
    """Addresses of what a shared library of this computer exports; empty where it is no ELF of 64 bits."""
    return {name: value for name, value, is_here in _symbols(elf, SECTION_DYNSYM) if is_here}


def elf_symbols(elf: bytes) -> tuple[set[str], set[str]]:
    """Names that an object defines for others, and those that it takes from them."""
    symbols = list(_symbols(elf, SECTION_SYMTAB))
    return {name for name, _, is_here in symbols if is_here}, {name for name, _, is_here in symbols if not is_here}


def _symbols(elf: bytes, table_kind: int) -> Iterator[tuple[str, int, bool]]:
    """Name, value and whether it is defined, of every global symbol in tables of one kind."""
    if not elf.startswith(b"\x7fELF"):
        raise BuildError("This is no ELF file; --minimal needs a computer whose libraries are.")
    wide = elf[4] == 2
    table, (entry_bytes, count) = (
        (struct.unpack_from("<Q", elf, 40)[0], struct.unpack_from("<HH", elf, 58))
        if wide
        else (struct.unpack_from("<I", elf, 32)[0], struct.unpack_from("<HH", elf, 46))
    )
    form, field = ("<IIQQQQIIQQ", "<IBBHQQ") if wide else ("<10I", "<IIIBBH")
    sections = [struct.unpack_from(form, elf, table + index * entry_bytes) for index in range(count)]
    for _, kind, _, _, offset, length, link, *_ in sections:
        for at in range(offset, offset + length, struct.calcsize(field)) if kind == table_kind else ():
            entry = struct.unpack_from(field, elf, at)
            name_at = entry[0]
            info, section, value = (entry[1], entry[3], entry[4]) if wide else (entry[3], entry[5], entry[1])
            if info >> 4 != 0 and name_at:
                start = sections[link][4] + name_at
                yield elf[start : elf.index(b"\0", start)].decode(), value, section != 0


def _section(elf: bytes, at: int, *, wide: bool) -> tuple[int, int, int, int, int]:
    """Name index, type, flags, file offset and size of one section header."""
    if wide:
        name, kind, flags, _, offset, size = struct.unpack_from("<IIQQQQ", elf, at)
    else:
        name, kind, flags, _, offset, size = struct.unpack_from("<6I", elf, at)
    return name, kind, flags, offset, size


def _engine_version() -> int:
    text = (FIRMWARE / "include" / "bw_pack.h").read_text(encoding="utf-8")
    match = re.search(r"\bBW_ENGINE_VERSION\s*=\s*(\d+)", text)
    if match is None:
        raise BuildError("boards/firmware/include/bw_pack.h does not define BW_ENGINE_VERSION.")
    return int(match[1])


def _relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)


def _write_json(path: Path, facts: Mapping[str, object]) -> None:
    path.write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _run(command: list[str]) -> None:
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise BuildError(f"{' '.join(command[-6:])} failed:\n{result.stderr.strip()}")
    if result.stderr.strip():
        print(result.stderr.strip(), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
