"""Pictures in PNG with 8 bits a channel, as they are, without a library for pictures (W3C PNG, third edition)."""

from __future__ import annotations

import binascii
import struct
import zlib

import numpy as np
import numpy.typing as npt

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALETTE = 3
_MOST_PIXELS = 1 << 24


def decode_png(data: bytes, channels: int) -> npt.NDArray[np.uint8]:
    """The picture `[height, width, channels]` in grey (1) or RGB (3); transparency is left out.

    Raises:
        ValueError: it is none, is damaged, or has a form that is not read here.
    """
    chunks = _chunks(data)
    width, height, depth, colour, _, _, interlace = struct.unpack(">IIBBBBB", chunks.get(b"IHDR", b"")[:13].ljust(13))
    if depth != 8 or colour not in _CHANNELS or interlace:
        raise ValueError("only PNG with 8 bits a channel and without interlacing is read")
    if not width or not height or width * height > _MOST_PIXELS:
        raise ValueError(f"it has {width} × {height} pixels")
    rows = _rows(chunks.get(b"IDAT", b""), width, height, _CHANNELS[colour])
    if colour == _PALETTE:
        palette = np.frombuffer(chunks.get(b"PLTE", b""), np.uint8)
        if palette.size % 3 or rows.max() >= palette.size // 3:
            raise ValueError("its palette is damaged")
        rows = palette.reshape(-1, 3)[rows[:, :, 0]]
    elif colour in {4, 6}:
        rows = rows[:, :, :-1]
    return _as_channels(rows, channels)


def _chunks(data: bytes) -> dict[bytes, bytes]:
    if data[:8] != _SIGNATURE:
        raise ValueError("it is no PNG")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        crc = data[at + 8 + size : at + 12 + size]
        if binascii.crc32(kind + body) != int.from_bytes(crc, "big") or len(crc) != 4:
            raise ValueError("it is cut or damaged")
        chunks[kind] = chunks.get(kind, b"") + body
        if kind == b"IEND":
            return chunks
        at += 12 + size
    raise ValueError("it is cut or damaged")


def _rows(packed: bytes, width: int, height: int, channels: int) -> npt.NDArray[np.uint8]:
    stride = width * channels
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, (stride + 1) * height)
    except zlib.error as error:
        raise ValueError("it is cut or damaged") from error
    if len(raw) != (stride + 1) * height:
        raise ValueError("it is cut or damaged")
    rows = np.zeros((height, stride), np.uint8)
    above = bytearray(stride)
    for y in range(height):
        start = y * (stride + 1)
        above = _unfiltered(raw[start], bytearray(raw[start + 1 : start + 1 + stride]), above, channels)
        rows[y] = np.frombuffer(bytes(above), np.uint8)
    return rows.reshape(height, width, channels)


def _unfiltered(kind: int, row: bytearray, above: bytearray, step: int) -> bytearray:
    """Section 9.2 of the standard: none, sub, up, average, Paeth."""
    if kind > 4:
        raise ValueError("it is cut or damaged")
    for at in range(len(row) if kind else 0):
        left = row[at - step] if at >= step else 0
        corner = above[at - step] if at >= step else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        row[at] = (row[at] + guess) & 0xFF
    return row


def _paeth(left: int, up: int, corner: int) -> int:
    estimate = left + up - corner
    return min((left, up, corner), key=lambda value: abs(estimate - value))


def _as_channels(rows: npt.NDArray[np.uint8], channels: int) -> npt.NDArray[np.uint8]:
    if rows.shape[2] == channels:
        return rows
    if channels == 3:
        return np.repeat(rows, 3, axis=2)
    luma = rows @ np.array([0.299, 0.587, 0.114])  # ITU-R BT.601
    grey: npt.NDArray[np.uint8] = np.clip(np.round(luma), 0, 255).astype(np.uint8)
    return grey[:, :, None]
