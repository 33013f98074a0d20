"""The ROM bootloader of a virtual STM32 answers as ST's application note AN3155 says, and its flash is NOR."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import xor
from pathlib import Path

import pytest

from benchwright.drivers.virtual.flash_image import FlashImage
from benchwright.drivers.virtual.port import LineSetting
from benchwright.drivers.virtual.stm32_faults import RomFault, RomFaultKind, RomFaults, read_rom_fault
from benchwright.drivers.virtual.stm32_memory import STM32L475, Stm32Chip, Stm32Memory
from benchwright.drivers.virtual.stm32_rom import Exit, RomExit, Stm32Rom

ACK, NACK = b"\x79", b"\x1f"
FLASH = 0x0800_0000
RAM = 0x2000_4000
PAGE_BYTES = 2_048
STM32F1 = replace(
    STM32L475, product_id=0x410, page_bytes=1_024, program_bytes=2, bank_count=1, has_extended_erase=False
)  # fmt: skip


def checked(data: bytes) -> bytes:
    return data + bytes([reduce(xor, data)])


def command(code: int) -> bytes:
    return bytes([code, code ^ 0xFF])


def address(value: int) -> bytes:
    return checked(value.to_bytes(4, "big"))


def pages(*numbers: int) -> bytes:
    return checked((len(numbers) - 1).to_bytes(2, "big") + b"".join(number.to_bytes(2, "big") for number in numbers))


class Bench:
    """A chip on a line; `rom` is the present stay in its bootloader."""

    def __init__(self, folder: Path, chip: Stm32Chip) -> None:
        FlashImage(folder / "flash.img", chip.flash_bytes).ensure()
        self.faults = RomFaults()
        options = folder / "options.json"
        self.memory = Stm32Memory(chip, folder / "flash.img", options, self.faults.before_programming)
        self.reset()

    def reset(self) -> None:
        self.rom = Stm32Rom(self.memory, self.faults)
        assert self.rom.receive(b"\x7f") == ACK

    def say(self, *parts: bytes) -> bytes:
        """What the ROM answered to all parts together."""
        return b"".join(self.rom.receive(part) for part in parts)

    def read(self, at: int, length: int) -> bytes:
        answer = self.say(command(0x11), address(at), command(length - 1))
        return answer[3:] if answer.startswith(ACK * 3) else answer

    def write(self, at: int, data: bytes) -> bytes:
        return self.say(command(0x31), address(at), checked(bytes([len(data) - 1]) + data))

    def erase(self, *numbers: int) -> bytes:
        return self.say(command(0x44), pages(*numbers))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, STM32L475)


def test_it_says_which_commands_and_which_chip_it_is(bench: Bench) -> None:
    commands = bytes([0x00, 0x01, 0x02, 0x11, 0x21, 0x31, 0x44, 0x63, 0x73, 0x82, 0x92])
    assert bench.say(command(0x00)) == ACK + bytes([len(commands), 0x31]) + commands + ACK
    assert bench.say(command(0x01)) == ACK + b"\x31\x00\x00" + ACK
    assert bench.say(command(0x02)) == ACK + b"\x01\x04\x15" + ACK


def test_bytes_before_the_first_7f_are_not_answered(tmp_path: Path) -> None:
    rom = Stm32Rom(Bench(tmp_path, STM32L475).memory, RomFaults())
    assert rom.receive(b"\x00\xff\x31\xce") == b""
    assert rom.receive(b"\x7f") == ACK


def test_a_second_7f_is_half_a_command_and_a_third_is_refused(bench: Bench) -> None:
    assert bench.say(b"\x7f") == b""
    assert bench.say(b"\x7f") == NACK
    assert bench.say(command(0x02)).startswith(ACK)


def test_an_unknown_command_and_a_damaged_one_are_refused(bench: Bench) -> None:
    assert bench.say(command(0x43)) == NACK
    assert bench.say(b"\x00\xfe") == NACK
    assert bench.say(command(0x02)).startswith(ACK)


def test_what_was_written_can_be_read_however_the_line_cuts_it(bench: Bench) -> None:
    data = bytes(range(256))
    stream = command(0x31) + address(FLASH) + checked(b"\xff" + data)
    assert b"".join(bench.rom.receive(bytes([byte])) for byte in stream) == ACK * 3
    assert bench.read(FLASH, 256) == data


def test_flash_that_is_not_erased_is_refused_and_keeps_what_it_held(bench: Bench) -> None:
    assert bench.write(FLASH, b"\x01" * 8) == ACK * 3
    assert bench.write(FLASH, b"\x01" * 8) == ACK * 2 + NACK
    assert bench.write(FLASH, b"\x00" * 8) == ACK * 3
    assert bench.read(FLASH, 8) == bytes(8)


def test_double_words_before_the_refused_one_are_programmed(bench: Bench) -> None:
    bench.write(FLASH + 16, b"\x01" * 8)
    assert bench.write(FLASH, b"\x02" * 32) == ACK * 2 + NACK
    assert bench.read(FLASH, 32) == b"\x02" * 16 + b"\x01" * 8 + b"\xff" * 8


def test_a_write_is_padded_to_a_double_word(bench: Bench) -> None:
    assert bench.write(FLASH, b"\x01" * 4) == ACK * 3
    assert bench.read(FLASH, 8) == b"\x01" * 4 + b"\xff" * 4
    assert bench.write(FLASH + 4, b"\x01" * 4) == ACK * 2 + NACK


def test_only_the_pages_named_are_erased(bench: Bench) -> None:
    for page in range(4):
        bench.write(FLASH + page * PAGE_BYTES, bytes([page]) * 8)
    assert bench.erase(1, 3) == ACK * 2
    assert [bench.read(FLASH + page * PAGE_BYTES, 1)[0] for page in range(4)] == [0, 0xFF, 2, 0xFF]
    assert bench.erase(512) == ACK + NACK


@pytest.mark.parametrize(
    ("special", "first", "second"), [(b"\xff\xff", 0xFF, 0xFF), (b"\xff\xfe", 0xFF, 1), (b"\xff\xfd", 1, 0xFF)]
)
def test_banks_and_the_whole_are_erased_by_their_numbers(bench: Bench, special: bytes, first: int, second: int) -> None:
    for at in (FLASH, FLASH + 0x8_0000):
        bench.write(at, b"\x01" * 8)
    assert bench.say(command(0x44), checked(special)) == ACK * 2
    assert (bench.read(FLASH, 1)[0], bench.read(FLASH + 0x8_0000, 1)[0]) == (first, second)


def test_a_reserved_erase_and_a_damaged_one_do_nothing(bench: Bench) -> None:
    bench.write(FLASH, b"\x01" * 8)
    assert bench.say(command(0x44), checked(b"\xff\xf0")) == ACK + NACK
    assert bench.say(command(0x44), b"\xff\xff\x01") == ACK + NACK
    assert bench.say(command(0x44), pages(0)[:-1] + b"\x55") == ACK + NACK
    assert bench.read(FLASH, 1) == b"\x01"


def test_a_damaged_write_changes_nothing(bench: Bench) -> None:
    block = checked(b"\x07" + b"\x01" * 8)
    assert bench.say(command(0x31), address(FLASH), block[:-1] + b"\x55") == ACK * 2 + NACK
    assert bench.say(command(0x31), address(FLASH)[:-1] + b"\x55") == ACK + NACK
    assert bench.read(FLASH, 8) == b"\xff" * 8


@pytest.mark.parametrize("at", [0, FLASH - 4, FLASH + (1 << 20), 0x2000_0000, 0x2001_8000])
def test_addresses_the_rom_does_not_reach_are_refused(bench: Bench, at: int) -> None:
    for code in (0x11, 0x21, 0x31):
        assert bench.say(command(code), address(at)) == ACK + NACK


def test_a_block_over_the_end_of_flash_is_refused(bench: Bench) -> None:
    end = FLASH + (1 << 20)
    assert bench.say(command(0x11), address(end - 4), command(7)) == ACK * 2 + NACK
    assert bench.write(end - 4, bytes(8)) == ACK * 2 + NACK


def test_ram_takes_everything_and_forgets_nothing_until_the_power_goes(bench: Bench) -> None:
    for value in (b"\x01" * 8, b"\x02" * 8):
        assert bench.write(RAM, value) == ACK * 3
        assert bench.read(RAM, 8) == value


def test_go_leaves_the_rom(bench: Bench) -> None:
    assert bench.say(command(0x21), address(FLASH)) == ACK * 2
    assert bench.rom.exit == RomExit(Exit.GO, FLASH)
    assert bench.say(command(0x02)) == b""


def test_a_chip_with_readout_protection_says_who_it_is_and_no_more(bench: Bench) -> None:
    bench.write(FLASH, b"\x01" * 8)
    assert bench.say(command(0x82)) == ACK * 2
    assert bench.rom.exit == RomExit(Exit.RESET)
    bench.reset()
    for code in (0x11, 0x21, 0x31, 0x44, 0x63, 0x73, 0x82):
        assert bench.say(command(code)) == NACK
    assert bench.say(command(0x02)).startswith(ACK)
    assert bench.say(command(0x92)) == ACK * 2
    bench.reset()
    assert bench.read(FLASH, 8) == b"\xff" * 8


def test_protected_pages_swallow_writes_and_erases_without_a_word(bench: Bench) -> None:
    bench.write(FLASH, b"\x01" * 8)
    assert bench.say(command(0x63), checked(b"\x00\x00")) == ACK * 2
    bench.reset()
    assert bench.erase(0, 1) == ACK * 2
    assert bench.write(FLASH + 8, b"\x02" * 8) == ACK * 3
    assert bench.say(command(0x44), checked(b"\xff\xff")) == ACK * 2
    assert bench.read(FLASH, 16) == b"\x01" * 8 + b"\xff" * 8
    assert bench.say(command(0x73)) == ACK * 2
    bench.reset()
    assert bench.erase(0) == ACK * 2
    assert bench.read(FLASH, 8) == b"\xff" * 8


def test_a_chip_without_extended_erase_erases_by_byte_numbers(tmp_path: Path) -> None:
    bench = Bench(tmp_path, STM32F1)
    for page in range(3):
        bench.write(FLASH + page * 1_024, bytes([page]) * 2 + b"\xff\xff")
    assert bench.say(command(0x44)) == NACK
    assert bench.say(command(0x43), checked(b"\x00\x01")) == ACK * 2
    assert [bench.read(FLASH + page * 1_024, 1)[0] for page in range(3)] == [0, 0xFF, 2]
    assert bench.say(command(0x43), b"\xff\x00") == ACK * 2
    assert bench.read(FLASH + 2 * 1_024, 1) == b"\xff"


def test_a_deaf_bootloader_does_not_answer_and_one_deaf_above_a_rate_does_below(bench: Bench) -> None:
    bench.faults.set(RomFault(RomFaultKind.NO_SYNC))
    assert Stm32Rom(bench.memory, bench.faults).receive(b"\x7f") == b""
    bench.faults.set(RomFault(RomFaultKind.DEAF_ABOVE, 57_600))
    assert first_answer(bench, LineSetting(115_200)) == b""
    assert first_answer(bench, LineSetting(57_600)) == ACK


def test_bytes_without_even_parity_are_not_heard_where_the_line_has_parity(bench: Bench) -> None:
    assert first_answer(bench, LineSetting(115_200, "N")) == b""
    assert first_answer(bench, LineSetting(115_200, "E")) == ACK


def first_answer(bench: Bench, setting: LineSetting) -> bytes:
    return Stm32Rom(bench.memory, bench.faults, lambda: setting).receive(b"\x7f")


def test_one_command_is_refused_on_order(bench: Bench) -> None:
    bench.faults.set(RomFault(RomFaultKind.NACK, 2))
    assert [bench.say(command(0x02))[:1] for _turn in range(4)] == [ACK, NACK, ACK, ACK]


def test_silence_begins_with_a_command_and_ends_with_a_reset(bench: Bench) -> None:
    bench.faults.set(RomFault(RomFaultKind.SILENCE, 2))
    assert [bench.say(command(0x02))[:1] for _turn in range(3)] == [ACK, b"", b""]
    bench.faults.chip_restarted()
    bench.reset()
    assert bench.say(command(0x02))[:1] == ACK


def test_power_that_goes_keeps_what_was_programmed_before(bench: Bench) -> None:
    bench.faults.set(RomFault(RomFaultKind.POWER_LOSS, 20))
    assert bench.write(FLASH, b"\x01" * 64) == ACK * 2
    assert bench.rom.exit == RomExit(Exit.POWER_LOST)
    assert bench.faults.power_lost() is False
    bench.reset()
    assert bench.read(FLASH, 64) == b"\x01" * 20 + b"\xff" * 44


def test_power_that_goes_while_erasing_leaves_the_pages_before(bench: Bench) -> None:
    for page in range(3):
        bench.write(FLASH + page * PAGE_BYTES, b"\x10" * 8)
    bench.faults.set(read_rom_fault("power-loss:erase", 2 * PAGE_BYTES))
    bench.say(command(0x44), pages(0, 1, 2))
    assert bench.rom.exit == RomExit(Exit.POWER_LOST)
    bench.faults.set(RomFault())
    bench.reset()
    starts = [bench.read(FLASH + page * PAGE_BYTES, 8) for page in range(3)]
    assert starts == [b"\xff" * 8, b"\xff" * 8, b"\x10" * 8]


def test_power_that_goes_while_reading_says_nothing_more(bench: Bench) -> None:
    bench.faults.set(read_rom_fault("power-loss:read", 100))
    assert len(bench.read(FLASH, 64)) == 64
    bench.say(command(0x11), address(FLASH))
    assert bench.say(bytes([63, 63 ^ 0xFF])) == b""
    assert bench.rom.exit == RomExit(Exit.POWER_LOST)


def test_one_bit_is_read_wrongly_on_order_and_flash_keeps_the_right_one(bench: Bench) -> None:
    bench.write(FLASH + 256, b"\x10" * 16)
    bench.faults.set(RomFault(RomFaultKind.BAD_READ, 260))
    assert bench.read(FLASH + 256, 16) == b"\x10" * 4 + b"\x11" + b"\x10" * 11
    bench.faults.set(RomFault())
    assert bench.read(FLASH + 256, 16) == b"\x10" * 16


def test_an_unknown_fault_is_refused_with_those_there_are() -> None:
    with pytest.raises(ValueError, match=r"no fault smoke; there are none, no-sync, deaf-above, nack"):
        read_rom_fault("smoke", 0)
