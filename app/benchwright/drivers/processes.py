"""The processes of this computer, told apart by their number and the moment they began."""

from __future__ import annotations

import contextlib
import os
import platform
from pathlib import Path

import psutil

from benchwright.model.batch import Owner

_CLOCK_STEP_S = 2.0
"""psutil derives the moment of a start from the boot time, which moves when the clock is set."""


class SystemProcesses:
    """Implements `Processes` with psutil."""

    def this_one(self, token: str, at: str) -> Owner:
        """This process as an owner."""
        return Owner(token, _host(), os.getpid(), psutil.Process().create_time(), at)

    def is_gone(self, owner: Owner) -> bool:
        """Whether no process of that number runs here, or one that began at another moment."""
        if owner.host != _host():
            return False
        try:
            process = psutil.Process(owner.pid)
            is_same = abs(process.create_time() - owner.process_started_s) < _CLOCK_STEP_S
            return not is_same or process.status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True
        except psutil.Error:
            return False


def _host() -> str:
    """The name of the computer and, on Linux, its process space: containers may share the name, not the processes."""
    space = ""
    with contextlib.suppress(OSError):
        space = str(Path("/proc/self/ns/pid").stat().st_ino)
    return f"{platform.node()}/{space}"
