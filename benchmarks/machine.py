"""The machine that measures: what a reader must know of it to judge a table."""

from __future__ import annotations

import os
import platform
from datetime import date


def machine_words() -> str:
    """System, processor kind, cores and Python, without any name of the machine."""
    cores = f"{os.cpu_count() or 1} cores"
    return f"{platform.system()} {platform.machine()}, {cores}, Python {platform.python_version()}"


def load_words() -> str:
    """How busy the machine is now: jobs that ran or waited, on average over the last minute."""
    return f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "load not known"


def taken_line(name: str, load_before: str) -> str:
    """The line under a table: when, on what, how busy it was before, by which command."""
    return f"{date.today().isoformat()}, {machine_words()}, {load_before} before: `python -m benchmarks {name}`."
