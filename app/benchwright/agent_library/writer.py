"""Writing the library into a folder, without touching what is the user's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchwright.agent_library.layout import LibraryFile
from benchwright.files import replace_file
from benchwright.model.errors import FileUnwritable, FolderTaken, SourcesMissing


def write_library(files: Sequence[LibraryFile], out: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Writes every file below `out`; the files as they lie there.

    `out` must not exist or be empty; with `force` the library's own files in it are written anew, others stay.

    Raises:
        FolderTaken: there is something in it; nothing was written.
        SourcesMissing: this installation lacks the firmware's sources; nothing was written.
        FileUnwritable: what cannot be written, and why.
    """
    contents = [(out / file.path, _read(file)) for file in files]
    if not force:
        _require_empty(out)
    for path, content in contents:
        _make_folder(path.parent)
        replace_file(path, content)
    return tuple(path for path, _ in contents)


def _read(file: LibraryFile) -> bytes:
    try:
        return file.content()
    except OSError as error:
        raise SourcesMissing(str(file.source), f"{error.strerror or error}.") from error


def _require_empty(out: Path) -> None:
    try:
        first = min((path.name for path in out.iterdir()), default=None)
    except FileNotFoundError:
        return
    except OSError as error:
        raise FileUnwritable(str(out), f"{error.strerror or error}.") from error
    if first is not None:
        raise FolderTaken(str(out), first)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileUnwritable(str(folder), f"{error.strerror or error}.") from error
