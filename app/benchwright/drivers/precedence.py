"""Letting the window go first: what computes for seconds on end takes what it leaves."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

NICENESS = 5
"""A third of the weight of a program of the desktop (sched(7)). More starves boards where other programs compute."""

_PATIENCE_S = 1.0
_PAUSE_S = 0.02


def set_back(pid: int) -> None:
    """Lowers the priority of a process of ours that has just started, and of those it will start.

    Linux shares the processor between sessions before it looks at niceness (autogroups, sched(7)), so a session of its
    own steps back as well; that of a terminal is not ours to lower. On Windows priority is given when a process starts.
    """
    if sys.platform == "win32":
        return
    try:
        os.setpriority(os.PRIO_PROCESS, pid, max(NICENESS, os.getpriority(os.PRIO_PROCESS, pid)))
        leads_session = os.getsid(pid) == pid
    except OSError:
        return  # it has ended already
    deadline = time.monotonic() + _PATIENCE_S
    while leads_session and not _session_told(pid) and time.monotonic() < deadline:
        time.sleep(_PAUSE_S)


def _session_told(pid: int) -> bool:
    """False where the kernel asks to come back: it takes one such order in a tenth of a second."""
    try:
        Path(f"/proc/{pid}/autogroup").write_text(str(NICENESS))
    except BlockingIOError:
        return False
    except OSError:
        return True  # no autogroups here: niceness is all that counts
    return True
