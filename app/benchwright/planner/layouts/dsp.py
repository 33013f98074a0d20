"""Layouts of the dsp kernel set: weights for SMLAD, two channels to a lane (bw_dsp_product.h)."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from benchwright.model.pack import ElementType
from benchwright.planner.draft import Constant, OpDraft
from benchwright.planner.layouts.folding import Folded, Integers, Scale, fold
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams, OpCode

PAIRS, QUADS = 16, 17

_TAPS = 4
_LANE = 256
_REACH = 2**31 // _LANE
_MOST_TAPS = 1 << 20
_ORDER_OF_TAPS = (0, 2, 1, 3)

Pair = tuple[int, int]
"""Channels a and b of a lane a + 256 b."""


def conv_pairs(op: OpDraft) -> OpDraft | None:
    """CONV_2D, two output pixels by two channels at a time; what a channel without a record says stands in a row.

    A DEPTHWISE_CONV_2D of one channel is the same but for the order of its weights.
    """
    params = op.params
    if op.element_type is not ElementType.INT8 or not isinstance(params, ConvParams):
        return None
    if op.code is not OpCode.CONV_2D and not (op.code is OpCode.DEPTHWISE_CONV_2D and params.input_c == 1):
        return None
    taps = -(-params.kernel_h * params.kernel_w * params.input_c // _TAPS) * _TAPS
    folded = folded_op(op, channel_major(op, params.output_c))
    if folded is None or taps > _MOST_TAPS:
        return None
    computed = [channel for channel, constant in enumerate(folded.constants) if constant is None]
    pairs = _paired(folded, computed)
    if pairs is None:
        return None
    records = struct.pack("<I", len(pairs)) + b"".join(_pair_record(folded, pair) for pair in pairs)
    constants = [_weights(_lanes(folded, pairs)), Constant("bias_offset", records)]
    if len(computed) < params.output_c:
        row = np.array([constant or 0 for constant in folded.constants], np.int8)
        constants.append(Constant("multiplier_offset", row.tobytes()))
    gathered = params.input_c % _TAPS != 0
    return replace(
        op, constants=tuple(constants), layout=PAIRS, scratch_bytes=taps * (5 if gathered else 4), unit_pixels=2
    )


def fully_connected_quads(op: OpDraft) -> OpDraft | None:
    """FULLY_CONNECTED, four rows at a time; inputs that do not go by fours are copied first."""
    params = op.params
    if op.element_type is not ElementType.INT8 or not isinstance(params, FullyConnectedParams):
        return None
    if params.weights_zero_point:
        return None
    constants = _quads(op, params.outputs)
    if constants is None:
        return None
    scratch_bytes = -(-params.inputs // _TAPS) * _TAPS if params.inputs % _TAPS else 0
    return replace(op, constants=constants, layout=QUADS, scratch_bytes=scratch_bytes, unit_pixels=1)


def conv_points(op: OpDraft) -> OpDraft | None:
    """CONV_2D of 1 x 1 as FULLY_CONNECTED of every pixel: slower than in pairs, but in no memory of its own."""
    params = op.params
    if op.code is not OpCode.CONV_2D or op.element_type is not ElementType.INT8 or not isinstance(params, ConvParams):
        return None
    if params.kernel_h * params.kernel_w > 1 or params.input_c % _TAPS:
        return None
    constants = _quads(op, params.output_c)
    return None if constants is None else replace(op, constants=constants, layout=QUADS, unit_pixels=1)


def _quads(op: OpDraft, outputs: int) -> tuple[Constant, Constant] | None:
    folded = folded_op(op, channel_major(op, outputs))
    if folded is None:
        return None
    # Rows that fill up the last four repeat the last row; what they say goes nowhere.
    rows = [min(row, outputs - 1) for row in range(-(-outputs // 4) * 4)]
    pairs = list(zip(rows[0::2], rows[1::2], strict=True))
    if not all(_fits_above(folded, second) for _, second in pairs):
        return None
    lanes = _lanes(folded, pairs)
    by_quads = lanes.reshape(len(pairs) // 2, 2, -1, _TAPS).transpose(0, 2, 1, 3)
    records = b"".join(_quad_record(folded, pairs[i : i + 2]) for i in range(0, len(pairs), 2))
    return _weights(by_quads), Constant("bias_offset", records)


def folded_op(op: OpDraft, weights: Integers) -> Folded | None:
    """The op's channels, `weights` being its own as [channels, taps]."""
    multipliers, shifts, params = op.constant("multiplier_offset"), op.constant("shift_offset"), op.params
    if multipliers is None or shifts is None or not isinstance(params, ConvParams | FullyConnectedParams):
        return None
    return fold(weights, op.constant("bias_offset"), multipliers, shifts, params)


