"""4-bit weights: two in a byte in the file, one in a byte in the pack."""

from __future__ import annotations


def unpacked(data: bytes, count: int) -> bytes:
    """`count` signed numbers, the lower half of each byte first, as int8."""
    halves = (half for byte in data for half in (byte & 15, byte >> 4))
    return bytes((half - 16) % 256 if half > 7 else half for half, _ in zip(halves, range(count), strict=False))
