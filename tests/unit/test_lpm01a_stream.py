"""The two formats of an X-NUCLEO-LPM01A, byte by byte."""

from __future__ import annotations

import numpy as np
import pytest

from benchwright.drivers.power.lpm01a_stream import Encoding, Lpm01aStream
from benchwright.drivers.virtual.meter.lpm01a_words import Lpm01aEncoder
from benchwright.protocols.power_meter import Samples

TEXT, BINARY = Encoding.DECIMAL, Encoding.BINARY
NONE = np.array([])


def taken(encoding: Encoding, *chunks: bytes, sample_hz: int = 1_000, factor: float = 1.0) -> Samples:
    stream = Lpm01aStream(encoding, sample_hz, factor)
    parts = [stream.take(chunk) for chunk in chunks]
    return Samples(
        0,
        np.concatenate([part.current_a for part in parts]),
        np.concatenate([part.digital for part in parts]),
        sum(part.lost for part in parts),
        sum(part.clipped for part in parts),
    )


def test_a_line_of_text_is_four_digits_and_a_power_of_ten() -> None:
    assert taken(TEXT, b"6409-07\r\n0012-00\r\n", factor=1e-2).current_a == pytest.approx([6.409e-6, 0.12], rel=1e-6)


def test_a_binary_sample_is_twelve_bits_and_a_negative_power_of_sixteen() -> None:
    assert taken(BINARY, b"\x52\xa0").current_a == pytest.approx([0x2A0 / 16**5], rel=1e-6)
    assert pytest.approx(640.87e-6, rel=1e-4) == 0x2A0 / 16**5


def test_an_energy_of_a_sample_becomes_its_mean_current() -> None:
    # 33 nJ in a millisecond at 3.3 V.
    assert taken(TEXT, b"3300-11\r\n", factor=1_000 / 3.3).current_a == pytest.approx([10e-6], rel=1e-6)


@pytest.mark.parametrize("encoding", list(Encoding))
def test_a_stream_cut_anywhere_gives_the_same_samples(encoding: Encoding) -> None:
    current = np.linspace(1e-6, 0.04, 40)
    data = Lpm01aEncoder(encoding, 1_000, 1.0).encode(current, np.ones(40, np.bool_), np.array([3.2, 17.0, 17.9]))
    whole = taken(encoding, data)
    for at in range(len(data)):
        cut = taken(encoding, data[:at], data[at:])
        assert cut.current_a.tolist() == whole.current_a.tolist()
        assert cut.digital.tolist() == whole.digital.tolist()
    assert whole.current_a == pytest.approx(current, rel=3e-3)
    assert np.flatnonzero(whole.digital).tolist() == [3, 17]


def test_a_zero_byte_behind_a_time_stamp_does_no_harm() -> None:
    trace = taken(TEXT, b"TimeStamp: 000s 000ms, buff 00%\r\n\x001000-06\r\n")
    assert trace.current_a == pytest.approx([1e-3])
    assert trace.lost == 0


def test_a_time_stamp_that_samples_are_missing_before_makes_a_gap() -> None:
    trace = taken(TEXT, b"1000-06\r\n" * 7 + b"TimeStamp: 000s 010ms, buff 00%\r\n2000-06\r\n")
    assert np.isnan(trace.current_a).tolist() == [False] * 7 + [True] * 3 + [False]
    assert trace.lost == 3


def test_a_binary_time_stamp_that_samples_are_missing_before_makes_a_gap() -> None:
    trace = taken(BINARY, b"\x52\xa0" * 7 + b"\xf0\xf3\x00\x00\x00\x0a\x00\xff\xff" + b"\x52\xa0")
    assert np.isnan(trace.current_a).tolist() == [False] * 7 + [True] * 3 + [False]


def test_a_clock_that_did_not_begin_with_the_acquisition_makes_no_gap() -> None:
    stamps = b"TimeStamp: 065s 000ms, buff 00%\r\n", b"TimeStamp: 065s 003ms, buff 00%\r\n"
    trace = taken(TEXT, stamps[0] + b"1000-06\r\n" * 3 + stamps[1] + b"2000-06\r\n")
    assert (len(trace.current_a), trace.lost) == (4, 0)


def test_a_line_that_lost_its_end_is_a_lost_sample_at_its_place() -> None:
    trace = taken(TEXT, b"1000-06\r\n20003000-06\r\n4000-06\r\n")
    assert trace.current_a == pytest.approx([1e-3, np.nan, 3e-3, 4e-3], nan_ok=True)
    assert trace.lost == 1


def test_a_sample_that_is_no_number_is_lost() -> None:
    assert taken(TEXT, b"1000-06\r\n-nan\r\n").lost == 1


def test_a_lost_byte_costs_the_samples_up_to_the_next_message_and_no_more() -> None:
    stamp = b"\xf0\xf3\x00\x00\x00\x0a\x00\xff\xff"
    trace = taken(BINARY, b"\x52\xa0" * 5 + b"\xa0" + b"\x52\xa0" * 4 + stamp + b"\x52\xa0" * 3)
    assert trace.current_a[-3:] == pytest.approx([640.87e-6] * 3, rel=1e-4)
    assert np.isnan(trace.current_a[:10]).all()
    assert trace.lost == 10


def test_samples_at_the_end_of_the_range_are_counted() -> None:
    assert taken(TEXT, b"5000-05\r\n1000-05\r\n").clipped == 1


@pytest.mark.parametrize(
    ("encoding", "data", "words"),
    [
        (TEXT, b"1000-06\r\nerror: overcurrent\r\n", "error: overcurrent"),
        (BINARY, b"\x52\xa0\xf0\xf5\xff\xff", "error: overcurrent"),
        (BINARY, b"\x52\xa0\xf0\xf6\xff\xff", "error: the device was switched off"),
        (BINARY, b"\x52\xa0\xf0\xf1error: buffer\xff\xff", "error: buffer"),
    ],
)
def test_what_ends_a_measurement_is_told(encoding: Encoding, data: bytes, words: str) -> None:
    stream = Lpm01aStream(encoding, 1_000)
    assert len(stream.take(data).current_a) == 1
    assert stream.error == words


@pytest.mark.parametrize("encoding", list(Encoding))
def test_what_it_missed_beyond_the_gaps_is_lost_at_the_end(encoding: Encoding) -> None:
    encoder = Lpm01aEncoder(encoding, 1_000, 1.0)
    data = encoder.encode(np.full(20, 0.001), np.arange(20) % 2 == 0, NONE) + encoder.end(10)
    stream = Lpm01aStream(encoding, 1_000)
    samples = stream.take(data)
    assert (stream.is_complete, stream.missed) == (True, 10)
    assert (len(samples.current_a), samples.lost) == (20, 10)
