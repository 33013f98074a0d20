"""Fonts that a release brought along, for computers whose system has none of that family."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

from benchwright import paths

_TYPES = {".otf", ".ttf"}


def add_shipped_fonts(folder: Path | None = None) -> int:
    """Makes the fonts of a folder known to Qt, until the program ends; how many there were. None in a checkout."""
    files = sorted(file for file in (folder or paths.fonts()).glob("*") if file.suffix in _TYPES)
    return sum(QFontDatabase.addApplicationFont(str(file)) >= 0 for file in files)
