"""Bringing TensorFlow: this program's own `setup forge` in a process of its own, told of line by line."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from benchwright import paths
from benchwright.drivers.flash.tool_process import Ending, ToolLimits, ToolResult, run_tool
from benchwright.drivers.own_environment import TITLES, install_words
from benchwright.drivers.own_process import program_command
from benchwright.model.errors import Cancelled, ToolMissing
from benchwright.protocols.cancel import CancelToken

# pip says nothing while it fetches half a gigabyte over a slow line.
_LIMITS = ToolLimits(deadline_s=4 * 3600, silence_s=3600)
_ERROR = "error: "
_NAME = "forge"


class ForgeSetUp:
    """`command` makes the environment in `folder`; half an environment is taken away again."""

    def __init__(self, command: Sequence[str] | None = None, folder: Path | None = None) -> None:
        self.command = tuple(command or program_command("setup", _NAME))
        self._folder = folder or paths.environment(_NAME)

    def bring(self, on_line: Callable[[str], None], cancel: CancelToken) -> None:
        """Makes the environment; blocks for minutes.

        Raises:
            ToolMissing: it cannot be had; says why in the words of the set-up.
            Cancelled: the set-up was ended.
        """
        is_new = not self._folder.exists()
        try:
            result = run_tool(self.command, limits=_LIMITS, cancel=cancel, on_line=on_line)
        except OSError as error:
            why = f"{self.command[0]} cannot be started: {error.strerror or error}."
            raise ToolMissing(TITLES[_NAME], why, install_words(_NAME)) from error
        if result.ending is Ending.EXITED and not result.exit_code:
            return
        if is_new:
            shutil.rmtree(self._folder, ignore_errors=True)
        if result.ending is Ending.CANCELLED:
            raise Cancelled("the installation of TensorFlow", "Nothing of it stays.")
        raise ToolMissing(TITLES[_NAME], _why(result), install_words(_NAME))


def _why(result: ToolResult) -> str:
    """The reason as the set-up gave it: the line after that of the error, else its last words."""
    if result.ending is not Ending.EXITED:
        return f"Its set-up {result.ending.value} and was ended after {result.seconds:.0f} s."
    lines = [line.rstrip() for line in result.tail if line.strip()]
    begins = [place for place, line in enumerate(lines) if line.startswith(_ERROR)]
    if begins and begins[-1] + 1 < len(lines):
        return lines[begins[-1] + 1].strip()
    words = lines[-1].strip()[:300] if lines else "nothing"
    return f"Its set-up ended with code {result.exit_code}. Last words: {words}."
