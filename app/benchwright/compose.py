"""The only place that picks concrete classes; imports are inside the functions, so a command pays for what it uses."""

from __future__ import annotations

import gc
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright import paths

if TYPE_CHECKING:
    from benchwright.agent_library.layout import BuildSystem
    from benchwright.bench.measure import MeasureSettings
    from benchwright.bench.toolbox import Toolbox
    from benchwright.bench.workbench import Workbench
    from benchwright.cli.window_arguments import WindowArguments
    from benchwright.drivers.flashers import FlashProgram
    from benchwright.model.board import FlashMethod
    from benchwright.model.document import Document
    from benchwright.model.report import Letterhead
    from benchwright.model.tool import ToolStatus
    from benchwright.protocols.cancel import CancelToken
    from benchwright.protocols.catalog import Catalog
    from benchwright.protocols.firmware_library import FirmwareLibrary
    from benchwright.protocols.places import Places
    from benchwright.protocols.report_desk import ReportDesk
    from benchwright.protocols.report_printer import Progress
    from benchwright.protocols.run_store import RunStore

# ruff: noqa: PLC0415


def build_toolbox(*, has_window: bool = False) -> Toolbox:
    """Every part of the program, built for this computer."""
    import benchwright
    from benchwright.bench.identifying import Identifier
    from benchwright.bench.route import RouteParts
    from benchwright.bench.toolbox import Toolbox
    from benchwright.catalog.board_catalog import BoardCatalog
    from benchwright.catalog.core_bands import read_core_bands
    from benchwright.catalog.device_memory import DeviceMemoryFile
    from benchwright.drivers.chip_detector import ChipDetectors, EsptoolChipDetector, StInfoChipDetector
    from benchwright.drivers.desktop_reference import LitertProcess
    from benchwright.drivers.discovery import CombinedDiscovery, PortDiscovery, VirtualDiscovery
    from benchwright.drivers.firmware_library import BuiltFirmware
    from benchwright.drivers.flash.programs import flash_programs
    from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
    from benchwright.drivers.flashers import Flashers
    from benchwright.drivers.forge_process import ForgeProcess
    from benchwright.drivers.forge_times import ForgeTimes
    from benchwright.drivers.host_engine import HostEngine
    from benchwright.drivers.io_managers import SystemIoManagers
    from benchwright.drivers.named_ports import NamedPorts
    from benchwright.drivers.netron import Netron
    from benchwright.drivers.own_environment import OwnEnvironments
    from benchwright.drivers.own_process import python_command
    from benchwright.drivers.power.meters import SystemPowerMeters
    from benchwright.drivers.processes import SystemProcesses
    from benchwright.drivers.remote.lab_settings import LabSettings
    from benchwright.drivers.remote.labgrid import LabgridPlaces
    from benchwright.drivers.remote.place_discovery import PlaceDiscovery
    from benchwright.drivers.remote.place_leases import PlaceLeases
    from benchwright.drivers.transports import Transports
    from benchwright.drivers.virtual.lab import ProcessVirtualLab
    from benchwright.planner.late import LatePlanner
    from benchwright.reports.mlperf.folder import SubmissionFolder
    from benchwright.wire.agent_pack import AgentPackFlasher

    catalog = BoardCatalog([paths.boards()], own=own_boards())
    memory = DeviceMemoryFile(paths.config() / "devices.json")
    chips = ChipDetectors(esptool=EsptoolChipDetector(), st_info=StInfoChipDetector())
    transports = Transports()
    programs = flash_programs(paths.data() / "flashed")
    lab = ProcessVirtualLab(catalog, paths.virtual(), has_window=has_window)
    firmware = BuiltFirmware(paths.firmware(), own_boards=own_boards())
    lab_settings = LabSettings(paths.config() / "lab.json", os.environ)
    places = LabgridPlaces(paths.lab_python(), lab_settings.coordinator, paths.data() / "lab")
    leases = PlaceLeases(places)
    ports = NamedPorts(paths.config() / "ports.json", os.environ)
    parts = RouteParts(
        catalog=catalog,
        planner=LatePlanner(),
        firmware=firmware,
        flasher=Flashers(
            virtual_image=VirtualImageFlasher(),
            agent=AgentPackFlasher(transports),
            programs=programs,
        ),
        transports=transports,
        reference=HostEngine(host_library()),
        desktop=LitertProcess(python_command("benchwright.forge.desktop_reference")),
        meters=SystemPowerMeters(),
        bands=read_core_bands(paths.resources()),
        leases=leases,
    )
    return Toolbox(
        parts=parts,
        discovery=CombinedDiscovery(
            VirtualDiscovery(lab),
            PortDiscovery(catalog, ports.entries, memory=memory),
            PlaceDiscovery(places, catalog, memory),
        ),
        identifier=Identifier(transports, catalog, memory, chips, leases=leases),
        lab=lab,
        processes=SystemProcesses(),
        open_store=open_store,
        default_database=default_database(),
        report_desk=report_desk,
        places=places,
        use_lab=lab_settings.use,
        ports=ports,
        check_tools=partial(_check_tools, catalog, firmware, programs, places),
        write_agent_library=write_agent_library,
        forge=ForgeProcess(paths.forge_python, ForgeTimes(paths.data() / "forge_times.json")),
        viewer=Netron(paths.data() / "netron"),
        set_up=OwnEnvironments().bring,
        io_managers=SystemIoManagers(),
        submissions=SubmissionFolder(benchwright.__version__),
    )


