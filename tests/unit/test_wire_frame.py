"""Frames survive whatever a line does to them, or are counted as bad; none is ever invented."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from benchwright.wire.frame import Frame, FrameDecoder, encode_frame

frames = st.builds(Frame, st.integers(0, 255), st.integers(0, 255), st.binary(max_size=1_024))


@given(st.lists(frames, max_size=8), st.integers(1, 300))
def test_frames_come_back_however_the_stream_is_cut(sent: list[Frame], cut_bytes: int) -> None:
    stream = b"".join(map(encode_frame, sent))
    decoder = FrameDecoder()
    got = [frame for at in range(0, len(stream), cut_bytes) for frame in decoder.feed(stream[at : at + cut_bytes])]
    assert got == sent
    assert decoder.bad_count == 0


@given(frames)
def test_an_encoded_frame_holds_no_zero_but_its_last_byte(frame: Frame) -> None:
    encoded = encode_frame(frame)
    assert encoded.index(0) == len(encoded) - 1


@given(frames, st.data())
def test_a_flipped_bit_never_yields_a_wrong_frame(frame: Frame, data: st.DataObject) -> None:
    encoded = bytearray(encode_frame(frame))
    at = data.draw(st.integers(0, len(encoded) - 2))
    encoded[at] ^= 1 << data.draw(st.integers(0, 7))
    decoder = FrameDecoder()
    assert decoder.feed(bytes(encoded)) == ()
    assert decoder.bad_count >= 1


@given(st.binary(max_size=400), frames)
def test_the_decoder_resynchronises_after_noise(noise: bytes, frame: Frame) -> None:
    decoder = FrameDecoder()
    decoder.feed(noise)
    assert decoder.feed(b"\0" + encode_frame(frame))[-1] == frame


@given(st.integers(1, 255), st.integers(9_000, 20_000), frames)
def test_a_flood_without_a_zero_is_dropped(byte: int, flood_bytes: int, frame: Frame) -> None:
    decoder = FrameDecoder()
    assert decoder.feed(bytes([byte]) * flood_bytes) == ()
    assert decoder.bad_count == 1
    assert decoder.feed(b"\0" + encode_frame(frame)) == (frame,)


def test_empty_frames_between_zeros_are_no_errors() -> None:
    decoder = FrameDecoder()
    assert decoder.feed(b"\0\0\0") == ()
    assert decoder.bad_count == 0
