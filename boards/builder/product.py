"""What lies beside an image or a library: of which sources it is, and whether it still is what those make."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from boards.builder.errors import BuildError
from boards.builder.places import FIRMWARE, ROOT, relative
from boards.builder.recipe import Recipe
from boards.builder.toolchain import Toolchain, Unit


def source_digest(
    recipe: Recipe,
    units: Iterable[Unit],
    shared_flags: Iterable[str],
    toolchain: Toolchain,
    pack: Path | None = None,
) -> str:
    """SHA-256 over all that decides what the image will be: sources, headers, flags, compiler, these scripts."""
    portable_flags = [flag.replace(str(ROOT), ".") for flag in shared_flags]
    sha = hashlib.sha256(json.dumps([toolchain.identity, recipe.board, *portable_flags]).encode())
    files = {unit.source for unit in units} | set(FIRMWARE.rglob("*.h")) | set(Path(__file__).parent.glob("*.py"))
    for folder in recipe.source_folders:
        files |= {path for pattern in ("*.h", "*.ld", "*.toml") for path in folder.glob(pattern)}
    for folder in recipe.include_folders:
        files |= set(folder.glob("*.h"))
    if recipe.linker_script is not None:
        files.add(recipe.linker_script)
    for path in sorted(files | ({pack} if pack else set())):
        sha.update(f"{relative(path)}\0".encode())
        sha.update(hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def is_up_to_date(facts_file: Path, digest: str) -> bool:
    """Whether what the facts name is there, undamaged, and was made of the sources of this digest."""
    try:
        facts = json.loads(facts_file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    product = facts_file.parent / str(facts.get("image", facts.get("library", "")))
    if facts.get("source_digest") != digest or not product.is_file():
        return False
    # An image that was damaged on disk is built anew.
    return facts.get("image_sha256") in {None, hashlib.sha256(product.read_bytes()).hexdigest()}


def objects_folder(out: Path, name: str) -> Path:
    """An empty folder for the objects of an image."""
    folder = out / "objects" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def engine_version() -> int:
    """BW_ENGINE_VERSION of the sources."""
    text = (FIRMWARE / "include" / "bw_pack.h").read_text(encoding="utf-8")
    match = re.search(r"\bBW_ENGINE_VERSION\s*=\s*(\d+)", text)
    if match is None:
        raise BuildError("boards/firmware/include/bw_pack.h does not define BW_ENGINE_VERSION.")
    return int(match[1])


def write_json(path: Path, facts: Mapping[str, object]) -> None:
    """Write facts for people and programs, in an order that does not change."""
    path.write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
