"""Reading and writing the user's files: whole or not at all, and never from something that is no file."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from pathlib import Path

from benchwright.model.errors import FileUnwritable


def read_regular(file: Path, *, maximum_bytes: int) -> bytes:
    """The bytes of a regular file.

    Raises:
        OSError: it cannot be read; a folder, pipe or device, which might never end, is refused likewise.
        ValueError: it is larger than `maximum_bytes`; nothing was read.
    """
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(21, "It is a folder")
    if not stat.S_ISREG(status.st_mode):
        raise OSError(22, "It is no regular file")
    if status.st_size > maximum_bytes:
        raise ValueError(f"It has {status.st_size:,} bytes; {maximum_bytes:,} are the limit.")
    return file.read_bytes()


def replace_file(file: Path, data: bytes) -> None:
    """Writes a file whole: readers see the old content or the new one, and a failure leaves the old one.

    Raises:
        FileUnwritable: it cannot be written, and why.
    """
    try:
        _require_place_for_file(file)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".benchwright-")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            # mkstemp makes a private file; what the user asked for is an ordinary one.
            part.chmod(0o644)
            part.replace(file)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise FileUnwritable(str(file), f"{error.strerror or error}.") from error


def require_writable(file: Path) -> None:
    """Finds out before long work whether `replace_file` can work later.

    Raises:
        FileUnwritable: it cannot.
    """
    try:
        _require_place_for_file(file)
        with tempfile.TemporaryFile(dir=file.parent):
            pass
    except OSError as error:
        raise FileUnwritable(str(file), f"{error.strerror or error}.") from error


def _require_place_for_file(file: Path) -> None:
    if file.is_dir():
        raise IsADirectoryError(21, "It is a folder")
    if file.exists() and not file.is_file():
        raise OSError(22, "It is no regular file")
