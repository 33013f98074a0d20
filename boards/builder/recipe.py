"""How one board is built: its `board.toml` (what it is) with its `build.toml` (how it is compiled)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from boards.builder.errors import BuildError
from boards.builder.places import BOARDS, FIRMWARE, INCLUDE_FOLDERS, ROOT, relative
from boards.builder.toolchain import Toolchain

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


def board_names(boards: Path = BOARDS) -> list[str]:
    """Every board under a folder that this script can build, those with a shipped board's name left out."""
    names = sorted(path.parent.name for path in boards.glob("*/build.toml"))
    if boards.resolve() == BOARDS:
        return names
    return [name for name in names if not (BOARDS / name).exists()]


def read_recipe(folder: Path) -> Recipe:
    """The recipe of the board whose files lie in a folder. Raises: BuildError when one is missing."""
    try:
        facts = tomllib.loads((folder / "board.toml").read_text(encoding="utf-8"))
        build = tomllib.loads((folder / "build.toml").read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise BuildError(f"{relative(Path(error.filename))} is missing.") from error
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


def port_flags(board: str) -> tuple[str, ...]:
    """What a file of this board's port is compiled with: its target, and what it knows of its board.toml."""
    recipe = read_recipe(BOARDS / board)
    return (*recipe.target, *_board_defines(recipe))


def shared_flags_of(recipe: Recipe, toolchain: Toolchain, *, sanitize: bool) -> tuple[str, ...]:
    """What every file of an image is compiled with."""
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
    flags += [f"-I{relative(folder)}" for folder in includes]
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
