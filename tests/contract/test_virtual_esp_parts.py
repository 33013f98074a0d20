"""The parts of the virtual ESP32-C3, each by itself: flash, framing, reset circuit, bootloader under rubbish."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.drivers.virtual.esp.chip import Efuses, mac_of
from benchwright.drivers.virtual.esp.counters import CustomCsrs
from benchwright.drivers.virtual.esp.csr_access import read_csr_access
from benchwright.drivers.virtual.esp.faults import Fault, FaultKind, Faults, Stage, read_fault
from benchwright.drivers.virtual.esp.interrupts import InterruptMatrix
from benchwright.drivers.virtual.esp.nor_flash import SECTOR_BYTES, NorFlash, PowerLost
from benchwright.drivers.virtual.esp.registers import Registers
from benchwright.drivers.virtual.esp.reset_lines import Pins, ResetLines
from benchwright.drivers.virtual.esp.rom import Bootloader, Op
from benchwright.drivers.virtual.esp.slip import SlipReader, encode
from benchwright.drivers.virtual.flash_image import FlashImage

FLASH_BYTES = 16 * SECTOR_BYTES


def a_flash(folder: Path, before_programming: Callable[[int], int] = lambda length: length) -> NorFlash:
    image = FlashImage(folder / "flash.img", FLASH_BYTES)
    image.ensure()
    return NorFlash(image, FLASH_BYTES, before_programming)


def test_programming_only_clears_bits(tmp_path: Path) -> None:
    flash = a_flash(tmp_path)
    flash.program(10, b"\x0f\xf0")
    flash.program(10, b"\x3c\xff")
    assert flash.read(9, 4) == b"\xff\x0c\xf0\xff"


def test_erasing_takes_whole_sectors(tmp_path: Path) -> None:
    flash = a_flash(tmp_path)
    flash.program(0, bytes(3 * SECTOR_BYTES))
    flash.erase(SECTOR_BYTES + 5, 10)
    assert flash.read(0, 3 * SECTOR_BYTES) == bytes(SECTOR_BYTES) + b"\xff" * SECTOR_BYTES + bytes(SECTOR_BYTES)


def test_a_loss_of_power_is_a_border_between_old_and_new(tmp_path: Path) -> None:
    faults = Faults()
    faults.set(Fault(FaultKind.POWER_LOSS, 5))
    flash = a_flash(tmp_path, faults.before_programming)
    flash.program(0, b"abc")
    with pytest.raises(PowerLost):
        flash.program(3, b"def")
    assert flash.read(0, 6) == b"abcde\xff"
    assert not faults.power_lost()
    flash.program(5, b"f")
    assert flash.read(0, 6) == b"abcdef"


def test_the_bus_programs_pages_and_only_while_writing_is_enabled(tmp_path: Path) -> None:
    flash = a_flash(tmp_path)
    flash.command(0x02, 0, b"\0", 0)
    assert flash.read(0, 1) == b"\xff"
    flash.command(0x06, 0, b"", 0)
    assert flash.command(0x05, 0, b"", 1) == b"\x02"
    flash.command(0x02, 254, b"abcd", 0)
    assert flash.command(0x05, 0, b"", 1) == b"\x00"
    assert flash.read(254, 3) == b"ab\xff", "a page wraps"
    assert flash.command(0x03, 0, b"", 3) == b"cd\xff"
    flash.command(0x06, 0, b"", 0)
    flash.command(0x20, 17, b"", 0)
    assert set(flash.read(0, SECTOR_BYTES)) == {0xFF}


def test_flash_is_identified_with_its_size_and_table(tmp_path: Path) -> None:
    flash = a_flash(tmp_path)
    assert flash.command(0x9F, 0, b"", 3).hex() == "c84016"
    assert flash.command(0x5A, 0, b"", 4) == b"SFDP"
    table = int.from_bytes(flash.command(0x5A, 0x0C, b"", 3), "little")
    assert int.from_bytes(flash.command(0x5A, table + 4, b"", 4), "little") + 1 == 8 * 4 * 1024 * 1024


@given(st.lists(st.binary(min_size=1, max_size=40)), st.integers(1, 9))
def test_frames_survive_being_cut_anywhere(frames: list[bytes], size: int) -> None:
    wire, reader = b"".join(map(encode, frames)), SlipReader()
    found = [frame for at in range(0, len(wire), size) for frame in reader.feed(wire[at : at + size])]
    assert found == frames


def moved(lines: ResetLines, now_s: float, *moves: tuple[int, int], is_strap_stuck: bool = False) -> list[Pins]:
    return [lines.moved(dtr=bool(dtr), rts=bool(rts), now_s=now_s, is_strap_stuck=is_strap_stuck) for dtr, rts in moves]


def test_opening_a_port_resets_nothing() -> None:
    lines = ResetLines()
    assert set(moved(lines, 0, (1, 0), (1, 1), (1, 0), (0, 0))) == {Pins.UNCHANGED}
    assert lines.due_s is None


def test_reset_with_the_strap_low_is_download_mode_and_with_it_high_the_application() -> None:
    lines = ResetLines()
    assert moved(lines, 0, (0, 1), (1, 1), (1, 0)) == [Pins.HELD, Pins.UNCHANGED, Pins.DOWNLOAD]
    assert moved(lines, 1, (0, 0), (0, 1), (0, 0)) == [Pins.UNCHANGED, Pins.HELD, Pins.UNCHANGED]
    assert lines.passed(1.1) is Pins.UNCHANGED
    assert lines.passed(1.3) is Pins.FLASH_BOOT
    assert lines.passed(9) is Pins.UNCHANGED


def test_a_strap_that_comes_too_late_changes_nothing() -> None:
    lines = ResetLines()
    moved(lines, 0, (0, 1), (0, 0))
    assert lines.passed(0.25) is Pins.FLASH_BOOT
    assert moved(lines, 0.3, (1, 0)) == [Pins.UNCHANGED]


def test_a_stuck_strap_always_starts_the_application() -> None:
    lines = ResetLines()
    assert moved(lines, 0, (0, 1), (1, 1), (1, 0), is_strap_stuck=True)[:2] == [Pins.HELD, Pins.FLASH_BOOT]


def test_a_watchdog_that_is_not_fed_resets_and_one_that_is_locked_is_not_touched(tmp_path: Path) -> None:
    registers = Registers(Efuses(mac_of("x")), a_flash(tmp_path), lambda: 100.0)
    registers.write(0x6000_8090, 0xD000_0102)
    assert registers.reset_due_s is None, "locked"
    registers.write(0x6000_80A8, 0x50D8_3AA1)
    registers.write(0x6000_8094, 68_000)
    registers.write(0x6000_8090, 0xD000_0102)
    assert registers.reset_due_s == pytest.approx(101.0)
    registers.write(0x6000_8090, 0)
    assert registers.reset_due_s is None


def test_an_interrupt_gets_through_when_its_line_is_enabled_and_its_priority_high_enough() -> None:
    matrix = InterruptMatrix()
    matrix.write(0x054, 7)
    assert matrix.uart_line is None
    matrix.write(0x104, 1 << 7)
    assert matrix.uart_line is None
    matrix.write(0x114 + 4 * 7, 2)
    assert matrix.uart_line == 7
    matrix.write(0x194, 3)
    assert matrix.uart_line is None


def test_the_cycle_counter_counts_while_it_is_on() -> None:
    cycles = [1_000]
    csrs = CustomCsrs(lambda: cycles[0])
    csrs.write(0x7E0, 1)
    csrs.write(0x7E1, 1)
    cycles[0] += 500
    assert csrs.read(0x7E2) == 500
    csrs.write(0x7E1, 0)
    cycles[0] += 500
    assert csrs.read(0x7E2) == 500
    csrs.write(0x7E2, 0xFFFF_FFFF)
    csrs.write(0x7E1, 1)
    cycles[0] += 2
    assert csrs.read(0x7E2) == 1


def test_csr_instructions_are_told_from_others() -> None:
    assert read_csr_access(0x0000_0013) is None, "nop"
    assert read_csr_access(0x1050_0073) is None, "wfi"
    read = read_csr_access(0x7E20_2473)
    assert read is not None
    assert (read.number, read.target, read.writes) == (0x7E2, 8, False)
    clear = read_csr_access(0x3004_7073)
    assert clear is not None
    assert (clear.number, clear.writes, clear.new_value(0xFF, clear.source)) == (0x300, True, 0xF7)


@pytest.mark.parametrize("words", ["power-loss", "silence:md5", "none"])
def test_faults_are_read_from_words(words: str) -> None:
    fault = read_fault(words, 12)
    assert fault.kind.value == words.partition(":")[0]
    assert fault.number == 12
    assert fault.stage is (Stage.MD5 if ":" in words else Stage.CONNECT)


def test_noise_is_the_same_in_every_run_and_about_as_frequent_as_ordered() -> None:
    spoilt = []
    for _ in range(2):
        faults = Faults()
        faults.set(Fault(FaultKind.NOISE, 100))
        spoilt.append(faults.spoil(bytes(10_000)))
    assert spoilt[0] == spoilt[1]
    assert 50 < sum(byte != 0 for byte in spoilt[0]) < 200


class Host:
    """A bootloader and what it said."""

    def __init__(self, folder: Path) -> None:
        self.said = bytearray()
        flash, faults = a_flash(folder), Faults()
        registers = Registers(Efuses(mac_of("x")), flash, lambda: 0.0)
        self._bootloader = Bootloader(flash, FLASH_BYTES, registers, faults, self.said.extend, lambda: None)

    def send(self, op: int, data: bytes = b"", *, checksum: int = 0) -> bytes:
        """The last answer."""
        self.send_raw(encode(struct.pack("<BBHI", 0, op, len(data), checksum) + data))
        frames = SlipReader().feed(bytes(self.said))
        self.said.clear()
        return frames[-1] if frames else b""

    def send_raw(self, data: bytes) -> None:
        self._bootloader.receive(data)

    def start_stub(self) -> None:
        assert self.send(Op.MEM_END.value, struct.pack("<II", 0, 0x4038_0000)) == b"OHAI"


def test_payload_with_a_wrong_checksum_is_refused_and_not_programmed(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.send(Op.FLASH_BEGIN.value, struct.pack("<IIIII", 4, 1, 4, 0, 0))
    block = struct.pack("<IIII", 4, 0, 0, 0) + b"abcd"
    assert host.send(Op.FLASH_DATA.value, block, checksum=1)[8:10] == b"\x01\x07"
    checksum = 0xEF ^ ord("a") ^ ord("b") ^ ord("c") ^ ord("d")
    assert host.send(Op.FLASH_DATA.value, block, checksum=checksum)[8:10] == b"\x00\x00"
    assert a_flash(tmp_path).read(0, 5) == b"abcd\xff"


@pytest.mark.parametrize("is_stub", [False, True], ids=["rom", "stub"])
def test_what_the_bootloader_does_not_know_or_cannot_do_is_refused(tmp_path: Path, is_stub: bool) -> None:
    host = Host(tmp_path)
    if is_stub:
        host.start_stub()
    assert host.send(0x7F)[8:10] == (b"\x01\xc3" if is_stub else b"\x01\x05")
    outside = struct.pack("<IIII", FLASH_BYTES, 100, 0, 0)
    assert host.send(Op.FLASH_MD5.value, outside)[8:10] == (b"\x01\xc4" if is_stub else b"\x01\x06")
    assert host.send(Op.FLASH_DATA.value, struct.pack("<IIII", 0, 0, 0, 0), checksum=0xEF)[8] == 1
    assert host.send(Op.SYNC.value)[8] == 0


def test_data_that_zlib_did_not_make_is_refused(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.start_stub()
    host.send(Op.DEFLATED_BEGIN.value, struct.pack("<IIIII", 100, 1, 100, 0, 0))
    block = struct.pack("<IIII", 2, 0, 0, 0) + bytes(2)
    assert host.send(Op.DEFLATED_DATA.value, block, checksum=0xEF)[8:10] == b"\x01\xc7"


@pytest.mark.parametrize("is_stub", [False, True], ids=["rom", "stub"])
def test_rubbish_does_not_bring_the_bootloader_down(tmp_path: Path, is_stub: bool) -> None:
    chance, host = random.Random(is_stub), Host(tmp_path)
    if is_stub:
        host.start_stub()
    # The commands by which a host leaves the bootloader or the stub would end the trial.
    ops = [op.value for op in Op if op not in {Op.FLASH_END, Op.DEFLATED_END, Op.MEM_END}]
    for _ in range(2_000):
        data = chance.randbytes(chance.choice((0, 1, 4, 8, 16, 17, 20, 24)))
        frame = struct.pack("<BBHI", 0, chance.choice(ops), len(data), chance.getrandbits(32)) + data
        host.send_raw(encode(frame) if chance.random() < 0.8 else chance.randbytes(20))
    host.said.clear()
    host.send_raw(encode(b"") * 2)
    assert host.send(Op.SYNC.value)[8] == 0
