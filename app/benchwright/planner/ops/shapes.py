"""Sizes and strides of n-dimensional walks, counted in elements."""

from __future__ import annotations

from collections.abc import Sequence

Sizes = tuple[int, ...]


def row_major(shape: Sequence[int]) -> Sizes:
    """Strides of a tensor whose last dimension is contiguous."""
    strides = [1] * len(shape)
    for axis in range(len(shape) - 2, -1, -1):
        strides[axis] = strides[axis + 1] * shape[axis + 1]
    return tuple(strides)


def broadcast(*shapes: Sequence[int]) -> Sizes:
    """The shape that all are repeated to.

    Raises:
        ValueError: two sizes that differ, neither of them 1.
    """
    rank = max(len(shape) for shape in shapes)
    aligned = [(1,) * (rank - len(shape)) + tuple(shape) for shape in shapes]
    result = []
    for sizes in zip(*aligned, strict=True):
        wide = {size for size in sizes if size != 1}
        if len(wide) > 1:
            raise ValueError(f"shapes {', '.join(str(list(shape)) for shape in shapes)} cannot be broadcast")
        result.append(wide.pop() if wide else 1)
    return tuple(result)


def repeated_strides(shape: Sequence[int], target: Sequence[int]) -> Sizes:
    """Strides of `shape` walked over `target`: 0 where it is repeated."""
    padding = len(target) - len(shape)
    strides = row_major(shape)
    return tuple(
        0 if axis < padding or shape[axis - padding] == 1 else strides[axis - padding] for axis in range(len(target))
    )


def merged(sizes: Sequence[int], *strides: Sequence[int], rank: int) -> tuple[Sizes, ...]:
    """The same walk in `rank` dimensions: those of size 1 are left out, neighbours that run on are joined.

    Raises:
        ValueError: it needs more dimensions.
    """
    kept: list[list[int]] = []
    for entry in zip(sizes, *strides, strict=True):
        size, *steps = entry
        if size == 1:
            continue
        if kept and all(outer == step * size for outer, step in zip(kept[-1][1:], steps, strict=True)):
            kept[-1] = [kept[-1][0] * size, *steps]
        else:
            kept.append([size, *steps])
    if len(kept) > rank:
        raise ValueError(f"it needs {len(kept)} dimensions, the engine walks {rank}")
    padded = [[1, *(0,) * len(strides)]] * (rank - len(kept)) + kept
    return tuple(zip(*padded, strict=True))
