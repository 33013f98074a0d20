"""MOVE and GATHER: the two ops that copy elements to other places."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.graph import Tensor
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.shapes import merged
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import MOVE_DIMENSIONS, GatherParams, MoveParams


@dataclass(frozen=True, slots=True)
class Walk:
    """Which elements go where: sizes, strides and beginnings, counted in elements."""

    sizes: Sequence[int]
    source_strides: Sequence[int]
    output_strides: Sequence[int]
    source_start: int = 0
    output_start: int = 0


def move(operands: Operands, source: Tensor, output: Tensor, walk: Walk) -> OpDraft:
    """Copies what `walk` says from `source`, which may be a constant, into `output`."""
    item_bytes = operands.one_type((output.element_type,), output, source).item_bytes
    rank = max(1, len(walk.sizes))
    sizes, source_strides, output_strides = (
        list(part) for part in merged(walk.sizes, walk.source_strides, walk.output_strides, rank=rank)
    )
    run = 1
    if source_strides[-1] == output_strides[-1] == 1:
        run, sizes[-1] = sizes[-1], 1
    try:
        sizes, source_strides, output_strides = (
            list(part) for part in merged(sizes, source_strides, output_strides, rank=MOVE_DIMENSIONS)
        )
    except ValueError as error:
        raise operands.unsupported(output, str(error)) from error
    places, constants = operands.place(source, "input")
    return OpDraft(
        code=OpCode.MOVE,
        element_type=operands.element_type(output),
        source_index=operands.operator.index,
        operands=places,
        output=output.index,
        constants=constants,
        params=MoveParams(
            input_bytes=source.element_count * item_bytes,
            input_start=walk.source_start * item_bytes,
            output_start=walk.output_start * item_bytes,
            run_bytes=run * item_bytes,
            sizes=tuple(sizes),
            input_strides=tuple(stride * item_bytes for stride in source_strides),
            output_strides=tuple(stride * item_bytes for stride in output_strides),
        ),
    )


def fill(operands: Operands, output: Tensor, element: bytes) -> OpDraft:
    """Every element of `output` the same."""
    value = _constant_like(output, (1,), element)
    count = output.element_count
    return move(operands, value, output, Walk((count,), (0,), (1,)))


def write(operands: Operands, output: Tensor, data: bytes) -> OpDraft:
    """The values of a constant into `output`."""
    value = _constant_like(output, (output.element_count,), data)
    return move(operands, value, output, Walk((output.element_count,), (1,), (1,)))


def _constant_like(output: Tensor, shape: tuple[int, ...], data: bytes) -> Tensor:
    return Tensor(-1, "", output.element_type, shape, None, data, is_variable=False, is_sparse=False)


def gather(
    operands: Operands, source: Tensor, output: Tensor, indices: Sequence[int], sizes: tuple[int, int, int]
) -> OpDraft:
    """Along one axis the elements of constant `indices`; `sizes` are those before, at and behind the axis."""
    outer, axis, inner = sizes
    if not all(0 <= index < axis for index in indices):
        raise operands.contradicts(f"its indices reach outside 0…{axis - 1}")
    places, constants = operands.place(source, "input")
    return OpDraft(
        code=OpCode.GATHER,
        element_type=operands.element_type(output),
        source_index=operands.operator.index,
        operands=places,
        output=output.index,
        constants=(*constants, Constant("indices_pack_offset", struct.pack(f"<{len(indices)}i", *indices))),
        params=GatherParams(
            outer=outer,
            axis=axis,
            count=len(indices),
            block_bytes=inner * operands.element_type(output).item_bytes,
        ),
    )
