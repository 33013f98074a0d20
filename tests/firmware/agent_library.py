"""The generated library as the tests build it: compiled for three kinds of core, linked for this computer."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import benchwright
from benchwright import paths
from benchwright.agent_library.layout import BuildSystem, library_files
from benchwright.agent_library.writer import write_library

ROOT = Path(__file__).resolve().parents[2]
BARE = ("-ffreestanding", f"-I{ROOT / 'boards' / 'firmware' / 'common' / 'freestanding'}")
CORES: dict[str, tuple[str, ...]] = {
    "cortex-m4": ("--target=thumb-freestanding-eabihf", "-mcpu=cortex_m4", *BARE),
    "riscv32": ("--target=riscv32-freestanding-none", "-mcpu=generic_rv32+m+c", *BARE),
    "host": ("-fPIC",),
}
WARNINGS = ("-Wall", "-Wextra", "-Werror")
CXX = ("-std=c++17", "-fno-rtti", "-fno-exceptions", "-fno-threadsafe-statics")


def write(target: BuildSystem, out: Path) -> Path:
    """The library for `target`, below `out`."""
    write_library(library_files(target, paths.boards(), paths.licence(), benchwright.__version__), out)
    return out


def compile_files(files: Iterable[Path], out: Path, flags: Sequence[str], *, language: str = "c") -> list[Path]:
    """Objects of `files`, each with every warning an error; AssertionError with the compiler's words."""
    compiler = ("cc", "-std=c11") if language == "c" else ("c++", *CXX)
    command = [sys.executable, "-m", "ziglang", *compiler, "-O1", *WARNINGS, *flags, "-c"]

    def compile_one(source: Path) -> Path:
        product = out / f"{source.stem}.o"
        words = [*command, str(source), "-o", str(product)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
        assert done.returncode == 0, done.stderr
        return product

    with ThreadPoolExecutor(max_workers=2) as pool:
        objects = list(pool.map(compile_one, files))
    assert objects
    return objects


def link(objects: Iterable[Path], out: Path, *flags: str) -> Path:
    """What `objects` make, at `out`."""
    command = [sys.executable, "-m", "ziglang", "cc", *flags, *map(str, objects), "-o", str(out)]
    subprocess.run(command, check=True, timeout=600)
    return out
