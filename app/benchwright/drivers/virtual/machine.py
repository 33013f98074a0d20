"""The virtual board itself: power, cable and flash. What happens to it by order happens here."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable
from pathlib import Path

from benchwright.drivers.virtual.control import LONGEST_BLOCK_BYTES, Order, Reply
from benchwright.drivers.virtual.emulator import Emulator, start_emulator
from benchwright.drivers.virtual.esp.board import BoardEvents, EspBoard
from benchwright.drivers.virtual.esp.faults import Faults, read_fault
from benchwright.drivers.virtual.esp.modem_port import ModemPort, TwoPorts
from benchwright.drivers.virtual.flash_elf import flash_elf
from benchwright.drivers.virtual.flash_image import FlashImage
from benchwright.drivers.virtual.port import LineSetting, Port, open_port
from benchwright.drivers.virtual.state import (
    EMULATOR_LOG_FILE,
    FLASH_FILE,
    OPTIONS_FILE,
    PORT_LINK,
    LaunchSpec,
    Phase,
)
from benchwright.drivers.virtual.stm32_board import Stm32Board
from benchwright.drivers.virtual.stm32_faults import read_rom_fault
from benchwright.drivers.virtual.stm32_memory import CHIPS
from benchwright.drivers.virtual.stm32_rom import Exit, RomExit

# MLPerf firmware, ours and others', says this when it is ready for commands.
_READY = b"m-ready"
_ESP = "unicorn"


class Machine:
    """One virtual board. `changed` is called after every change of phase, port or emulator.

    A board with erased flash has power and a port, but nothing runs: no emulator is started for it. An ESP32-C3 has a
    bootloader in ROM, so it is a whole board (`EspBoard`) from power-on. An STM32 starts its ROM bootloader when BOOT0
    is high in a reset (`Stm32Board`).
    """

    def __init__(self, spec: LaunchSpec, folder: Path, changed: Callable[[], None]) -> None:
        self._spec = spec
        self._folder = folder
        self._changed = changed
        self._flash = FlashImage(folder / FLASH_FILE, spec.flash_bytes)
        self._tail = b""
        self.port: Port | None = None
        self.emulator: Emulator | EspBoard | None = None
        self.modem_url = ""
        self._esp: EspBoard | None = None
        self._cable: TwoPorts | None = None
        self._is_paced = False
        self._faults = Faults()
        self._gone: tuple[Phase, str] | None = None
        chip = CHIPS.get(spec.rom)
        self._stm32: Stm32Board | None = None
        if chip is not None:
            self._stm32 = Stm32Board(chip, self._flash.file, folder / OPTIONS_FILE, self._setting)
        self.phase = Phase.UNPLUGGED
        self.detail = ""
        self.is_stopping = False

    def plug(self) -> None:
        """Puts the cable in, which powers the board: its port appears and what is in its flash starts."""
        if self.port is None:
            self._flash.ensure()
            self.port = self._open_port()
            self._boot()

    def unplug(self, phase: Phase = Phase.UNPLUGGED, detail: str = "") -> None:
        """Pulls the cable: port and power are gone at once."""
        port, self.port, self._cable, self.modem_url = self.port, None, None, ""
        self._halt()
        self._enter(phase, detail)
        # Last, so that whoever sees the port vanish finds the reason in the state already.
        if port is not None:
            port.close()

    def heard(self, data: bytes) -> None:
        """The firmware sent `data`; finds the end of its start-up in it."""
        if self.phase is Phase.BOOTING:
            if _READY in self._tail + data:
                self._enter(Phase.RUNNING)
            self._tail = (self._tail + data)[-len(_READY) :]

    def answer(self, data: bytes) -> bytes:
        """What a board without a running emulator answers: its ROM if that runs, else nothing."""
        if self._stm32 is None:
            return b""
        answer, out = self._stm32.receive(data)
        if out is not None:
            self._leave_rom(self._stm32, out)
        return answer

    def wait_s(self) -> float:
        """For how long nothing is due."""
        asked = [part.due_s for part in (self._esp, self._cable) if part is not None]
        due_s = [at_s for at_s in asked if at_s is not None]
        return max(0.0, min(due_s) - time.monotonic()) if due_s else math.inf

    def look(self) -> None:
        """Does what is due."""
        if self._esp is not None:
            self._esp.look()
        if self._gone is not None:
            (phase, why), self._gone = self._gone, None
            self.unplug(phase, why)

    def emulator_ended(self) -> None:
        """The emulator is gone without an order: the port goes too, so that nobody waits for an answer.

        Not where the firmware is to blame: a board on which half of it was written keeps power and port, and is flashed
        anew.
        """
        emulator = self.emulator
        why = self._halt() or "The emulator ended."
        code = emulator.exit_code if isinstance(emulator, Emulator) else None
        if code is not None and self._is_firmwares_fault(code):
            self._enter(Phase.CRASHED, why)
        else:
            self.unplug(Phase.DEAD, why)

    def _is_firmwares_fault(self, exit_code: int) -> bool:
        """QEMU aborts when its core locks up; the native firmware is the program itself, unless somebody killed it."""
        return exit_code != -signal.SIGKILL if self._spec.firmware_file else exit_code == -signal.SIGABRT

    def cut_off(self) -> None:
        """A flash job was cut off: the board starts with what it has."""
        if self.phase is Phase.FLASHING:
            self._boot()

    def execute(self, order: Order, block: bytes) -> tuple[Reply, bytes]:
        """Carries out one order."""
        data, error = b"", ""
        try:
            data = self._do(order, block)
        except (ValueError, OSError) as problem:
            error = str(problem)
        url = self.port.url if self.port is not None else ""
        return Reply(error, self.phase.value, self.detail, url, len(data)), data

    def _do(self, order: Order, block: bytes) -> bytes:
        match order.op:
            case "status":
                pass
            case "plug":
                self.plug()
            case "unplug":
                self.unplug()
            case "stop":
                self.is_stopping = True
            case "reset":
                self._require_power()
                self._boot()
            case "boot0_high" | "boot0_low":
                self._require_stm32().is_boot0_high = order.op == "boot0_high"
            case "fault":
                self._set_fault(order)
            case "pace_line":
                self._is_paced = bool(order.length)
                self._require_cable().count_anew()
            case "line_use":
                return self._require_cable().use.packed()
            case "flash_read":
                return self._flash.read(order.offset, min(order.length, LONGEST_BLOCK_BYTES))
            case _:
                self._flash_by_order(order, block)
        return b""

    def _flash_by_order(self, order: Order, block: bytes) -> None:
        if order.op == "flash_begin":
            self._require_power()
            if self.phase is Phase.FLASHING:
                raise ValueError("another program is flashing the board")
            self._halt()
            self._enter(Phase.FLASHING)
            return
        if order.op not in {"flash_end", "flash_erase", "flash_write"}:
            raise ValueError(f"unknown order {order.op}")
        self._require(Phase.FLASHING)
        match order.op:
            case "flash_end":
                self._boot()
            case "flash_erase":
                self._flash.erase(order.offset, order.length)
            case _:
                self._flash.write(order.offset, block)

    def _set_fault(self, order: Order) -> None:
        if self._stm32 is not None:
            self._stm32.faults.set(read_rom_fault(order.words, order.length))
        elif self._spec.kind == _ESP:
            self._faults.set(read_fault(order.words, order.length))
        else:
            raise ValueError("this board knows no faults")

    def _require_power(self) -> None:
        if self.port is None:
            raise ValueError(f"the board is {self.phase.value}")

    def _require_stm32(self) -> Stm32Board:
        if self._stm32 is None:
            raise ValueError("this board has no pin BOOT0")
        return self._stm32

    def _require_cable(self) -> TwoPorts:
        if self._cable is None:
            raise ValueError("this board's line has no pace, or its cable is out")
        return self._cable

    def _require(self, phase: Phase) -> None:
        if self.phase is not phase:
            raise ValueError(f"the board is {self.phase.value}, not {phase.value}")

    def _boot(self) -> None:
        """A reset."""
        self._halt()
        if self._stm32 is not None and self._stm32.is_held:
            self._enter(Phase.BOOTING, "Its reset line is held.")
        elif self._stm32 is not None and self._stm32.reset():
            self._enter(Phase.BOOTLOADER)
        else:
            self._start_firmware()

    def _leave_rom(self, stm32: Stm32Board, out: RomExit) -> None:
        self._halt()
        if out.way is Exit.POWER_LOST and stm32.faults.power_lost():
            self.unplug()
        elif stm32.starts_firmware(out):
            self._start_firmware()
        elif stm32.is_astray(out):
            self._enter(Phase.BLANK, f"Nothing starts at {out.address:#010x}: the emulator begins where flash does.")
        else:
            # Tools jump into RAM for one thing only, a few instructions that bring about a system reset; and the power
            # is back after a moment.
            self._boot()

    def _start_firmware(self) -> None:
        self._tail = b""
        if self._spec.kind == _ESP:
            events = BoardEvents(self._enter, self._go)
            self.emulator = self._esp = EspBoard(self._spec, self._folder, self._flash, self._faults, events)
            self._esp.power_on()
            return
        if not self._flash.has_firmware():
            self._enter(Phase.BLANK)
            return
        try:
            if self._spec.firmware_file:
                self._put_program()
            if self._spec.elf_file:
                self._put_elf()
            self.emulator = start_emulator(self._spec.command, self._folder / EMULATOR_LOG_FILE)
        except OSError as error:
            why = f"{self._spec.command[0]} cannot be started: {error.strerror or error}."
            if self._spec.firmware_file:
                self._enter(Phase.CRASHED, why)
            else:
                self.unplug(Phase.DEAD, why)
            return
        self._enter(Phase.BOOTING)

    def _open_port(self) -> Port:
        plain = open_port(self._folder / PORT_LINK)
        if self._spec.kind != _ESP and self._stm32 is None:
            return plain
        modem = ModemPort(self._move_lines)
        self.modem_url = modem.url
        self._cable = TwoPorts(plain, modem, self._bytes_per_s)
        return self._cable

    def _setting(self) -> LineSetting:
        return self.port.setting if self.port is not None else LineSetting()

    def _bytes_per_s(self) -> int:
        """A slow line's, or that of the rate which the host has set; 0 is as fast as this computer."""
        return self._faults.bytes_per_s() or (self._setting().bytes_per_s if self._is_paced else 0)

    def _move_lines(self, dtr: bool, rts: bool) -> None:
        if self._esp is not None:
            self._esp.lines_moved(dtr=dtr, rts=rts)
        elif self._stm32 is not None and self._stm32.lines_moved(dtr=dtr, rts=rts) and self.port is not None:
            self._boot()

    def _go(self, phase: Phase, why: str) -> None:
        """Not at once: the board is in the middle of something."""
        self._gone = (phase, why)

    def _put_program(self) -> None:
        """The firmware of the native board is a program: what lies in flash is what runs."""
        file = Path(self._spec.firmware_file)
        fresh = file.with_name(f"{file.name}.fresh")
        fresh.write_bytes(self._flash.firmware(self._spec.firmware_bytes))
        fresh.chmod(0o700)
        fresh.replace(file)

    def _put_elf(self) -> None:
        content = self._flash.read(0, self._spec.flash_bytes)
        Path(self._spec.elf_file).write_bytes(flash_elf(content, self._spec.flash_base))

    def _halt(self) -> str:
        if self._stm32 is not None:
            self._stm32.halt()
        emulator, self.emulator, self._esp = self.emulator, None, None
        return emulator.close() if emulator is not None else ""

    def _enter(self, phase: Phase, detail: str = "") -> None:
        self.phase = phase
        self.detail = detail
        self._changed()
