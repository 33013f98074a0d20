"""Layouts of the dsp kernel set for depthwise convolutions: up to 3 x 3 (bw_dsp_rows.h), any kernel (bw_dsp_taps.h)."""

from __future__ import annotations

import struct
from dataclasses import replace

import numpy as np

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.layouts.dsp import channel_major, folded_op, scale_fields
from benchwright.planner.pack_format import ConvParams, OpCode

ROWS, TAPS = 18, 19

_SIDE = 3
_GROUP = 4
_COLUMN_BYTES = 32
_ROWS_OF_A_WORD = (0, 1, 1, 2)


def depthwise_rows(op: OpDraft) -> OpDraft | None:
    """DEPTHWISE_CONV_2D, row by row; two rows at a time where windows are one row and one column apart."""
    params = _by_fours(op)
    if params is None or max(params.kernel_h, params.kernel_w) > _SIDE or params.dilation_h * params.dilation_w > 1:
        return None
    channels = params.output_c
    folded = folded_op(op, channel_major(op, channels))
    if folded is None:
        return None
    kernels = np.zeros((channels, _SIDE, _SIDE), np.int64)
    kernels[:, : params.kernel_h, : params.kernel_w] = folded.weights.reshape(channels, params.kernel_h, -1)
    words = kernels.transpose(0, 2, 1)[..., _ROWS_OF_A_WORD].astype(np.int8)
    records = b"".join(
        words[channel].tobytes() + struct.pack("<4i", int(folded.biases[channel]), *scale_fields(scale))
        for channel, scale in enumerate(folded.scales)
    )
    columns = (params.output_w - 1) * params.stride_w + _SIDE
    rows = 2 if params.stride_h == params.stride_w == 1 else 1
    return replace(
        op,
        constants=(Constant("bias_offset", records),),
        layout=ROWS,
        scratch_bytes=columns * _COLUMN_BYTES,
        unit_pixels=rows * params.output_w,
    )


def depthwise_taps(op: OpDraft) -> OpDraft | None:
    """DEPTHWISE_CONV_2D of any kernel, four channels at a time."""
    params = _by_fours(op)
    folded = None if params is None else folded_op(op, channel_major(op, params.output_c))
    if params is None or folded is None:
        return None
    # Taps on padding are left out, so the zero point stays out of the biases.
    biases = folded.biases + params.input_zero_point * folded.weights.sum(axis=1)
    weights = folded.weights.reshape(-1, _GROUP, folded.weights.shape[1]).transpose(0, 2, 1).astype(np.int8)
    records = b"".join(
        struct.pack("<4i", *biases[first : first + _GROUP].tolist())
        + b"".join(struct.pack("<3i", *scale_fields(scale)) for scale in folded.scales[first : first + _GROUP])
        for first in range(0, params.output_c, _GROUP)
    )
    constants = (Constant("weights_offset", weights.tobytes()), Constant("bias_offset", records))
    return replace(op, constants=constants, layout=TAPS, unit_pixels=1)


def _by_fours(op: OpDraft) -> ConvParams | None:
    """The parameters of an int8 DEPTHWISE_CONV_2D with one output channel for each input channel, by fours."""
    params = op.params
    if op.code is not OpCode.DEPTHWISE_CONV_2D or op.element_type is not ElementType.INT8:
        return None
    if not isinstance(params, ConvParams) or params.depth_multiplier > 1 or params.input_c % _GROUP:
        return None
    return params
