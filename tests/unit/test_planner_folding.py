"""Folded channels give the bytes of TensorFlow Lite Micro's own arithmetic."""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchwright.planner.layouts.folding import Folded, fold

INT8 = st.integers(-128, 127)
MULTIPLIERS = st.one_of(st.just(0), st.sampled_from([2**30, 2**31 - 1]), st.integers(2**30, 2**31 - 1))
BIASES = st.one_of(st.integers(-30_000, 30_000), st.sampled_from([-(2**30), 2**30]), st.integers(-(2**31), 2**31 - 1))


@dataclass(frozen=True)
class Points:
    input_zero_point: int = 0
    output_zero_point: int = 0
    activation_min: int = -128
    activation_max: int = 127


@st.composite
def points(draw: st.DrawFn) -> Points:
    low, high = sorted((draw(INT8), draw(INT8)))
    return Points(draw(INT8), draw(INT8), *draw(st.sampled_from([(-128, 127), (low, high)])))


def words(*values: int) -> bytes:
    return struct.pack(f"<{len(values)}i", *values)


def wrapped(value: int) -> int:
    return (value + 2**31) % 2**32 - 2**31


def tflm(total: int, multiplier: int, shift: int, zero_points: Points) -> int:
    """MultiplyByQuantizedMultiplier with two roundings, then the clamp (gemmlowp, TFLM common.h)."""
    product = wrapped(total << max(shift, 0)) * multiplier
    nudge = 2**30 if product >= 0 else 1 - 2**30
    high = abs(product + nudge) // 2**31 * (1 if product + nudge >= 0 else -1)
    right = max(-shift, 0)
    mask = (1 << right) - 1
    threshold = (mask >> 1) + (high < 0)
    output = (high >> right) + ((high & mask) > threshold) + zero_points.output_zero_point
    return min(max(output, zero_points.activation_min), zero_points.activation_max)


def folded_output(folded: Folded, channel: int, inputs: np.ndarray, zero_points: Points) -> int:
    """What a kernel of 32 bits makes of it."""
    scale = folded.scales[channel]
    total = wrapped(int(folded.biases[channel]) + int(folded.weights[channel] @ inputs))
    scaled = total + (total * scale.doubled + 2**31 >> 32)
    output = wrapped(scaled + wrapped(scale.half - (scaled < 0))) >> scale.shift
    return min(max(output, zero_points.activation_min), zero_points.activation_max)


@given(
    st.lists(INT8, min_size=3, max_size=3),
    BIASES,
    MULTIPLIERS,
    st.integers(-31, 3),
    points(),
    st.lists(st.lists(st.one_of(st.sampled_from([-128, 127]), INT8), min_size=3, max_size=3), min_size=1, max_size=5),
)
def test_a_folded_channel_equals_tflm(
    weights: list[int], bias: int, multiplier: int, shift: int, zero_points: Points, samples: list[list[int]]
) -> None:
    plain = np.array([weights], np.int64)
    folded = fold(plain, words(bias), words(multiplier), words(shift), zero_points)
    for sample in samples if folded is not None else ():
        inputs = np.array(sample, np.int64)
        total = bias + int(plain[0] @ (inputs - zero_points.input_zero_point))
        assert folded is not None
        assert folded_output(folded, 0, inputs, zero_points) == tflm(total, multiplier, shift, zero_points)


def test_padding_is_the_zero_point_in_every_tap() -> None:
    folded = fold(np.array([[3, -5]]), words(7), words(2**30), words(-3), Points(input_zero_point=11))
    assert folded is not None
    assert int(folded.biases[0] + folded.weights[0].sum() * 11) == 7


def test_a_channel_that_says_one_thing_is_constant() -> None:
    folded = fold(np.array([[9], [9]]), words(2**30, 0), words(2**30), words(-9), Points())
    assert folded is not None
    assert folded.constants == (127, None)
    assert folded.weights.tolist() == [[0], [9]]


def test_a_channel_with_a_left_shift_does_not_fold() -> None:
    assert fold(np.array([[1]]), None, words(2**30), words(1), Points()) is None


def test_sums_that_wrap_do_not_fold() -> None:
    assert fold(np.array([[127]]), words(2**31 - 1), words(2**30), words(-3), Points()) is None


def test_no_bias_is_a_bias_of_zero() -> None:
    arguments = (words(2**30), words(-3), Points(input_zero_point=-7))
    without, zero = fold(np.array([[4]]), None, *arguments), fold(np.array([[4]]), words(0), *arguments)
    assert without is not None
    assert zero is not None
    assert without.biases.tolist() == zero.biases.tolist() == [28]
