"""The emulation library Unicorn: whether it is there, and how the process is called that alone imports it."""

from __future__ import annotations

import importlib.metadata
import sys
from pathlib import Path

from benchwright.drivers.virtual.esp.chip import mac_of
from benchwright.model.errors import ToolMissing

PACKAGE = "unicorn"


def find_unicorn() -> str:
    """What a run keeps of it: `Unicorn 2.1.4, one instruction = one cycle`.

    Raises:
        ToolMissing: it is not installed.
    """
    try:
        version = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ToolMissing(PACKAGE, "Virtual RISC-V boards run on it.", "Set up again: make demo") from error
    return f"Unicorn {version}, one instruction = one cycle"


def core_command(flash: Path, name: str) -> tuple[str, ...]:
    """How the core of a virtual board is started; its standard input and output are UART0.

    Unicorn's core is licensed GPL-2.0: it runs in a program of its own and is not loaded into any other.
    """
    mac = mac_of(name).hex()
    return (sys.executable, "-m", "benchwright.drivers.virtual.esp.core_process", "--flash", str(flash), "--mac", mac)
