"""A trace as Nordic's Power Profiler keeps it: a .ppk2 file.

Its layout is public in the source of nRF Connect Power Profiler (pc-nrfconnect-ppk, src/globals.ts,
src/utils/saveFileHandler.ts, foldingBuffer.ts and bitConversion.ts): a ZIP of `session.raw`, `metadata.json` and
`minimap.raw`. The program itself could not be tried on a file of ours.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from benchwright.bench.partial_file import partial_file

if TYPE_CHECKING:
    from benchwright.bench.trace_csv import Part

_FORMAT_VERSION = 2
_FRAME = np.dtype([("current_ua", "<f4"), ("bits", ">u2")])
"""Six bytes a sample; the bits are big-endian, as JavaScript's DataView writes them unless told otherwise."""
_MINIMAP_ELEMENTS = 10_000
_NANO = 1_000
_LEAST_NA = 200.0
"""Their overview begins here, for the sake of its logarithmic axis."""


def write_ppk2(file: Path, parts: Iterable[Part], *, sample_hz: int, started_at: str, count: int) -> int:
    """Writes `count` samples, whole or not at all; how many. A lost one is NaN, as theirs are. Blocks.

    The file has no place to say whether its current is simulated: its name should.

    Raises:
        FileUnwritable: what stood in the way.
    """
    minimap = _Minimap(count, sample_hz)
    written = 0
    with partial_file(file) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        with archive.open("session.raw", "w", force_zip64=True) as stream:
            for _, current, lines in parts:
                frames = np.empty(len(current), _FRAME)
                frames["current_ua"], frames["bits"] = current, _bit_pairs(lines)
                stream.write(frames.tobytes())
                minimap.take(current)
                written += len(current)
        start_ms = round(datetime.fromisoformat(started_at).timestamp() * 1000)
        metadata = {"samplesPerSecond": sample_hz, "startSystemTime": start_ms}
        archive.writestr("metadata.json", json.dumps({"metadata": metadata, "formatVersion": _FORMAT_VERSION}))
        archive.writestr("minimap.raw", json.dumps(minimap.document()))
    return written


def _bit_pairs(lines: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """Two bits a line: 1 where it was down, 2 where it was up, 3 where it was both, which no single sample is."""
    wide = lines.astype(np.uint16)
    pairs = np.zeros(len(lines), np.uint16)
    for line in range(8):
        pairs |= ((wide >> line & 1) + 1) << (2 * line)
    return pairs


class _Minimap:
    """Least and greatest of so many samples at a time that all of them make fewer than 10,000 elements.

    Times are microseconds, currents nanoamperes.
    """

    def __init__(self, count: int, sample_hz: int) -> None:
        self._fold = 1
        while count >= self._fold * _MINIMAP_ELEMENTS:
            self._fold *= 2
        self._sample_us = 1e6 / sample_hz
        self._rest: NDArray[np.float32] = np.empty(0, np.float32)
        self._least: list[dict[str, float]] = []
        self._greatest: list[dict[str, float]] = []

    def take(self, current_ua: NDArray[np.float32]) -> None:
        """The next samples."""
        samples = np.concatenate((self._rest, current_ua))
        whole = len(samples) // self._fold * self._fold
        self._rest = samples[whole:]
        self._add(samples[:whole].reshape(-1, self._fold))

    def document(self) -> dict[str, object]:
        """What is in the file."""
        left = len(self._rest)
        if left:
            self._add(self._rest.reshape(1, -1))
            self._rest = self._rest[:0]
        data = {"length": len(self._least), "min": self._least, "max": self._greatest}
        return {
            "lastElementFoldCount": left,
            "data": data,
            "maxNumberOfElements": _MINIMAP_ELEMENTS,
            "numberOfTimesToFold": self._fold,
        }

    def _add(self, rows: NDArray[np.float32]) -> None:
        least = np.maximum(np.fmin.reduce(rows, axis=1) * _NANO, _LEAST_NA)
        greatest = np.maximum(np.fmax.reduce(rows, axis=1) * _NANO, _LEAST_NA)
        for low, high in zip(least.tolist(), greatest.tolist(), strict=True):
            at_us = (len(self._least) * self._fold + (rows.shape[1] - 1) / 2) * self._sample_us
            is_known = low == low  # noqa: PLR0124 - NaN is not itself
            self._least.append({"x": at_us, "y": low if is_known else _UNKNOWN})
            self._greatest.append({"x": at_us, "y": high if is_known else -_UNKNOWN})


_UNKNOWN = 1.7976931348623157e308
"""JavaScript's Number.MAX_VALUE: the least of nothing, which they draw as a gap."""
