"""Firmware that knows nothing of Benchwright's agent, built for the tests: a program, and the agent without `bw`."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def build_program(file: Path, **macros: object) -> Path:
    """tests/firmware/mlperf_only.c for this computer; see there for the macros."""
    source = Path(__file__).with_name("mlperf_only.c")
    defines = [f"-D{name}={value}" for name, value in macros.items()]
    command = [
        sys.executable,
        "-m",
        "ziglang",
        "cc",
        "-O1",
        "-std=c11",
        "-D_POSIX_C_SOURCE=200809L",
        "-Wall",
        "-Wextra",
    ]
    native = ROOT / "boards" / "native"
    sources = [str(source), *([str(native / "bw_mark.c")] if "ENERGY_MODE" in macros else [])]
    command += ["-Werror", f"-I{native}", f"-I{ROOT / 'boards' / 'firmware' / 'include'}", *defines]
    subprocess.run([*command, *sources, "-o", str(file)], check=True, timeout=300)
    return file


def build_without_agent(folder: Path, board: str) -> Path:
    """The board's firmware from sources in which `bw` is unknown; the folder with firmware.elf and firmware.bin."""
    shutil.copytree(ROOT / "boards", folder / "boards", ignore=shutil.ignore_patterns("__pycache__"))
    ascii_source = folder / "boards" / "firmware" / "agent" / "bw_ascii.c"
    text = ascii_source.read_text("utf-8")
    known = 'bw_word_is(word, "bw")'
    assert text.count(known) == 1
    ascii_source.write_text(text.replace(known, 'bw_word_is(word, "\\n")'), "utf-8")
    command = [sys.executable, str(folder / "boards" / "build.py"), "--board", board, "--out", str(folder / "out")]
    subprocess.run(command, check=True, timeout=600, capture_output=True)
    return folder / "out" / board
