"""The engine with everything of all kernel sets, built to be damaged: with the best checks that this computer has."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from boards.builder.places import FIRMWARE, INCLUDE_FOLDERS
from boards.builder.recipe import COMMON_FLAGS
from boards.builder.sources import host_engine_sources

HARNESS = Path(__file__).with_name("harness")
_CLANGS = ("clang", *(f"clang-{version}" for version in range(24, 12, -1)))
_STRICT = ("-O1", "-g", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer")
_FUZZED = """
#include <stddef.h>
#include <stdint.h>
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) { return data && size > (1u << 30); }
"""


@dataclass(frozen=True, slots=True)
class Compiler:
    """A C compiler and its checks. `guides` says that it brings libFuzzer: coverage leads the mutations."""

    command: tuple[str, ...]
    compile_flags: tuple[str, ...]
    link_flags: tuple[str, ...]
    guides: bool
    words: str

    @property
    def has_asan(self) -> bool:
        """Whether memory can be forbidden byte by byte."""
        return any("address" in flag for flag in self.link_flags)


def best_compiler() -> Compiler:
    """clang with libFuzzer, else gcc with AddressSanitizer, else zig with traps; the last is always there."""
    return next(compiler for compiler in _candidates() if _works(compiler))


def build_harness(folder: Path, compiler: Compiler) -> Path:
    """The fuzzer as a program in `folder`; built when its sources, flags or compiler changed."""
    engine = host_engine_sources()
    harness = [HARNESS / name for name in ("engine_fuzz.c", "mutate.c", *([] if compiler.guides else ["loop.c"]))]
    checks = [*compiler.compile_flags, *COMMON_FLAGS]
    # The harness is not what is looked at: without checks, for speed.
    plain = ["-O2", "-std=c11", "-Wall", "-Wextra", *(["-DBW_FUZZ_ASAN"] if compiler.has_asan else [])]
    headers = [*FIRMWARE.rglob("*.h"), HARNESS / "engine_fuzz.h"]
    digest = _digest([*checks, *plain, *compiler.link_flags, compiler.words], [*engine, *harness, *headers])
    program = folder / f"engine-fuzz-{digest[:16]}"
    if program.exists():
        return program
    folder.mkdir(parents=True, exist_ok=True)
    includes = [f"-I{path}" for path in (*INCLUDE_FOLDERS, HARNESS)]
    with tempfile.TemporaryDirectory(dir=folder) as objects, ThreadPoolExecutor(2) as pool:
        units = [*((source, checks) for source in engine), *((source, plain) for source in harness)]
        targets = [Path(objects) / f"{index}_{source.stem}.o" for index, (source, _) in enumerate(units)]

        def compile_one(unit: tuple[Path, list[str]], target: Path) -> None:
            _run([*compiler.command, *unit[1], *includes, "-c", str(unit[0]), "-o", str(target)])

        list(pool.map(compile_one, units, targets))
        fresh = Path(objects) / program.name
        _run([*compiler.command, *compiler.link_flags, *map(str, targets), "-lm", "-o", str(fresh)])
        fresh.replace(program)
    return program


def _candidates() -> Iterator[Compiler]:
    checks = "-fsanitize=address,undefined"
    for name in _CLANGS:
        if path := shutil.which(name):
            words = f"{name} with libFuzzer, AddressSanitizer and UndefinedBehaviorSanitizer"
            compiling = (*_STRICT, checks, "-fsanitize=fuzzer-no-link")
            yield Compiler((path,), compiling, (checks, "-fsanitize=fuzzer"), guides=True, words=words)
    if path := shutil.which("gcc"):
        words = "gcc with AddressSanitizer and UndefinedBehaviorSanitizer, mutations without guidance"
        yield Compiler((path,), (*_STRICT, checks), (checks,), guides=False, words=words)
    yield zig()


def zig() -> Compiler:
    """What every computer has: traps on undefined behaviour, and forbidden pages around the memory."""
    traps = ("-fsanitize=undefined", "-fsanitize-trap=undefined")
    command = (sys.executable, "-m", "ziglang", "cc")
    words = "zig with traps on undefined behaviour, mutations without guidance"
    return Compiler(command, ("-O1", *traps), traps, guides=False, words=words)


def _works(compiler: Compiler) -> bool:
    """Whether it compiles, links and starts what it claims: a compiler may have come without its libraries."""
    if not compiler.has_asan:
        return True
    main = "" if compiler.guides else "int main(void) { return LLVMFuzzerTestOneInput((const uint8_t *)main, 1); }"
    with tempfile.TemporaryDirectory() as folder:
        source, program = Path(folder) / "probe.c", Path(folder) / "probe"
        source.write_text(_FUZZED + main)
        command = [*compiler.command, *compiler.compile_flags, *compiler.link_flags, str(source), "-o", str(program)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return False
        return not subprocess.run([str(program), "-runs=1"], capture_output=True, check=False).returncode


def _digest(words: list[str], files: list[Path]) -> str:
    sha = hashlib.sha256("\0".join(words).encode())
    for path in sorted(files):
        sha.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return sha.hexdigest()


def _run(command: list[str]) -> None:
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(f"{' '.join(command[-4:])} failed:\n{finished.stderr.strip()}")
