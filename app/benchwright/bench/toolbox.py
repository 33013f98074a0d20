"""What `compose` hands to the window and the command line: every part, chosen and built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchwright.agent_library.layout import BuildSystem
from benchwright.bench.identifying import Identifier
from benchwright.bench.mlperf_desk import MlperfTools
from benchwright.bench.mlperf_session import MlperfParts
from benchwright.bench.route import RouteParts
from benchwright.model.report import Letterhead
from benchwright.model.tool import ToolStatus
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.forge import Forge
from benchwright.protocols.io_managers import IoManagers
from benchwright.protocols.model_viewer import ModelViewer
from benchwright.protocols.places import Places
from benchwright.protocols.port_book import PortBook
from benchwright.protocols.processes import Processes
from benchwright.protocols.report_desk import ReportDesk
from benchwright.protocols.run_store import RunStore
from benchwright.protocols.submission import SubmissionWriter
from benchwright.protocols.virtual_lab import VirtualLab

DeskOpener = Callable[[RunStore, Letterhead | None], ReportDesk]
"""Opens the desk that reports on a store, with another letterhead than the one that is kept."""
LibraryWriter = Callable[[BuildSystem, Path, bool], tuple[Path, ...]]
"""Writes the agent's library into a folder; True writes over an earlier one."""
EnvironmentMaker = Callable[[str, Callable[[str], None]], Path]
"""Makes an environment of its own by name, `forge` or `lab`, with a line to tell now and then; where it is."""


@dataclass(frozen=True, slots=True)
class Toolbox:
    """Parts of the program. `open_store` opens a database and must be matched by its `close`, `places` once at the end.

    `use_lab` keeps the address of a lab's coordinator; "" forgets it.
    """

    parts: RouteParts
    discovery: Discovery
    identifier: Identifier
    lab: VirtualLab
    processes: Processes
    open_store: Callable[[Path], RunStore]
    default_database: Path
    report_desk: DeskOpener
    places: Places
    use_lab: Callable[[str], None]
    ports: PortBook
    check_tools: Callable[[], tuple[ToolStatus, ...]]
    write_agent_library: LibraryWriter
    forge: Forge
    viewer: ModelViewer
    set_up: EnvironmentMaker
    io_managers: IoManagers
    submissions: SubmissionWriter

    @property
    def mlperf_tools(self) -> MlperfTools:
        """What the window needs of it beside that."""
        return MlperfTools(self.io_managers, self.submissions)

    @property
    def mlperf(self) -> MlperfParts:
        """What measuring by MLPerf Tiny takes of it."""
        parts = self.parts
        return MlperfParts(parts.transports, parts.meters, parts.leases, self.submissions, parts.now)