def _check_tools(
    catalog: Catalog, firmware: FirmwareLibrary, programs: Mapping[FlashMethod, FlashProgram], places: Places
) -> tuple[ToolStatus, ...]:
    from benchwright.drivers.tools import check_labgrid, check_models, check_tools

    labgrid = (check_labgrid(paths.lab_python()),) if places.coordinator else ()
    models = check_models(paths.forge_python())
    return (*check_tools(catalog, firmware, host_library(), programs), *models, *labgrid)


def build_workbench(toolbox: Toolbox, database: Path, settings: MeasureSettings | None = None) -> Workbench:
    """A workbench on one database; start it, and close it. `settings` is how long it measures, as usual if None."""
    from benchwright.bench.measure import MeasureSettings
    from benchwright.bench.remote_desk import RemoteDesk
    from benchwright.bench.workbench import Workbench
    from benchwright.drivers.hot_plug import hot_plug
    from benchwright.drivers.remote.place_discovery import ListeningDiscovery

    store = toolbox.open_store(database)
    return Workbench(
        toolbox.parts,
        store,
        ListeningDiscovery(toolbox.discovery, toolbox.places),
        toolbox.lab,
        toolbox.report_desk(store, None),
        settings or MeasureSettings(),
        hot_plug=hot_plug(),
        identifier=toolbox.identifier,
        check_tools=toolbox.check_tools,
        own_boards=str(own_boards()),
        processes=toolbox.processes,
        remote=RemoteDesk(toolbox.ports, toolbox.places, toolbox.use_lab),
        open_store=toolbox.open_store,
        forge=toolbox.forge,
        viewer=toolbox.viewer,
        mlperf=toolbox.mlperf_tools,
    )


def open_store(database: Path) -> RunStore:
    """The store in `database`, opened; the user's own folder is made when it is missing.

    Raises:
        DatabaseUnusable, DatabaseTooNew: why it cannot be used.
    """
    from datetime import UTC, datetime

    from benchwright.model.errors import DatabaseUnusable
    from benchwright.store import SqliteRunStore

    if database == default_database():
        try:
            database.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnusable(
                str(database),
                f"Its folder {database.parent} cannot be made: {error.strerror or error}.",
                "Set BENCHWRIGHT_HOME to a folder that can be written, or choose another file (--db).",
            ) from error
    store = SqliteRunStore(database, clock=lambda: datetime.now(UTC))
    try:
        store.open()
    except BaseException:
        store.close()
        raise
    return store


def report_desk(store: RunStore, letterhead: Letterhead | None = None) -> ReportDesk:
    """Reports on a store, with the letterhead that is kept unless another one is given."""
    from benchwright.reports.late import LateReportDesk

    return LateReportDesk(partial(_report_desk, store, letterhead))


