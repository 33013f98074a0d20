"""How far an op may write over an input that nobody reads after it.

Kernels take output pixels in order, `OpDraft.unit_pixels` at a time. An output that starts `distance` bytes below
its input never overtakes what is still to be read (diagonal memory optimisation, Blacker et al. 2020): `distance`
is the greatest difference, over all units, between the end of what is written then and the first byte of the input
that this unit or a later one reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.pack_format import (
    ConvAddParams,
    ConvParams,
    CopyParams,
    FullyConnectedParams,
    PoolParams,
    SoftmaxParams,
)
from benchwright.planner.schedule import Lifetime, Schedule, tensor_bytes


@dataclass(frozen=True, slots=True)
class Overlay:
    """The output may start `distance` bytes below the input or further, with `exactly` also right where it starts."""

    distance: int
    exactly: bool = False


Overlays = Mapping[tuple[int, int], Overlay]
"""By memory of the input and memory of the output; pairs that are not in it must not overlap."""


def overlay_of(op: OpDraft, operand: Operand, input_bytes: int, output_bytes: int) -> Overlay | None:
    """What the op allows for one of its inputs that ends with it; None where the two must not overlap."""
    if op.unit_pixels < 1 or isinstance(op.params, CopyParams):
        return None
    params = op.params
    if isinstance(params, ConvAddParams) and operand.field == ConvAddParams.ADDED:
        return Overlay(op.unit_pixels * params.output_c * op.element_type.item_bytes, exactly=True)
    if isinstance(params, ConvParams | PoolParams):
        return Overlay(_sliding_distance(params, op.unit_pixels) * op.element_type.item_bytes)
    if isinstance(params, FullyConnectedParams | SoftmaxParams):
        is_dense = isinstance(params, FullyConnectedParams)
        steps = params.batches if isinstance(params, FullyConnectedParams) else params.rows
        return Overlay(_steps_distance(op.unit_pixels, steps, input_bytes, output_bytes), exactly=not is_dense)
    return _elementwise(op, input_bytes, output_bytes)


def _elementwise(op: OpDraft, input_bytes: int, output_bytes: int) -> Overlay | None:
    """Ops whose kernels read an element before they write it; only inputs as large as the output are such."""
    return Overlay(op.unit_pixels * op.element_type.item_bytes, exactly=True) if input_bytes == output_bytes else None


def _steps_distance(unit: int, steps: int, input_bytes: int, output_bytes: int) -> int:
    """Input and output in `steps` equal parts that match one by one. Linear between the first, the last and the
    first that ends the output."""
    input_step, output_step = input_bytes // steps, output_bytes // steps
    turns = {0, max(0, steps - unit), steps - 1}
    return max(min(step + unit, steps) * output_step - step * input_step for step in turns)


@dataclass(frozen=True, slots=True)
class _Slide:
    """A window on an image: for rows and columns the first tap of every position that lies on the input."""

    batches: int
    input_h: int
    input_w: int
    input_c: int
    output_c: int
    rows: Sequence[int]
    columns: Sequence[int]


def _conv_slide(params: ConvParams) -> _Slide:
    rows = _first_taps(params.output_h, params.stride_h, params.pad_top, params.dilation_h, params.input_h)
    columns = _first_taps(params.output_w, params.stride_w, params.pad_left, params.dilation_w, params.input_w)
    sizes = (params.batches, params.input_h, params.input_w, params.input_c, params.output_c)
    return _Slide(*sizes, rows, columns)


def _pool_slide(params: PoolParams) -> _Slide:
    rows = _first_taps(params.output_h, params.stride_h, params.pad_top, 1, params.input_h)
    columns = _first_taps(params.output_w, params.stride_w, params.pad_left, 1, params.input_w)
    return _Slide(params.batches, params.input_h, params.input_w, params.channels, params.channels, rows, columns)


def _first_taps(output: int, stride: int, pad: int, dilation: int, size: int) -> list[int]:
    """The first tap on the input of every position; with dilation a later window may begin before an earlier one."""
    starts = (position * stride - pad for position in range(output))
    return [min(size - 1, start if start >= 0 else start % dilation) for start in starts]


def _least_from(values: Sequence[int]) -> list[int]:
    """For every index the least value there or behind it."""
    least = list(values)
    for index in range(len(least) - 2, -1, -1):
        least[index] = min(least[index], least[index + 1])
    return least


@lru_cache(maxsize=4096)
def _sliding_distance(params: ConvParams | PoolParams, unit_pixels: int) -> int:
    """In elements. Pixels of any alignment to the unit are taken as its first, so that rows may break units."""
    slide = _conv_slide(params) if isinstance(params, ConvParams) else _pool_slide(params)
    width, height = len(slide.columns), len(slide.rows)
    total = slide.batches * height * width
    first_column = _least_from(slide.columns)
    later_rows = [*_least_from(slide.rows), slide.input_h]
    distance = 0
    for batch in {0, slide.batches - 1}:
        image = batch * slide.input_h * slide.input_w
        written = batch * height * width + unit_pixels
        for y, row in enumerate(slide.rows):
            later = later_rows[y + 1] * slide.input_w + first_column[0]
            for x, column in enumerate(first_column):
                needed = image + min(row * slide.input_w + column, later)
                ahead = min(written + x, total) * slide.output_c - needed * slide.input_c
                distance = max(distance, ahead)
            written += width
    return distance


def overlays(plan: Schedule, lives: Sequence[Lifetime]) -> Overlays:
    """For every op of the schedule the inputs that end with it; and what is read in parts while another tensor is
    written in parts."""
    sizes = {life.tensor: life.size_bytes for life in lives}
    first = {life.tensor: life.first_op for life in lives}
    last = {life.tensor: life.last_op for life in lives}
    found = _in_parts(plan, first, last)
    for index, op in enumerate(plan.ops):
        for memory in {plan.home[operand.tensor] for operand in op.operands}:
            if op.output not in plan.offsets and last[memory] == index == first[op.output]:
                allowed = _all_allow(
                    overlay_of(op, operand, sizes[memory], sizes[op.output])
                    for operand in op.operands
                    if plan.home[operand.tensor] == memory
                )
                if allowed is not None:
                    found[memory, op.output] = allowed
    return found


def _all_allow(each: Iterable[Overlay | None]) -> Overlay | None:
    """What all readings of one input allow: an op may read it twice."""
    together = Overlay(0, exactly=True)
    for one in each:
        if one is None:
            return None
        together = Overlay(max(together.distance, one.distance), together.exactly and one.exactly)
    return together


def _in_parts(plan: Schedule, first: Mapping[int, int], last: Mapping[int, int]) -> dict[tuple[int, int], Overlay]:
    """What is written part by part, each with what is read for the last time meanwhile."""
    found: dict[tuple[int, int], Overlay] = {}
    for output in {plan.home[op.output] for op in plan.ops if op.output in plan.offsets}:
        writers = [index for index, op in enumerate(plan.ops) if plan.home[op.output] == output]
        meanwhile = range(writers[0], writers[-1] + 1)
        ending = {memory for memory in first if first[memory] < writers[0] and last[memory] in meanwhile}
        for memory in ending:
            allowed = _while_written(plan, memory, output, meanwhile)
            if allowed is not None:
                found[memory, output] = allowed
    return found


def _while_written(plan: Schedule, memory: int, output: int, meanwhile: range) -> Overlay | None:
    """What has been written must end before anything that is still to be read."""
    distance, unread = 0, None
    for index in reversed(meanwhile):
        op = plan.ops[index]
        reads = [operand for operand in op.operands if plan.home[operand.tensor] == memory]
        starts = [plan.offsets.get(operand.tensor, 0) for operand in reads]
        if plan.home[op.output] == output:
            start, size = plan.offsets.get(op.output, 0), tensor_bytes(plan.graph, op.output)
            if unread is not None:
                distance = max(distance, start + size - unread)
            for operand, read in zip(reads, starts, strict=True):
                within = overlay_of(op, operand, tensor_bytes(plan.graph, operand.tensor), size)
                if within is None:
                    return None
                distance = max(distance, within.distance + start - read)
        elif plan.home[op.output] == memory:
            return None
        unread = min([*starts, *([] if unread is None else [unread])], default=None)
    return Overlay(distance)
