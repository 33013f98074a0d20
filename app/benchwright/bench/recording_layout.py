"""The file of a recording: a head of 4,096 bytes, then blocks of 4,096 samples, each with the levels above it.

A block is written at its place again and again until it is full, so that a process that dies costs what came since the
last write. Its sum is over everything behind it: a block that a power cut tore is known, and the recording ends before
it. Everything is little-endian; a recording is read by any part of it without reading what lies before.
"""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from benchwright.bench.trace_folds import CURRENTS, GROUP, LINES
from benchwright.model.meter import Meter, Supply
from benchwright.model.recording import RecordingHead

HEAD_BYTES = 4_096
BLOCK_SAMPLES = GROUP * GROUP
_MAGIC = b"BWTRACE\x01"
_BLOCK_MAGIC = 0x4B4C_4257  # "WBLK"
_FIXED = struct.Struct("<8sQI")
"""Magic, samples in all (0 while it is being written), bytes of the JSON that follows."""
_SUMMED_FROM = 8

BLOCK = np.dtype(
    [
        ("magic", "<u4"),
        ("sum", "<u4"),
        ("count", "<u4"),
        ("clipped", "<u4"),
        ("least_ua", "<f4", (GROUP,)),
        ("greatest_ua", "<f4", (GROUP,)),
        ("always_up", "u1", (GROUP,)),
        ("ever_up", "u1", (GROUP,)),
        ("current_ua", "<f4", (BLOCK_SAMPLES,)),
        ("lines", "u1", (BLOCK_SAMPLES,)),
    ]
)
"""Levels first, so that they lie on one page of the disk with the count."""


def head_bytes(head: RecordingHead, samples: int) -> bytes:
    """The head of a file; `samples` is 0 until it is closed.

    Raises:
        ValueError: the names in it are too long.
    """
    meter, supply = head.meter, head.supply
    fields = {
        "meter_id": meter.meter_id,
        "meter_kind": meter.kind,
        "sample_hz": meter.sample_hz,
        "gain_error_ratio": meter.gain_error_ratio,
        "is_simulated": meter.is_simulated,
        "is_calibrated": meter.is_calibrated,
        "supply_mv": supply.voltage_mv,
        "is_source": supply.is_source,
        "device_id": head.device_id,
        "started_at": head.started_at,
    }
    text = json.dumps(fields).encode()
    if len(text) > HEAD_BYTES - _FIXED.size:
        raise ValueError(f"the head has {len(text):,} bytes")
    return (_FIXED.pack(_MAGIC, samples, len(text)) + text).ljust(HEAD_BYTES, b"\0")


def read_head(data: bytes) -> tuple[RecordingHead, int]:
    """The head, and how many samples there are, 0 where the recording was never closed.

    Raises:
        ValueError: it is no such head, in words.
    """
    if len(data) < HEAD_BYTES or not data.startswith(_MAGIC):
        raise ValueError("It is no recording of Benchwright.")
    _, samples, size = _FIXED.unpack_from(data)
    try:
        fields = json.loads(data[_FIXED.size : _FIXED.size + min(size, HEAD_BYTES)])
        meter = Meter(
            meter_id=str(fields["meter_id"]),
            kind=str(fields["meter_kind"]),
            url="",
            sample_hz=int(fields["sample_hz"]),
            gain_error_ratio=float(fields["gain_error_ratio"]),
            is_simulated=fields["is_simulated"] is True,
            is_calibrated=fields["is_calibrated"] is True,
        )
        supply = Supply(int(fields["supply_mv"]), is_source=fields["is_source"] is True)
        head = RecordingHead(meter, supply, str(fields["device_id"]), str(fields["started_at"]))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise ValueError("Its head is damaged.") from error
    if not 1 <= meter.sample_hz <= 1_000_000_000 or not 1 <= supply.voltage_mv <= 1_000_000:
        raise ValueError("Its head is damaged.")
    return head, samples


def new_block() -> NDArray[np.void]:
    """One empty block, of shape (1,)."""
    block: NDArray[np.void] = np.zeros(1, BLOCK)
    block["magic"] = _BLOCK_MAGIC
    block["current_ua"] = np.nan
    return block


def seal(block: NDArray[np.void]) -> bytes:
    """The bytes of a block, with its levels and its sum."""
    one = block[0]
    current, lines = one["current_ua"].reshape(GROUP, GROUP), one["lines"].reshape(GROUP, GROUP)
    one["least_ua"], one["greatest_ua"] = (
        CURRENTS.least.reduce(current, axis=1),
        CURRENTS.greatest.reduce(current, axis=1),
    )
    one["ever_up"], one["always_up"] = LINES.greatest.reduce(lines, axis=1), _always_up(lines, int(one["count"]))
    one["sum"] = _sum(block.tobytes())
    return block.tobytes()


def is_sound(data: bytes) -> bool:
    """Whether the bytes of a block are those that were written."""
    if len(data) != BLOCK.itemsize:
        return False
    magic, total, count = struct.unpack_from("<III", data)
    return bool(magic == _BLOCK_MAGIC and total == _sum(data) and 1 <= count <= BLOCK_SAMPLES)


def _always_up(
    lines: np.ndarray[tuple[int, int], np.dtype[np.uint8]], count: int
) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Groups that are not full count by what is in them."""
    kept = lines.copy()
    kept.reshape(-1)[count:] = 0xFF
    up: NDArray[np.uint8] = LINES.least.reduce(kept, axis=1)
    up[-(-count // GROUP) :] = 0
    return up


def _sum(data: bytes) -> int:
    return zlib.crc32(memoryview(data)[_SUMMED_FROM:])
