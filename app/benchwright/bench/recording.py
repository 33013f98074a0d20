"""A recording on the disk: opened by any part of it, whether it was closed or cut off."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Generic

import numpy as np
from numpy.typing import NDArray

from benchwright.bench.recording_layout import BLOCK, BLOCK_SAMPLES, HEAD_BYTES, is_sound, read_head
from benchwright.bench.trace_folds import CURRENTS, LINES, SIZES, Fold, S, block_size, folded, nothing
from benchwright.model.errors import RecordingInvalid
from benchwright.model.recording import RecordingHead

_CHUNK = 16 * BLOCK_SAMPLES
Blocks = NDArray[np.void]


class RecordedPyramid(Generic[S]):
    """One kind of samples of a recording; see `ui.charts.pyramid.Pyramid`. Reads of the disk what is asked for."""

    def __init__(self, blocks: Blocks, count: int, fold: Fold[S], fields: tuple[str, str, str]) -> None:
        raw, least, greatest = fields
        self.count = count
        self.first = 0
        self._blocks = blocks
        self._fold: Fold[S] = fold
        self._fields = fields
        self._raw = raw
        groups = -(-(count - (len(blocks) - 1) * BLOCK_SAMPLES) // SIZES[1]) if len(blocks) else 0
        lows, highs = np.array(blocks[least]), np.array(blocks[greatest])
        self._coarse = (fold.least.reduce(lows, axis=1), fold.greatest.reduce(highs, axis=1))
        if len(blocks):  # of the last block only what is filled counts
            self._coarse[0][-1] = fold.least.reduce(lows[-1, :groups])
            self._coarse[1][-1] = fold.greatest.reduce(highs[-1, :groups])

    def extremes(self, start: int, stop: int, columns: int) -> tuple[NDArray[S], NDArray[S]]:
        """Least and greatest sample of each of `columns` equal parts of start…stop."""
        start, stop = max(start, 0), min(stop, self.count)
        if stop <= start or columns < 1:
            return nothing(self._fold, columns)
        size = block_size((stop - start) // columns)
        first, last = start // size, -(-stop // size)
        if size == SIZES[2]:
            return folded(self._fold, self._coarse[0][first:last], self._coarse[1][first:last], columns)
        if size == SIZES[1]:
            low, high = self._slice(self._fields[1], first, last), self._slice(self._fields[2], first, last)
            return folded(self._fold, low, high, columns)
        raw = self._slice(self._raw, start, stop)
        return folded(self._fold, raw, raw, columns)

    def raw(self, start: int, stop: int) -> tuple[int, NDArray[S]]:
        """A copy of the samples start…stop, and the index of the first one."""
        start, stop = max(start, 0), min(stop, self.count)
        return start, self._slice(self._raw, start, max(start, stop))

    def _slice(self, field: str, start: int, stop: int) -> NDArray[S]:
        width = BLOCK[field].shape[0]
        rows: NDArray[S] = np.array(self._blocks[start // width : -(-stop // width)][field]).reshape(-1)
        offset = start // width * width
        return rows[start - offset : stop - offset].astype(self._fold.dtype, copy=False)


class Recording:
    """An open recording. `is_cut` where nobody closed it: its process ended, or its disk was full."""

    def __init__(self, head: RecordingHead, blocks: Blocks, count: int, *, is_cut: bool) -> None:
        self.head = head
        self.count = count
        self.is_cut = is_cut
        self.clipped = int(blocks["clipped"].sum(dtype=np.int64)) if len(blocks) else 0
        self.current = RecordedPyramid(blocks, count, CURRENTS, ("current_ua", "least_ua", "greatest_ua"))
        self.lines = RecordedPyramid(blocks, count, LINES, ("lines", "always_up", "ever_up"))

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return self.count / self.head.meter.sample_hz

    def chunks(self) -> Iterator[tuple[int, NDArray[np.float32], NDArray[np.uint8]]]:
        """All samples, a stretch at a time: the index of its first one, microamperes, lines."""
        for start in range(0, self.count, _CHUNK):
            yield start, self.current.raw(start, start + _CHUNK)[1], self.lines.raw(start, start + _CHUNK)[1]


def open_recording(file: Path) -> Recording:
    """Opens a recording; what a power cut tore at its end is left out.

    Raises:
        RecordingInvalid: it is none, it cannot be read, or nothing is in it.
    """
    try:
        with file.open("rb") as stream:
            head, closed_count = read_head(stream.read(HEAD_BYTES))
            size = max(0, stream.seek(0, 2) - HEAD_BYTES) // BLOCK.itemsize
            if not size:
                raise ValueError("It ends before its first sample.")
            mapped = mmap.mmap(stream.fileno(), HEAD_BYTES + size * BLOCK.itemsize, access=mmap.ACCESS_READ)
    except OSError as error:
        raise RecordingInvalid(str(file), f"{error.strerror or error}.") from error
    except ValueError as error:
        raise RecordingInvalid(str(file), str(error)) from error
    blocks: Blocks = np.frombuffer(mapped, BLOCK, size, HEAD_BYTES)
    blocks = blocks[: _sound_count(blocks)]
    if not len(blocks):
        raise RecordingInvalid(str(file), "Its first samples are damaged.")
    count = (len(blocks) - 1) * BLOCK_SAMPLES + int(blocks["count"][-1])
    return Recording(head, blocks, count, is_cut=closed_count != count)


def _sound_count(blocks: Blocks) -> int:
    """Blocks up to the first that is not full, which is the last one, or damaged, which is none."""
    is_full = (blocks["count"] == BLOCK_SAMPLES) & (blocks["magic"] == blocks["magic"][0])
    whole = int(np.argmin(is_full)) if not is_full.all() else len(blocks)
    last = min(whole, len(blocks) - 1)
    while last >= 0 and not is_sound(blocks[last].tobytes()):
        last -= 1
    return last + 1
