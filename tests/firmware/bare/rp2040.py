"""RP2040 on the Raspberry Pi Pico, as the RP2040 Datasheet describes it, its ROM's flash routines included."""

from __future__ import annotations

from collections.abc import Callable

import unicorn
from chip import ERASED, Chip, wrong
from core import Core
from unicorn import arm_const as arm

CLOCKS, RESETS, XOSC, PLL = 0x4000_8000, 0x4000_C000, 0x4002_4000, 0x4002_8000
PADS, PINS, UART, SSI = 0x4001_C000, 0x4001_4000, 0x4003_4000, 0x1800_0000
WATCHDOG = 0x4005_8000
BOOT2_BYTES = 256
FLASH, UNCACHED = 0x1000_0000, 0x1300_0000
SECTOR_BYTES, PAGE_BYTES = 4096, 256
UART_DIVIDER = round(4 * 125e6 / 115_200)  # in 64ths
ROM_TABLE, ROM_LOOKUP = 0x100, 0x200
ROM_CODES = ("IF", "EX", "RE", "RP", "FC")


def boot2_checksum(code: bytes) -> int:
    """CRC-32 of the datasheet's 2.8.1.3.1: 0x04C11DB7, all ones at first, most significant bit first."""
    remainder = 0xFFFF_FFFF
    for bit in (byte >> shift & 1 for byte in code for shift in range(7, -1, -1)):
        carry = remainder >> 31 ^ bit
        remainder = (remainder << 1 & 0xFFFF_FFFF) ^ (0x04C1_1DB7 * carry)
    return remainder


class Rp2040(Chip):
    """Clocks, resets, pins, UART0 (PL011), flash interface and ROM. Flash can be read only while the SSI is on."""

    flash_base, flash_bytes = FLASH, 2 << 20
    ram = (0x2000_0000, 0x4_2000)
    is_m4 = False
    interrupt = 20

    def __init__(self, *, is_silicon: bool) -> None:
        super().__init__(is_silicon=is_silicon)
        self.flash = bytearray()
        self.show_flash: Callable[[bool], None] = lambda shown: None
        self.registers[RESETS] = 0x1FF_FFFF
        self.registers[PLL + 4] = 0x2D
        self.steps: list[str] = []

    def wants_interrupt(self) -> bool:
        return bool(self.received and self.get(UART + 0x38) & 1 << 4)

    def receive(self, byte: int) -> None:
        if len(self.received) == 32:
            wrong("more bytes came than the UART holds")
        super().receive(byte)

    def read(self, address: int) -> int:
        if UNCACHED <= address < UNCACHED + len(self.flash):
            self.delay_ticks += 300 if self.is_silicon else 0
            return int.from_bytes(self.flash[address - UNCACHED : address - UNCACHED + 4], "little")
        value = self.get(address)
        match address:
            case 0x4000_0000:  # CHIP_ID
                value = 0x2000_2927 if self.is_silicon else 0
            case 0x4000_C008:  # RESET_DONE
                value = ~self.get(RESETS)
            case 0x4000_8038 | 0x4000_8044:  # SELECTED, of the CTRL before it
                value = 1 << (self.get(address - 8) & 3)
            case 0x4002_4004:  # XOSC STATUS
                value = (self.get(XOSC) >> 12 == 0xFAB) << 31
            case 0x4002_8000:  # PLL CS
                value |= (self.get(PLL + 4) & 0x21 == 0) << 31
            case 0x4003_4000:  # UARTDR
                value = self.received.pop(0) if self.received else 0
            case 0x4003_4018:  # UARTFR
                value = 0 if self.received else 1 << 4
        return value

    def write(self, address: int, value: int) -> None:
        super().write(address, value)
        if address == UART:
            self._check_line()
            self.send(value & 0xFF)
        elif address == SSI + 0x08:
            if value:
                self._check_ssi()
            self.show_flash(bool(value))
        elif address == WATCHDOG and value >> 31:
            self.expect("what the watchdog resets", self.get(0x4001_0008), 0x1_FFFC)
            self.reset_wanted = True

    def rom_call(self, code: str, arguments: tuple[int, ...]) -> None:
        """One of the ROM's flash routines; they must come in the datasheet's order (2.8.3.1.3)."""
        self.steps.append(code)
        match code:
            case "IF":
                self.steps = ["IF"]
            case "EX":
                self._expect_steps("IF", "EX")
                self.show_flash(False)
            case "RE":
                self._expect_steps("IF", "EX", "RE")
                offset, length, *_ = arguments
                if offset % SECTOR_BYTES or length % SECTOR_BYTES:
                    wrong(f"{length} bytes at {offset:#x} are no sectors")
                self.flash[offset : offset + length] = b"\xff" * length
            case "RP":
                self._expect_steps("IF", "EX", "RP")
                offset, source, length = arguments[:3]
                if offset % PAGE_BYTES or length % PAGE_BYTES:
                    wrong(f"{length} bytes at {offset:#x} are no pages")
                new = self.peek(source, length)
                old = self.flash[offset : offset + length]
                self.flash[offset : offset + length] = bytes(a & b for a, b in zip(old, new, strict=True))
            case "FC":
                if self.steps[-2] not in {"RE", "RP"}:
                    wrong("the cache is flushed out of order")

    def _expect_steps(self, *wanted: str) -> None:
        if self.steps != list(wanted):
            wrong(f"the ROM's routines were called as {self.steps}, not {wanted}")

    def _check_ssi(self) -> None:
        """Serial reads of 32 bits, command 03h and 24 bits of address, at 50 MHz or less of 125."""
        self.expect("SSI CTRLR0", self.get(SSI), 31 << 16 | 3 << 8)
        self.expect("SSI SPI_CTRLR0", self.get(SSI + 0xF4), 0x0300_0218)
        self.expect("SSI CTRLR1", self.get(SSI + 0x04), 0)
        if self.get(SSI + 0x14) < 4 or self.get(SSI + 0x14) % 2:
            wrong(f"SSI BAUDR is {self.get(SSI + 0x14)}")

    def _check_line(self) -> None:
        """Nothing would leave the chip unless all of this is so."""
        self.expect("resets of pins, pads, PLL, UART0", self.get(RESETS) & (1 << 5 | 1 << 8 | 1 << 12 | 1 << 22), 0)
        self.expect("the function of GP0", self.get(PINS + 0x04), 2)
        self.expect("the function of GP1", self.get(PINS + 0x0C), 2)
        self.expect("the system clock, from the PLL", self.get(CLOCKS + 0x3C), 1)
        self.expect("the reference clock, from the crystal", self.get(CLOCKS + 0x30), 2)
        self.expect("the peripherals' clock", self.get(CLOCKS + 0x48), 1 << 11)
        self.expect("the PLL, * 125", self.get(PLL + 0x08), 125)
        self.expect("the PLL, / 6 / 2", self.get(PLL + 0x0C), 6 << 16 | 2 << 12)
        self.expect("the PLL's power", self.get(PLL + 0x04) & 0x29, 0)
        self.expect(
            "the UART's divider", self.get(UART + 0x24) * 64 + self.get(UART + 0x28), round(4 * 125e6 / 115_200)
        )
        self.expect("the UART's frame", self.get(UART + 0x2C), 0x70)
        self.expect("UARTEN, TXE, RXE", self.get(UART + 0x30), 0x301)


