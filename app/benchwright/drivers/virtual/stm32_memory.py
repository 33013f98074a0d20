"""What the ROM of an STM32 reaches: NOR flash in pages, RAM, and the two protections kept in option bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchwright.drivers.virtual.flash_image import ERASED, FlashImage


@dataclass(frozen=True, slots=True)
class Stm32Chip:
    """One chip as its ROM bootloader knows it. Addresses on the bus, sizes in bytes.

    Flash is erased in pages and programmed in units of `program_bytes`. `bank_count` banks of equal size can be erased
    each by itself. `has_extended_erase` chips know command 44 instead of 43, never both (AN3155, 3.8).
    """

    product_id: int
    protocol_version: int
    flash_base: int
    flash_bytes: int
    page_bytes: int
    program_bytes: int
    bank_count: int
    ram_base: int
    ram_bytes: int
    has_extended_erase: bool

    @property
    def page_count(self) -> int:
        """Pages of its flash."""
        return self.flash_bytes // self.page_bytes


STM32L475 = Stm32Chip(
    product_id=0x415,  # AN2606, product-dependent bootloader parameters: STM32L47xxx/48xxx
    protocol_version=0x31,
    flash_base=0x0800_0000,
    flash_bytes=1 << 20,
    page_bytes=2_048,  # RM0351, 3.3.1
    program_bytes=8,  # RM0351, 3.3.7
    bank_count=2,
    ram_base=0x2000_3100,  # AN2606: the ROM keeps the first 12.25 KiB of SRAM1 for itself
    ram_bytes=0x2001_8000 - 0x2000_3100,
    has_extended_erase=True,
)

CHIPS = {"b-l475e-iot01a": STM32L475}
"""The chip of every emulated machine with such a ROM, by the machine's name."""


class ProgramError(Exception):
    """Flash that is not erased cannot be programmed (RM0351, 3.7.5: PROGERR)."""


class PowerLost(Exception):
    """The power went while flash was written, erased or read; what was done before stays."""


class Stm32Memory:
    """Memory of one chip; flash lies in the device's file, protections in `options_file`, RAM goes with the power.

    `before_programming` is asked of so many bytes; how many of them the power lasts for.
    """

    def __init__(
        self, chip: Stm32Chip, flash_file: Path, options_file: Path, before_programming: Callable[[int], int]
    ) -> None:
        self.chip = chip
        self._before_programming = before_programming
        self._flash = FlashImage(flash_file, chip.flash_bytes, block_bytes=chip.page_bytes)
        self._options_file = options_file
        self._ram = bytearray(chip.ram_bytes)

    def holds(self, address: int, length: int) -> bool:
        """Whether the whole range is flash or RAM that the ROM gives access to."""
        return self._flash_offset(address, length) is not None or self._ram_offset(address, length) is not None

    def read(self, address: int, length: int) -> bytes:
        """What lies there; the range must be held."""
        offset = self._flash_offset(address, length)
        if offset is not None:
            return self._flash.read(offset, length)
        start = address - self.chip.ram_base
        return bytes(self._ram[start : start + length])

    def write(self, address: int, data: bytes) -> None:
        """Writes RAM or programs flash, unit by unit; protected pages swallow it (AN3155, 3.6: no error is returned).

        Raises:
            ProgramError: a unit was not erased; the ones before it are programmed. PowerLost: so are they.
        """
        offset = self._flash_offset(address, len(data))
        if offset is None:
            start = address - self.chip.ram_base
            self._ram[start : start + len(data)] = data
            return
        head = offset % self.chip.program_bytes
        padded = bytes([ERASED]) * head + data
        padded += bytes([ERASED]) * (-len(padded) % self.chip.program_bytes)
        self._program(offset - head, padded)

    def erase_pages(self, pages: list[int]) -> None:
        """Erases whole pages, but not protected ones (AN3155, 3.7: no error is returned)."""
        protected = self.protected_pages
        for page in pages:
            if page not in protected:
                self._flash.erase(page * self.chip.page_bytes, self.chip.page_bytes)

    def erase_bank(self, bank: int) -> None:
        """Erases one bank, from 0; not if a page of it is protected (RM0351, 3.7.5: WRPERR)."""
        count = self.chip.page_count // self.chip.bank_count
        pages = range(bank * count, (bank + 1) * count)
        if self.protected_pages.isdisjoint(pages):
            self._flash.erase(pages.start * self.chip.page_bytes, count * self.chip.page_bytes)

    def erase_all(self) -> None:
        """Mass erase."""
        for bank in range(self.chip.bank_count):
            self.erase_bank(bank)

    @property
    def is_readout_protected(self) -> bool:
        """Whether the ROM must not tell or change anything (RDP level 1)."""
        return self._options()[0]

    @property
    def protected_pages(self) -> frozenset[int]:
        """Pages that can neither be erased nor programmed."""
        return self._options()[1]

    def protect(self, *, readout: bool, pages: frozenset[int]) -> None:
        """Sets both protections; they survive the power."""
        self._options_file.write_text(json.dumps({"readout": readout, "pages": sorted(pages)}), "utf-8")

    def _options(self) -> tuple[bool, frozenset[int]]:
        try:
            document = json.loads(self._options_file.read_text("utf-8"))
            return bool(document["readout"]), frozenset(document["pages"])
        except (OSError, ValueError, KeyError, TypeError):
            return False, frozenset()

    def _program(self, offset: int, data: bytes) -> None:
        """Programs whole units up to the first that cannot be. All zeros may go over anything (RM0351, 3.7.5)."""
        size = self.chip.program_bytes
        protected = self.protected_pages
        cells = bytearray(self._flash.read(offset, len(data)))
        try:
            for at in range(0, len(data), size):
                unit = slice(at, at + size)
                if (offset + at) // self.chip.page_bytes in protected:
                    continue
                if any(data[unit]) and cells[unit] != bytes([ERASED]) * size:
                    raise ProgramError(f"the unit at {self.chip.flash_base + offset + at:#010x} is not erased")
                left = self._before_programming(size)
                cells[at : at + left] = data[at : at + left]
                if left < size:
                    raise PowerLost
        finally:
            self._flash.write(offset, bytes(cells))

    def _flash_offset(self, address: int, length: int) -> int | None:
        offset = address - self.chip.flash_base
        return offset if offset >= 0 and offset + length <= self.chip.flash_bytes else None

    def _ram_offset(self, address: int, length: int) -> int | None:
        offset = address - self.chip.ram_base
        return offset if offset >= 0 and offset + length <= self.chip.ram_bytes else None
