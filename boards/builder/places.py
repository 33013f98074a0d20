"""Where the sources of the firmware lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BOARDS = ROOT / "boards"
FIRMWARE = BOARDS / "firmware"
ENGINE = FIRMWARE / "engine"
HOST_LIBRARY_SOURCE = ENGINE / "host_library.c"
INCLUDE_FOLDERS = (FIRMWARE / "include", FIRMWARE / "common", FIRMWARE / "engine")


def relative(path: Path) -> str:
    """A path as messages and compilers are told it: from the root of the sources where it lies there."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else str(path)
