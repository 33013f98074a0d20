"""Values with their uncertainty: digits that fit."""

from __future__ import annotations

import pytest

from benchwright.model.compare import Metric
from benchwright.ui.charts.words import ends_words
from benchwright.ui.language.spreads import ends_text, spread_text


@pytest.mark.parametrize(
    ("value", "half", "text"),
    [
        (138.93, 1.23, "138.9 ± 1.2 µs"),
        (139.0, 0.005, "139.00 ± < 0.01 µs"),
        (139.0, 0.05, "139.000 ± 0.050 µs"),
        (1.0, 0.002, "1.0000 ± 0.0020 µs"),
        (45.3, 0.0, "45.3 ± < 0.1 µs"),
        (999.99, 0.0, "1,000 ± < 1 µs"),
        (512.0, 99.6, "512 ± 100 µs"),
        (5.0, 0.0996, "5.00 ± 0.10 µs"),
        (0.0, 0.0, "0.00 ± < 0.01 µs"),
    ],
)
def test_the_half_has_two_digits_and_the_value_ends_at_the_same_place(value: float, half: float, text: str) -> None:
    assert spread_text(value, half, "µs") == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (-93.704, -93.696, "−93.7040 … −93.6960 µs"),
        (-0.0001, 12.0, "0 … 12 µs"),
        (-5.0, 120.0, "−5 … 120 µs"),
        (-8.25, -8.25, "−8.25 … −8.25 µs"),
    ],
)
def test_the_ends_of_an_interval_differ_where_they_are_not_equal(low: float, high: float, text: str) -> None:
    assert ends_text(low, high, "µs") == text


def test_ends_stand_in_the_unit_of_their_metric() -> None:
    assert ends_words(Metric.LATENCY, -93_704.0, -93_696.0) == "−93.7040 … −93.6960 ms"
    assert ends_words(Metric.ENERGY, -2.0, 3.0) == "−2.0 … 3.0 µJ"
