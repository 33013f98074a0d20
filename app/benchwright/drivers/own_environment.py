"""Environments of their own for what the program does without: TensorFlow, labgrid. Made when somebody asks for one.

In a checkout the set-up makes them. An installed program has no set-up and, when frozen, no pip either: it asks the
computer's own Python for an environment, and that one's pip for the packages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchwright import paths
from benchwright.drivers.own_process import is_frozen
from benchwright.model.errors import ToolMissing

TITLES = {"forge": "TensorFlow", "lab": "labgrid"}
"""By the name of the environment, what is in it."""

Say = Callable[[str], None]

_OLDEST, _NEWEST = (3, 11), (3, 13)
_PYTHONS = ("python3", "python3.13", "python3.12", "python3.11", "python")
_ASK = "import ensurepip, sys, venv; print(sys.version_info[0], sys.version_info[1])"
_ASK_S = 20.0
_NETWORK = re.compile("resolution|NewConnectionError|ConnectTimeout|Network is unreachable")


def install_words(name: str) -> str:
    """What to do where an environment is missing."""
    variable = f"BENCHWRIGHT_{name.upper()}_PYTHON"
    how = f"sh installer/python -m installer {name}" if paths.checkout() is not None else f"benchwright setup {name}"
    return f"Set it up: {how}; or name a Python that has it in {variable}."


class OwnEnvironments:
    """Makes them below `folder`, with the versions that `constraints` pins; `which` finds programs."""

    def __init__(
        self, folder: Callable[[str], Path] = paths.environment, *, constraints: Path | None = None,
        which: Callable[[str], str | None] = shutil.which,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._constraints = constraints or paths.constraints()
        self._which = which

    def bring(self, name: str, say: Say) -> Path:
        """Makes the environment `name` anew, with a line to `say` for each that pip writes; its folder.

        Raises:
            ToolMissing: there is no Python to make it with, or its packages cannot be had.
        """
        folder = self._folder(name)
        checkout = paths.checkout()
        if checkout is not None:
            self._run(name, ("sh", "installer/python", "-m", "installer", name), say, checkout)
            return folder
        python = self._python(name)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._run(name, (python, "-m", "venv", "--clear", str(folder)), say)
        own = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        options = ("--no-input", "--progress-bar", "off", "--disable-pip-version-check", "-c", str(self._constraints))
        self._run(name, (str(own), "-m", "pip", "install", *options, *requirements(name)), say)
        return folder

    def _python(self, name: str) -> str:
        """A Python of the right age that can make environments."""
        candidates = map(self._which, _PYTHONS) if is_frozen() else iter((sys.executable,))
        for candidate in candidates:
            if candidate is not None and _suits(candidate):
                return candidate
        raise ToolMissing(
            TITLES[name],
            "Its environment is made by a Python 3.11 to 3.13 with venv, and there is none on the PATH.",
            f"Install one (sudo apt install python3-venv), then: benchwright setup {name}",
        )

    def _run(self, name: str, command: Sequence[str], say: Say, folder: Path | None = None) -> None:
        last: list[str] = []
        try:
            with subprocess.Popen(
                command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace",
            ) as process:  # fmt: skip
                for line in process.stdout or ():
                    last = [*last[-40:], line.strip()]
                    say(line.rstrip())
        except OSError as error:
            raise _not_made(name, f"{command[0]} cannot be started: {error.strerror or error}.") from error
        if process.returncode:
            raise _not_made(name, _reason(last))


def requirements(name: str) -> tuple[str, ...]:
    """What belongs into an environment: the extra of that name of this package, pinned."""
    from importlib.metadata import requires  # noqa: PLC0415  it brings e-mail, which the window's start need not load

    return tuple(_required(requires("benchwright") or (), name))


def _required(lines: Sequence[str], name: str) -> Iterator[str]:
    for line in lines:
        requirement, _, marker = line.partition(";")
        if re.search(rf"extra\s*==\s*['\"]{name}['\"]", marker):
            yield requirement.strip()


def _suits(python: str) -> bool:
    try:
        done = subprocess.run([python, "-c", _ASK], capture_output=True, text=True, timeout=_ASK_S, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    numbers = done.stdout.split()
    return done.returncode == 0 and len(numbers) == 2 and _OLDEST <= (int(numbers[0]), int(numbers[1])) <= _NEWEST


def _reason(lines: Sequence[str]) -> str:
    if any(_NETWORK.search(line) for line in lines):
        return "Its packages cannot be fetched: the network does not answer."
    said = next((line for line in reversed(lines) if line.startswith("ERROR")), lines[-1] if lines else "nothing")
    return f"Its environment was not made. Last words: {said[:300]}"


def _not_made(name: str, why: str) -> ToolMissing:
    return ToolMissing(TITLES[name], why, f"Retry: benchwright setup {name}")
