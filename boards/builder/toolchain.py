"""C compilers, and running them."""

from __future__ import annotations

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from boards.builder.errors import BuildError
from boards.builder.places import ROOT, relative


@dataclass(frozen=True, slots=True)
class Toolchain:
    """A C compiler: how it is called and which one it is."""

    command: tuple[str, ...]
    identity: str
    supports_werror: bool = True


@dataclass(frozen=True, slots=True)
class Unit:
    """One C file and the flags that are its own."""

    source: Path
    flags: tuple[str, ...]


def zig() -> Toolchain:
    """The compiler of the ziglang wheel of this interpreter."""
    try:
        version = importlib.metadata.version("ziglang")
    except importlib.metadata.PackageNotFoundError as error:
        raise BuildError(
            f"The compiler is missing: {sys.executable} has no ziglang. Install it with `pip install ziglang==0.17.0`."
        ) from error
    return Toolchain((sys.executable, "-m", "ziglang", "cc"), f"ziglang {version}")


def sanitizing_toolchain() -> Toolchain:
    """A system compiler with AddressSanitizer if there is one; zig brings only the undefined behaviour checks."""
    for name in ("clang", "gcc"):
        path = shutil.which(name)
        if path is not None:
            version = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout
            # Other compilers warn of other things; zig's build is the one that must be clean.
            return Toolchain((path,), version.splitlines()[0], supports_werror=False)
    return zig()


def compile_units(
    name: str, units: list[Unit], shared_flags: tuple[str, ...], toolchain: Toolchain, folder: Path
) -> list[Path]:
    """Compile every unit, as many at a time as there are processors. Returns the objects in the order of the units."""
    print(f"{name}: compiling {len(units)} files with {toolchain.identity}", flush=True)

    def compile_one(unit: Unit) -> Path:
        source = relative(unit.source)
        target = folder / (re.sub(r"[^A-Za-z0-9]+", "_", source) + ".o")
        run([*toolchain.command, *shared_flags, *unit.flags, "-c", source, "-o", str(target)])
        return target

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return list(pool.map(compile_one, units))


def run(command: Sequence[str]) -> None:
    """Run a command at the root of the sources, show what it warns of. Raises: BuildError when it fails."""
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise BuildError(f"{' '.join(command[-6:])} failed:\n{result.stderr.strip()}")
    if result.stderr.strip():
        print(result.stderr.strip(), file=sys.stderr)
