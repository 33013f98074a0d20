"""Operators that only put elements elsewhere: transposition, joining, splitting, padding, blocks."""

from __future__ import annotations

import math
from collections.abc import Sequence

from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import Activation, Tensor
from benchwright.planner.ops.moves import Walk, fill, gather, move
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import repeated_strides, row_major


def _draft_transpose(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    order = tuple(operands.axis(axis, len(source.shape)) for axis in operands.integers(1, "permutation"))
    if sorted(order) != list(range(len(source.shape))) or output.shape != tuple(source.shape[axis] for axis in order):
        raise operands.contradicts(f"{list(source.shape)} in the order {list(order)} is not {list(output.shape)}")
    strides = row_major(source.shape)
    walk = Walk(output.shape, tuple(strides[axis] for axis in order), row_major(output.shape))
    return move(operands, source, output, walk)


def _draft_concatenation(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(1, 256)
    output, options = operands.output(), operands.plain_options()
    axis = operands.axis(options.axis, len(output.shape))
    if options.activation is not Activation.NONE:
        raise operands.unsupported(output, f"the fused activation {options.activation.name} is not supported")
    sources = [operands.source(position) for position in range(len(operands.operator.inputs))]
    _check_same_scales(operands, sources, output)
    return _joined(operands, sources, output, axis)


def _joined(operands: Operands, sources: Sequence[Tensor], output: Tensor, axis: int) -> tuple[OpDraft, ...]:
    strides, start, drafts = row_major(output.shape), 0, []
    for source in sources:
        whole = (*source.shape[:axis], output.shape[axis], *source.shape[axis + 1 :])
        if len(source.shape) != len(output.shape) or whole != output.shape:
            raise operands.contradicts(f"{list(source.shape)} does not go into {list(output.shape)} along {axis}")
        walk = Walk(source.shape, row_major(source.shape), strides, 0, start * strides[axis])
        start += source.shape[axis]
        if start <= output.shape[axis]:
            drafts.append(move(operands, source, output, walk))
    if start != output.shape[axis]:
        raise operands.contradicts(f"its inputs are {start} long along axis {axis}, its output {output.shape[axis]}")
    return tuple(drafts)


def _check_same_scales(operands: Operands, sources: Sequence[Tensor], output: Tensor) -> None:
    for source in sources:
        operands.one_type((output.element_type,), source, output)
        if source.quantisation is not None and output.quantisation is not None:
            operands.same_scale(source, output)


def _draft_pack(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(1, 256)
    output = operands.output()
    axis = operands.axis(operands.plain_options().axis, len(output.shape))
    sources = [operands.source(position) for position in range(len(operands.operator.inputs))]
    strides = row_major(output.shape)
    kept = (*strides[:axis], *strides[axis + 1 :])
    for source in sources:
        operands.one_type((output.element_type,), source, output)
        if output.shape != (*source.shape[:axis], len(sources), *source.shape[axis:]):
            raise operands.contradicts(f"{len(sources)} of {list(source.shape)} do not make {list(output.shape)}")
    return tuple(
        move(operands, source, output, Walk(source.shape, row_major(source.shape), kept, 0, place * strides[axis]))
        for place, source in enumerate(sources)
    )


def _draft_unpack(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_inputs(1, 1)
    source = operands.source(0)
    axis = operands.axis(operands.plain_options().axis, len(source.shape))
    strides = row_major(source.shape)
    kept = (*strides[:axis], *strides[axis + 1 :])
    shape = (*source.shape[:axis], *source.shape[axis + 1 :])
    outputs = [operands.output(position) for position in range(len(operands.operator.outputs))]
    for output in outputs:
        operands.one_type((output.element_type,), source, output)
    if len(outputs) != source.shape[axis] or any(output.shape != shape for output in outputs):
        raise operands.contradicts(f"{list(source.shape)} does not come apart along axis {axis} as its outputs say")
    return tuple(
        move(operands, source, output, Walk(shape, kept, row_major(shape), place * strides[axis]))
        for place, output in enumerate(outputs)
    )


def _draft_split(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_inputs(2, 2)
    return _split(operands, operands.source(1), operands.integers(0, "axis"))


def _draft_split_v(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_inputs(3, 3)
    return _split(operands, operands.source(0), operands.integers(2, "axis"))


def _split(operands: Operands, source: Tensor, axes: tuple[int, ...]) -> tuple[OpDraft, ...]:
    if len(axes) != 1:
        raise operands.contradicts(f"it splits along {len(axes)} axes")
    axis, start, drafts = operands.axis(axes[0], len(source.shape)), 0, []
    strides = row_major(source.shape)
    for position in range(len(operands.operator.outputs)):
        output = operands.output(position)
        operands.one_type((output.element_type,), source, output)
        whole = (*output.shape[:axis], source.shape[axis], *output.shape[axis + 1 :])
        start += output.shape[axis] if len(output.shape) == len(source.shape) else source.shape[axis] + 1
        if whole != source.shape or start > source.shape[axis]:
            raise operands.contradicts(f"{list(output.shape)} is no part of {list(source.shape)} along axis {axis}")
        first = (start - output.shape[axis]) * strides[axis]
        drafts.append(move(operands, source, output, Walk(output.shape, strides, row_major(output.shape), first)))
    return tuple(drafts)


def _paddings(operands: Operands, source: Tensor, output: Tensor) -> tuple[tuple[int, int], ...]:
    flat = operands.integers(1, "paddings")
    pairs = tuple(zip(flat[::2], flat[1::2], strict=False))
    made = tuple(size + before + after for size, (before, after) in zip(source.shape, pairs, strict=False))
    if not flat or len(flat) != 2 * len(source.shape) or made != output.shape or any(min(pair) < 0 for pair in pairs):
        raise operands.contradicts(f"{list(source.shape)} padded by {list(flat)} is not {list(output.shape)}")
    return pairs


def _draft_pad(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(2, 3)
    source, output = operands.source(0), operands.output()
    element_type = operands.one_type((output.element_type,), source, output)
    pairs = _paddings(operands, source, output)
    zero_point = 0
    if source.quantisation is not None and output.quantisation is not None:
        zero_point = operands.same_scale(source, output)[1]
    element = zero_point.to_bytes(element_type.item_bytes, "little", signed=True)
    if len(operands.operator.inputs) > 2 and operands.operator.inputs[2] != -1:
        element = operands.constant(2, "value").data or element
    strides = row_major(output.shape)
    start = sum(before * stride for (before, _), stride in zip(pairs, strides, strict=True))
    inside = move(operands, source, output, Walk(source.shape, row_major(source.shape), strides, 0, start))
    return (fill(operands, output, element), inside) if source.shape != output.shape else (inside,)


def _draft_mirror_pad(operands: Operands) -> tuple[OpDraft, ...]:
    """One axis after the other, each by an index for every place along it."""
    operands.expect_counts(2, 2)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    pairs, edge = _paddings(operands, source, output), 0 if operands.plain_options().symmetric else 1
    operands.check_table(output, max(output.shape))
    axes = [axis for axis, pair in enumerate(pairs) if any(pair)] or [len(pairs) - 1]
    drafts: list[OpDraft] = []
    current = source
    for axis in axes:
        size = source.shape[axis]
        if max(pairs[axis]) > size - edge:
            raise operands.contradicts(f"it mirrors {max(pairs[axis])} of {size} along axis {axis}")
        before, after = pairs[axis]
        indices = [
            *range(before - 1 + edge, edge - 1, -1),
            *range(size),
            *range(size - 1 - edge, size - 1 - edge - after, -1),
        ]
        shape = (*current.shape[:axis], len(indices), *current.shape[axis + 1 :])
        target = output if axis == axes[-1] else operands.spare(output, shape)
        around = (math.prod(current.shape[:axis]), size, math.prod(current.shape[axis + 1 :]))
        drafts.append(gather(operands, current, target, indices, around))
        current = target
    return tuple(drafts)


def _draft_broadcast_to(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    if len(source.shape) > len(output.shape) or any(
        size not in {1, wide} for size, wide in zip(source.shape[::-1], output.shape[::-1], strict=False)
    ):
        raise operands.contradicts(f"{list(source.shape)} cannot be repeated to {list(output.shape)}")
    strides = repeated_strides(source.shape, output.shape)
    return move(operands, source, output, Walk(output.shape, strides, row_major(output.shape)))


def _draft_tile(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output, times = operands.source(0), operands.output(), operands.integers(1, "multiples")
    operands.one_type((output.element_type,), source, output)
    made = tuple(size * count for size, count in zip(source.shape, times, strict=False))
    if len(times) != len(source.shape) or made != output.shape:
        raise operands.contradicts(f"{list(source.shape)} times {list(times)} is not {list(output.shape)}")
    steps = zip(times, source.shape, row_major(source.shape), row_major(output.shape), strict=True)
    sizes, source_strides, output_strides = [], [], []
    for count, size, source_stride, output_stride in steps:
        sizes += [count, size]
        source_strides += [0, source_stride]
        output_strides += [size * output_stride, output_stride]
    return move(operands, source, output, Walk(sizes, source_strides, output_strides))


def _draft_reverse(operands: Operands) -> OpDraft:
    operands.expect_counts(2, 2)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    if source.shape != output.shape:
        raise operands.contradicts(f"its input has shape {list(source.shape)}, its output {list(output.shape)}")
    backwards = {operands.axis(axis, len(source.shape)) for axis in operands.integers(1, "axes")}
    strides = row_major(source.shape)
    turned = tuple(-stride if axis in backwards else stride for axis, stride in enumerate(strides))
    start = sum((source.shape[axis] - 1) * strides[axis] for axis in backwards)
    return move(operands, source, output, Walk(source.shape, turned, strides, start))


def _blocks(operands: Operands, small: Tensor, large: Tensor) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sizes [batch, y, block y, x, block x, depth] and the strides in the tensor of small images."""
    block = operands.plain_options().block_size
    batches, height, width, channels = operands.image(small, "small image")
    if block < 1 or operands.image(large, "large image") != (
        batches, height * block, width * block, channels // block // block
    ) or channels % (block * block):  # fmt: skip
        raise operands.contradicts(f"blocks of {block} do not take {list(large.shape)} to {list(small.shape)}")
    depth = channels // block // block
    steps = row_major((batches, height, width, block, block, depth))
    return (batches, height, block, width, block, depth), (
        steps[0], steps[1], steps[3], steps[2], steps[4], steps[5]
    )  # fmt: skip


def _draft_space_to_depth(operands: Operands) -> OpDraft:
    operands.expect_counts(1, 1)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    sizes, strides = _blocks(operands, output, source)
    return move(operands, source, output, Walk(sizes, row_major(sizes), strides))


def _draft_depth_to_space(operands: Operands) -> OpDraft:
    operands.expect_counts(1, 1)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    sizes, strides = _blocks(operands, source, output)
    return move(operands, source, output, Walk(sizes, strides, row_major(sizes)))


_ANY = "int8, float32, uint8, bool, int16, int32"

FAMILY = (
    SupportedOp(39, "TRANSPOSE", _ANY, "constant permutation, up to 6 dimensions", "MOVE", _draft_transpose),
    SupportedOp(
        2, "CONCATENATION", _ANY, "one scale, no fused activation", "MOVE for each input", _draft_concatenation
    ),
    SupportedOp(83, "PACK", _ANY, "", "MOVE for each input", _draft_pack),
    SupportedOp(88, "UNPACK", _ANY, "", "MOVE for each output", _draft_unpack),
    SupportedOp(49, "SPLIT", _ANY, "constant axis", "MOVE for each output", _draft_split),
    SupportedOp(102, "SPLIT_V", _ANY, "constant axis", "MOVE for each output", _draft_split_v),
    SupportedOp(34, "PAD", _ANY, "constant paddings", "2 × MOVE; nothing before a convolution", _draft_pad),
    SupportedOp(60, "PADV2", _ANY, "constant paddings and value", "2 × MOVE", _draft_pad),
    SupportedOp(100, "MIRROR_PAD", _ANY, "constant paddings", "GATHER for each axis", _draft_mirror_pad),
    SupportedOp(130, "BROADCAST_TO", _ANY, "fixed shape", "MOVE", _draft_broadcast_to),
    SupportedOp(69, "TILE", _ANY, "constant multiples; not an operator of TensorFlow Lite Micro", "MOVE", _draft_tile),
    SupportedOp(105, "REVERSE_V2", _ANY, "constant axes", "MOVE", _draft_reverse),
    SupportedOp(26, "SPACE_TO_DEPTH", _ANY, "", "MOVE", _draft_space_to_depth),
    SupportedOp(5, "DEPTH_TO_SPACE", _ANY, "", "MOVE", _draft_depth_to_space),
)
