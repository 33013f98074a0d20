"""A trace as CSV, written as it is read: time, current, mark, all lines."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from benchwright.bench.partial_file import partial_file

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Part = tuple[int, NDArray[np.float32], NDArray[np.uint8]]
    """Index of the first sample, currents in microampere with NaN for lost ones, one bit a digital line."""


def write_trace(file: Path, parts: Iterable[Part], *, sample_hz: int, is_simulated: bool) -> int:
    """Writes every sample, whole or not at all; how many. Of a lost one the current is empty. Blocks.

    `lines` are the digital lines as one number, of which the mark is the lowest bit.

    Raises:
        FileUnwritable: what stood in the way.
    """
    count = 0
    with partial_file(file) as partial, partial.open("w", encoding="ascii", newline="\n") as stream:
        stream.write(f"time_s,{'simulated_' if is_simulated else ''}current_ua,mark,lines\n")
        for text, size in _texts(parts, sample_hz):
            stream.write(text)
            count += size
    return count


def _texts(parts: Iterable[Part], sample_hz: int) -> Iterable[tuple[str, int]]:
    for first, current, lines in parts:
        samples = zip(range(first, first + len(current)), current.tolist(), lines.tolist(), strict=True)
        rows = (
            f"{index / sample_hz:.6f},{'' if math.isnan(value) else f'{value:.7g}'},{level & 1},{level}\n"
            for index, value, level in samples
        )
        yield "".join(rows), len(current)
