"""The peripherals of the running chip at their addresses."""

from __future__ import annotations

from collections.abc import Callable

from benchwright.drivers.virtual.esp import counters, interrupts, uart
from benchwright.drivers.virtual.esp.registers import Registers

BASE = 0x6000_0000
LENGTH = 0xD_1000

_EMULATOR_MARK_ADDRESS = 0x6002_63F8
_EMULATOR_MARK = 0x5145_4D55
"""Reads as on other emulators of this chip ("QEMU"); nothing is at this address of a real one."""


class Bus:
    """Everything from 0x60000000 on. `reset_asked` is called after a write by which the chip is to reset itself."""

    def __init__(
        self,
        line: uart.Uart,
        matrix: interrupts.InterruptMatrix,
        timer: counters.SystemTimer,
        registers: Registers,
        reset_asked: Callable[[], None],
    ) -> None:
        self._blocks = (
            (uart.BASE, uart.LENGTH, line),
            (interrupts.BASE, interrupts.LENGTH, matrix),
            (counters.SYSTEM_TIMER, counters.SYSTEM_TIMER_LENGTH, timer),
        )
        self._registers = registers
        self._reset_asked = reset_asked

    def read(self, address: int, size: int) -> int:
        """Reads 1, 2 or 4 bytes."""
        word = self._read_word(address & ~3)
        return word >> 8 * (address & 3) & (1 << 8 * size) - 1

    def write(self, address: int, value: int) -> None:
        """Writes a word; the chip knows no other width here."""
        for base, length, block in self._blocks:
            if base <= address < base + length:
                block.write(address - base, value)
                return
        self._registers.write(address, value)
        if self._registers.reset_due_s is not None:
            self._reset_asked()

    def _read_word(self, address: int) -> int:
        for base, length, block in self._blocks:
            if base <= address < base + length:
                return block.read(address - base)
        return _EMULATOR_MARK if address == _EMULATOR_MARK_ADDRESS else self._registers.read(address)
