from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.units import (
    bytes_text,
    count_text,
    duration_text,
    eta_text,
    ratio_text,
    three_digits,
    us_to_seconds,
)


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1_000, "1.0 kB"),
        (22_100, "22.1 kB"),
        (999_949, "999.9 kB"),
        (999_950, "1.00 MB"),
        (1_250_000, "1.25 MB"),
        (-22_100, "-22.1 kB"),
    ],
)
def test_sizes(count: int, text: str) -> None:
    assert bytes_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 s"),
        (0.0184, "18.4 ms"),
        (950e-9, "950 ns"),
        (0.5e-9, "0.5 ns"),
        (1.0, "1.00 s"),
        (0.9996, "1.00 s"),
        (0.9994, "999 ms"),
        (999.6e-6, "1.00 ms"),
        (75.04, "75.0 s"),
        (3_600, "3600 s"),
        (-0.0021, "-2.10 ms"),
        (math.nan, "–"),
        (math.inf, "–"),
    ],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1.234, "1.23"),
        (9.996, "10.0"),
        (99.96, "100"),
        (12_345.6, "12346"),
        (0.012345, "0.0123"),
        (-9.996, "-10.0"),
        (math.inf, "–"),
        (math.nan, "–"),
    ],
)
def test_three_digits(value: float, text: str) -> None:
    assert three_digits(value) == text


@given(st.floats(1e-6, 999.4))
def test_three_digits_are_three_and_close(value: float) -> None:
    text = three_digits(value)
    assert len(text.replace(".", "").lstrip("0")) == 3
    assert float(text) == pytest.approx(value, rel=0.006)


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(7, "0:07"), (6.1, "0:07"), (750, "12:30"), (3_750, "1:02:30"), (0, "0:00"), (-3, "0:00"), (math.inf, "–")],
)
def test_remaining_times(seconds: float, text: str) -> None:
    assert eta_text(seconds) == text


@pytest.mark.parametrize(
    ("ratio", "text"),
    [
        (0.142, "+14.2 %"),
        (-0.41, "-41.0 %"),
        (0, "0.0 %"),
        (-0.0004, "0.0 %"),
        (0.0006, "+0.1 %"),
        (0.9996, "+100 %"),
        (2.5, "+250 %"),
    ],
)
def test_ratios(ratio: float, text: str) -> None:
    assert ratio_text(ratio) == text


def test_counts_have_thousands_separators() -> None:
    assert count_text(7_699_732) == "7,699,732"


def test_microseconds_become_seconds() -> None:
    assert us_to_seconds(2_500_000) == 2.5
