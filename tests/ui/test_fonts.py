"""Fonts that a release brings along are there for the window; a damaged one is passed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import qtawesome
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from benchwright.ui.fonts import add_shipped_fonts

FONT = min((Path(qtawesome.__file__).parent / "fonts").glob("elusiveicons*.ttf"))


@pytest.mark.usefixtures("qapp")
def test_a_font_of_the_folder_is_there_afterwards(tmp_path: Path) -> None:
    shutil.copy(FONT, tmp_path)
    (tmp_path / "notes.txt").touch()
    assert isinstance(QApplication.instance(), QApplication)
    assert add_shipped_fonts(tmp_path) == 1
    assert any("elusive" in family.lower() for family in QFontDatabase.families())


@pytest.mark.usefixtures("qapp")
def test_a_damaged_font_and_a_missing_folder_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "broken.otf").write_bytes(b"no font")
    assert add_shipped_fonts(tmp_path) == 0
    assert add_shipped_fonts(tmp_path / "none") == 0
