"""QEMU: whether it is there, new enough, and how it is called."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from benchwright.model.board import Emulator
from benchwright.model.errors import ToolMissing

PROGRAM = "qemu-system-arm"
LEAST_VERSION = (9, 1)
"""Older ones lack the USART of the STM32L4x5, and so the console of b-l475e-iot01a."""

_VERSION_S = 10.0
_INSTALL = {
    "linux": (
        "Install it: apt install qemu-system-arm (on Debian 12: apt install -t bookworm-backports qemu-system-arm)."
    ),
    "darwin": "Install it: brew install qemu.",
    "win32": "Install it: winget install SoftwareFreedomConservancy.QEMU.",
}

Which = Callable[[str], str | None]
"""Finds a program, like `shutil.which`."""


def find_qemu(which: Which = shutil.which) -> str:
    """Path of a QEMU that is new enough.

    Raises:
        ToolMissing: there is none, with how to get it.
    """
    install = _INSTALL.get(sys.platform, f"Install QEMU {LEAST_VERSION[0]}.{LEAST_VERSION[1]} or newer.")
    least = ".".join(map(str, LEAST_VERSION))
    path = which(PROGRAM) or _usual_place()
    if path is None:
        raise ToolMissing(PROGRAM, f"Virtual ARM boards run on QEMU {least} or newer.", install)
    version = _version(path)
    if version is None or version < LEAST_VERSION:
        raise ToolMissing(
            PROGRAM,
            f"The version found is {qemu_version(path)}; {least} or newer is needed.",
            install,
        )
    return path


def qemu_version(program: str) -> str:
    """Its version as `10.0`; "unknown" where it does not say."""
    version = _version(program)
    return ".".join(map(str, version)) if version else "unknown"


def qemu_words(program: str, emulator: Emulator) -> str:
    """What a run keeps of it: `QEMU 10.0, machine mps3-an547, one instruction = 64 ns`."""
    counting = f", one instruction = {1 << emulator.icount_shift} ns" if emulator.icount_shift is not None else ""
    return f"QEMU {qemu_version(program)}, machine {emulator.machine}{counting}"


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


def _usual_place() -> str | None:
    """Where the installer for Windows puts it without telling the PATH. Untested there."""
    place = Path("C:/Program Files/qemu") / f"{PROGRAM}.exe"
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
