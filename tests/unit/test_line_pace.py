"""A line that is as slow as its rate says, whatever the computer could do."""

from __future__ import annotations

import pytest

from benchwright.drivers.virtual.line_pace import LinePace, LineUse, line_use, read_line_use
from benchwright.drivers.virtual.port import LineSetting


def test_bytes_arrive_when_a_line_of_that_rate_is_through_with_them() -> None:
    line = LinePace()
    line.put(b"a" * 256 + b"b" * 256, 1_024, now_s=10.0)
    assert line.due_s == 10.25
    assert line.take(10.2) == b""
    assert line.take(10.25) == b"a" * 256
    assert line.take(10.6) == b"b" * 256
    assert not line.is_busy


def test_what_is_sent_while_the_line_is_busy_goes_behind_it() -> None:
    line = LinePace()
    line.put(b"a" * 100, 100, now_s=0.0)
    line.put(b"b" * 100, 100, now_s=0.5)
    assert line.take(1.0) == b"a" * 100
    assert line.due_s == 2.0


def test_a_line_without_a_rate_is_through_at_once() -> None:
    line = LinePace()
    line.put(b"x" * 1_000, 0, now_s=3.0)
    assert line.take(3.0) == b"x" * 1_000


def test_a_line_is_full_before_it_swallows_a_whole_flash() -> None:
    line = LinePace()
    line.put(b"x" * 200_000, 100, now_s=0.0)
    assert line.is_full
    line.drop()
    assert not line.is_full


def test_the_use_of_a_line_counts_both_ways_and_what_it_was_bound_to_take() -> None:
    from_host, to_host = LinePace(), LinePace()
    from_host.put(b"q" * 100, 1_000, now_s=5.0)
    to_host.put(b"a" * 50, 1_000, now_s=5.4)
    use = line_use(from_host, to_host)
    assert (use.from_host_bytes, use.to_host_bytes) == (100, 50)
    assert use.seconds == pytest.approx(0.45)
    assert use.bound_s == pytest.approx(0.15)
    assert read_line_use(use.packed()) == use
    assert line_use(LinePace(), LinePace()) == LineUse()


@pytest.mark.parametrize(
    ("setting", "bytes_per_s"),
    [
        (LineSetting(115_200, "N"), 11_520),
        (LineSetting(115_200), 11_520),
        (LineSetting(115_200, "E"), 10_472),
        (LineSetting(), 0),
    ],
)
def test_parity_costs_a_bit_a_byte(setting: LineSetting, bytes_per_s: int) -> None:
    assert setting.bytes_per_s == bytes_per_s
