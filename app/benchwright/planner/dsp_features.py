"""The features of ops in the layouts of the dsp kernel set, as its kernels go about them (kernels/dsp).

CONV_2D widens the taps of two pixels into a column and multiplies it with pairs of channels, four taps at a time;
FULLY_CONNECTED, and CONV_2D of single pixels, take four rows of weights. Loops over taps are entered in their middle,
so that a *turn* of them is up to four (or eight) fours. An activation narrower than int8 has its outputs clamped.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from benchwright.planner.draft import OpDraft
from benchwright.planner.layouts.dsp import PAIRS, QUADS
from benchwright.planner.layouts.dsp_depthwise import ROWS, TAPS
from benchwright.planner.pack_format import ConvParams, FullyConnectedParams
from benchwright.planner.window_taps import column_taps, row_taps

Features = Mapping[str, float]

_FOUR = 4
_FOURS_OF_A_TURN = 4
_FOURS_OF_A_WIDENING_TURN = 8
_BAND_ROWS = 4
_WIDEST_KERNEL = 3


def dsp_features(op: OpDraft) -> Features | None:
    """The features of an op in a layout of the dsp set, None for other layouts."""
    features_of = _FEATURES.get(op.layout)
    return None if features_of is None else features_of(op)


def _pairs(op: OpDraft) -> Features:
    params = op.params
    if not isinstance(params, ConvParams):
        return {}
    pixels = params.batches * params.output_h * params.output_w
    units = -(-pixels // 2)
    taps = params.kernel_h * params.kernel_w * params.input_c
    fours = -(-taps // _FOUR)
    unit_pairs = units * struct.unpack_from("<I", op.constant("bias_offset") or bytes(4))[0]
    known = 2 * units * params.output_c if op.constant("multiplier_offset") else 0
    return {
        "ops": 1,
        "units": units,
        "odd_pixels": 2 * units - pixels,
        "unit_pairs": unit_pairs,
        "pair_fours": unit_pairs * fours,
        "pair_turns": unit_pairs * -(-fours // _FOURS_OF_A_TURN),
        "known_rows": 2 * units if known else 0,
        "known_words": known // params.output_c * (params.output_c // _FOUR),
        "known_bytes": known // params.output_c * (params.output_c % _FOUR),
        **_clamping(params, units, pixels * params.output_c),
        **_columns(params, 2 * units / pixels),
    }


def _columns(params: ConvParams, repeated: float) -> Features:
    """What it takes to bring windows into columns; the last of an odd number of pixels is brought there twice."""
    pixels = repeated * params.batches * params.output_h * params.output_w
    rows, columns = row_taps(params), column_taps(params)
    undilated = params.dilation_h == params.dilation_w == 1
    whole = repeated * params.batches * rows.count(params.kernel_h) * columns.count(params.kernel_w)
    inside = whole if undilated else 0.0
    runs_of_a_row = 1 if params.dilation_w == 1 else params.kernel_w
    run_taps = params.kernel_w // runs_of_a_row
    valid = repeated * params.batches * sum(rows) * sum(columns)
    edge_runs = (
        repeated
        * params.batches
        * sum(rows)
        * (sum(count > 0 for count in columns) if runs_of_a_row == 1 else sum(columns))
        - inside * params.kernel_h
    )
    every = pixels * params.kernel_h * params.kernel_w
    features: dict[str, float] = {
        "inside_rows": inside * params.kernel_h,
        "edge_columns": pixels - inside,
        "edge_rows": (pixels - inside) * params.kernel_h * runs_of_a_row,
        "edge_runs": edge_runs,
    }
    if params.input_c % _FOUR:
        run_bytes = run_taps * params.input_c
        fours = -(-params.kernel_h * params.kernel_w * params.input_c // _FOUR)
        edge_valid = (valid - inside * params.kernel_h * params.kernel_w) * params.input_c
        edge_words = _edge_words(params, rows, columns, run_taps, repeated) - inside * params.kernel_h * (
            run_bytes // _FOUR
        )
        inside_rows = inside * params.kernel_h
        return {f"byte_{name}": count for name, count in features.items()} | {
            "copied_words": inside_rows * (run_bytes // _FOUR) + edge_words,
            "copied_bytes": inside_rows * (run_bytes % _FOUR) + edge_valid - _FOUR * edge_words,
            "filled_bytes": (every - valid) * params.input_c,
            "gathered": pixels,
            "widened": pixels * fours,
            "widening_turns": pixels * -(-fours // _FOURS_OF_A_WIDENING_TURN),
        }
    fours = params.input_c // _FOUR
    turns = -(-fours * run_taps // _FOURS_OF_A_WIDENING_TURN)
    features |= {
        "widened": valid * fours,
        "filled_words": (every - valid) * fours,
        "widening_turns": inside * params.kernel_h * turns + edge_runs * turns,
    }
    if params.kernel_h * params.kernel_w == 1 and undilated:
        return {"points": pixels, "widened": features["widened"], "widening_turns": features["widening_turns"]}
    return features


def _edge_words(params: ConvParams, rows: list[int], columns: list[int], run_taps: int, repeated: float) -> float:
    """Whole words of all runs that are copied in bytes."""
    if run_taps == params.kernel_w:
        words = sum(count * params.input_c // _FOUR for count in columns)
    else:
        words = sum(columns) * (params.input_c // _FOUR)
    return repeated * params.batches * sum(rows) * words


def _quads(op: OpDraft) -> Features:
    params = op.params
    if isinstance(params, ConvParams):
        rows, inputs, outputs = params.batches * params.output_h * params.output_w, params.input_c, params.output_c
        clamping = _clamping(params, rows, rows * outputs)
        copied = 0
    elif isinstance(params, FullyConnectedParams):
        rows, inputs, outputs = params.batches, params.inputs, params.outputs
        clamping = _clamping(params, 1, rows * outputs)
        copied = rows * inputs if inputs % _FOUR else 0
    else:
        return {}
    fours = -(-inputs // _FOUR)
    quads = rows * -(-outputs // _FOUR)
    return {
        "ops": 1,
        "rows": rows,
        "last_quads": rows if outputs % _FOUR else 0,
        "last_outputs": rows * (outputs % _FOUR),
        "quads": quads,
        "quad_fours": quads * fours,
        "quad_turns": quads * -(-fours // _FOURS_OF_A_TURN),
        "copied": copied,
        **clamping,
    }


def _rows(op: OpDraft) -> Features:
    params = op.params
    if not isinstance(params, ConvParams):
        return {}
    by_twos = params.stride_h == params.stride_w == 1
    starts = [row * params.stride_h - params.pad_top for row in range(0, params.output_h, 2 if by_twos else 1)]
    outside = sum(not 0 <= start + row < params.input_h for start in starts for row in range(_BAND_ROWS))
    columns = (params.output_w - 1) * params.stride_w + _WIDEST_KERNEL
    inside = min(columns - params.pad_left, params.input_w)
    bands = params.batches * len(starts)
    groups = params.output_c // _FOUR
    channels = bands * params.output_c
    return {
        "ops": 1,
        "padded": columns - inside,
        "bands": bands,
        "groups": bands * groups,
        "columns": bands * groups * inside,
        "blank_rows": params.batches * outside * groups,
        "blanked": params.batches * outside * groups * inside,
        "channels": channels,
        "pixels_by_two": channels * params.output_w if by_twos else 0,
        "pixels_by_one": 0 if by_twos else channels * params.output_w,
        **_clamping(params, bands, params.batches * params.output_h * params.output_w * params.output_c),
    }


def _taps(op: OpDraft) -> Features:
    params = op.params
    if not isinstance(params, ConvParams):
        return {}
    rows, columns = row_taps(params), column_taps(params)
    pixels = params.batches * params.output_h * params.output_w
    groups = params.output_c // _FOUR
    return {
        "ops": 1,
        "pixels": pixels,
        "groups": pixels * groups,
        "window_rows": params.batches * sum(rows) * params.output_w * groups,
        "taps": params.batches * sum(rows) * sum(columns) * groups,
        **_clamping(params, pixels, pixels * params.output_c),
    }


def _clamping(params: ConvParams | FullyConnectedParams, runs: int, outputs: int) -> Features:
    is_narrow = (params.activation_min, params.activation_max) != (-128, 127)
    return {"clamped_runs": runs if is_narrow else 0, "clamped": outputs if is_narrow else 0}


_FEATURES: Mapping[int, Callable[[OpDraft], Features]] = {PAIRS: _pairs, QUADS: _quads, ROWS: _rows, TAPS: _taps}
