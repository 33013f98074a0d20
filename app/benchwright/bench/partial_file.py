"""A large file that is written as its content comes, and appears whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from benchwright.model.errors import FileUnwritable


@contextlib.contextmanager
def partial_file(file: Path) -> Iterator[Path]:
    """A file beside `file` to write to, which takes its place at the end, and goes where anything fails.

    Raises:
        FileUnwritable: what stood in the way.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield partial
        partial.replace(file)
    except OSError as error:
        _drop(partial)
        raise FileUnwritable(str(file), f"{error.strerror or error}.") from error
    except BaseException:
        _drop(partial)
        raise


def _drop(partial: Path) -> None:
    with contextlib.suppress(OSError):
        partial.unlink()
