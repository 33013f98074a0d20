"""Intel HEX, for tools that learn the place in flash from the file (Intel, Hexadecimal Object File Format, 1988)."""

from __future__ import annotations

_ROW_BYTES = 16
_SEGMENT_BYTES = 0x1_0000
_DATA, _END, _UPPER_ADDRESS = 0, 1, 4


def intel_hex(address: int, data: bytes) -> str:
    """`data` at `address` as the text of a HEX file; the end is a line feed."""
    lines = []
    upper = -1
    at = 0
    while at < len(data):
        place = address + at
        if place // _SEGMENT_BYTES != upper:
            upper = place // _SEGMENT_BYTES
            lines.append(_record(_UPPER_ADDRESS, 0, upper.to_bytes(2, "big")))
        row = data[at : at + min(_ROW_BYTES, _SEGMENT_BYTES - place % _SEGMENT_BYTES)]
        lines.append(_record(_DATA, place % _SEGMENT_BYTES, row))
        at += len(row)
    lines.append(_record(_END, 0, b""))
    return "\n".join(lines) + "\n"


def _record(kind: int, place: int, data: bytes) -> str:
    """One line; its last byte makes the sum of all bytes zero."""
    body = bytes((len(data), *place.to_bytes(2, "big"), kind)) + data
    return ":" + (body + bytes((-sum(body) & 0xFF,))).hex().upper()
