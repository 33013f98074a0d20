"""What Benchwright needs on this computer: what is there, and how to get what is not."""

from __future__ import annotations

import importlib.metadata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from benchwright.drivers.flashers import FlashProgram
from benchwright.drivers.netron import INSTALL as NETRON_INSTALL
from benchwright.drivers.netron import find_netron
from benchwright.drivers.own_environment import install_words
from benchwright.drivers.own_process import is_frozen
from benchwright.drivers.set_up_words import build_firmware, set_up_again
from benchwright.drivers.virtual.qemu import PROGRAMS, find_qemu, qemu_version
from benchwright.model.board import FlashMethod
from benchwright.model.errors import FirmwareMissing, ToolMissing
from benchwright.model.tool import ToolStatus
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.firmware_library import FirmwareLibrary

_PACKAGES = (
    ("pyside6", "the window"),
    ("pyqtgraph", "drawing charts"),
    ("pyserial", "serial ports"),
    ("esptool", "flashing Espressif boards"),
    ("ai-edge-litert", "the difference to desktop LiteRT"),
    ("ziglang", "building firmware"),
    ("unicorn", "virtual RISC-V boards"),
)


def check_tools(
    catalog: Catalog, firmware: FirmwareLibrary, host_library: Path, programs: Mapping[FlashMethod, FlashProgram]
) -> tuple[ToolStatus, ...]:
    """Every tool, package and built file that a journey may need; flash tools are optional."""
    needed = (*_packages(), *map(_qemu, PROGRAMS), *_firmware(catalog, firmware), _library(host_library))
    return (*needed, *_flash_tools(catalog, programs))


def check_labgrid(python: Path | None) -> ToolStatus:
    """The environment with labgrid, which only a user of a lab needs."""
    needed_for = "boards of a lab"
    if python is None:
        return ToolStatus("labgrid", False, "", needed_for, install_words("lab"))
    versions = (python.parent.parent).glob("lib*/**/site-packages/labgrid-*.dist-info")
    found = next((folder.name.removesuffix(".dist-info").partition("-")[2] for folder in versions), "")
    return ToolStatus("labgrid", bool(found), found, needed_for, install_words("lab"))


def check_models(forge_python: Path | None) -> tuple[ToolStatus, ...]:
    """What converts models, and what shows their graph; everything else works without."""
    found = ""
    if forge_python is not None:
        versions = forge_python.parent.parent.glob("lib*/**/site-packages/tensorflow-*.dist-info")
        found = next((folder.name.removesuffix(".dist-info").partition("-")[2] for folder in versions), "")
    netron = find_netron()
    return (
        ToolStatus("TensorFlow", bool(found), found, "converting models", install_words("forge"), True),
        ToolStatus("Netron", bool(netron), netron[0] if netron else "", "the graph of a model", NETRON_INSTALL, True),
    )


def _packages() -> Iterator[ToolStatus]:
    for name, needed_for in _PACKAGES:
        if is_frozen() and name == "ziglang":  # the firmware is inside
            continue
        try:
            yield ToolStatus(name, True, importlib.metadata.version(name), needed_for)
        except importlib.metadata.PackageNotFoundError:
            yield ToolStatus(name, False, "", needed_for, set_up_again())


def _flash_tools(catalog: Catalog, programs: Mapping[FlashMethod, FlashProgram]) -> Iterator[ToolStatus]:
    """Every tool that can be driven; esptool is among the packages."""
    boards = catalog.boards()
    for method, program in programs.items():
        titles = [board.title for board in boards if method in board.flash_methods]
        if method is FlashMethod.ESPTOOL:
            continue
        needed_for = _needed_for(titles)
        version = program.version() if program.is_there() else None
        yield ToolStatus(program.name, version is not None, version or "", needed_for, program.install, True)


def _needed_for(titles: Sequence[str]) -> str:
    """What a flash tool is good for, by the boards that name it."""
    if not titles:
        return "flashing a board whose board.toml names it"
    if len(titles) == 1:
        return f"flashing {titles[0]}"
    return f"flashing {titles[0]} and {len(titles) - 1} more"


def _qemu(name: str) -> ToolStatus:
    needed_for = PROGRAMS[name]
    try:
        program = find_qemu(name)
    except ToolMissing as error:
        return ToolStatus(name, False, error.why, needed_for, error.remedy)
    return ToolStatus(name, True, qemu_version(program), needed_for)


def _firmware(catalog: Catalog, firmware: FirmwareLibrary) -> Iterator[ToolStatus]:
    for board in (board for board in catalog.boards() if board.has_firmware):
        name = f"firmware {board.name}"
        try:
            image = firmware.image(board.name)
        except FirmwareMissing as error:
            yield ToolStatus(name, False, error.why, f"flashing {board.title}", error.remedy, is_optional=board.is_own)
        else:
            found = f"{image.sha256[:12]}, {len(image.image):,} bytes"
            yield ToolStatus(name, True, found, f"flashing {board.title}")


def _library(file: Path) -> ToolStatus:
    name, needed_for = "host engine", "checking the board's outputs"
    if file.is_file():
        return ToolStatus(name, True, file.name, needed_for)
    return ToolStatus(name, False, "", needed_for, build_firmware())
