"""The conversation with an STM32's bootloader, byte by byte: what is sent, what is believed, how long is waited."""

from __future__ import annotations

import pytest

from benchwright.drivers.flash.an3155_client import BootloaderClient, RomLost, RomRefused
from tests.unit.boot_wire import Wire, WrittenWire

ACK, NACK = b"\x79", b"\x1f"
GET_ANSWER = ACK + bytes([3, 0x31, 0x00, 0x02, 0x44]) + ACK
FLASH = 0x0800_0000


def client(wire: Wire) -> BootloaderClient:
    return BootloaderClient(wire, 115_200, wire.clock)


def synchronised(*answers: bytes, commands: bytes = GET_ANSWER) -> tuple[BootloaderClient, WrittenWire]:
    """A client past `sync`, on a wire that will answer with `answers`; what was sent before is forgotten."""
    wire = WrittenWire(ACK, commands, commands, *answers)
    ready = client(wire)
    ready.sync()
    wire.sent.clear()
    return ready, wire


def test_sync_sends_7f_and_learns_the_commands() -> None:
    wire = WrittenWire(ACK, GET_ANSWER, GET_ANSWER)
    fresh = client(wire)
    fresh.sync()
    assert wire.sent == [b"\x7f", b"\x00\xff", b"\x00\xff"]
    assert fresh.commands == (0x00, 0x02, 0x44)


def test_sync_takes_a_refusal_for_a_bootloader_that_had_been_in_sync() -> None:
    wire = WrittenWire(b"", NACK, GET_ANSWER, GET_ANSWER)
    client(wire).sync()
    assert wire.sent[:3] == [b"\x7f", b"\x7f", b"\x00\xff"]


def test_sync_does_not_believe_a_list_of_commands_that_changes() -> None:
    damaged = GET_ANSWER.replace(b"\x44", b"\x43")
    with pytest.raises(RomLost, match="not the same"):
        client(WrittenWire(ACK, GET_ANSWER, damaged)).sync()


def test_sync_gives_up_soon_when_nothing_answers() -> None:
    wire = WrittenWire()
    with pytest.raises(RomLost, match="synchronising: no answer"):
        client(wire).sync()
    assert wire.now_s < 1


def test_sync_does_not_take_the_words_of_firmware_for_a_bootloader() -> None:
    chatter = b"m-ready\r\n"
    with pytest.raises(RomLost):
        client(WrittenWire(chatter, chatter, chatter, chatter)).sync()
    with pytest.raises(RomLost):
        client(WrittenWire(b"y", b"y", b"y")).sync()


def test_firmware_that_never_stops_talking_is_not_listened_to_for_ever() -> None:
    class Talker(Wire):
        def read(self, max_bytes: int, timeout_s: float) -> bytes:
            self.now_s += 0.001
            return b"\x00" * max_bytes

        def _answer(self, data: bytes) -> bytes:
            return b""

    wire = Talker()
    with pytest.raises(RomLost):
        client(wire).sync()
    assert wire.now_s < 10


def test_the_chip_id_is_read_as_a_number() -> None:
    ready, wire = synchronised(ACK + b"\x01\x04\x15" + ACK)
    assert ready.chip_id() == 0x415
    assert wire.sent == [b"\x02\xfd"]


def test_reading_sends_address_and_count_with_their_checks() -> None:
    ready, wire = synchronised(ACK, ACK, ACK + b"\x01\x02\x03\x04")
    assert ready.read(FLASH + 0x10, 4) == b"\x01\x02\x03\x04"
    assert wire.sent == [b"\x11\xee", b"\x08\x00\x00\x10\x18", b"\x03\xfc"]


def test_writing_sends_the_data_with_count_and_check() -> None:
    ready, wire = synchronised(ACK, ACK, ACK)
    ready.write(FLASH, b"\x01\x02\x04\x08")
    assert wire.sent == [b"\x31\xce", b"\x08\x00\x00\x00\x08", b"\x03\x01\x02\x04\x08\x0c"]


def test_pages_are_erased_by_two_bytes_each_where_the_chip_can() -> None:
    ready, wire = synchronised(ACK, ACK)
    ready.erase([1, 256], 1.0)
    assert wire.sent == [b"\x44\xbb", b"\x00\x01\x00\x01\x01\x00\x01"]


def test_pages_are_erased_by_one_byte_each_on_older_chips() -> None:
    ready, wire = synchronised(ACK, ACK, commands=ACK + bytes([3, 0x22, 0x00, 0x02, 0x43]) + ACK)
    ready.erase([1, 2], 1.0)
    assert wire.sent == [b"\x43\xbc", b"\x01\x01\x02\x02"]


def test_go_sends_the_address() -> None:
    ready, wire = synchronised(ACK, ACK)
    ready.go(FLASH)
    assert wire.sent == [b"\x21\xde", b"\x08\x00\x00\x00\x08"]


def test_a_refused_command_is_told_from_a_refused_block() -> None:
    ready, _wire = synchronised(NACK, ACK, ACK, NACK)
    with pytest.raises(RomRefused, match="writing 4 bytes at 0x08000000: refused") as refused:
        ready.write(FLASH, bytes(4))
    assert refused.value.at_command
    with pytest.raises(RomRefused) as refused:
        ready.write(FLASH, bytes(4))
    assert not refused.value.at_command


def test_an_answer_that_is_neither_yes_nor_no_is_a_bad_line() -> None:
    ready, _wire = synchronised(b"\x55")
    with pytest.raises(RomLost, match="answered 0x55"):
        ready.read(FLASH, 4)


def test_half_an_answer_is_waited_for_and_counted() -> None:
    ready, wire = synchronised(ACK, ACK, ACK + b"\x01\x02\x03")
    before_s = wire.now_s
    with pytest.raises(RomLost, match=r"reading 4 bytes at 0x08000000: 3 of 4 bytes came within 1\.0 s"):
        ready.read(FLASH, 4)
    assert wire.now_s - before_s < 1.1


def test_an_erase_is_waited_for_as_long_as_it_may_take() -> None:
    ready, wire = synchronised(ACK)
    before_s = wire.now_s
    with pytest.raises(RomLost, match="erasing 1 pages from page 7"):
        ready.erase([7], 5.0)
    assert 5 <= wire.now_s - before_s < 5.1


def test_resync_fills_up_what_was_cut_off_and_ends_on_a_refusal() -> None:
    ready, wire = synchronised(NACK * 4, b"", NACK)
    ready.resync()
    assert len(wire.sent[0]) > 2 * 512
    assert wire.sent[1:] == [b"\xfe", b"\xfe"]


def test_resync_says_when_nobody_is_there() -> None:
    ready, wire = synchronised()
    before_s = wire.now_s
    with pytest.raises(RomLost, match="synchronising again"):
        ready.resync()
    assert wire.now_s - before_s < 2
