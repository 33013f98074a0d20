"""The core of a virtual ESP32-C3, from a reset to the next. Only `core_process` imports this, see there."""

from __future__ import annotations

import ctypes
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import unicorn
from unicorn import riscv_const
from unicorn.unicorn_py3.unicorn import uclib  # the bare library: its Python class takes no hook in C

from benchwright.drivers.virtual.esp import bus
from benchwright.drivers.virtual.esp.block_counter import BlockCounter
from benchwright.drivers.virtual.esp.chip import CLOCK_HZ, Efuses
from benchwright.drivers.virtual.esp.console import Console
from benchwright.drivers.virtual.esp.counters import CustomCsrs, SystemTimer
from benchwright.drivers.virtual.esp.csr_access import read_csr_access
from benchwright.drivers.virtual.esp.interrupts import InterruptMatrix
from benchwright.drivers.virtual.esp.memory import FLASH_CODE, Memory
from benchwright.drivers.virtual.esp.nor_flash import NorFlash
from benchwright.drivers.virtual.esp.registers import Registers
from benchwright.drivers.virtual.esp.uart import Uart
from benchwright.drivers.virtual.flash_image import FlashImage

ENTRY = FLASH_CODE + 8
"""Where a direct boot begins, behind the two words by which the ROM knows it."""

_NEVER = 0xFFFF_FFFF
_WAIT_FOR_INTERRUPT = 0x1050_0073
_MSTATUS = 0x300
_MIE, _MPIE, _MACHINE_MODE = 1 << 3, 1 << 7, 3 << 11
_IS_INTERRUPT = 1 << 31
_IS_VECTORED = 1
_ILLEGAL_INSTRUCTION = 2
_ACCESS_FAULTS = {
    unicorn.UC_ERR_FETCH_UNMAPPED: 1,
    unicorn.UC_ERR_FETCH_PROT: 1,
    unicorn.UC_ERR_READ_UNMAPPED: 5,
    unicorn.UC_ERR_READ_PROT: 5,
    unicorn.UC_ERR_WRITE_UNMAPPED: 7,
    unicorn.UC_ERR_WRITE_PROT: 7,
}
"""Cause of the trap (RISC-V Volume II, table of mcause) by what the library says."""

# How many instructions the core runs before it looks up again: while bytes wait for it (what a line of 115,200 Bd takes
# for as many as the UART holds), and while it has interrupts off.
_BUSY_INSTRUCTIONS, _RETRY_INSTRUCTIONS = CLOCK_HZ // 90, 1_000
_SLEEP_S = 0.05
# Between a wait for an interrupt and the instruction that switches interrupts on lie no more instructions than this.
_LOOK_AHEAD = 8


@dataclass(frozen=True, slots=True)
class Chip:
    """What makes this chip: its MAC address, the size of its flash, and how fast its time goes."""

    mac: bytes
    flash_bytes: int
    instructions_per_s: int


