"""Comparing output bytes: the board against the host build, and for information against desktop LiteRT."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from benchwright.model.pack import Borders, ElementType, Pack, TensorSpec
from benchwright.model.run import Parity

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# numpy is loaded where it is used: it costs a tenth of a second of the window's start.
# ruff: noqa: PLC0415

FLOAT_TOLERANCE_RATIO = 1e-5
"""Float outputs of two compilers may differ by this much, relative to the larger of the value and 1."""


def compare_outputs(model: Pack | Borders, board: Sequence[bytes], host: Sequence[bytes]) -> Parity:
    """Output bytes of the board against those of the host, input by input.

    Integer outputs must be equal to the byte; a float off by more than FLOAT_TOLERANCE_RATIO counts as four bytes.
    """
    mismatched = sum(_mismatched_bytes(model, mine, theirs) for mine, theirs in zip(board, host, strict=True))
    return Parity(checked=len(board), mismatched_bytes=mismatched, compared_bytes=sum(map(len, host)))


def with_litert(parity: Parity, model: Pack | Borders, board: Sequence[bytes], litert: Sequence[bytes]) -> Parity:
    """Adds the difference to desktop LiteRT; unchanged where LiteRT gave nothing."""
    if not litert:
        return parity
    import numpy as np

    largest, differing = 0.0, 0
    for mine, theirs in zip(board, litert, strict=False):
        for first, second in _tensors(model, mine, theirs):
            difference = np.abs(first.astype(np.float64) - second.astype(np.float64))
            largest = max(largest, float(difference.max(initial=0.0)))
            differing += int(np.count_nonzero(difference)) * first.itemsize
    return replace(parity, litert_max_difference=largest, litert_differing_bytes=differing)


def _mismatched_bytes(model: Pack | Borders, mine: bytes, theirs: bytes) -> int:
    if len(mine) != len(theirs):
        return max(len(mine), len(theirs))
    return sum(_tensor_mismatch(first, second) for first, second in _tensors(model, mine, theirs))


def _tensor_mismatch(first: NDArray[np.generic], second: NDArray[np.generic]) -> int:
    import numpy as np

    if first.dtype.kind != "f":
        return int(np.count_nonzero(first != second)) * first.itemsize
    left, right = first.astype(np.float64), second.astype(np.float64)
    close = np.abs(left - right) <= FLOAT_TOLERANCE_RATIO * np.maximum(1.0, np.abs(right))
    same = close | (np.isnan(left) & np.isnan(right)) | (left == right)
    return int(np.count_nonzero(~same)) * first.itemsize


def _tensors(
    model: Pack | Borders, mine: bytes, theirs: bytes
) -> list[tuple[NDArray[np.generic], NDArray[np.generic]]]:
    pairs, start = [], 0
    for spec in model.outputs:
        end = start + spec.size_bytes
        pairs.append((_array(spec, mine[start:end]), _array(spec, theirs[start:end])))
        start = end
    return pairs


def _array(spec: TensorSpec, data: bytes) -> NDArray[np.generic]:
    import numpy as np

    dtype = np.dtype(spec.element_type.word)
    if spec.element_type is not ElementType.INT8:
        dtype = dtype.newbyteorder("<")
    return np.frombuffer(data, dtype=dtype)
