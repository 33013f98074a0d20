"""Which program has a port open. Linux only; elsewhere nobody is found and messages stay general."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import psutil


def port_holder(port: str) -> str:
    """Name and process id of another program that has `port` open; empty if none is seen.

    Programs of other users are only seen by the superuser.
    """
    if sys.platform != "linux":
        return ""
    target = os.path.realpath(port)
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and int(process.name) != os.getpid() and _has_open(process, target):
            with contextlib.suppress(psutil.Error):
                return f"{psutil.Process(int(process.name)).name()} (pid {process.name})"
    return ""


def _has_open(process: Path, target: str) -> bool:
    try:
        descriptors = list((process / "fd").iterdir())
    except OSError:
        return False
    for descriptor in descriptors:
        with contextlib.suppress(OSError):
            if str(descriptor.readlink()) == target:
                return True
    return False
