"""Fixed-point functions that TensorFlow Lite Micro takes from gemmlowp, equal bit for bit: for tables made on the host.

Numbers are Qm.n in 32 bits, m the integer bits; a product has the integer bits of both factors. Source of the
constants: gemmlowp/fixedpoint/fixedpoint.h.
"""

from __future__ import annotations

from benchwright.planner.fixed_point import Multiplier

INT32_MIN, INT32_MAX = -(1 << 31), (1 << 31) - 1

_EXP_MINUS_EIGHTH = 1895147668
_THIRD = 715827883
_FACTORS = (1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242)  # exp(-2^k), k from -2
_48_OVER_17, _MINUS_32_OVER_17 = 1515870810, -1010580540
_HALF_ROOT_TWO = 1518500250
_ROOT_STEPS = 5


def high_multiply(first: int, second: int) -> int:
    """first * second / 2^31, halves rounded up (SaturatingRoundingDoublingHighMul)."""
    if first == second == INT32_MIN:
        return INT32_MAX
    return (first * second + (1 << 30)) >> 31


def rounding_shift(value: int, places: int) -> int:
    """value / 2^places, halves away from zero (RoundingDivideByPOT)."""
    mask = (1 << places) - 1
    threshold = (mask >> 1) + (value < 0)
    return (value >> places) + ((value & mask) > threshold)


def saturating_shift(value: int, places: int) -> int:
    """value * 2^places within 32 bits."""
    return min(max(value << places, INT32_MIN), INT32_MAX)


def wrapped(value: int) -> int:
    """The lowest 32 bits, signed."""
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


def requantise(value: int, multiplier: Multiplier) -> int:
    """value times a real factor, rounded twice (MultiplyByQuantizedMultiplier)."""
    left, right = max(multiplier.shift, 0), max(-multiplier.shift, 0)
    return rounding_shift(high_multiply(wrapped(value << left), multiplier.value), right)


def logistic(value: int) -> int:
    """1 / (1 + exp(-x)) in Q0.31 of x in Q4.27."""
    if value == 0:
        return 1 << 30
    positive = _reciprocal_of_one_plus(exp_of_negative(-abs(value), 4))
    return positive if value > 0 else INT32_MAX - positive


def tanh(value: int) -> int:
    """tanh(x) in Q0.31 of x in Q4.27."""
    if value == 0:
        return 0
    negated = _newton(exp_of_negative(-abs(value), 5))
    result = saturating_shift(negated - (1 << 29), 2)
    return result if value > 0 else -result


def exp_of_negative(value: int, integer_bits: int) -> int:
    """exp(x) in Q0.31 of x <= 0 with so many integer bits."""
    if value == 0:
        return INT32_MAX
    fraction_bits = 31 - integer_bits
    quarter = 1 << (fraction_bits - 2)
    rest = (value & (quarter - 1)) - quarter
    result = _exp_within_quarter(saturating_shift(rest, integer_bits))
    steps = rest - value
    for exponent in range(-2, integer_bits):
        if steps & (1 << (fraction_bits + exponent)):
            result = high_multiply(result, _FACTORS[exponent + 2])
    return result


def inverse_root(value: int) -> Multiplier:
    """1 / sqrt(value) of a whole number from 0 (GetInvSqrtQuantizedMultiplierExp)."""
    if value <= 1:
        return Multiplier(INT32_MAX, 0)
    right, pairs = 11, 0
    while value >= 1 << 29:
        value, right = value // 4, right + 1
    while (value << (2 * pairs)) < 1 << 27:
        pairs += 1
    right -= pairs
    half = rounding_shift((value << (2 * pairs)) >> 1, 1)
    x = 1 << 28
    for _ in range(_ROOT_STEPS):
        cube = saturating_shift(high_multiply(high_multiply(x, x), x), 6)
        x = saturating_shift(high_multiply((1 << 28) + (1 << 27), x) - high_multiply(half, cube), 3)
    x = high_multiply(x, _HALF_ROOT_TWO)
    return Multiplier(wrapped(x << -right), 0) if right < 0 else Multiplier(x, -right)


def _exp_within_quarter(value: int) -> int:
    """exp(x) of x within -1/4..0: a polynomial around -1/8."""
    x = value + (1 << 28)
    square = high_multiply(x, x)
    cube, fourth = high_multiply(square, x), high_multiply(square, square)
    high = rounding_shift(high_multiply(rounding_shift(fourth, 2) + cube, _THIRD) + square, 1)
    return _EXP_MINUS_EIGHTH + high_multiply(_EXP_MINUS_EIGHTH, x + high)


def _newton(value: int) -> int:
    """2 / (1 + x) in Q2.29 of x within 0..1 in Q0.31, by three steps of Newton's method."""
    total = value + INT32_MAX
    half = (total + 1) >> 1 if total >= 0 else -((1 - total) >> 1)
    x = _48_OVER_17 + high_multiply(half, _MINUS_32_OVER_17)
    for _ in range(3):
        rest = (1 << 29) - high_multiply(half, x)
        x += saturating_shift(high_multiply(x, rest), 2)
    return x


def _reciprocal_of_one_plus(value: int) -> int:
    return saturating_shift(_newton(value), 1)
