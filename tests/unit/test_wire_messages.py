"""Bodies mean what docs/protocol.md says."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.model.board import Origin
from benchwright.wire import messages


def hello_body(*, origin: int = 1, extra: bytes = b"") -> bytes:
    head = struct.pack("<4H4B", 1, 2, 3, 1_024, 4, origin, 0xFF, 4)
    rates = struct.pack("<9I", 0x41, 80_000_000, 1_000_000, 7, 524_288, 65_536, 27_648, 1_000, 1_010)
    words = b"chip".ljust(16, b"\0") + b"native".ljust(32, b"\0") + b"benchwright".ljust(16, b"\0")
    digests = b"mve".ljust(16, b"\0") + bytes(range(32)) + bytes(32)
    return head + rates + words + digests + struct.pack("<4I", 2_048, 65_536, 490, 2) + extra


def test_hello_has_208_bytes_and_every_field_in_its_place() -> None:
    assert len(hello_body()) == messages.HELLO_BYTES
    hello = messages.decode_hello(hello_body())
    assert (hello.wire_version, hello.agent_version, hello.engine_version) == (1, 2, 3)
    assert (hello.max_body_bytes, hello.window, hello.origin, hello.pack_status) == (1_024, 4, Origin.EMULATED, -1)
    assert (hello.clock_hz, hello.tick_hz, hello.overhead_ticks) == (80_000_000, 1_000_000, 7)
    assert (hello.slot_bytes, hello.arena_capacity, hello.staging_bytes) == (524_288, 65_536, 27_648)
    assert (hello.calibration_instructions, hello.calibration_ticks) == (1_000, 1_010)
    assert (hello.chip_id, hello.board, hello.engine, hello.kernel_set) == ("63686970", "native", "benchwright", "mve")
    assert hello.firmware_sha256 == bytes(range(32)).hex()
    assert hello.pack_sha256 == "00" * 32
    assert (hello.flash_block_bytes, hello.slot_flash_offset) == (2_048, 65_536)
    assert (hello.input_bytes, hello.input_element) == (490, "int8")


def test_hello_of_a_newer_agent_may_be_longer() -> None:
    body = hello_body(extra=struct.pack("<I", 388))
    assert messages.decode_hello(body + b"more") == messages.decode_hello(body)


def test_hello_tells_from_version_3_on_where_the_pack_is_wrong() -> None:
    assert messages.decode_hello(hello_body(extra=struct.pack("<I", 388))).pack_fault == 388
    assert messages.decode_hello(hello_body()).pack_fault == 0


@pytest.mark.parametrize("body", [b"", hello_body()[:-1], hello_body(origin=3)])
def test_hello_of_another_form_is_refused(body: bytes) -> None:
    with pytest.raises(messages.MessageInvalid):
        messages.decode_hello(body)


def test_run_part_knows_whether_it_is_the_last() -> None:
    body = struct.pack("<IIQQ", 3, 5, 100, 101)
    part = messages.decode_run_part(body, messages.TICKS)
    assert (part.first_index, part.entries, part.is_last) == (3, ((100,), (101,)), True)
    assert not messages.decode_run_part(struct.pack("<II", 0, 5), messages.TICKS).is_last


@given(st.binary(max_size=300))
def test_no_body_crashes_a_decoder(body: bytes) -> None:
    decoders = (
        messages.decode_hello,
        messages.decode_memory,
        messages.decode_statistics,
        messages.decode_number,
        messages.decode_refusal,
        lambda data: messages.decode_run_part(data, messages.LAYER),
    )
    for decode in decoders:
        with contextlib.suppress(messages.MessageInvalid):
            decode(body)


def test_refusal_carries_the_devices_own_words() -> None:
    refusal = messages.decode_refusal(bytes((0x03, 3)) + b"no pack")
    assert (messages.kind_name(refusal.request_kind), refusal.code, refusal.text) == ("INFER", 3, "no pack")
