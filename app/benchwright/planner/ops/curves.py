"""LOGISTIC, TANH and SOFTMAX of int16: by tables between whose entries TensorFlow Lite Micro draws a line."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable

from benchwright.planner.draft import Constant, OpDraft, Operand
from benchwright.planner.fixed_point import ScaleOutOfRange, float32, quantise_multiplier, round_half_away
from benchwright.planner.graph import Tensor
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_int16 import CurveKind, CurveParams, SoftmaxTablesParams

_OUTPUT_SCALE = 2.0**-15
_SOFTMAX_TOLERANCE, _POWER_TOLERANCE = 1e-3, 1e-3
_CURVE_ENTRIES, _SOFTMAX_STEPS = 256, 512
_MOST_MULTIPLIER = 32767
_MOST_COLUMNS = 1 << 16
_ONE = 1 << 15
_STEPS_OF_AN_INPUT = {CurveKind.LOGISTIC: (-12,), CurveKind.TANH: (-12, -11)}


def draft_curve(operands: Operands, source: Tensor, output: Tensor, kind: CurveKind) -> OpDraft:
    """LOGISTIC or TANH; the output is in steps of 2^-15."""
    scale = operands.scale(output)[0]
    if abs(math.log2(scale / _OUTPUT_SCALE)) >= _POWER_TOLERANCE:
        raise operands.unsupported(output, f"its output has scale {scale:g}; int16 makes 1/32768")
    with operands.scale_limits(source):
        multiplier, shift = _to_steps(operands.scale(source)[0], _STEPS_OF_AN_INPUT[kind])
    return OpDraft(
        code=OpCode.CURVE,
        element_type=operands.element_type(source),
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(Constant("table_offset", _logistic_table()),),
        params=CurveParams(element_count=source.element_count, kind=kind, multiplier=multiplier, right_shift=shift),
        unit_pixels=1,
    )


def draft_softmax_tables(operands: Operands, source: Tensor, output: Tensor, beta: float) -> OpDraft:
    """SOFTMAX; the output is in steps of 2^-15."""
    scale = operands.scale(output)[0]
    if abs(scale - _OUTPUT_SCALE) > _SOFTMAX_TOLERANCE * _OUTPUT_SCALE:
        raise operands.unsupported(output, f"its output has scale {scale:g}; int16 soft-max makes 1/32768")
    columns = source.shape[-1]
    if columns > _MOST_COLUMNS:
        why = f"{columns:,} classes overflow its fixed-point sum; at most {_MOST_COLUMNS:,} fit"
        raise operands.unsupported(source, why)
    with operands.scale_limits(source):
        multiplier = quantise_multiplier(operands.scale(source)[0] * float32(beta) / (10 / 65535))
    return OpDraft(
        code=OpCode.SOFTMAX_TABLES,
        element_type=operands.element_type(source),
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(
            Constant("exponential_offset", _table(math.exp, -10.0, 0.0)),
            Constant("reciprocal_offset", _table(lambda x: 1 / float32(1 + x), 0.0, 1.0)),
        ),
        params=SoftmaxTablesParams(
            rows=source.element_count // columns,
            columns=columns,
            multiplier=multiplier.value,
            shift=multiplier.shift,
        ),
        unit_pixels=1,
    )


def _to_steps(scale: float, plain_powers: tuple[int, ...]) -> tuple[int, int]:
    """The factor to steps of 1 / (3 * 4096), as 15 bits and a right shift (CalculateArithmeticOpData of TFLM)."""
    power = round(math.log2(scale))
    if abs(math.log2(scale) - power) < _POWER_TOLERANCE and power in plain_powers:
        return 3 << (power + 12), 0
    multiplier, shift = scale * 4096 * 3, 0
    while multiplier <= _MOST_MULTIPLIER / 2 and shift <= 30:
        multiplier, shift = multiplier * 2, shift + 1
    if multiplier > _MOST_MULTIPLIER:
        raise ScaleOutOfRange(f"scale {scale:g} is more than its table reaches")
    return int(multiplier), shift


def _logistic_table() -> bytes:
    """1 / (1 + exp(-i / 24)) in 16 bits, each entry moved by half of what the line misses in the middle, the last at
    the end (sigmoid_table_uint16)."""

    def exact(place: float) -> float:
        return 65536 / (1 + math.exp(-place / 24))

    entries = []
    for index in range(_CURVE_ENTRIES - 1):
        missed = exact(index + 0.5) - (exact(index) + exact(index + 1)) / 2
        entries.append(math.floor(exact(index) + missed / 2 + 0.5))
    return struct.pack(f"<{_CURVE_ENTRIES}H", *entries, 65535)


def _table(function: Callable[[float], float], start: float, end: float) -> bytes:
    """A function in Q0.15, each entry moved by half of what the line misses in the middle (gen_lut, in float32)."""
    step = (end - start) / _SOFTMAX_STEPS

    def scaled(place: float) -> float:
        return float32(float32(function(start + place * step)) * _ONE)

    entries = []
    for index in range(_SOFTMAX_STEPS):
        here = round_half_away(scaled(index))
        between = round_half_away(float32(float32(scaled(index + 1) + here) / 2))
        missed = between - round_half_away(scaled(index + 0.5))
        entries.append(here - round_half_away(missed / 2))
    entries.append(round_half_away(scaled(_SOFTMAX_STEPS)))
    return struct.pack(f"<{len(entries)}h", *(min(max(entry, -_ONE), _ONE - 1) for entry in entries))