class Core:
    """One run. Owned by one thread; only `bytes_arrived` is called by another.

    Time is counted in executed instructions; each is one to the cycle counter. While the core waits for bytes, time
    goes on by the clock.
    `library` is the compiled `block_counter.c`.
    """

    def __init__(self, image: FlashImage, chip: Chip, console: Console, library: Path) -> None:
        self._console = console
        self._instructions_per_s = chip.instructions_per_s
        self._engine = unicorn.Uc(unicorn.UC_ARCH_RISCV, unicorn.UC_MODE_RISCV32)
        self._memory = Memory(self._engine, image.file)
        stop = ctypes.cast(uclib.uc_emu_stop, ctypes.c_void_p)
        self._counter = BlockCounter(library, self._memory.code_regions, stop)
        flash = NorFlash(image, chip.flash_bytes, lambda length: length)
        self._registers = Registers(Efuses(chip.mac), flash, time.monotonic)
        self._uart = Uart(console, self._cycles, self._sleep)
        self._matrix = InterruptMatrix()
        self._csrs = CustomCsrs(self._cycles)
        timer = SystemTimer(self._cycles, chip.instructions_per_s)
        self._bus = bus.Bus(self._uart, self._matrix, timer, self._registers, self._start_alarm)
        self._idle_cycles = 0
        self._pc = ENTRY
        self._is_asleep = False
        self._refill_due = 0
        self._alarm: threading.Thread | None = None
        self._must_reset = threading.Event()
        self._has_halted = False
        self._add_hooks()

    @property
    def reset_reason(self) -> str:
        """Why it ended, in the ROM's words."""
        return self._registers.reset_reason

    def run(self) -> None:
        """Runs until the chip resets itself."""
        while not self._must_reset.is_set():
            if self._has_halted:
                self._must_reset.wait()
                continue
            self._counter.heed()
            self._feed()
            self._emulate(self._take_interrupt())

    def bytes_arrived(self) -> None:
        """Another thread has bytes for it: it stops as soon as it can, to look."""
        if self._matrix.uart_line is not None:
            self._counter.ask_to_stop()

    def _feed(self) -> None:
        """Lets bytes in: at once where firmware sleeps, else no faster than a line would."""
        if self._is_asleep and not self._uart.is_interrupting:
            if not self._uart.is_starved:
                self._sleep(_SLEEP_S)
            self._uart.refill()
        elif self._cycles() >= self._refill_due:
            self._uart.refill()
            self._refill_due = self._cycles() + _BUSY_INSTRUCTIONS

    def _take_interrupt(self) -> int:
        """Enters the handler if an interrupt is due; how many instructions the core may run then, 0 for any number."""
        line = self._matrix.uart_line
        if line is None:
            return 0
        if not self._uart.is_interrupting:
            return _BUSY_INSTRUCTIONS if self._uart.is_starved else 0
        if self._engine.reg_read(riscv_const.UC_RISCV_REG_MSTATUS) & _MIE or self._is_about_to_enable():
            self._pc = self._trap(_IS_INTERRUPT | line, self._pc)
        return _RETRY_INSTRUCTIONS

    def _is_about_to_enable(self) -> bool:
        """Whether it woke from a sleep with interrupts off and will switch them on.

        The library cannot be stopped at that very instruction, so the handler runs before it: nothing that matters
        lies in between.
        """
        at = self._pc
        for _ in range(_LOOK_AHEAD if self._is_asleep else 0):
            word = self._memory.word(at)
            access = read_csr_access(word)
            if access is not None and access.number == _MSTATUS and access.writes:
                return True
            at += _length(word)
        return False

    def _emulate(self, instructions: int) -> None:
        self._counter.allow(instructions)
        try:
            self._engine.emu_start(self._pc, _NEVER)
            self._pc = self._engine.reg_read(riscv_const.UC_RISCV_REG_PC)
            self._is_asleep = self._memory.word(self._pc - 4) == _WAIT_FOR_INTERRUPT
        except unicorn.UcError as error:
            at = self._engine.reg_read(riscv_const.UC_RISCV_REG_PC)
            self._is_asleep = False
            self._pc = self._trap(_ACCESS_FAULTS.get(error.errno, _ILLEGAL_INSTRUCTION), at)

    def _trap(self, cause: int, at: int) -> int:
        """Enters the trap handler of the firmware: where the core goes on."""
        status = self._engine.reg_read(riscv_const.UC_RISCV_REG_MSTATUS)
        vector = self._engine.reg_read(riscv_const.UC_RISCV_REG_MTVEC)
        handler = vector & ~3
        if not handler or handler == at:
            print(f"The core has halted: trap {cause:#x} at {at:#010x}, no handler.", file=sys.stderr, flush=True)
            self._has_halted = True
            return at
        before = _MPIE if status & _MIE else 0
        self._engine.reg_write(riscv_const.UC_RISCV_REG_MSTATUS, status & ~(_MIE | _MPIE) | before | _MACHINE_MODE)
        self._engine.reg_write(riscv_const.UC_RISCV_REG_MEPC, at)
        self._engine.reg_write(riscv_const.UC_RISCV_REG_MCAUSE, cause)
        if cause & _IS_INTERRUPT and vector & _IS_VECTORED:
            handler += 4 * (cause & ~_IS_INTERRUPT)
        return int(handler)

    def _raised(self, _engine: unicorn.Uc, cause: int, _data: object) -> None:
        """The library met an exception; the program counter is behind the instruction already."""
        behind = self._engine.reg_read(riscv_const.UC_RISCV_REG_PC)
        word = self._memory.word(behind - 4)
        access = read_csr_access(word) if cause == _ILLEGAL_INSTRUCTION else None
        if access is None:
            handler = self._trap(cause, behind - _length(word))
            if self._has_halted:
                self._engine.emu_stop()
            else:
                self._engine.reg_write(riscv_const.UC_RISCV_REG_PC, handler)
            return
        old = self._csrs.read(access.number)
        if access.writes:
            operand = access.source if access.is_immediate else self._register(access.source)
            self._csrs.write(access.number, access.new_value(old, operand))
        if access.target:
            self._engine.reg_write(riscv_const.UC_RISCV_REG_X0 + access.target, old)

    def _register(self, number: int) -> int:
        return int(self._engine.reg_read(riscv_const.UC_RISCV_REG_X0 + number)) if number else 0

    def _add_hooks(self) -> None:
        self._engine.mmio_map(bus.BASE, bus.LENGTH, self._read_bus, None, self._write_bus, None)
        self._engine.hook_add(unicorn.UC_HOOK_INTR, self._raised)
        handle = ctypes.c_size_t()
        everywhere = (ctypes.c_uint64(1), ctypes.c_uint64(0))
        code = uclib.uc_hook_add(
            self._engine._uch,
            ctypes.byref(handle),
            unicorn.UC_HOOK_BLOCK,
            self._counter.callback,
            self._counter.user_data,
            *everywhere,
        )
        if code != unicorn.UC_ERR_OK:
            raise unicorn.UcError(code)

    def _read_bus(self, _engine: unicorn.Uc, offset: int, size: int, _data: object) -> int:
        return self._bus.read(bus.BASE + offset, size)

    def _write_bus(self, _engine: unicorn.Uc, offset: int, _size: int, value: int, _data: object) -> None:
        self._bus.write(bus.BASE + offset, value)

    def _cycles(self) -> int:
        return self._counter.instructions + self._idle_cycles

    def _sleep(self, seconds: float) -> None:
        started_s = time.monotonic()
        self._console.wait(seconds)
        self._idle_cycles += int((time.monotonic() - started_s) * self._instructions_per_s)

    def _start_alarm(self) -> None:
        if self._alarm is None or not self._alarm.is_alive():
            self._alarm = threading.Thread(target=self._await_reset, daemon=True)
            self._alarm.start()

    def _await_reset(self) -> None:
        while (due_s := self._registers.reset_due_s) is not None:
            left_s = due_s - time.monotonic()
            if left_s <= 0:
                self._must_reset.set()
                self._counter.ask_to_stop()
                return
            time.sleep(left_s)


def _length(instruction: int) -> int:
    """Bytes of an instruction (RISC-V Volume I, section 1.5)."""
    return 4 if instruction & 3 == 3 else 2
