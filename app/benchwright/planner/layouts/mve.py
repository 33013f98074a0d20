"""Layouts of the mve kernel set (Helium): streams of groups of four channels, see `mve_groups`."""

from __future__ import annotations

from dataclasses import replace

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.layouts.mve_groups import GROUP, VECTOR, requantisation, step_count, stream
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams, OpCode

# Of boards/firmware/engine/kernels/mve/mve_layouts.h.
MATRIX = 32
TAPS_IN_LANES = 33

_COLUMNS = 2
_WIDEST_DEPTHWISE_KERNEL = 16
_LANE_ROWS = 4
_MOST_DEPTHWISE_COLUMNS = 1024


def lay_out_convolution(op: OpDraft) -> OpDraft | None:
    """CONV_2D as a matrix product: the taps of a window in the order of the weights, two pixels at a time."""
    params = op.params
    if op.code is not OpCode.CONV_2D or not isinstance(params, ConvParams) or not _is_int8(op):
        return None
    taps = params.kernel_h * params.kernel_w * params.input_c
    # Windows that lie on the input whole are read where they are, if their rows fill vectors.
    needs_columns = params.kernel_h * params.kernel_w > 1 or taps % VECTOR != 0
    scratch_bytes = _COLUMNS * step_count(taps) * VECTOR if needs_columns else 0
    # Pairs begin anew in each batch.
    unit_pixels = _COLUMNS if params.batches == 1 else 0
    return _as_matrix(op, params.output_c, params.input_zero_point, scratch_bytes, unit_pixels)


def lay_out_fully_connected(op: OpDraft) -> OpDraft | None:
    """FULLY_CONNECTED as a matrix product, batches as its pixels."""
    params = op.params
    if not isinstance(params, FullyConnectedParams) or not _is_int8(op) or params.weights_zero_point != 0:
        return None
    scratch_bytes = _COLUMNS * step_count(params.inputs) * VECTOR if params.inputs % VECTOR else 0
    return _as_matrix(op, params.outputs, params.input_zero_point, scratch_bytes, 0)


def lay_out_depthwise(op: OpDraft) -> OpDraft | None:
    """DEPTHWISE_CONV_2D with one output a channel: 4 x 4 taps of a channel lie in one vector, column by column.

    For a row or two of output the kernel turns four rows of input so that the bytes of one channel and column lie side
    by side in the working memory, for up to 16 channels at a time; for a higher kernel four more, and so on.
    """
    params = op.params
    if op.code is not OpCode.DEPTHWISE_CONV_2D or not isinstance(params, ConvParams) or not _is_int8(op):
        return None
    width = (params.kernel_w - 1) * params.dilation_w + 1
    banks, steps = _fours(params.kernel_h), _fours(width)
    columns = (params.output_w - 1) * params.stride_w + _LANE_ROWS * steps
    if params.depth_multiplier != 1 or columns > _MOST_DEPTHWISE_COLUMNS:
        return None
    numbers = requantisation(op, params.output_c)
    if max(params.kernel_h, width) > _WIDEST_DEPTHWISE_KERNEL or numbers.shifts_left:
        return None
    weights = op.constant("weights_offset") or b""
    rows = [_taps_of(channel, weights, params, banks, steps) for channel in range(params.output_c)]
    planes = min(VECTOR, _fours(params.output_c) * GROUP)
    two_rows = banks * steps == 1 and params.kernel_h < _LANE_ROWS and (params.stride_h, params.dilation_h) == (1, 1)
    return replace(
        op,
        constants=(Constant("weights_offset", stream(rows, numbers, params.input_zero_point)),),
        layout=TAPS_IN_LANES,
        scratch_bytes=banks * planes * columns * _LANE_ROWS,
        unit_pixels=(2 if two_rows else 1) * params.output_w if params.batches == 1 else 0,
    )


def lay_out_depthwise_of_one_channel(op: OpDraft) -> OpDraft | None:
    """DEPTHWISE_CONV_2D of an input with one channel: the same as CONV_2D, but for the order of its weights."""
    params = op.params
    if op.code is not OpCode.DEPTHWISE_CONV_2D or not isinstance(params, ConvParams) or params.input_c != 1:
        return None
    weights = op.constant("weights_offset") or b""
    by_channel = b"".join(weights[channel :: params.output_c] for channel in range(params.output_c))
    others = tuple(constant for constant in op.constants if constant.field != "weights_offset")
    as_convolution = replace(op, code=OpCode.CONV_2D, constants=(Constant("weights_offset", by_channel), *others))
    laid_out = lay_out_convolution(as_convolution)
    return laid_out and replace(laid_out, code=op.code)


def _fours(count: int) -> int:
    return -(-count // 4)


def _is_int8(op: OpDraft) -> bool:
    return op.element_type is ElementType.INT8


def _as_matrix(
    op: OpDraft, channels: int, input_zero_point: int, scratch_bytes: int, unit_pixels: int
) -> OpDraft | None:
    numbers = requantisation(op, channels)
    if numbers.shifts_left:
        return None
    weights = op.constant("weights_offset") or b""
    taps = len(weights) // channels
    rows = [weights[channel * taps : (channel + 1) * taps] for channel in range(channels)]
    return replace(
        op,
        constants=(Constant("weights_offset", stream(rows, numbers, input_zero_point)),),
        layout=MATRIX,
        scratch_bytes=scratch_bytes,
        unit_pixels=unit_pixels,
    )


def _taps_of(channel: int, weights: bytes, params: ConvParams, banks: int, steps: int) -> bytes:
    """The taps of one channel: four bytes for every column of the kernel, its rows from the top."""
    lanes = bytearray(banks * steps * VECTOR)
    for row in range(params.kernel_h):
        for tap in range(params.kernel_w):
            column = tap * params.dilation_w
            vector = row // _LANE_ROWS * steps + column // _LANE_ROWS
            lane = column % _LANE_ROWS * _LANE_ROWS + row % _LANE_ROWS
            lanes[vector * VECTOR + lane] = weights[(row * params.kernel_w + tap) * params.output_c + channel]
    return bytes(lanes)
