"""Multipliers, ranges and window positions at their edges."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.planner.fixed_point import (
    Multiplier,
    ScaleOutOfRange,
    activation_range,
    multiplier_below_one,
    quantise_multiplier,
    round_half_away,
    softmax_least_difference,
    softmax_multiplier,
)
from benchwright.planner.graph import Activation, Padding
from benchwright.planner.window import Axis, slide


@pytest.mark.parametrize(
    ("real", "multiplier"),
    [
        (0.0, Multiplier(0, 0)),
        (1.0, Multiplier(1 << 30, 1)),
        (0.5, Multiplier(1 << 30, 0)),
        (1 - 2**-40, Multiplier(1 << 30, 1)),  # the mantissa rounds up to 2^31 and carries
        (2.0**-32, Multiplier(1 << 30, -31)),
        (2.0**-33, Multiplier(0, 0)),  # a shift below -31 would push every bit out
        (2.0**29, Multiplier(1 << 30, 30)),
    ],
)
def test_a_factor_becomes_mantissa_and_shift(real: float, multiplier: Multiplier) -> None:
    assert quantise_multiplier(real) == multiplier


@pytest.mark.parametrize("real", [2.0**30, math.inf, math.nan, -0.1])
def test_factors_the_kernels_cannot_express_are_refused(real: float) -> None:
    with pytest.raises(ScaleOutOfRange):
        quantise_multiplier(real)


@pytest.mark.parametrize("real", [0.0, 1.0, 1 - 2**-40, 4.0])
def test_factors_of_an_addition_must_stay_below_one(real: float) -> None:
    with pytest.raises(ScaleOutOfRange):
        multiplier_below_one(real)


@given(st.floats(min_value=2.0**-31, max_value=2.0**29))
def test_a_multiplier_is_within_half_a_unit_of_the_factor(real: float) -> None:
    multiplier = quantise_multiplier(real)
    assert multiplier.value / 2**31 * 2.0**multiplier.shift == pytest.approx(real, rel=2**-31)


@pytest.mark.parametrize(("value", "rounded"), [(0.5, 1), (-0.5, -1), (1.4999, 1), (-2.5, -3), (2.5, 3), (0.0, 0)])
def test_halves_are_rounded_away_from_zero(value: float, rounded: int) -> None:
    assert round_half_away(value) == rounded


@pytest.mark.parametrize(
    ("activation", "scale", "zero_point", "expected"),
    [
        (Activation.NONE, 0.1, 5, (-128, 127)),
        (Activation.RELU, 0.1, -128, (-128, 127)),
        (Activation.RELU, 0.1, 5, (5, 127)),
        (Activation.RELU6, 0.1, -100, (-100, -40)),
        (Activation.RELU6, 0.01, -128, (-128, 127)),
        (Activation.RELU_N1_TO_1, 0.5, 0, (-2, 2)),
    ],
)
def test_a_fused_activation_is_a_range_of_stored_values(
    activation: Activation, scale: float, zero_point: int, expected: tuple[int, int]
) -> None:
    assert activation_range(activation, scale, zero_point) == expected


def test_softmax_of_the_reference_models_has_known_parameters() -> None:
    multiplier = softmax_multiplier(1.0, 0.125)
    assert (multiplier, softmax_least_difference(multiplier.shift)) == (Multiplier(1 << 30, 24), -124)


def test_a_softmax_scale_that_vanishes_is_refused() -> None:
    with pytest.raises(ScaleOutOfRange, match="too small"):
        softmax_multiplier(1e-9, 0.001)


@pytest.mark.parametrize(
    ("size", "window", "stride", "dilation", "padding", "axis"),
    [
        (49, 10, 2, 1, Padding.SAME, Axis(25, 4)),
        (96, 3, 2, 1, Padding.SAME, Axis(48, 0)),
        (32, 3, 1, 1, Padding.SAME, Axis(32, 1)),
        (7, 3, 1, 2, Padding.VALID, Axis(3, 0)),
        (1, 1, 5, 1, Padding.SAME, Axis(1, 0)),
        (5, 5, 3, 1, Padding.VALID, Axis(1, 0)),
    ],
)
def test_a_window_slides_as_tensorflow_lite_says(
    size: int, window: int, stride: int, dilation: int, padding: Padding, axis: Axis
) -> None:
    assert slide(size, window, stride, dilation, padding) == axis


@pytest.mark.parametrize(("window", "stride", "dilation"), [(6, 1, 1), (3, 1, 3), (0, 1, 1), (1, 0, 1), (1, -1, 1)])
def test_windows_that_do_not_fit_are_refused(window: int, stride: int, dilation: int) -> None:
    with pytest.raises(ValueError, match=r"window|stride|dilation"):
        slide(5, window, stride, dilation, Padding.VALID)
