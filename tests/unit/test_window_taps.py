"""Taps of a window on its input, counted without looking at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchwright.planner.window_taps import axis_taps


@given(
    size=st.integers(1, 20), positions=st.integers(1, 12), window=st.integers(1, 9), stride=st.integers(1, 4),
    dilation=st.integers(1, 4), pad=st.integers(0, 20),
)  # fmt: skip
def test_taps_are_counted_as_if_each_were_looked_at(
    size: int, positions: int, window: int, stride: int, dilation: int, pad: int
) -> None:
    starts = [position * stride - pad for position in range(positions)]
    looked_at = [sum(0 <= start + tap * dilation < size for tap in range(window)) for start in starts]
    assert axis_taps(size, positions, window, stride, dilation, pad) == looked_at


def test_a_window_of_any_height_is_counted_at_once() -> None:
    assert axis_taps(4, 3, 1 << 40, 1, 1, 1 << 39) == [4, 4, 4]
