"""Samples of a run are kept once for each value."""

from __future__ import annotations

from benchwright.model.run import Window


def test_equal_ticks_are_one_object() -> None:
    ticks = tuple(int(text) for text in ("1000", "2000", "1000", "1000"))
    assert ticks[0] is not ticks[2]
    window = Window(0, ticks)
    assert window.ticks == ticks
    assert window.ticks[0] is window.ticks[2] is window.ticks[3]
