"""QEMU: whether it is there, new enough, and how it is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchwright.model.board import Board, Emulator
from benchwright.model.errors import ToolMissing

ARM, RISCV = "qemu-system-arm", "qemu-system-riscv32"
PROGRAMS = {ARM: "virtual ARM boards", RISCV: "virtual RISC-V boards"}
"""The programs and what each is needed for."""

LEAST_VERSION = (9, 1)
"""Older ones lack the USART of the STM32L4x5, and so the console of b-l475e-iot01a; all come from one source."""

_VERSION_S = 10.0
_PACKAGES = {ARM: "qemu-system-arm", RISCV: "qemu-system-riscv"}
_INSTALL = {
    "linux": "Install it: apt install {package} (on Debian 12: apt install -t bookworm-backports {package}).",
    "darwin": "Install it: brew install qemu.",
    "win32": "Install it: winget install SoftwareFreedomConservancy.QEMU.",
}

Which = Callable[[str], str | None]
"""Finds a program, like `shutil.which`."""


def qemu_program(board: Board) -> str:
    """The program that emulates the core of a board."""
    return RISCV if board.isa.startswith("rv32") else ARM


def find_qemu(program: str = ARM, which: Which = shutil.which) -> str:
    """Path of a QEMU that is new enough.

    Raises:
        ToolMissing: there is none, with how to get it.
    """
    least = ".".join(map(str, LEAST_VERSION))
    install = _INSTALL.get(sys.platform, f"Install QEMU {least} or newer.").format(package=_PACKAGES[program])
    path = which(program) or _usual_place(program)
    if path is None:
        raise ToolMissing(program, f"QEMU {least} or newer is needed for {PROGRAMS[program]}.", install)
    version = _version(path)
    if version is None or version < LEAST_VERSION:
        raise ToolMissing(program, f"The version found is {qemu_version(path)}; {least} or newer is needed.", install)
    return path


def qemu_version(program: str) -> str:
    """Its version as `10.0`; "unknown" where it does not say."""
    version = _version(program)
    return ".".join(map(str, version)) if version else "unknown"


def qemu_words(program: str, emulator: Emulator) -> str:
    """What a run keeps of it: `QEMU 10.0, machine mps3-an547, one instruction = 64 ns`."""
    counting = f", one instruction = {1 << emulator.icount_shift} ns" if emulator.icount_shift is not None else ""
    return f"QEMU {qemu_version(program)}, machine {emulator.machine}{counting}"


def takes_elf_only(board: Board) -> bool:
    """Whether its machine puts a raw image into RAM rather than into flash; see `flash_elf`."""
    return qemu_program(board) == RISCV


def qemu_command(program: str, emulator: Emulator, flash: Path) -> tuple[str, ...]:
    """How QEMU is called for a board: serial line on standard input and output, the image where flash begins.

    An idle board must not warp through virtual time (`sleep=off`): its SysTick would keep a host core busy. What runs
    is counted in the same way with either setting.
    """
    counting = ("-icount", f"shift={emulator.icount_shift},sleep=on") if emulator.icount_shift is not None else ()
    return (
        program,
        "-machine",
        emulator.machine,
        "-kernel",
        str(flash),
        *counting,
        "-display",
        "none",
        "-monitor",
        "none",
        "-chardev",
        "stdio,id=line,signal=off",
        "-serial",
        "chardev:line",
        *emulator.arguments,
    )


def _usual_place(program: str) -> str | None:
    """Where the installer for Windows puts it without telling the PATH. Untested there."""
    place = Path("C:/Program Files/qemu") / f"{program}.exe"
    return str(place) if sys.platform == "win32" and place.is_file() else None


def _version(path: str) -> tuple[int, int] | None:
    try:
        said = subprocess.run(
            [path, "--version"],
            capture_output=True,
            text=True,
            timeout=_VERSION_S,
            check=False,
            stdin=subprocess.DEVNULL,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"version (\d+)\.(\d+)", said)
    return (int(found.group(1)), int(found.group(2))) if found else None
