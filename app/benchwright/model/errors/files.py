"""Files and folders that are written or read."""

from __future__ import annotations

from benchwright.model.errors.root import BenchError


class FileUnwritable(BenchError):
    """An output file that cannot be written."""

    code = 54

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be written.", why, "Choose another place, or free some space, and retry.")


class LogoUnusable(BenchError):
    """A picture that reports do not take as a logo."""

    code = 66

    def __init__(self, file: str, why: str) -> None:
        super().__init__(
            f"{file} cannot be the logo.", why, "Choose a PNG or a plain SVG, at most 1 MB and 4,000 pixels a side."
        )


class FolderTaken(BenchError):
    """A folder that is to be written holds something already."""

    code = 57

    def __init__(self, folder: str, first: str) -> None:
        super().__init__(
            f"{folder} is not empty.",
            f"It holds {first}, among others perhaps.",
            "Choose a new folder, or write over what an earlier version left there (--force).",
        )


class SourcesMissing(BenchError):
    """This installation lacks the sources of the firmware."""

    code = 35

    def __init__(self, file: str, why: str) -> None:
        super().__init__(f"{file} cannot be read.", why, "Install Benchwright again: its firmware is part of it.")