def _report_desk(store: RunStore, letterhead: Letterhead | None) -> ReportDesk:
    from datetime import UTC, datetime

    from benchwright.catalog.core_bands import read_core_bands
    from benchwright.reports.desk import DeskParts, StoreReportDesk
    from benchwright.reports.letterhead_file import LetterheadFile

    parts = DeskParts(
        templates=paths.resources() / "report",
        letterhead=LetterheadFile(paths.config() / "letterhead"),
        printer=_LatePrinter(),
        now=lambda: datetime.now(UTC),
        bands=read_core_bands(paths.resources()),
    )
    return StoreReportDesk(parts, store, letterhead)


class _LatePrinter:
    """The printer of `ui`, imported when something is printed: Qt takes longer to load than a table to write."""

    def pdf(self, document: Document, progress: Progress, cancel: CancelToken) -> bytes:
        """See `protocols.report_printer`."""
        from benchwright.ui.printing.pdf_printer import QtReportPrinter

        return QtReportPrinter().pdf(document, progress, cancel)


def write_agent_library(target: BuildSystem, out: Path, force: bool) -> tuple[Path, ...]:
    """Writes the agent's library for a build system into `out`; the files as they lie there.

    Raises:
        FolderTaken, SourcesMissing, FileUnwritable: what stood in the way.
    """
    import benchwright
    from benchwright.agent_library.layout import library_files
    from benchwright.agent_library.writer import write_library
    from benchwright.model.errors import SourcesMissing

    try:
        files = library_files(target, paths.boards(), paths.licence(), benchwright.__version__)
    except OSError as error:
        raise SourcesMissing(str(paths.boards()), f"{error.strerror or error}.") from error
    return write_library(files, out, force=force)


def own_boards() -> Path:
    """The folder of the user's own board files."""
    return paths.config() / "boards"


def default_database() -> Path:
    """Where runs go when nobody says otherwise."""
    return paths.data() / "benchwright.db"


def host_library() -> Path:
    """The host build of the engine; it may not exist."""
    folder = paths.firmware() / "host"
    names = ("libbw_engine.so", "libbw_engine.dylib", "bw_engine.dll", "libbw_engine.dll")
    return next((folder / name for name in names if (folder / name).is_file()), folder / names[0])


def open_window(arguments: Sequence[str]) -> int:
    """Opens the window; returns its exit code."""
    gc.disable()  # what is loaded now stays: to look through it again and again takes a tenth of the start
    try:
        return _open_window(arguments)
    finally:
        gc.enable()


def _open_window(arguments: Sequence[str]) -> int:
    from benchwright.cli.window_arguments import parse_window
    from benchwright.drivers.screen import require_screen
    from benchwright.ui.app import run_window

    options = parse_window(arguments)
    require_screen(os.environ)
    if options.journey is not None:
        options.journey.mkdir(parents=True, exist_ok=True)
    database = options.database or (options.journey / "benchwright.db" if options.journey else default_database())
    with ExitStack() as opened:
        return run_window(
            partial(_open_for_window, options, database, opened),
            db_file=str(database),
            arguments=(),
            journey=options.journey,
            language=options.language,
            say=partial(print, flush=True),
            on_painted=_begin,
            open_other=partial(_open_for_window, options, opened=opened),
        )


def _begin(workbench: Workbench) -> None:
    gc.freeze()
    gc.enable()
    workbench.start()


def _open_for_window(options: WindowArguments, database: Path, opened: ExitStack) -> Workbench:
    """The workbench of a window, with models and demo boards as it was asked for; `opened` closes all of it."""
    from benchwright.bench.demo import DemoBench

    toolbox = build_toolbox(has_window=True)
    opened.callback(toolbox.places.close)
    toolbox.parts.catalog.boards()  # a shipped board file that is wrong is told before anything is opened
    workbench = build_workbench(toolbox, database)
    demo = DemoBench(workbench, paths.resources() / "models")
    opened.callback(demo.stop_boards, toolbox.lab.stop)
    opened.callback(workbench.close)
    for model in options.models:
        workbench.import_model(model)
    if options.is_demo:
        demo.import_models()
        demo.start_boards()
    return workbench