def channel_major(op: OpDraft, channels: int) -> Integers:
    """The op's weights as [channels, taps]."""
    weights = np.frombuffer(op.constant("weights_offset") or b"", np.int8).astype(np.int64)
    is_tap_major = op.code is OpCode.DEPTHWISE_CONV_2D
    return weights.reshape(-1, channels).T if is_tap_major else weights.reshape(channels, -1)


def _fits_above(folded: Folded, channel: int) -> bool:
    """Whether the channel can be the b of a + 256 b: its weights leave room for a sign of a in 16 bits, and its sum
    fits what is left of 32."""
    within = folded.low[channel] >= -_REACH and folded.high[channel] < _REACH
    return bool(within and folded.weights[channel].min() > -128)


def _paired(folded: Folded, channels: Sequence[int]) -> list[Pair] | None:
    """The channels two by two, the last of an odd number with itself; None where too many must be an a."""
    above = [channel for channel in channels if _fits_above(folded, channel)]
    below = [channel for channel in channels if not _fits_above(folded, channel)]
    if len(below) > len(above):
        return None
    mixed = list(zip(below, above, strict=False))
    rest = above[len(below) :]
    return mixed + [(rest[i], rest[min(i + 1, len(rest) - 1)]) for i in range(0, len(rest), 2)]


def _lanes(folded: Folded, pairs: Sequence[Pair]) -> Integers:
    """Lanes [pairs, fours, 4] of a + 256 b, filled up to whole fours with taps that weigh nothing."""
    taps = folded.weights.shape[1]
    first, second = ([pair[side] for pair in pairs] for side in (0, 1))
    lanes = np.zeros((len(pairs), -(-taps // _TAPS) * _TAPS), np.int64)
    lanes[:, :taps] = folded.weights[first] + _LANE * folded.weights[second]
    return lanes.reshape(len(pairs), lanes.shape[1] // _TAPS, _TAPS)[..., _ORDER_OF_TAPS]


def _pair_record(folded: Folded, pair: Pair) -> bytes:
    """`struct bw_dsp_pair`."""
    return struct.pack("<8i2I", *_biases(folded, pair), *_scale_fields(folded, pair), *pair)


def _quad_record(folded: Folded, pairs: Sequence[Pair]) -> bytes:
    """`struct bw_dsp_quad`."""
    biases = [bias for pair in pairs for bias in _biases(folded, pair)]
    scales = [field for pair in pairs for field in _scale_fields(folded, pair)]
    return struct.pack("<16i", *biases, *scales)


def _biases(folded: Folded, pair: Pair) -> tuple[int, int]:
    """The bias of a, and that of a + 256 b as it wraps in 32 bits."""
    first, second = (int(folded.biases[channel]) for channel in pair)
    return first, (first + _LANE * second + 2**31) % 2**32 - 2**31


def _scale_fields(folded: Folded, channels: Sequence[int]) -> list[int]:
    """`struct bw_dsp_scale` of each."""
    return [field for channel in channels for field in scale_fields(folded.scales[channel])]


def scale_fields(scale: Scale) -> tuple[int, int, int]:
    """`struct bw_dsp_scale`."""
    return scale.doubled, scale.half, scale.shift


def _weights(lanes: Integers) -> Constant:
    return Constant("weights_offset", np.ascontiguousarray(lanes).astype("<i2").tobytes())
