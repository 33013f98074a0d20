"""Operators that look elements up by index: GATHER, EMBEDDING_LOOKUP, RESIZE_NEAREST_NEIGHBOR."""

from __future__ import annotations

import math

from benchwright.planner.draft import OpDraft
from benchwright.planner.fixed_point import float32, round_half_away
from benchwright.planner.graph import PlainOptions, Tensor, TensorType
from benchwright.planner.ops.moves import gather
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_ops import GatherParams


def _indexed(operands: Operands, source: Tensor, indices: Tensor, output: Tensor, axis: int, batches: int) -> OpDraft:
    """GATHER whose indices may be computed at run time."""
    if indices.element_type is not TensorType.INT32:
        raise operands.unsupported(indices, f"its indices are {indices.element_type.word}, not int32")
    operands.one_type((output.element_type,), source, output)
    shape = source.shape
    made = (*shape[:axis], *indices.shape[batches:], *shape[axis + 1 :])
    if not 0 <= batches <= axis or shape[:batches] != indices.shape[:batches] or made != output.shape:
        raise operands.contradicts(f"{list(shape)} by indices {list(indices.shape)} makes no {list(output.shape)}")
    source_place, source_constant = operands.place(source, "input")
    index_place, index_constant = operands.place(indices, "indices")
    return OpDraft(
        code=OpCode.GATHER,
        element_type=operands.element_type(output),
        source_index=operands.operator.index,
        operands=source_place + index_place,
        output=output.index,
        constants=source_constant + index_constant,
        params=GatherParams(
            batches=math.prod(shape[:batches]),
            outer=math.prod(shape[batches:axis]),
            axis=shape[axis],
            count=math.prod(indices.shape[batches:]),
            block_bytes=math.prod(shape[axis + 1 :]) * operands.element_type(output).item_bytes,
        ),
    )


def _draft_gather(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, indices, output = operands.source(0), operands.source(1), operands.output()
    options = operands.plain_options()
    axis = operands.axis(options.axis, len(source.shape))
    batches = options.batch_dimensions
    return _indexed(operands, source, indices, output, axis, batches + len(indices.shape) if batches < 0 else batches)


def _draft_embedding_lookup(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    return _indexed(operands, operands.source(1), operands.source(0), operands.output(), 0, 0)


def _draft_resize_nearest(operands: Operands) -> tuple[OpDraft, ...]:
    """Rows, then columns; the one that leaves less in between comes first."""
    operands.expect_counts(2, 2)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    batches, height, width, channels = operands.image(source, "input")
    _, output_height, output_width, _ = operands.image(output, "output")
    if output.shape != (batches, *operands.integers(1, "size"), channels):
        raise operands.contradicts(f"{list(source.shape)} does not become {list(output.shape)}")
    operands.check_table(output, max(output_height, output_width))
    options = operands.plain_options()
    rows, columns = (_nearest(options, *sizes) for sizes in ((height, output_height), (width, output_width)))
    if output_height * width <= height * output_width:
        between = operands.spare(output, (batches, output_height, width, channels))
        return (
            gather(operands, source, between, rows, (batches, height, width * channels)),
            gather(operands, between, output, columns, (batches * output_height, width, channels)),
        )
    between = operands.spare(output, (batches, height, output_width, channels))
    return (
        gather(operands, source, between, columns, (batches * height, width, channels)),
        gather(operands, between, output, rows, (batches, height, output_width * channels)),
    )


def _nearest(options: PlainOptions, size: int, output_size: int) -> list[int]:
    """GetNearestNeighbor of TensorFlow Lite, in float32."""
    aligned = options.align_corners and output_size > 1
    scale = float32((size - 1) / (output_size - 1)) if aligned else float32(size / output_size)
    offset = 0.5 if options.half_pixel_centers else 0.0
    exact = (float32(float32(place + offset) * scale) for place in range(output_size))
    found = (round_half_away(value) if options.align_corners else math.floor(value) for value in exact)
    return [max(0, min(place, size - 1)) for place in found]


_ANY = "int8, float32, uint8, bool, int16, int32"

FAMILY = (
    SupportedOp(36, "GATHER", _ANY, "int32 indices, also computed ones; batch dimensions", "GATHER", _draft_gather),
    SupportedOp(
        7, "EMBEDDING_LOOKUP", _ANY, "int32 ids; table and output of one type", "GATHER", _draft_embedding_lookup
    ),
    SupportedOp(97, "RESIZE_NEAREST_NEIGHBOR", _ANY, "constant size", "2 × GATHER", _draft_resize_nearest),
)
