"""Checksums of whole tensors, from those of the ops that wrote them: in stripes an op writes some rows only."""

from __future__ import annotations

import math
from collections.abc import Sequence
from zlib import crc32

from benchwright.model.pack import Pack


def whole_layers(pack: Pack, checksums: Sequence[int]) -> list[tuple[int, int]]:
    """Tensor and CRC-32 in order of the ops that completed them; `checksums` has one for every op of the pack.

    Rows that were computed for a stripe have a tensor of their own that is in no file; they are not among these.
    """
    sizes = {placement.tensor_index: placement.size_bytes for placement in pack.placements}
    of_file = _tensors_of_file(pack)
    so_far: dict[int, tuple[int, int]] = {}
    result: list[tuple[int, int]] = []
    for op, checksum in zip(pack.ops, checksums, strict=True):
        size = math.prod(op.output_shape) * op.element_type.item_bytes
        before, begun = so_far.pop(op.output, (0, 0)) if size < sizes[op.output] else (0, 0)
        joined = _joined(before, checksum, size) if begun else checksum
        if begun + size >= sizes[op.output]:
            result.append((op.output, joined))
        else:
            so_far[op.output] = joined, begun + size
    assert not so_far, f"never completed: {sorted(so_far)}"
    return [(tensor, checksum) for tensor, checksum in result if tensor in of_file]


def _tensors_of_file(pack: Pack) -> set[int]:
    return {placement.tensor_index for placement in pack.placements if "[" not in placement.name}


def _joined(first: int, second: int, second_bytes: int) -> int:
    """CRC-32 of two pieces one behind the other (it is linear)."""
    zeros = bytes(second_bytes)
    return crc32(zeros, first) ^ crc32(zeros) ^ second
