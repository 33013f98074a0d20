"""What goes wrong with virtual devices, in words that fit."""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable
from pathlib import Path

from benchwright.model.errors import BoardUnknown, DeviceNotFound, VirtualDeviceFailed

_LEAST_BYTES = 1 << 20
"""With less than this free nothing starts: logs, state and the flash image need it."""

NO_BOOT_REMEDY = (
    "See whether the emulator is whole (benchwright doctor), or give the board other firmware (--force-flash)."
)
"""What to do about a board whose emulator ends as soon as it is started."""


def cable_pulled(name: str, present: Iterable[str]) -> DeviceNotFound:
    """The device runs, but nobody may use it until the user plugs it in again."""
    failure = DeviceNotFound(name, present)
    failure.why = "Its cable is pulled."
    failure.remedy = f"Plug it in again: benchwright virtual plug {name}."
    return failure


def no_emulator(board: str, known: Iterable[str]) -> BoardUnknown:
    """The board is known, but cannot be virtual."""
    failure = BoardUnknown(board, known)
    failure.args = (f"{board} cannot be virtual: no emulator is set up for it.",)
    failure.what = f"{board} cannot be virtual: no emulator is set up for it."
    failure.why = f"These can: {', '.join(known)}."
    failure.remedy = "Choose one of these, or plug the real board in."
    return failure


def unwritable(name: str, folder: Path, error: OSError) -> VirtualDeviceFailed:
    """The folder of the device cannot be used."""
    if error.errno == errno.ENOSPC:
        return _disk_full(name, folder)
    return VirtualDeviceFailed(
        name,
        f"Its folder {folder} cannot be made or written: {error.strerror or error}.",
        "Free some space there, or set BENCHWRIGHT_HOME to a folder that can be written, and retry.",
    )


def died_at_once(name: str, words: str, home: Path) -> VirtualDeviceFailed:
    """The process of the device ended before it was up."""
    if "No space left" in words or shutil.disk_usage(home).free < _LEAST_BYTES:
        return _disk_full(name, home)
    return VirtualDeviceFailed(
        name,
        f"Its process ended at once: {words}",
        f"Free some space at {home}, or set BENCHWRIGHT_HOME to another folder, and retry.",
    )


def no_boot(name: str, detail: str) -> VirtualDeviceFailed:
    """The board has power, but what is in its flash does not run."""
    return VirtualDeviceFailed(name, detail, NO_BOOT_REMEDY)


def no_rom(name: str, *, enters_by_itself: bool) -> VirtualDeviceFailed:
    """The virtual board cannot be brought into a bootloader."""
    if enters_by_itself:
        return VirtualDeviceFailed(
            name,
            "Its bootloader is not entered by a pin from here: the first word of esptool leads into it.",
            "Start esptool on its port, with --before no-reset; see docs/virtual-esp32c3.md.",
        )
    return VirtualDeviceFailed(
        name, "It has no ROM bootloader.", "Flash it as it is: no virtual board needs its bootloader for that."
    )


def _disk_full(name: str, folder: Path) -> VirtualDeviceFailed:
    disk = next(place for place in (folder.absolute(), *folder.absolute().parents) if place.is_mount())
    return VirtualDeviceFailed(
        name,
        f"The disk at {disk}, where its folder {folder} lies, is full.",
        "Free some space there, or set BENCHWRIGHT_HOME to a folder on another disk, and retry.",
    )
