"""What ops of int16 have to do (see `op_features.py`): all kernel sets go about them alike."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from benchwright.planner.draft import OpDraft
from benchwright.planner.op_kinds import BinaryKind
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams, OpCode, PoolParams
from benchwright.planner.pack_int16 import CurveKind, CurveParams, SlopesParams, SoftmaxTablesParams
from benchwright.planner.pack_ops import BinaryParams
from benchwright.planner.window_taps import axis_taps, column_taps, row_taps

Features = Mapping[str, float]

_SIDE_BY_SIDE = 4
"""Channels whose sums are made together; what is left over goes one by one."""
_VECTOR, _LONGEST_RUN = 16, 511


def int16_features(op: OpDraft) -> Features:
    """The features of one op; empty for an op that nobody has measured yet."""
    params = op.params
    if isinstance(params, ConvParams):
        return {} if op.code is OpCode.TRANSPOSE_CONV else _window(op, params)
    if isinstance(params, FullyConnectedParams):
        return _fully_connected(params)
    if isinstance(params, PoolParams):
        return _pool(params)
    return _elements(op)


def _window(op: OpDraft, params: ConvParams) -> Features:
    depth = 1 if op.code is OpCode.DEPTHWISE_CONV_2D else params.input_c
    pixels = params.batches * params.output_h * params.output_w
    rows, columns = row_taps(params), column_taps(params)
    window_rows = params.batches * sum(rows) * len(columns)
    macs = params.batches * sum(rows) * sum(columns) * depth
    fours, rest = divmod(params.output_c, _SIDE_BY_SIDE)
    runs = [] if op.code is OpCode.DEPTHWISE_CONV_2D else [taps for count in columns for taps in _runs(params, count)]
    return {
        "ops": 1,
        "pixels": pixels,
        "fours": pixels * fours,
        "four_rows": window_rows * fours,
        "four_macs": macs * fours * _SIDE_BY_SIDE,
        **_blocks(runs, params.batches * sum(rows) * fours),
        "singles": pixels * rest,
        "single_rows": window_rows * rest,
        "single_macs": macs * rest,
    }


def _runs(params: ConvParams, columns: int) -> list[int]:
    """Taps in a row of one kernel row, of which so many columns lie on the input."""
    return [columns * params.input_c] if params.dilation_w == 1 else [params.input_c] * columns


def _blocks(runs: Sequence[int], times: int) -> Features:
    """Runs as a core with vectors takes them: by sixteen taps, what is left by two, and a last one."""
    parts = [divmod(part, _VECTOR) for run in runs for part in _split(run)]
    return {
        "four_blocks": times * sum(blocks for blocks, _ in parts),
        "four_pairs": times * sum(rest // 2 for _, rest in parts),
        "four_odds": times * sum(rest % 2 for _, rest in parts),
    }


def _split(run: int) -> list[int]:
    """A run in parts whose products fit 32 bits."""
    return [*[_LONGEST_RUN] * (run // _LONGEST_RUN), run % _LONGEST_RUN]


def _fully_connected(params: FullyConnectedParams) -> Features:
    fours, rest = (params.batches * count for count in divmod(params.outputs, _SIDE_BY_SIDE))
    return {
        "ops": 1,
        "fours": fours,
        "four_macs": fours * _SIDE_BY_SIDE * params.inputs,
        **_blocks([params.inputs], fours),
        "singles": rest,
        "single_macs": rest * params.inputs,
    }


def _pool(params: PoolParams) -> Features:
    pixels = params.batches * params.output_h * params.output_w
    rows = axis_taps(params.input_h, params.output_h, params.filter_h, params.stride_h, 1, params.pad_top)
    columns = axis_taps(params.input_w, params.output_w, params.filter_w, params.stride_w, 1, params.pad_left)
    return {
        "ops": 1,
        "pixels": pixels,
        "outputs": pixels * params.channels,
        "rows": params.batches * sum(rows) * len(columns) * params.channels,
        "taps": params.batches * sum(rows) * sum(columns) * params.channels,
    }


def _elements(op: OpDraft) -> Features:
    """Elements of each kind cost their own."""
    params = op.params
    if isinstance(params, BinaryParams):
        return {"ops": 1, f"elements_{BinaryKind(params.kind).name.lower()}": math.prod(params.sizes)}
    if isinstance(params, SlopesParams):
        return {"ops": 1, "elements": params.element_count}
    if isinstance(params, CurveParams):
        return {"ops": 1, f"elements_{CurveKind(params.kind).name.lower()}": params.element_count}
    if isinstance(params, SoftmaxTablesParams):
        return {"ops": 1, "rows": params.rows, "elements": params.rows * params.columns}
    return {}
