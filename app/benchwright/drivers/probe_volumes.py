"""The volumes of debug probes: MBED.HTM on an ST-LINK or DAPLink names the board by its mbed id.

Linux only so far: which volume belongs to which USB socket is read from sysfs. Elsewhere nothing is found, and the next
rung of the ladder answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchwright.drivers.usb_bus import socket_of_drive

_PAGE = "MBED.HTM"
_MAXIMUM_BYTES = 4096
_CODE = re.compile(rb"code=([0-9A-Fa-f]{4})")


def mbed_ids(mounts: tuple[tuple[Path, str], ...] | None = None) -> dict[str, str]:
    """mbed ids by USB socket (`1-4.2`), of every probe whose volume is mounted.

    `mounts` are folders with their USB sockets; what the system has mounted unless given.
    """
    found = {}
    for folder, socket in mounts if mounts is not None else tuple(_usb_mounts()):
        code = _code(folder / _PAGE)
        if code:
            found[socket] = code
    return found


def _usb_mounts() -> Iterator[tuple[Path, str]]:
    for partition in psutil.disk_partitions():
        if partition.fstype not in {"vfat", "msdos"}:
            continue
        socket = socket_of_drive(partition.device)
        if socket:
            yield Path(partition.mountpoint), socket


def _code(page: Path) -> str:
    try:
        with page.open("rb") as stream:
            match = _CODE.search(stream.read(_MAXIMUM_BYTES))
    except OSError:
        return ""
    return match[1].decode().lower() if match else ""
