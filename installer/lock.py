"""One set-up of a tree at a time: two would install into the same environment."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def only_one(file: Path, when_waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the lock on `file` for the block; another holder is waited for. A dead process holds nothing."""
    if sys.platform == "win32":  # no flock, and pip itself fails in words there when files are in use
        yield
        return
    import fcntl  # noqa: PLC0415  (not on Windows)

    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            when_waiting()
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
