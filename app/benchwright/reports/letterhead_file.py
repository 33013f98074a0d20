"""What reports carry at their head, kept between days: the company's name and a copy of its logo."""

from __future__ import annotations

import contextlib
from pathlib import Path

from benchwright.files import read_regular, replace_file
from benchwright.model.errors import FileUnwritable
from benchwright.model.report import Letterhead, Logo
from benchwright.reports.logo import MAXIMUM_BYTES, checked_logo, read_logo
from benchwright.reports.plain import plain

LONGEST_COMPANY = 80


class LetterheadFile:
    """A folder with `company.txt` and `logo`; made when something is first kept. What is damaged counts as missing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self) -> Letterhead:
        """What is kept; empty where nothing is."""
        return Letterhead(self._company(), self._logo())

    def keep_company(self, name: str) -> None:
        """Remembers the name, in one line and cut at 80 characters.

        Raises:
            FileUnwritable: it cannot be kept.
        """
        self._write("company.txt", plain(name.strip(), LONGEST_COMPANY).encode("utf-8"))

    def keep_logo(self, file: Path | None) -> None:
        """Copies a logo, or forgets it.

        Raises:
            LogoUnusable, FileUnwritable: why not.
        """
        if file is not None:
            self._write("logo", read_logo(file).data)
            return
        try:
            (self._folder / "logo").unlink(missing_ok=True)
        except OSError as error:
            raise FileUnwritable(str(self._folder / "logo"), f"{error.strerror or error}.") from error

    def _company(self) -> str:
        with contextlib.suppress(OSError, ValueError):
            return plain(
                read_regular(self._folder / "company.txt", maximum_bytes=4_096).decode("utf-8"), LONGEST_COMPANY
            )
        return ""

    def _logo(self) -> Logo | None:
        with contextlib.suppress(OSError, ValueError):
            return checked_logo(read_regular(self._folder / "logo", maximum_bytes=MAXIMUM_BYTES))
        return None

    def _write(self, name: str, data: bytes) -> None:
        file = self._folder / name
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FileUnwritable(str(file), f"{error.strerror or error}.") from error
        replace_file(file, data)
