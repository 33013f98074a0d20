"""Flashing through a bootloader on lines that lose, double and flip bytes, and on chips that refuse."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchwright.drivers.flash.an3155 import An3155Flasher
from benchwright.drivers.virtual.stm32_memory import STM32L475
from benchwright.model.board import FlashMethod
from benchwright.model.errors import Cancelled, FlashFailed
from benchwright.protocols.flasher import FlashReceipt
from tests.builders import a_board, a_device
from tests.contract.bench_parts import CancelAfter, NeverCancelled
from tests.unit.boot_wire import Pins, RomWire, WrittenWire, spoilt_at

PAGE_BYTES = 2_048
DATA = bytes(index * 31 % 251 for index in range(3 * PAGE_BYTES + 100))
SLOT = 0x8_0000


class Bench:
    """A flasher in front of a chip; `bauds` are the rates at which the line was opened."""

    def __init__(self, wire: RomWire, *, are_wired: bool = True) -> None:
        self.wire = wire
        self.pins = Pins(wire, are_wired=are_wired)
        self.bauds: list[int] = []
        self.flasher = An3155Flasher(self._open, lambda *_device: self.pins, clock=wire.clock)
        self.board = a_board()

    def _open(self, _device: object, baud: int) -> RomWire:
        self.bauds.append(baud)
        return self.wire

    def flash(self, data: bytes = DATA, *, offset: int = SLOT, cancel: object = None) -> FlashReceipt:
        token = cancel or NeverCancelled()
        return self.flasher.write(a_device(), self.board, offset, data, lambda _d, _t: None, token)

    def holds(self, data: bytes) -> bool:
        return self.wire.flash.read(SLOT, len(data)) == data


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(RomWire(tmp_path))


def test_only_the_pages_needed_are_erased(bench: Bench) -> None:
    bench.wire.flash.write(SLOT - 8, b"\x01" * 8)
    bench.wire.flash.write(SLOT + 4 * PAGE_BYTES, b"\x02" * 8)
    bench.wire.flash.write(SLOT + 4 * PAGE_BYTES - 8, b"\x03" * 8)
    bench.flash()
    assert bench.holds(DATA + b"\xff" * (PAGE_BYTES - 100))
    assert bench.wire.flash.read(SLOT - 8, 8) == b"\x01" * 8
    assert bench.wire.flash.read(SLOT + 4 * PAGE_BYTES, 8) == b"\x02" * 8


def test_the_bootloader_is_entered_once_and_left_into_the_firmware(bench: Bench) -> None:
    bench.flash()
    assert bench.pins.done == ["enter", "firmware"]
    assert bench.bauds == [115_200]


def test_a_chip_without_extended_erase_is_flashed_too(tmp_path: Path) -> None:
    bench = Bench(RomWire(tmp_path, replace(STM32L475, has_extended_erase=False)))
    bench.flash(offset=0)
    assert bench.wire.flash.read(0, len(DATA)) == DATA


@settings(max_examples=200)
@given(
    st.sampled_from(["out", "in"]),
    st.integers(0, 3_000),
    st.sampled_from(["lost", "doubled", "flipped", "inserted"]),
    st.integers(1, 255),
)
def test_one_bad_byte_anywhere_never_leaves_wrong_flash(way: str, place: int, kind: str, value: int) -> None:
    spoilers = {
        "lost": lambda _byte: (),
        "doubled": lambda byte: (byte, byte),
        "flipped": lambda byte: (byte ^ value,),
        "inserted": lambda byte: (value, byte),
    }
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(RomWire(Path(folder)))
        bench.wire.spoil = spoilt_at(way, place, spoilers[kind])
        bench.flash(DATA[:PAGE_BYTES])
        assert bench.holds(DATA[:PAGE_BYTES])


def test_a_damaged_reading_is_not_believed(bench: Bench) -> None:
    bench.wire.flash.write(SLOT, DATA)
    bench.wire.spoil = spoilt_at("in", 500, lambda byte: (byte ^ 1,))
    assert bench.flasher.read(a_device(), bench.board, SLOT, len(DATA)) == DATA


def test_a_line_too_bad_for_the_first_rate_is_opened_at_a_lower_one(bench: Bench) -> None:
    bench.wire.spoil = lambda way, _at, data: b"" if way == "in" and bench.bauds[-1] > 57_600 else data
    bench.flash()
    assert bench.bauds == [115_200, 57_600]
    assert bench.pins.done == ["enter", "leave", "enter", "firmware"]
    assert bench.holds(DATA)


def test_a_line_that_goes_bad_half_way_starts_anew_at_a_lower_rate(bench: Bench) -> None:
    bench.wire.spoil = lambda way, at, data: b"" if way == "in" and at > 1_000 and bench.bauds[-1] > 57_600 else data
    bench.flash()
    assert bench.bauds == [115_200, 57_600]
    assert bench.holds(DATA)


def test_a_silent_bootloader_is_reported_with_every_rate_that_was_tried(bench: Bench) -> None:
    bench.wire.spoil = lambda _way, _at, _data: b""
    with pytest.raises(FlashFailed, match=r"at 115,200 or 57,600 or 19,200 baud: synchronising: no answer\."):
        bench.flash()
    assert bench.pins.done[-1] == "leave"
    assert bench.wire.now_s < 10


def test_where_nobody_moves_the_pins_one_rate_is_tried_and_the_way_is_told(tmp_path: Path) -> None:
    bench = Bench(RomWire(tmp_path), are_wired=False)
    bench.wire.spoil = lambda _way, _at, _data: b""
    bench.board = a_board(flash_methods=(FlashMethod.OPENOCD, FlashMethod.AN3155))
    with pytest.raises(FlashFailed) as failure:
        bench.flash()
    assert bench.bauds == [115_200]
    assert "Set BOOT0 high, press reset" in failure.value.remedy
    assert "openocd" in failure.value.remedy


def test_a_flash_that_keeps_other_bytes_is_reported_with_the_address(bench: Bench) -> None:
    bench.wire.memory.protect(readout=False, pages=frozenset([SLOT // PAGE_BYTES + 1]))
    with pytest.raises(
        FlashFailed, match=r"Reading back failed 3 times: 0x08080800 holds 0xff instead of 0xec"
    ) as failure:
        bench.flash()
    assert "write protection" in failure.value.remedy
    assert "left unprogrammed" in failure.value.why
    assert bench.bauds == [115_200]


def test_a_protected_chip_is_reported_as_such(bench: Bench) -> None:
    bench.wire.memory.protect(readout=True, pages=frozenset())
    with pytest.raises(FlashFailed, match="The chip is protected") as failure:
        bench.flash()
    assert "Remove the readout protection" in failure.value.remedy
    with pytest.raises(FlashFailed, match="The chip is protected"):
        bench.flasher.read(a_device(), bench.board, 0, 16)


def test_a_block_that_is_refused_again_and_again_is_reported_with_its_address(bench: Bench) -> None:
    bench.board = a_board(memory=replace(bench.board.memory, flash_bytes=1 << 21))
    with pytest.raises(FlashFailed, match=r"refused reading 256 bytes at 0x08100000 3 times"):
        bench.flasher.read(a_device(), bench.board, 1 << 20, 256)


def test_a_chip_whose_pages_are_not_known_is_not_touched(tmp_path: Path) -> None:
    bench = Bench(RomWire(tmp_path, replace(STM32L475, product_id=0x999)))
    bench.wire.flash.write(SLOT, b"\x01" * 8)
    with pytest.raises(FlashFailed, match="it is chip 0x999, whose flash pages are not known"):
        bench.flash()
    assert bench.holds(b"\x01" * 8)


def test_a_region_that_begins_inside_a_page_is_refused_before_anything_is_erased(bench: Bench) -> None:
    bench.wire.flash.write(SLOT, b"\x01" * 8)
    with pytest.raises(FlashFailed, match="0x80100 lies inside a page of 2,048 bytes"):
        bench.flash(offset=SLOT + 0x100)
    assert bench.holds(b"\x01" * 8)


def test_a_region_behind_the_end_of_flash_is_refused_before_the_port_is_opened(bench: Bench) -> None:
    with pytest.raises(FlashFailed, match="do not fit its flash"):
        bench.flash(bytes(PAGE_BYTES + 1), offset=(1 << 20) - PAGE_BYTES)
    assert bench.bauds == []


def test_a_cancel_is_heeded_before_the_erase_and_leaves_the_device_restarted(bench: Bench) -> None:
    bench.wire.flash.write(SLOT, b"\x01" * 8)
    with pytest.raises(Cancelled, match="The device is as it was"):
        bench.flash(cancel=CancelAfter(1))
    assert bench.holds(b"\x01" * 8)
    assert bench.pins.done == ["enter", "leave"]


def test_a_cancel_between_two_blocks_says_that_the_device_is_unprogrammed(bench: Bench) -> None:
    with pytest.raises(Cancelled, match="Device left unprogrammed, flash again"):
        bench.flash(cancel=CancelAfter(10))
    assert not bench.holds(DATA)
    bench.flash()
    assert bench.holds(DATA)


def test_firmware_whose_start_was_not_acknowledged_is_started_by_a_reset(bench: Bench) -> None:
    go = b"\x21\xde"
    bench.wire.spoil = lambda way, _at, data: b"\x00\x00" if way == "out" and data == go else data
    bench.flash()
    assert bench.pins.done == ["enter", "leave", "firmware"]


def test_a_bootloader_in_other_words_is_no_bootloader() -> None:
    wire = WrittenWire(b"login: ", b"login: ")
    flasher = An3155Flasher(lambda _device, _baud: wire, lambda *_device: Pins(are_wired=False), clock=wire.clock)
    with pytest.raises(FlashFailed, match="could not be talked to at 115,200 baud"):
        flasher.read(a_device(), a_board(), 0, 16)
