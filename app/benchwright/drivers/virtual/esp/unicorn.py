"""The emulation library Unicorn: whether it is there, and how the process is called that alone imports it."""

from __future__ import annotations

from pathlib import Path

from benchwright.drivers.own_process import python_command
from benchwright.drivers.set_up_words import set_up_again
from benchwright.drivers.virtual.esp.block_counter import BuildFailed, built_library
from benchwright.drivers.virtual.esp.chip import CLOCK_HZ, mac_of
from benchwright.model.board import Emulator
from benchwright.model.errors import ToolMissing

PACKAGE = "unicorn"


def find_unicorn(emulator: Emulator) -> str:
    """What a run keeps of it: `Unicorn 2.1.4, one instruction = 8 ns`.

    Raises:
        ToolMissing: it is not installed.
    """
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415  as in `drivers.own_environment`

    try:
        found = version(PACKAGE)
    except PackageNotFoundError as error:
        raise ToolMissing(PACKAGE, "Virtual RISC-V boards run on it.", set_up_again()) from error
    return f"Unicorn {found}, one instruction = {1e9 / instructions_per_s(emulator):g} ns"


def instructions_per_s(emulator: Emulator) -> int:
    """How many instructions a second of virtual time has: what `icount_shift` says, else one in every cycle."""
    return int(1e9) >> emulator.icount_shift if emulator.icount_shift is not None else CLOCK_HZ


def core_library(folder: Path) -> Path:
    """The compiled part of the core, made now if it is not in `folder`: the first time takes seconds.

    Raises:
        ToolMissing: there is no compiler. OSError: it cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        return built_library(folder)
    except BuildFailed as error:
        raise ToolMissing("ziglang", f"It compiles a part of virtual RISC-V boards. {error}", set_up_again()) from error


def core_command(emulator: Emulator, flash: Path, library: Path, name: str) -> tuple[str, ...]:
    """How the core of a virtual board is started; its standard input and output are UART0.

    Unicorn's core is licensed GPL-2.0: it runs in a program of its own and is not loaded into any other.
    """
    program = python_command("benchwright.drivers.virtual.esp.core_process")
    chip = ("--mac", mac_of(name).hex(), "--instructions-per-s", str(instructions_per_s(emulator)))
    return (*program, "--flash", str(flash), "--library", str(library), *chip)
