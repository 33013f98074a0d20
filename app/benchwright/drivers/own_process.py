"""Running a Python module as a process of its own, from source and from a frozen program alike.

A frozen program has no interpreter to call: its executable is the program. So it calls itself with a first argument
that no user gives, and runs the module in place of itself.
"""

from __future__ import annotations

import runpy
import sys
from collections.abc import Sequence

RUN_MODULE = "--run-module"
"""First argument of a program that is to be a module: `benchwright --run-module esptool --port …`."""


def is_frozen() -> bool:
    """Whether this is a program that brings its own Python along."""
    return bool(getattr(sys, "frozen", False))


def python_command(module: str) -> tuple[str, ...]:
    """How a module of ours, or of a package that we bring along, is started as a process of its own."""
    return (sys.executable, RUN_MODULE if is_frozen() else "-m", module)


def program_command(*arguments: str) -> tuple[str, ...]:
    """How this program is started once more as a process of its own: `program_command("setup", "forge")`."""
    return (sys.executable, *arguments) if is_frozen() else (sys.executable, "-m", "benchwright", *arguments)


def run_module(arguments: Sequence[str]) -> None:
    """Is the module that comes first, with the arguments that follow, as `python -m` does; it may end the process."""
    if not arguments:
        sys.exit(f"{RUN_MODULE} wants the name of a module")
    sys.argv = list(arguments)
    runpy.run_module(arguments[0], run_name="__main__", alter_sys=True)
