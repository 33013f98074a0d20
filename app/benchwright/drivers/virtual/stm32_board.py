"""What an STM32 has beside its core: the pin BOOT0, and the ROM bootloader that a reset with it high starts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchwright.drivers.virtual.port import LineSetting
from benchwright.drivers.virtual.stm32_faults import RomFaults
from benchwright.drivers.virtual.stm32_memory import Stm32Chip, Stm32Memory
from benchwright.drivers.virtual.stm32_rom import Exit, RomExit, Stm32Rom


class Stm32Board:
    """The part in front of the emulator. `is_boot0_high` is looked at in the next reset.

    `setting` is the line's. The modem lines go through a transistor each: DTR asserted pulls NRST low, RTS asserted
    pulls BOOT0 high, and a line that nobody holds leaves its pin alone.
    """

    def __init__(
        self, chip: Stm32Chip, flash_file: Path, options_file: Path, setting: Callable[[], LineSetting]
    ) -> None:
        self._chip = chip
        self._setting = setting
        self._flash_file = flash_file
        self._options_file = options_file
        self._rom: Stm32Rom | None = None
        self._is_boot0_pulled = False
        self.is_boot0_high = False
        self.is_held = False
        self.faults = RomFaults()

    def reset(self) -> bool:
        """Whether the ROM runs now; else it is the firmware's turn."""
        is_high = self.is_boot0_high or self._is_boot0_pulled
        self.faults.chip_restarted()
        memory = Stm32Memory(self._chip, self._flash_file, self._options_file, self.faults.before_programming)
        self._rom = Stm32Rom(memory, self.faults, self._setting) if is_high else None
        return self._rom is not None

    def lines_moved(self, *, dtr: bool, rts: bool) -> bool:
        """The host moved a line; whether NRST moved with it, to low where `is_held`."""
        self._is_boot0_pulled = rts
        was_held, self.is_held = self.is_held, dtr
        return was_held != dtr

    def halt(self) -> None:
        """The ROM does not run any more."""
        self._rom = None

    def receive(self, data: bytes) -> tuple[bytes, RomExit | None]:
        """What the ROM answers if it runs, and how the chip left it if it did."""
        if self._rom is None:
            return b"", None
        return self._rom.receive(data), self._rom.exit

    def starts_firmware(self, out: RomExit) -> bool:
        """Whether this way out leads to the firmware, past the pin."""
        return out.way is Exit.GO and out.address == self._chip.flash_base

    def is_astray(self, out: RomExit) -> bool:
        """Whether it leads into flash where no emulator can begin."""
        offset = out.address - self._chip.flash_base
        return out.way is Exit.GO and 0 < offset < self._chip.flash_bytes
