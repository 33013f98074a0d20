"""Building: the firmware of a board, the engine as a library for this computer."""

from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from pathlib import Path

from boards.builder.errors import BuildError
from boards.builder.link import link_freestanding, link_native
from boards.builder.minimal import leave_out, parts_of
from boards.builder.places import BOARDS, HOST_LIBRARY_SOURCE, relative
from boards.builder.product import engine_version, is_up_to_date, objects_folder, source_digest, write_json
from boards.builder.recipe import Recipe, read_recipe, shared_flags_of
from boards.builder.sources import HOST, board_units, host_engine_sources
from boards.builder.toolchain import Toolchain, Unit, compile_units, run, sanitizing_toolchain, zig


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

    `folder` is where the board's files are, None for a shipped board. `minimal` is a pack: only the ops that it
    has are linked, their checks and kernels, into BOARD-minimal-PACK; a pack that needs more is refused with "an op
    that this engine does not have".

    Raises: BuildError with the reason.
    """
    recipe = read_recipe(folder or BOARDS / board)
    if engine is not None:
        recipe = replace(recipe, include_folders=(*recipe.include_folders, engine.resolve()))
    if sanitize and recipe.freestanding:
        raise BuildError(f"--sanitize works on the native board only, not on {board}.")
    if minimal is not None and (engine is not None or not recipe.freestanding):
        raise BuildError("--minimal goes with our own engine on a board that is no computer.")
    toolchain = sanitizing_toolchain() if sanitize else zig()
    built = out / _folder_name(board, engine, minimal, sanitize=sanitize)
    units = board_units(recipe, sanitize=sanitize, engine=engine)
    shared_flags = shared_flags_of(recipe, toolchain, sanitize=sanitize)
    digest = source_digest(recipe, units, shared_flags, toolchain, minimal)
    if is_up_to_date(built / "firmware.json", digest):
        print(f"{built.name}: up to date")
        return built
    needed = parts_of(minimal, build_host_library(out)) if minimal else None
    built.mkdir(parents=True, exist_ok=True)
    (built / "firmware.json").unlink(missing_ok=True)
    objects = compile_units(built.name, units, shared_flags, toolchain, objects_folder(out, built.name))
    if needed is not None:
        leave_out(units, objects, needed, shared_flags, toolchain)
    if recipe.freestanding:
        facts = link_freestanding(recipe, objects, toolchain, built)
    else:
        facts = link_native(recipe, objects, shared_flags, toolchain, built, sanitize=sanitize)
    facts |= _origin(recipe, toolchain, digest, sanitize=sanitize)
    write_json(built / "firmware.json", facts)
    print(f"{built.name}: {facts['image']} {facts['image_bytes']} bytes, sha256 {str(facts['sha256'])[:12]}")
    return built


def build_host_library(out: Path) -> Path:
    """Build the engine with all kernel sets' layouts as a library for this computer. Returns its folder."""
    if not HOST_LIBRARY_SOURCE.exists():
        raise BuildError(f"{relative(HOST_LIBRARY_SOURCE)} is missing: the host library needs it.")
    toolchain = zig()
    recipe = Recipe(HOST, HOST, 0, 0, 0, (), ("-mcpu=baseline", "-fPIC"), None, (), (), freestanding=False)
    sources = [*host_engine_sources(), HOST_LIBRARY_SOURCE]
    units = [Unit(source, ("-O2",)) for source in sources]
    shared_flags = shared_flags_of(recipe, toolchain, sanitize=False)
    digest = source_digest(recipe, units, shared_flags, toolchain)
    folder = out / "host"
    if is_up_to_date(folder / "engine.json", digest):
        print("host: up to date")
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    objects = compile_units("host", units, shared_flags, toolchain, objects_folder(out, "host"))
    suffix = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
    library = folder / f"libbw_engine{suffix}"
    # Written beside it and moved: a process that has the old library open keeps it whole.
    fresh = folder / f"fresh_libbw_engine{suffix}"
    run([*toolchain.command, "-shared", *recipe.target, "-s", *map(str, objects), "-o", str(fresh)])
    fresh.replace(library)
    facts = {
        "library": library.name,
        "sha256": hashlib.sha256(library.read_bytes()).hexdigest(),
        "kernel_set": HOST,
        "engine_version": engine_version(),
        "compiler": toolchain.identity,
        "source_digest": digest,
    }
    write_json(folder / "engine.json", facts)
    print(f"host: {library.name} {library.stat().st_size} bytes")
    return folder


def _folder_name(board: str, engine: Path | None, minimal: Path | None, *, sanitize: bool) -> str:
    suffixes = [engine.resolve().name] if engine else []
    suffixes += [f"minimal-{minimal.stem}"] if minimal else []
    return "-".join([board, *suffixes, *(["sanitize"] if sanitize else [])])


def _origin(recipe: Recipe, toolchain: Toolchain, digest: str, *, sanitize: bool) -> dict[str, object]:
    """What an image is for and where it comes from."""
    return {
        "board": recipe.board,
        "load_address": recipe.flash_base,
        "slot_flash_offset": recipe.slot_offset,
        "slot_bytes": recipe.slot_bytes,
        "kernel_set": recipe.kernel_set,
        "engine_version": engine_version(),
        "compiler": toolchain.identity,
        "build_origin": "boards/build.py" + (" --sanitize" if sanitize else ""),
        "source_digest": digest,
    }
