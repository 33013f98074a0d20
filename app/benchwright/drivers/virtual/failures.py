"""What goes wrong with virtual devices, in words that fit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchwright.model.errors import DeviceNotFound, VirtualDeviceFailed

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


def unwritable(name: str, folder: Path, error: OSError) -> VirtualDeviceFailed:
    """The folder of the device cannot be used."""
    return VirtualDeviceFailed(
        name,
        f"Its folder {folder} cannot be made or written: {error.strerror or error}.",
        "Free some space there, or set BENCHWRIGHT_HOME to a folder that can be written, and retry.",
    )


def died_at_once(name: str, words: str, home: Path) -> VirtualDeviceFailed:
    """The process of the device ended before it was up."""
    return VirtualDeviceFailed(
        name,
        f"Its process ended at once: {words}",
        f"Free some space at {home}, or set BENCHWRIGHT_HOME to another folder, and retry.",
    )


def no_boot(name: str, detail: str) -> VirtualDeviceFailed:
    """The board has power, but what is in its flash does not run."""
    return VirtualDeviceFailed(name, detail, NO_BOOT_REMEDY)


def no_rom(name: str) -> VirtualDeviceFailed:
    """The virtual board cannot be brought into a bootloader."""
    return VirtualDeviceFailed(
        name, "It has no ROM bootloader.", "Flash it as it is: no virtual board needs its bootloader for that."
    )
