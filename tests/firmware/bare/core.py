"""A Cortex-M core on unicorn around the model of a chip: starts an image, delivers the line's interrupt, nothing else.

An interrupt is a call of its handler between two slices of the program, with all registers put back afterwards.
"""

from __future__ import annotations

import unicorn
from chip import ERASED, Chip, wrong
from unicorn import arm_const as arm

PERIPHERALS = ((0x4000_0000, 0x1800_0000), (0xD000_0000, 0x1000), (0x1800_0000, 0x1000), (0x1300_0000, 0x20_0000))
SYSTEM = (0xE000_0000, 0x10_0000)
SYST_CVR, ICSR, VTOR, AIRCR = 0xE000_E018, 0xE000_ED04, 0xE000_ED08, 0xE000_ED0C
ISER, ICER = 0xE000_E100, 0xE000_E180
DWT_CYCCNT, DBGMCU_IDCODE = 0xE000_1004, 0xE004_2000
COUNTER = 1 << 24
RETURN = 0x7000_0000
SLICE_INSTRUCTIONS = 200_000
DIVISIONS = 16
BARRIER_AND_SLEEP = bytes.fromhex("bff34f8f 30bf")  # dsb, wfi
HELD_OFF_INSTRUCTIONS = 200


class Core:
    """One core, its memory and the registers every Cortex-M has."""

    def __init__(self, chip: Chip, image: bytes) -> None:
        self.chip = chip
        self.ticks = 0
        self.cycles = 0
        self.vectors = chip.flash_base
        self.enabled = [0] * 8
        self.uc = unicorn.Uc(unicorn.UC_ARCH_ARM, unicorn.UC_MODE_THUMB | unicorn.UC_MODE_MCLASS)
        self.uc.ctl_set_cpu_model(arm.UC_CPU_ARM_CORTEX_M4 if chip.is_m4 else arm.UC_CPU_ARM_CORTEX_M0)
        chip.peek, chip.poke = self.peek, self.poke
        self.map_flash(image)
        self.uc.mem_map(*chip.ram)
        self.uc.mem_map(RETURN, 0x1000)
        for base, length in (*PERIPHERALS, SYSTEM, *chip.information):
            self.uc.mmio_map(base, length, self._read, base, self._write, base)
        self._watch_divisions(image)
        self._watch_sleep(image)

    def map_flash(self, image: bytes) -> None:
        """Puts flash where it belongs, with an image at its start and the rest erased."""
        chip = self.chip
        base = chip.flash_base & ~0xFFFF
        self.uc.mem_map(base, chip.flash_base - base + chip.flash_bytes)
        self.uc.mem_write(chip.flash_base, image.ljust(chip.flash_bytes, bytes([ERASED])))
        end = chip.flash_base + chip.flash_bytes - 1
        self.uc.hook_add(unicorn.UC_HOOK_MEM_WRITE, self._wrote_flash, begin=chip.flash_base, end=end)

    def flash(self) -> bytes:
        """All of it."""
        return self.peek(self.chip.flash_base, self.chip.flash_bytes)

    def peek(self, address: int, length: int) -> bytes:
        """Reads memory."""
        return bytes(self.uc.mem_read(address, length))

    def poke(self, address: int, data: bytes) -> None:
        """Writes memory, flash too."""
        self.uc.mem_write(address, data)

    def restart(self) -> None:
        """As out of reset: stack pointer and start address from the vector table at the start of flash."""
        self.chip.reset_wanted = False
        self.vectors = self.chip.flash_base
        self.enabled = [0] * 8
        self.uc.reg_write(arm.UC_ARM_REG_PRIMASK, 0)
        self.uc.reg_write(arm.UC_ARM_REG_SP, self.chip.word(self.vectors))
        self.uc.reg_write(arm.UC_ARM_REG_PC, self.chip.word(self.vectors + 4))

    def run_a_slice(self) -> None:
        """Runs on, until the core sleeps or has run many instructions."""
        self._run(self.uc.reg_read(arm.UC_ARM_REG_PC), count=SLICE_INSTRUCTIONS)

    def deliver(self) -> bool:
        """Calls the handler of the line's interrupt if the line asks and the core lets it. Whether it did."""
        number = self.chip.interrupt
        is_enabled = self.enabled[number // 32] >> number % 32 & 1
        if not is_enabled or not self.chip.wants_interrupt() or not self._lets_interrupts_in():
            return False
        before = self.uc.context_save()
        self.uc.reg_write(arm.UC_ARM_REG_SP, self.uc.reg_read(arm.UC_ARM_REG_SP) - 256 & ~7)
        self.uc.reg_write(arm.UC_ARM_REG_LR, RETURN | 1)
        self._run(self.chip.word(self.vectors + 4 * (16 + number)), RETURN)
        self.uc.context_restore(before)
        return True

    def _lets_interrupts_in(self) -> bool:
        """Whether interrupts are on, or will be within the few instructions for which they are held off."""
        for _ in range(HELD_OFF_INSTRUCTIONS):
            if not self.uc.reg_read(arm.UC_ARM_REG_PRIMASK):
                return True
            self._run(self.uc.reg_read(arm.UC_ARM_REG_PC), count=1)
        return False

    def _run(self, address: int, until: int = 0xFFFF_FFFE, *, count: int = 0) -> None:
        # A time limit would be no good: it may end an access to a register in its middle, which then is made twice.
        try:
            self.uc.emu_start(address | 1, until, count=count)
        except unicorn.UcError as error:
            wrong(f"{error} at {self.uc.reg_read(arm.UC_ARM_REG_PC):#x}")

    def _read(self, _uc: unicorn.Uc, offset: int, size: int, base: int) -> int:
        address = base + offset
        value = self._read_system(address & ~3) if base == SYSTEM[0] else self.chip.read(address & ~3)
        return value >> 8 * (address % 4) & (1 << 8 * size) - 1

    def _read_system(self, address: int) -> int:
        match address:
            case _ if address == SYST_CVR:
                self.ticks += 7 + self.chip.delay_ticks  # nothing here depends on how fast it counts
                self.chip.delay_ticks = 0
                return COUNTER - 1 - self.ticks % COUNTER
            case _ if address == DWT_CYCCNT:
                self.cycles += 4
                return self.cycles if self.chip.is_silicon and self.chip.is_m4 else 0
            case _ if address == DBGMCU_IDCODE:
                return self.chip.device_code if self.chip.is_silicon else 0
            case _ if address == ICSR:
                return 0
        return self.chip.get(address)

    def _write(self, _uc: unicorn.Uc, offset: int, size: int, value: int, base: int) -> None:
        address = base + offset
        if base != SYSTEM[0]:
            self.chip.write(address, value)
        elif address == VTOR:
            self.vectors = value
        elif ISER <= address < ISER + 32:
            self.enabled[(address - ISER) // 4] |= value
        elif ICER <= address < ICER + 32:
            self.enabled[(address - ICER) // 4] &= ~value
        elif address == AIRCR and value == 0x05FA_0004:
            self.chip.reset_wanted = True
        else:
            self.chip.registers[address] = value
        if self.chip.reset_wanted:
            self.uc.emu_stop()

    def _wrote_flash(self, _uc: unicorn.Uc, _kind: int, address: int, size: int, value: int, _data: object) -> None:
        if size != 4 or address % 4:
            wrong(f"{size} bytes are written to flash at {address:#x}; it takes words")
        self.chip.write_flash(address, value & 0xFFFF_FFFF)

    def _watch_sleep(self, image: bytes) -> None:
        """Sleeping ends the slice; unicorn's own sleep would not end while interrupts are off."""
        at = image.find(BARRIER_AND_SLEEP)
        while at >= 0:
            sleep = self.chip.flash_base + at + 4
            self.uc.hook_add(unicorn.UC_HOOK_CODE, self._sleeps, None, sleep, sleep)
            at = image.find(BARRIER_AND_SLEEP, at + 1)

    def _sleeps(self, _uc: unicorn.Uc, address: int, _size: int, _data: object) -> None:
        self.uc.reg_write(arm.UC_ARM_REG_PC, address + 2 | 1)
        self.uc.emu_stop()

    def _watch_divisions(self, image: bytes) -> None:
        """A division of an M4 takes longer the larger its quotient (DDI 0439); here where 16 stand in a row."""
        for at in range(0, len(image) - 4 * DIVISIONS, 2):
            first = image[at : at + 4]
            if first[1] == 0xFB and first[0] >> 4 == 0xB and image[at : at + 4 * DIVISIONS] == first * DIVISIONS:
                start = self.chip.flash_base + at
                self.uc.hook_add(unicorn.UC_HOOK_CODE, self._divides, first[0] & 15, start, start + 4 * DIVISIONS - 1)

    def _divides(self, _uc: unicorn.Uc, _address: int, _size: int, dividend_register: int) -> None:
        dividend = self.uc.reg_read(arm.UC_ARM_REG_R0 + dividend_register)
        self.cycles += 2 + dividend.bit_length() // 4
