"""A trace as CSV, written as it is read: time, current, mark."""

from __future__ import annotations

import contextlib
import math
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.model.errors import FileUnwritable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Part = tuple[int, NDArray[np.float32], NDArray[np.float32]]
    """Index of the first sample, currents in microampere with NaN for lost ones, the mark as 0 or 1."""


def write_trace(file: Path, parts: Iterable[Part], *, sample_hz: int, is_simulated: bool) -> int:
    """Writes every sample, whole or not at all; how many. Of a lost one the current is empty. Blocks.

    Raises:
        FileUnwritable: what stood in the way.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        with partial.open("w", encoding="ascii", newline="\n") as stream:
            stream.write(f"time_s,{'simulated_' if is_simulated else ''}current_ua,mark\n")
            count = 0
            for text, size in _texts(parts, sample_hz):
                stream.write(text)
                count += size
        partial.replace(file)
    except OSError as error:
        _drop(partial)
        raise FileUnwritable(str(file), f"{error.strerror or error}.") from error
    return count


def _drop(partial: Path) -> None:
    with contextlib.suppress(OSError):
        partial.unlink()


def _texts(parts: Iterable[Part], sample_hz: int) -> Iterable[tuple[str, int]]:
    for first, current, mark in parts:
        samples = zip(range(first, first + len(current)), current.tolist(), mark.tolist(), strict=True)
        rows = (
            f"{index / sample_hz:.6f},{'' if math.isnan(value) else f'{value:.7g}'},{level:.0f}\n"
            for index, value, level in samples
        )
        yield "".join(rows), len(current)
