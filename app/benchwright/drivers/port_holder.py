"""Which program has a port open. Linux only; elsewhere nobody is found and messages stay general."""

from __future__ import annotations

import contextlib
import os
import sys

# A Path for each of thousands of descriptors costs ten times what the look itself does.
# ruff: noqa: PTH115, PTH116, PTH208


def port_holder(port: str) -> str:
    """Name and process id of another program that has `port` open; empty if none is seen.

    Programs of other users are only seen by the superuser. It is asked before every opening, so it looks at no more
    than names in /proc.
    """
    if sys.platform != "linux":
        return ""
    target = os.path.realpath(port)
    own, user = str(os.getpid()), os.geteuid()
    for process in os.listdir("/proc"):
        if process.isdigit() and process != own and _is_visible(process, user) and _has_open(process, target):
            return _words(process)
    return ""


def _is_visible(process: str, user: int) -> bool:
    if user == 0:
        return True
    try:
        return os.stat(f"/proc/{process}").st_uid == user
    except OSError:
        return False


def _has_open(process: str, target: str) -> bool:
    folder = f"/proc/{process}/fd"
    try:
        descriptors = os.listdir(folder)
    except OSError:
        return False
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            if os.readlink(f"{folder}/{descriptor}") == target:
                return True
    return False


def _words(process: str) -> str:
    import psutil  # noqa: PLC0415  only for a port that is taken

    try:
        return f"{psutil.Process(int(process)).name()} (pid {process})"
    except psutil.Error:
        return ""
