"""What `compose` hands to the window and the command line: every part, chosen and built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchwright.bench.route import RouteParts
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.virtual_lab import VirtualLab

ReportWriter = Callable[[RunStore, Sequence[str], Path], None]


@dataclass(frozen=True, slots=True)
class ToolStatus:
    """One thing Benchwright needs: whether it is there, and how to get it."""

    name: str
    is_present: bool
    found: str
    needed_for: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Parts of the program. `open_store` opens a database and must be matched by its `close`."""

    parts: RouteParts
    discovery: Discovery
    lab: VirtualLab
    open_store: Callable[[Path], RunStore]
    default_database: Path
    write_report: ReportWriter
    check_tools: Callable[[], tuple[ToolStatus, ...]]
