"""SLICE, STRIDED_SLICE, SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND: parts of a tensor, by strides."""

from __future__ import annotations

from collections.abc import Sequence

from benchwright.planner.draft import OpDraft
from benchwright.planner.graph import PlainOptions, Tensor
from benchwright.planner.ops.moves import Walk, fill, move
from benchwright.planner.ops.operands import Operands
from benchwright.planner.ops.registry import SupportedOp
from benchwright.planner.ops.shapes import row_major


def _draft_slice(operands: Operands) -> OpDraft:
    operands.expect_counts(3, 3)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    begin, size = operands.integers(1, "beginning"), operands.integers(2, "size")
    if not len(begin) == len(size) == len(source.shape):
        raise operands.contradicts(f"{len(begin)} beginnings and {len(size)} sizes for {len(source.shape)} dimensions")
    taken = tuple(
        whole - first if count == -1 else count for whole, first, count in zip(source.shape, begin, size, strict=True)
    )
    ends = (first + count for first, count in zip(begin, taken, strict=True))
    if min(begin) < 0 or any(end > whole for end, whole in zip(ends, source.shape, strict=True)):
        raise operands.contradicts(f"{list(taken)} from {list(begin)} is outside {list(source.shape)}")
    return _part(operands, source, output, (taken, begin, (1,) * len(begin)))


def _draft_strided_slice(operands: Operands) -> OpDraft:
    operands.expect_counts(4, 4)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    begin, end, step = (operands.integers(position, "bounds") for position in (1, 2, 3))
    options = operands.plain_options()
    if options.ellipsis_mask or options.new_axis_mask:
        raise operands.unsupported(output, "ellipses and new axes are not supported, as in TensorFlow Lite Micro")
    if not len(begin) == len(end) == len(step) <= len(source.shape) or 0 in step:
        raise operands.contradicts("its bounds and steps do not go together")
    sizes, starts, steps = strided(source.shape, begin, end, step, options)
    return _part(operands, source, output, (sizes, starts, steps))


