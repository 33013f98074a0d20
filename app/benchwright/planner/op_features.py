"""What an op has to do, in numbers that instructions grow with: pixels, taps, outputs, bytes of weights.

Each number is a *feature*; `cost_table.py` holds what one of it costs on a core. Here are those of the plain order of
constants and of the layouts of the generic kernel set; what a layout leaves out, its constants do not hold. Layouts of
the dsp and mve sets have features of their own, in blocks as their kernels take them.
"""

from __future__ import annotations

from collections.abc import Mapping

from benchwright.model.pack import ElementType
from benchwright.planner.draft import OpDraft
from benchwright.planner.dsp_features import dsp_features
from benchwright.planner.int16_features import int16_features
from benchwright.planner.mve_features import mve_features
from benchwright.planner.pack_format import (
    AddParams,
    ConvParams,
    CopyParams,
    FullyConnectedParams,
    OpCode,
    PoolParams,
    SoftmaxParams,
)
from benchwright.planner.window_taps import axis_taps, column_taps, row_taps

Features = Mapping[str, float]


def op_features(op: OpDraft) -> Features:
    """The features of one op; empty for an op that nobody has measured yet."""
    if op.element_type is ElementType.INT16:
        return int16_features(op)
    features = dsp_features(op) or mve_features(op)
    return _plain_or_generic(op) if features is None else features


def _plain_or_generic(op: OpDraft) -> Features:
    params = op.params
    if isinstance(params, ConvParams):
        return _depthwise(op, params) if op.code is OpCode.DEPTHWISE_CONV_2D else _convolution(op, params)
    if isinstance(params, FullyConnectedParams):
        outputs = params.batches * params.outputs
        weight_bytes = params.batches * _bytes(op, "weights_offset")
        return {"ops": 1, "inputs": params.batches * params.inputs, "outputs": outputs, "weight_bytes": weight_bytes}
    if isinstance(params, PoolParams):
        return _pool(params)
    if isinstance(params, AddParams):
        return _addition(params)
    if isinstance(params, SoftmaxParams):
        return {"ops": 1, "rows": params.rows, "elements": params.rows * params.columns}
    return {"ops": 1, "bytes": op.copied_bytes} if isinstance(params, CopyParams) else {}


def _convolution(op: OpDraft, params: ConvParams) -> Features:
    pixels = params.batches * params.output_h * params.output_w
    together = max(1, op.unit_pixels) if op.layout and op.unit_pixels < params.output_w else 1
    units = -(-pixels // together)
    listed = len(op.constant("shift_offset") or b"") // 2 if op.layout else 0
    taps = listed or params.kernel_h * params.kernel_w * params.input_c
    weight_bytes = _bytes(op, "weights_offset")
    record_bytes = _bytes(op, "bias_offset") if op.layout else 4 * params.output_c
    known = _bytes(op, "multiplier_offset") if op.layout else 0
    whole_rows, clipped_rows, valid_taps = _windows(params)
    return {
        "ops": 1,
        "units": units,
        "unit_taps": units * together * taps,
        "unit_records": units * record_bytes,
        "unit_weights": units * weight_bytes,
        "pixels": pixels,
        "pixel_records": pixels * record_bytes,
        "pixel_weights": pixels * weight_bytes,
        "pixel_known": pixels * known,
        "whole_rows": whole_rows,
        "clipped_rows": clipped_rows,
        "clipped_taps": clipped_rows * params.kernel_w * params.input_c,
        "valid_weights": valid_taps * params.input_c * params.output_c,
        "valid_groups": (whole_rows + clipped_rows) * -(-params.output_c // 4),
    }


def _depthwise(op: OpDraft, params: ConvParams) -> Features:
    rows = params.batches * params.output_h
    pixels = rows * params.output_w
    channels = params.output_c
    whole_rows, clipped_rows, valid_taps = _windows(params)
    return {
        "ops": 1,
        "rows": rows,
        "row_channels": rows * channels,
        "pixels": pixels,
        "outputs": pixels * channels,
        "columns": rows * channels * params.output_w * params.stride_w,
        "valid_taps": valid_taps,
        "valid_macs": valid_taps * channels,
        "window_rows": whole_rows + clipped_rows,
        "window_row_channels": (whole_rows + clipped_rows) * channels,
        "clipped_row_channels": clipped_rows * channels,
        "dense_macs": pixels * params.kernel_h * params.kernel_w * channels,
    }


def _addition(params: AddParams) -> Features:
    """What is beside the ways that kernels have for common scales costs more."""
    terms = [
        (params.input1_multiplier, params.input1_shift),
        (params.input2_multiplier, params.input2_shift),
        (params.output_multiplier, params.output_shift),
    ]
    # `is_fast` of kernels/dsp/add_int8.c; multipliers of the planner are 2^30 or more.
    halves = params.left_shift == 20 and any(
        half == (1 << 30, 0) and -3 <= other[1] < 0 for half, other in (terms[:2], terms[1::-1])
    )
    is_halved = halves and -22 <= terms[2][1] < 0
    # What kernels/mve/add_int8.c adds by `add_relu`.
    is_full = (params.output_zero_point, params.activation_min, params.activation_max) == (-128, -128, 127)
    is_full_relu = is_full and (terms[0][1] == 0) != (terms[1][1] == 0)
    is_clamped = is_halved and (params.activation_min, params.activation_max) != (-128, 127)
    count = params.element_count
    return {
        "ops": 1,
        "elements": count,
        "not_halved": 0 if is_halved else count,
        "not_full_relu": 0 if is_full_relu else count,
        "clamped": count if is_clamped else 0,
    }


def _pool(params: PoolParams) -> Features:
    pixels = params.batches * params.output_h * params.output_w
    rows = axis_taps(params.input_h, params.output_h, params.filter_h, params.stride_h, 1, params.pad_top)
    columns = axis_taps(params.input_w, params.output_w, params.filter_w, params.stride_w, 1, params.pad_left)
    taps = params.batches * sum(rows) * sum(columns)
    return {
        "ops": 1,
        "pixels": pixels,
        "outputs": pixels * params.channels,
        "blocks": taps * -(-params.channels // 16),
        "taps": taps * params.channels,
    }


def _windows(params: ConvParams) -> tuple[int, int, int]:
    """Rows of windows that lie on the input as a whole, those that do so in part, and taps on the input; all pixels."""
    rows, columns = row_taps(params), column_taps(params)
    whole_columns = sum(count == params.kernel_w for count in columns)
    whole = params.batches * sum(rows) * whole_columns
    every = params.batches * params.kernel_h * params.output_h * params.output_w
    return whole, every - whole, params.batches * sum(rows) * sum(columns)


def _bytes(op: OpDraft, field: str) -> int:
    return len(op.constant(field) or b"")
