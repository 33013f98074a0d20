"""The smallest packs there are, written byte by byte: one COPY from input to output, no planner needed."""

from __future__ import annotations

import hashlib
import struct

HEADER_BYTES = 256
_DIGEST = slice(16, 48)
_TYPES = {"float32": 1, "int8": 2}
_COPY = 8


def copy_pack(
    count: int,
    *,
    element: str = "int8",
    scale: float = 0.5,
    zero_point: int = -3,
    input_encoding: int = 0,
    output_decoding: int = 0,
    copies: int = 1,
) -> bytes:
    """A pack whose output equals its input of `count` elements, copied `copies` times on the way."""
    kind = _TYPES[element]
    tensor_bytes = count * (4 if element == "float32" else 1)
    stride = -(-tensor_bytes // 16) * 16
    ops_offset = HEADER_BYTES
    ops = b"".join(_copy_op(kind, index * stride, (index + 1) * stride, tensor_bytes, index) for index in range(copies))
    inputs_offset = ops_offset + len(ops)
    specs = b"".join(
        struct.pack("<4I6ifi4I", at, tensor_bytes, kind, 2, 1, count, 0, 0, 0, 0, scale, zero_point, 0, 0, 0, 0)
        for at in (0, copies * stride)
    )
    body = ops + specs
    body += bytes(-len(body) % 16)
    header = struct.pack("<IHHII", 0x4B505742, 2, HEADER_BYTES, HEADER_BYTES + len(body), 0) + bytes(64)
    header += struct.pack("<32s16s", b"native", b"copy01")
    header += struct.pack(
        "<15I", 1, 1 << _COPY, (copies + 1) * stride, 1, copies, ops_offset, len(ops), 1, inputs_offset, 1,
        inputs_offset + 64, 0, 0, input_encoding, output_decoding,
    )  # fmt: skip
    return with_digest(header.ljust(HEADER_BYTES, b"\0") + body)


def with_digest(pack: bytes) -> bytes:
    """The pack with its SHA-256 in the header."""
    blank = bytearray(pack)
    blank[_DIGEST] = bytes(32)
    blank[_DIGEST] = hashlib.sha256(blank).digest()
    return bytes(blank)


def _copy_op(kind: int, source: int, target: int, tensor_bytes: int, index: int) -> bytes:
    return struct.pack("<2H5I16xI", _COPY, kind, 44, index, target, tensor_bytes, 100 + index, source)