def strided(
    shape: Sequence[int], begin: Sequence[int], end: Sequence[int], step: Sequence[int], options: PlainOptions
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """How many elements along each axis, from where, in which steps."""
    ranges = []
    for axis, whole in enumerate(shape):
        if axis >= len(begin):
            ranges.append(range(whole))
            continue
        bit = 1 << axis
        first = None if options.begin_mask & bit else begin[axis]
        last = None if options.end_mask & bit else end[axis]
        if options.end_is_offset and last is not None:
            last += begin[axis]
        if options.shrink_axis_mask & bit:
            from_edge = 0 if step[axis] > 0 else whole - 1
            place = from_edge if first is None else first + whole if first < 0 else first
            ranges.append(range(place, place + 1))
        else:
            ranges.append(range(whole)[slice(first, last, step[axis])])
    return tuple(map(len, ranges)), tuple(r.start for r in ranges), tuple(r.step for r in ranges)


def _part(
    operands: Operands,
    source: Tensor,
    output: Tensor,
    ranges: tuple[Sequence[int], Sequence[int], Sequence[int]],
) -> OpDraft:
    """Along each axis so many elements, from where, in which steps; the output may have lost axes of one element."""
    sizes, starts, steps = ranges
    made = 1
    for size, start, step, whole in zip(sizes, starts, steps, source.shape, strict=True):
        made *= size
        if size < 1 or not (0 <= start < whole and 0 <= start + (size - 1) * step < whole):
            raise operands.contradicts(f"it takes {size} of {whole} from {start} in steps of {step}")
    if made != output.element_count:
        raise operands.contradicts(f"its output has shape {list(output.shape)}, its input gives {list(sizes)}")
    strides = row_major(source.shape)
    walk = Walk(
        sizes,
        tuple(stride * step for stride, step in zip(strides, steps, strict=True)),
        row_major(sizes),
        sum(stride * start for stride, start in zip(strides, starts, strict=True)),
    )
    return move(operands, source, output, walk)


def _block_sizes(operands: Operands, small: Tensor, large: Tensor) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Blocks along height and width, and how much is padded or cropped in front of them."""
    blocks, edges = operands.integers(1, "block shape"), operands.integers(2, "paddings")
    if len(small.shape) not in {3, 4} or len(small.shape) != len(large.shape):
        raise operands.unsupported(small, f"{len(small.shape)} dimensions are not supported, only 3 and 4")
    spatial = len(small.shape) - 2
    if len(blocks) != spatial or len(edges) != 2 * spatial or min((*blocks, 1)) < 1 or min((*edges, 0)) < 0:
        raise operands.contradicts(f"blocks {list(blocks)} and {list(edges)} for {spatial} dimensions")
    count = 1
    for axis, block in enumerate(blocks):
        count *= block
        if small.shape[1 + axis] * block != large.shape[1 + axis] + edges[2 * axis] + edges[2 * axis + 1]:
            raise operands.contradicts(f"blocks of {block} do not take {list(large.shape)} to {list(small.shape)}")
    if small.shape[0] != large.shape[0] * count or small.shape[-1] != large.shape[-1]:
        raise operands.contradicts(f"blocks {list(blocks)} do not take {list(large.shape)} to {list(small.shape)}")
    return blocks, edges[::2]


def _overlap(small: int, large: int, block: int, phase: int, edge: int) -> tuple[int, int, int]:
    """Of the places small * block + phase - edge those within large: how many, the first small and its large."""
    first = max(0, -((phase - edge) // block))
    last = min(small - 1, (large - 1 + edge - phase) // block)
    return max(0, last - first + 1), first, first * block + phase - edge


def _block_walks(small: Tensor, large: Tensor, blocks: Sequence[int], edges: Sequence[int]) -> list[tuple[Walk, Walk]]:
    """For each place within a block what of the large image lies there; small to large is the second of a pair."""
    walks = []
    small_strides, large_strides = row_major(small.shape), row_major(large.shape)
    phases = [(y, x) for y in range(blocks[0]) for x in range(blocks[1] if len(blocks) > 1 else 1)]
    for index, phase in enumerate(phases):
        parts = [
            _overlap(small.shape[1 + axis], large.shape[1 + axis], block, phase[axis], edges[axis])
            for axis, block in enumerate(blocks)
        ]
        if any(count == 0 for count, _, _ in parts):
            continue
        sizes = (large.shape[0], *(count for count, _, _ in parts), large.shape[-1])
        steps = (large_strides[0], *(large_strides[1 + a] * b for a, b in enumerate(blocks)), 1)
        small_start = index * large.shape[0] * small_strides[0]
        small_start += sum(first * small_strides[1 + axis] for axis, (_, first, _) in enumerate(parts))
        large_start = sum(first * large_strides[1 + axis] for axis, (_, _, first) in enumerate(parts))
        walks.append(
            (
                Walk(sizes, steps, small_strides, large_start, small_start),
                Walk(sizes, small_strides, steps, small_start, large_start),
            )
        )
    return walks


def _draft_space_to_batch(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(3, 3)
    source, output = operands.source(0), operands.output()
    element_type = operands.one_type((output.element_type,), source, output)
    blocks, edges = _block_sizes(operands, output, source)
    moves = tuple(move(operands, source, output, walk) for walk, _ in _block_walks(output, source, blocks, edges))
    if source.element_count == output.element_count:
        return moves
    zero_point = operands.scale(output)[1] if output.quantisation is not None else 0
    element = zero_point.to_bytes(element_type.item_bytes, "little", signed=True)
    return (fill(operands, output, element), *moves)


def _draft_batch_to_space(operands: Operands) -> tuple[OpDraft, ...]:
    operands.expect_counts(3, 3)
    source, output = operands.source(0), operands.output()
    operands.one_type((output.element_type,), source, output)
    blocks, edges = _block_sizes(operands, source, output)
    return tuple(move(operands, source, output, walk) for _, walk in _block_walks(source, output, blocks, edges))


_ANY = "int8, float32, uint8, bool, int16, int32"

FAMILY = (
    SupportedOp(65, "SLICE", _ANY, "constant bounds", "MOVE", _draft_slice),
    SupportedOp(45, "STRIDED_SLICE", _ANY, "constant bounds, no ellipsis, no new axis", "MOVE", _draft_strided_slice),
    SupportedOp(
        38, "SPACE_TO_BATCH_ND", _ANY, "constant blocks", "MOVE for each place in a block", _draft_space_to_batch
    ),
    SupportedOp(
        37, "BATCH_TO_SPACE_ND", _ANY, "constant blocks", "MOVE for each place in a block", _draft_batch_to_space
    ),
)