class Rp2040Core(Core):
    """Starts in ROM: the second stage is checked, copied to the end of RAM and run from there."""

    def __init__(self, chip: Rp2040, image: bytes) -> None:
        chip.flash[:] = image.ljust(chip.flash_bytes, bytes([ERASED]))
        chip.show_flash = self._show_flash
        self._is_shown = False
        super().__init__(chip, image)
        self._map_rom()

    def map_flash(self, image: bytes) -> None:
        """Not before the second stage has run."""

    def flash(self) -> bytes:
        """All of it, as the chip on the board holds it."""
        return bytes(self._model.flash)

    def restart(self) -> None:
        """What the ROM does (2.8.1 Processor controlled boot sequence)."""
        model = self._model
        model.reset_wanted = False
        self._show_flash(False)
        boot2 = bytes(model.flash[:BOOT2_BYTES])
        self.chip.expect("the checksum", int.from_bytes(boot2[252:], "little"), boot2_checksum(boot2[:252]))
        end_of_ram = self.chip.ram[0] + self.chip.ram[1]
        self.poke(end_of_ram - BOOT2_BYTES, boot2)
        self.enabled = [0] * 8
        self.uc.reg_write(arm.UC_ARM_REG_PRIMASK, 0)
        self.uc.reg_write(arm.UC_ARM_REG_LR, 0)
        self.uc.reg_write(arm.UC_ARM_REG_SP, end_of_ram - BOOT2_BYTES)
        self.uc.reg_write(arm.UC_ARM_REG_PC, end_of_ram - BOOT2_BYTES | 1)

    @property
    def _model(self) -> Rp2040:
        assert isinstance(self.chip, Rp2040)
        return self.chip

    def _show_flash(self, shown: bool) -> None:
        if self._is_shown:
            self.uc.mem_unmap(FLASH, self.chip.flash_bytes)
        self._is_shown = shown
        if shown:
            self.uc.mem_map(FLASH, self.chip.flash_bytes, unicorn.UC_PROT_READ | unicorn.UC_PROT_EXEC)
            self.uc.mem_write(FLASH, bytes(self._model.flash))

    def _map_rom(self) -> None:
        """A routine is two instructions that only return; what it does happens when the first is about to run."""
        self.uc.mem_map(0, 0x4000)
        self.poke(0x14, ROM_TABLE.to_bytes(2, "little") + b"\0\0" + (ROM_LOOKUP | 1).to_bytes(2, "little"))
        self.poke(ROM_LOOKUP, b"\x70\x47" * 8 * (1 + len(ROM_CODES)))
        self.uc.hook_add(unicorn.UC_HOOK_CODE, self._in_rom, None, ROM_LOOKUP, ROM_LOOKUP + 0xFF)

    def _in_rom(self, _uc: unicorn.Uc, address: int, _size: int, _data: object) -> None:
        arguments = tuple(self.uc.reg_read(arm.UC_ARM_REG_R0 + index) for index in range(4))
        if address != ROM_LOOKUP:
            self._model.rom_call(ROM_CODES[(address - ROM_LOOKUP) // 16 - 1], arguments)
            return
        self.chip.expect("the table of the ROM's functions", arguments[0], ROM_TABLE)
        code = arguments[1].to_bytes(2, "little").decode("ascii", "replace")
        if code not in ROM_CODES:
            wrong(f"the ROM has no function {code}")
        self.uc.reg_write(arm.UC_ARM_REG_R0, ROM_LOOKUP + 16 * (1 + ROM_CODES.index(code)) | 1)
