"""A firmware file of others: read from disk, checked against its board, and brought onto a device."""

from __future__ import annotations

import platform
from pathlib import Path

from benchwright.bench.stages import StageLog
from benchwright.files import read_regular
from benchwright.images.firmware_file import FirmwareFile, SectionKind
from benchwright.images.reading import read_firmware
from benchwright.model.board import Board
from benchwright.model.device import Device, FirmwareImage
from benchwright.model.errors import ImageInvalid
from benchwright.model.units import bytes_text
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher

MAXIMUM_FILE_BYTES = 128 * 1024 * 1024
"""Larger files hold no firmware of a microcontroller, debug information included."""

_BUILD_FOLDERS = frozenset({"build", "builds", "zephyr", "debug", "release", "out", "output", "bin", "target", "dist"})

# Parts further apart than the largest sector of a known board (256 KiB, ST RM0410, STM32F76x in single-bank mode)
# share none, and what lies between them stays as it is.
_LARGEST_SECTOR_BYTES = 256 * 1024


def read_firmware_file(file: Path, board: Board, *, address: int | None = None) -> FirmwareFile:
    """The firmware in `file` for `board`; `address` is where a raw binary begins.

    Raises:
        ImageInvalid, ImageUnsuited: it cannot be used, or not on this board.
    """
    try:
        data = read_regular(file, maximum_bytes=MAXIMUM_FILE_BYTES)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ImageInvalid(file.name, f"{why.rstrip('.')}.", "Check the path and its rights.") from error
    return read_firmware(file.name, data, board, host=platform.machine(), address=address)


def project_name(file: Path) -> str:
    """What a firmware file is called: its project's folder and its own name, `al-host/firmware`.

    Folders that build systems make are passed over, because they are called the same in every project.
    """
    parents = (parent.name for parent in file.resolve().parents)
    folder = next((name for name in parents if name and name.lower() not in _BUILD_FOLDERS), "")
    name = f"{folder}/{file.stem}" if folder else file.stem
    return name.encode("utf-8", "replace").decode("utf-8")


def as_image(file: FirmwareFile, board: Board) -> FirmwareImage:
    """What the store keeps of it; sizes are 0 where the form of the file does not tell them."""
    return FirmwareImage(
        board=board.name,
        sha256=file.sha256,
        image=file.flat,
        text_bytes=file.section_bytes(SectionKind.TEXT),
        rodata_bytes=file.section_bytes(SectionKind.RODATA),
        data_bytes=file.section_bytes(SectionKind.DATA),
        bss_bytes=file.section_bytes(SectionKind.BSS),
        static_bytes=file.static_bytes or 0,
        compiler="",
        engine_version=0,
        kernel_set="",
    )


def flash_file(
    flasher: Flasher,
    file: FirmwareFile,
    device: Device,
    board: Board,
    log: StageLog,
    cancel: CancelToken,
    *,
    force: bool = False,
) -> str:
    """Writes and verifies every part; what was written, in words. The device then runs it.

    The last part goes first: the board starts after each, and what starts lies at the beginning.

    Raises:
        FlashFailed, DeviceVanished, Cancelled: with the state the device was left in.
    """
    regions = file.regions(_LARGEST_SECTOR_BYTES)
    total = sum(len(region.data) for region in regions)
    done = skipped = 0
    for region in reversed(regions):
        offset, before = region.address - board.memory.flash_base, done

        def progress(part_done: int, _part_total: int, before: int = before) -> None:
            log.progress(before + part_done, total)

        skipped += flasher.write(device, board, offset, region.data, progress, cancel, force=force).skipped
        log.device_changed("The device holds part of the firmware; flash it again.")
        done += len(region.data)
    log.device_changed(f"The device holds {file.name}.")
    if skipped == len(regions):
        return "skipped: already there"
    parts = "" if len(regions) == 1 else f" in {len(regions)} parts"
    return f"{file.form.value} written and verified ({bytes_text(total)}{parts})"
