"""RELU, RELU6, LEAKY_RELU and ABS of int16: one factor from zero up, and one below."""

from __future__ import annotations

from benchwright.planner.draft import OpDraft, Operand
from benchwright.planner.fixed_point import INT16_LIMITS, Multiplier, activation_range, quantise_multiplier
from benchwright.planner.graph import Activation, Tensor
from benchwright.planner.ops.operands import Operands
from benchwright.planner.pack_format import OpCode
from benchwright.planner.pack_int16 import SlopesParams

_SAME = Multiplier(1 << 30, 1)


def draft_relu_int16(operands: Operands, source: Tensor, output: Tensor) -> OpDraft:
    """RELU, which requantises."""
    above = _factor(operands, source, output)
    return _slopes(operands, source, output, above, above, limits=(0, INT16_LIMITS[1]))


def draft_clamp_int16(operands: Operands, source: Tensor, output: Tensor, activation: Activation) -> OpDraft:
    """RELU6, which does not: the scales are equal."""
    with operands.scale_limits(source):
        limits = activation_range(activation, *operands.scale(source), INT16_LIMITS)
    return _slopes(operands, source, output, _SAME, _SAME, limits=limits)


def draft_leaky_relu_int16(operands: Operands, source: Tensor, output: Tensor, alpha: float) -> OpDraft:
    """LEAKY_RELU; with an alpha below 0 what is negative becomes positive."""
    above, below = _factor(operands, source, output), _factor(operands, source, output, abs(alpha))
    return _slopes(operands, source, output, above, below, turned=alpha < 0)


def draft_absolute_int16(operands: Operands, source: Tensor, output: Tensor) -> OpDraft:
    """ABS."""
    factor = _factor(operands, source, output)
    if operands.scale(source) == operands.scale(output):
        factor = _SAME
    return _slopes(operands, source, output, factor, factor, turned=True)


def _factor(operands: Operands, source: Tensor, output: Tensor, alpha: float = 1.0) -> Multiplier:
    with operands.scale_limits(output):
        return quantise_multiplier(operands.scale(source)[0] * alpha / operands.scale(output)[0])


def _slopes(
    operands: Operands,
    source: Tensor,
    output: Tensor,
    above: Multiplier,
    below: Multiplier,
    *,
    turned: bool = False,
    limits: tuple[int, int] = INT16_LIMITS,
) -> OpDraft:
    return OpDraft(
        code=OpCode.SLOPES,
        element_type=operands.element_type(source),
        source_index=operands.operator.index,
        operands=(Operand("input_arena_offset", source.index),),
        output=output.index,
        constants=(),
        params=SlopesParams(
            element_count=source.element_count,
            multiplier=above.value,
            shift=above.shift,
            below_multiplier=below.value,
            below_shift=below.shift,
            turned=int(turned),
            activation_min=limits[0],
            activation_max=limits[1],
        ),
        unit_pixels=1,
    )
