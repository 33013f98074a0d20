"""How far outputs may lie over inputs, against a reckoning byte by byte."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.graph import Graph
from benchwright.planner.overlay import Overlay, overlay_of, overlays
from benchwright.planner.pack_format import (
    AddParams,
    ConvParams,
    CopyParams,
    FullyConnectedParams,
    OpCode,
    Params,
    PoolParams,
    SoftmaxParams,
)
from benchwright.planner.schedule import Lifetime, Schedule

INPUT = Operand("input_arena_offset", 0)


class Axis(NamedTuple):
    input_size: int
    output_size: int
    kernel: int
    stride: int
    dilation: int
    pad: int

    def taps(self, position: int) -> Iterator[int]:
        """Places on the input that the window at `position` touches."""
        for tap in range(self.kernel):
            place = position * self.stride - self.pad + tap * self.dilation
            if 0 <= place < self.input_size:
                yield place


@st.composite
def axes(draw: st.DrawFn) -> Axis:
    size, kernel = draw(st.integers(1, 9)), draw(st.integers(1, 4))
    stride, dilation = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    extent = (kernel - 1) * dilation + 1
    if draw(st.booleans()):
        output = -(-size // stride)
        return Axis(size, output, kernel, stride, dilation, max(0, (output - 1) * stride + extent - size) // 2)
    assume(extent <= size)
    return Axis(size, (size - extent) // stride + 1, kernel, stride, dilation, 0)


def draft(code: OpCode, params: Params, unit: int = 1, element_type: ElementType = ElementType.INT8) -> OpDraft:
    return OpDraft(code, element_type, 0, (INPUT,), 1, (), params, unit_pixels=unit)


def conv_params(rows: Axis, columns: Axis, batches: int, input_c: int, output_c: int) -> ConvParams:
    return ConvParams(
        batches=batches, input_h=rows.input_size, input_w=columns.input_size, input_c=input_c,
        output_h=rows.output_size, output_w=columns.output_size, output_c=output_c,
        kernel_h=rows.kernel, kernel_w=columns.kernel, stride_h=rows.stride, stride_w=columns.stride,
        dilation_h=rows.dilation, dilation_w=columns.dilation, pad_top=rows.pad, pad_left=columns.pad,
        depth_multiplier=1, input_zero_point=0, output_zero_point=0, activation_min=-128, activation_max=127,
        float_min=0.0, float_max=0.0,
    )  # fmt: skip


def least_distance(rows: Axis, columns: Axis, batches: int, input_c: int, output_c: int, unit: int) -> int:
    """Units from the first pixel on, the last may be short; what a unit writes must be read neither in it nor later."""
    reads = [
        {
            (batch * rows.input_size + row) * columns.input_size + column
            for row in rows.taps(y)
            for column in columns.taps(x)
        }
        for batch in range(batches)
        for y in range(rows.output_size)
        for x in range(columns.output_size)
    ]
    distance, needed = 0, batches * rows.input_size * columns.input_size
    for first in reversed(range(0, len(reads), unit)):
        needed = min([needed, *(pixel for pixels in reads[first : first + unit] for pixel in pixels)])
        distance = max(distance, min(first + unit, len(reads)) * output_c - needed * input_c)
    return distance


@given(axes(), axes(), st.integers(1, 2), st.integers(1, 4), st.integers(1, 4))
def test_a_convolution_pixel_by_pixel_gets_the_least_distance(
    rows: Axis, columns: Axis, batches: int, input_c: int, output_c: int
) -> None:
    assume(all(list(axis.taps(position)) for axis in (rows, columns) for position in range(axis.output_size)))
    op = draft(OpCode.CONV_2D, conv_params(rows, columns, batches, input_c, output_c))
    least = least_distance(rows, columns, batches, input_c, output_c, 1)
    assert overlay_of(op, INPUT, 0, 0) == Overlay(least)


@given(axes(), axes(), st.integers(1, 2), st.integers(1, 4), st.integers(1, 4), st.integers(1, 12))
def test_a_convolution_in_larger_units_is_never_too_near(
    rows: Axis, columns: Axis, batches: int, input_c: int, output_c: int, unit: int
) -> None:
    op = draft(OpCode.CONV_2D, conv_params(rows, columns, batches, input_c, output_c), unit)
    found = overlay_of(op, INPUT, 0, 0)
    assert found is not None
    assert found.distance >= least_distance(rows, columns, batches, input_c, output_c, unit)


@given(axes(), axes(), st.integers(1, 3))
def test_float32_distances_are_four_times_those_of_int8(rows: Axis, columns: Axis, channels: int) -> None:
    params = conv_params(rows, columns, 1, channels, channels)
    byte, word = (
        overlay_of(draft(OpCode.CONV_2D, params, 1, kind), INPUT, 0, 0)
        for kind in (ElementType.INT8, ElementType.FLOAT32)
    )
    assert byte is not None
    assert word == Overlay(4 * byte.distance)


def test_a_depthwise_3x3_stays_a_row_and_two_pixels_behind() -> None:
    same = Axis(25, 25, 3, 1, 1, 1)
    op = draft(OpCode.DEPTHWISE_CONV_2D, conv_params(same, Axis(5, 5, 3, 1, 1, 1), 1, 64, 64))
    assert overlay_of(op, INPUT, 8000, 8000) == Overlay((5 + 2) * 64)


def test_a_pool_that_halves_follows_one_pixel_behind() -> None:
    params = PoolParams(
        batches=1, input_h=8, input_w=8, channels=4, output_h=4, output_w=4, filter_h=2, filter_w=2, stride_h=2,
        stride_w=2, pad_top=0, pad_left=0, activation_min=-128, activation_max=127, float_min=0.0, float_max=0.0,
    )  # fmt: skip
    assert overlay_of(draft(OpCode.MAX_POOL_2D, params), INPUT, 256, 64) == Overlay(4)


def test_a_dense_layer_of_one_batch_lies_apart_and_of_many_follows() -> None:
    params = FullyConnectedParams(
        per_channel=0, batches=3, inputs=10, outputs=4, input_zero_point=0, weights_zero_point=0, output_zero_point=0,
        activation_min=-128, activation_max=127, float_min=0.0, float_max=0.0,
    )  # fmt: skip
    assert overlay_of(draft(OpCode.FULLY_CONNECTED, params), INPUT, 30, 12) == Overlay(4)


def test_softmax_and_addition_may_take_the_place_of_an_input() -> None:
    soft = SoftmaxParams(rows=2, columns=5, multiplier=0, left_shift=0, diff_min=0, beta=1.0)
    assert overlay_of(draft(OpCode.SOFTMAX, soft), INPUT, 10, 10) == Overlay(5, exactly=True)
    add = AddParams(**{name: 0 for name, _ in AddParams.field_offsets()} | {"element_count": 12})
    first = Operand("input1_arena_offset", 0)
    assert overlay_of(draft(OpCode.ADD, add, 4), first, 12, 12) == Overlay(4, exactly=True)


def test_a_copy_and_an_op_that_promises_nothing_lie_apart() -> None:
    assert overlay_of(draft(OpCode.COPY, CopyParams()), INPUT, 8, 8) is None
    row = Axis(8, 8, 3, 1, 1, 1)
    assert overlay_of(draft(OpCode.CONV_2D, conv_params(row, row, 1, 1, 1), unit=0), INPUT, 64, 64) is None


NO_GRAPH = Graph("", "", (), (), (), ())


def test_an_output_that_an_earlier_op_began_covers_no_input_of_a_later_one() -> None:
    add = AddParams(**{name: 0 for name, _ in AddParams.field_offsets()} | {"element_count": 12})
    ops = [draft(OpCode.ADD, add), draft(OpCode.ADD, add)]
    home = {0: 0, 1: 1}
    begun = [Lifetime(0, 12, -1, 1), Lifetime(1, 12, 0, 2)]
    assert overlays(Schedule(NO_GRAPH, ops, home), begun) == {}
    assert overlays(Schedule(NO_GRAPH, ops[:1], home), [Lifetime(0, 12, -1, 0), Lifetime(1, 12, 0, 1)]) != {}
