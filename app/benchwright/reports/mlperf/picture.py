"""A meter's trace as a small PNG, without a library for pictures: least and largest current of each column."""

from __future__ import annotations

import binascii
import struct
import zlib
from collections.abc import Sequence

_HEIGHT, _MARGIN = 300, 10
_INK, _PAPER = 0, 255


def power_picture(picture_ua: Sequence[tuple[float, float]]) -> bytes:
    """A grey PNG, a column for each pair from least to largest; the zero line at the bottom, the peak at the top."""
    peak = max((high for _, high in picture_ua), default=0.0) or 1.0
    room = _HEIGHT - 2 * _MARGIN - 1
    columns = []
    for low, high in picture_ua:
        bottom, top = (_HEIGHT - 1 - _MARGIN - round(max(0.0, value) / peak * room) for value in (low, high))
        columns.append((top, bottom))
    rows = (
        b"\0" + bytes(_INK if top <= y <= bottom or y == _HEIGHT - _MARGIN else _PAPER for top, bottom in columns)
        for y in range(_HEIGHT)
    )
    header = struct.pack(">IIBBBBB", len(columns), _HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", binascii.crc32(kind + data))
