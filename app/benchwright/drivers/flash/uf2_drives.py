"""Drives of UF2 bootloaders: small FAT volumes with a file INFO_UF2.TXT that names the board."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchwright.drivers.usb_bus import socket_of_drive

INFO_FILE = "INFO_UF2.TXT"
Mounts = Callable[[], Iterable[Path]]
SocketOf = Callable[[Path], str]

_LONGEST_INFO_BYTES = 4096
_BOARD_ID = re.compile(r"^Board-ID:\s*(\S.*?)\s*$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Uf2Drive:
    """A mounted drive, the Board-ID it says it is, and its USB socket (`1-4.2`; "" where that is not known)."""

    folder: Path
    board_id: str
    socket: str = ""

    @property
    def is_there(self) -> bool:
        """Whether the bootloader still shows its drive."""
        return _info(self.folder) is not None


def system_mounts() -> list[Path]:
    """Where volumes are mounted."""
    return [Path(partition.mountpoint) for partition in psutil.disk_partitions()]


def system_socket(folder: Path) -> str:
    """The USB socket of what is mounted at a folder."""
    mounted = (one.device for one in psutil.disk_partitions() if one.mountpoint == str(folder))
    return next((socket_of_drive(device) for device in mounted), "")


def find_drives(board_id: str, mounts: Mounts = system_mounts, socket: SocketOf = system_socket) -> Sequence[Uf2Drive]:
    """Drives of this Board-ID; of any where it is empty."""
    found = []
    for folder in mounts():
        text = _info(folder)
        match = _BOARD_ID.search(text) if text else None
        if match and board_id.lower() in {"", match[1].lower()}:
            found.append(Uf2Drive(folder, match[1], socket(folder)))
    return found


def _info(folder: Path) -> str | None:
    try:
        with (folder / INFO_FILE).open("rb") as stream:
            return stream.read(_LONGEST_INFO_BYTES).decode("utf-8", "replace")
    except OSError:
        return None
