"""GATHER_ND: elements or blocks by indices of several axes at once."""

from __future__ import annotations

import math
import struct
from dataclasses import replace

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Tensor, TensorType
from benchwright.planner.op_kinds import BinaryKind
from benchwright.planner.ops.arithmetic import Rescale, binary
from benchwright.planner.ops.moves import Walk, gather, move
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import row_major
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import GatherParams


def _draft_gather_nd(operands: Operands) -> OpDraft | tuple[OpDraft, ...]:
    operands.expect_counts(2, 2)
    source, indices, output = operands.source(0), operands.source(1), operands.output()
    operands.one_type((output.element_type,), source, output)
    depth = indices.shape[-1] if indices.shape else 0
    if not 1 <= depth <= len(source.shape) or output.shape != (*indices.shape[:-1], *source.shape[depth:]):
        raise operands.contradicts(f"{list(source.shape)} by indices {list(indices.shape)} is no {list(output.shape)}")
    if indices.data is not None:
        return _constant(operands, source, output, depth)
    if indices.element_type is not TensorType.INT32:
        raise operands.unsupported(indices, f"its indices are {indices.element_type.word}, not int32")
    return _computed(operands, source, indices, output)


def _constant(operands: Operands, source: Tensor, output: Tensor, depth: int) -> OpDraft:
    flat, steps = operands.integers(1, "indices"), row_major(source.shape[:depth])
    rows = [flat[at : at + depth] for at in range(0, len(flat), depth)]
    if any(not 0 <= index < size for row in rows for index, size in zip(row, source.shape, strict=False)):
        raise operands.contradicts("its indices reach outside its input")
    places = [sum(index * step for index, step in zip(row, steps, strict=True)) for row in rows]
    sizes = (1, math.prod(source.shape[:depth]), math.prod(source.shape[depth:]))
    return gather(operands, source, output, places, sizes)


def _computed(operands: Operands, source: Tensor, indices: Tensor, output: Tensor) -> tuple[OpDraft, ...]:
    """Indices times the steps of their axes, added up, are places along one axis."""
    depth, count = indices.shape[-1], indices.element_count // indices.shape[-1]
    drafts: list[OpDraft] = []
    places = indices
    if depth > 1:
        steps = row_major(source.shape[:depth])
        factors = replace(indices, shape=(depth,), data=struct.pack(f"<{depth}i", *steps))
        scaled = operands.spare(indices, indices.shape)
        drafts.append(_whole(operands, BinaryKind.MUL, indices, factors, scaled))
        columns = [operands.spare(indices, (count,)) for _ in range(depth)]
        drafts += [
            move(operands, scaled, column, Walk((count,), (depth,), (1,), at)) for at, column in enumerate(columns)
        ]
        places = columns[0]
        for column in columns[1:]:
            total = operands.spare(indices, (count,))
            drafts.append(_whole(operands, BinaryKind.ADD, places, column, total))
            places = total
    (source_place, source_constant), (index_place, _) = (
        operands.place(source, "input"),
        operands.place(places, "indices"),
    )
    drafts.append(
        OpDraft(
            code=OpCode.GATHER,
            element_type=operands.element_type(output),
            source_index=operands.operator.index,
            operands=source_place + index_place,
            output=output.index,
            constants=source_constant,
            params=GatherParams(
                outer=1,
                axis=math.prod(source.shape[:depth]),
                count=count,
                block_bytes=math.prod(source.shape[depth:]) * operands.element_type(output).item_bytes,
            ),
        )
    )
    return tuple(drafts)


def _whole(operands: Operands, kind: BinaryKind, first: Tensor, second: Tensor, output: Tensor) -> OpDraft:
    return binary(operands, kind, ElementType.INT32, (first, second, output), lambda *_: Rescale())


FAMILY = (
    SupportedOp(
        107,
        "GATHER_ND",
        "int8, float32, uint8, bool, int16, int32",
        "int32 indices, also computed ones",
        "GATHER; of computed indices BINARY and MOVE before it",
        _draft_gather_nd,
    ),
)
