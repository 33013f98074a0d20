"""The memory of an ESP32-C3 in the emulated address space.

Addresses: ESP32-C3 Technical Reference Manual, chapter System and Memory. Direct boot maps flash one to one to both of
its windows.
"""

from __future__ import annotations

import ctypes
import mmap
from pathlib import Path

import unicorn

from benchwright.drivers.virtual.esp.block_counter import CodeRegion

FLASH_CODE = 0x4200_0000

_FLASH_DATA = 0x3C00_0000
_SRAM0_CODE, _SRAM0_BYTES = 0x4037_C000, 0x4000
_SRAM1_CODE, _SRAM1_DATA, _SRAM1_BYTES = 0x4038_0000, 0x3FC8_0000, 0x6_0000
_RTC_RAM, _RTC_RAM_BYTES = 0x5000_0000, 0x2000
_READ, _EXECUTE, _ALL = unicorn.UC_PROT_READ, unicorn.UC_PROT_EXEC, unicorn.UC_PROT_ALL


class Memory:
    """Flash and RAM of one core. Flash is the file itself: what is programmed into it shows at once."""

    def __init__(self, engine: unicorn.Uc, flash_file: Path) -> None:
        self._engine = engine
        with flash_file.open("r+b") as stream:
            self._flash = mmap.mmap(stream.fileno(), 0)
        self._sram0 = mmap.mmap(-1, _SRAM0_BYTES)
        self._sram1 = mmap.mmap(-1, _SRAM1_BYTES)
        self._rtc_ram = mmap.mmap(-1, _RTC_RAM_BYTES)
        self._map(_FLASH_DATA, self._flash, _READ)
        self._map(_SRAM1_DATA, self._sram1, _ALL)
        self._map(_RTC_RAM, self._rtc_ram, _ALL)
        self.code_regions = (
            self._map(FLASH_CODE, self._flash, _READ | _EXECUTE),
            self._map(_SRAM0_CODE, self._sram0, _ALL),
            self._map(_SRAM1_CODE, self._sram1, _ALL),
        )
        """Where code runs from."""

    def word(self, address: int) -> int:
        """The 32 bits at an address of code; 0 where there is no memory."""
        try:
            return int.from_bytes(self._engine.mem_read(address, 4), "little")
        except unicorn.UcError:
            return 0

    def _map(self, address: int, block: mmap.mmap, rights: int) -> CodeRegion:
        host_address = ctypes.addressof(ctypes.c_char.from_buffer(block))
        self._engine.mem_map_ptr(address, len(block), rights, host_address)
        return CodeRegion(address, len(block), host_address)
