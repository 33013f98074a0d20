"""Layouts of the generic kernel set: register blocks for cores without SIMD (generic_layouts.h)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.layouts.folding import Folded, Integers, Scale, fold
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams, OpCode

CONV_PAIRS, DEPTHWISE_ROWS, FOUR_ROWS = 1, 2, 3

_GROUP = 4
_TAPS = 2
_MOST_TAPS = 1 << 20
_PIXELS = 4
_BYTES_A_TAP = 8
_HALF = 2**30
_LEAST_WEIGHT = -127
_DEPTHWISE_TAPS, _DEPTHWISE_BYTES = 9, 12
_MOST_CHANNELS = 1 << 16


def conv_pairs(op: OpDraft) -> OpDraft | None:
    """CONV_2D, four output pixels by four channels at a time, two pixels in one multiplication."""
    params = op.params
    if op.code is not OpCode.CONV_2D or op.element_type is not ElementType.INT8 or not isinstance(params, ConvParams):
        return None
    folded = _folded(op, _channel_major(op, params.output_c))
    if folded is None or folded.weights.shape[1] > _MOST_TAPS or folded.weights.min() < _LEAST_WEIGHT:
        return None
    computed = [channel for channel, known in enumerate(folded.constants) if known is None]
    weights = folded.weights[computed]
    listed = _listed(params, weights)
    if listed is not None:
        weights = weights[:, listed]
    groups = _groups(weights, _TAPS)
    constants = [_interleaved(groups), Constant("bias_offset", _records(folded, computed, _GROUP))]
    if len(computed) < params.output_c:
        known = np.array([known or 0 for known in folded.constants], np.int8)
        constants.append(Constant("multiplier_offset", struct.pack("<i", len(computed)) + known.tobytes()))
    if listed is not None:
        constants.append(Constant("shift_offset", struct.pack(f"<{len(listed) + 1}H", len(listed), *listed)))
    scratch_bytes = _BYTES_A_TAP * groups.shape[2]
    return replace(op, constants=tuple(constants), layout=CONV_PAIRS, scratch_bytes=scratch_bytes, unit_pixels=_PIXELS)


def _listed(params: ConvParams, weights: Integers) -> list[int] | None:
    """The inputs that have weights, where a 1x1 kernel has them for less than three quarters; None means all."""
    used: list[int] = np.flatnonzero(weights.any(axis=0)).tolist()
    if (params.kernel_h, params.kernel_w) != (1, 1) or params.input_c > _MOST_CHANNELS:
        return None
    return (used or [0]) if 4 * len(used) < 3 * params.input_c else None


def depthwise_rows(op: OpDraft) -> OpDraft | None:
    """DEPTHWISE_CONV_2D, 3x3: a row of one channel after the other, its weights in registers."""
    params = op.params
    if op.code is not OpCode.DEPTHWISE_CONV_2D or op.element_type is not ElementType.INT8:
        return None
    if not isinstance(params, ConvParams) or not _suits_rows(params):
        return None
    plain = np.frombuffer(op.constant("weights_offset") or b"", np.int8).reshape(-1, params.output_c)
    folded = _folded(op, plain.T.astype(np.int64))
    if folded is None:
        return None
    weights = np.zeros((params.output_c, _DEPTHWISE_BYTES), np.int8)
    weights[:, :_DEPTHWISE_TAPS] = folded.weights
    constants = (
        Constant("weights_offset", weights.tobytes()),
        Constant("bias_offset", _records(folded, range(params.output_c))),
    )
    return replace(op, constants=constants, layout=DEPTHWISE_ROWS, unit_pixels=params.output_w)


def _suits_rows(params: ConvParams) -> bool:
    """Whether a window has at most one column on padding on either side."""
    last = (params.output_w - 1) * params.stride_w - params.pad_left
    sizes = (params.kernel_h, params.kernel_w, params.dilation_h, params.dilation_w, params.depth_multiplier)
    return sizes == (3, 3, 1, 1, 1) and params.stride_w <= 2 and params.pad_left <= 1 and last + 2 <= params.input_w


def four_rows(op: OpDraft) -> OpDraft | None:
    """FULLY_CONNECTED, four rows at a time."""
    params = op.params
    if op.element_type is not ElementType.INT8 or not isinstance(params, FullyConnectedParams):
        return None
    if params.weights_zero_point:
        return None
    folded = _folded(op, _channel_major(op, params.outputs))
    if folded is None:
        return None
    constants = (
        _interleaved(_groups(folded.weights, 1)),
        Constant("bias_offset", _records(folded, range(params.outputs), _GROUP)),
    )
    return replace(op, constants=constants, layout=FOUR_ROWS)


def _folded(op: OpDraft, weights: Integers) -> Folded | None:
    if len(weights) > _MOST_CHANNELS:
        return None
    multipliers, shifts, params = op.constant("multiplier_offset"), op.constant("shift_offset"), op.params
    if multipliers is None or shifts is None or not isinstance(params, ConvParams | FullyConnectedParams):
        return None
    return fold(weights, op.constant("bias_offset"), multipliers, shifts, params)


def _channel_major(op: OpDraft, channels: int) -> Integers:
    weights = np.frombuffer(op.constant("weights_offset") or b"", np.int8)
    return weights.reshape(channels, -1).astype(np.int64)


def _groups(weights: Integers, taps_multiple: int) -> Integers:
    """[groups, 4, taps], filled up with zeros."""
    channels, taps = weights.shape
    whole = np.zeros((-(-channels // _GROUP) * _GROUP, -(-taps // taps_multiple) * taps_multiple), np.int64)
    whole[:channels, :taps] = weights
    return whole.reshape(-1, _GROUP, whole.shape[1])


def _interleaved(groups: Integers) -> Constant:
    """Tap by tap, the four channels of a group side by side."""
    weights = np.ascontiguousarray(groups.transpose(0, 2, 1)).astype(np.int8)
    return Constant("weights_offset", weights.tobytes())


def _records(folded: Folded, channels: Sequence[int], group: int = 1) -> bytes:
    """`struct bw_folded` of these channels; those that fill up the last group say nothing."""
    rows = [_record(int(folded.biases[channel]), folded.scales[channel], channel) for channel in channels]
    return b"".join(rows + [_record(0, Scale(_HALF, 0, 1), 0)] * (-len(rows) % group))


def _record(bias: int, scale: Scale, channel: int) -> bytes:
    return struct.pack("<3i2H", bias, scale.doubled, scale.half, scale.shift, channel)
