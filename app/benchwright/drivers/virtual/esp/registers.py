"""The registers of an ESP32-C3 that esptool and firmware touch; what else is written is kept and read back.

Addresses and fields: ESP32-C3 Technical Reference Manual, chapters SPI Controller, Low-power Management and eFuse.
"""

from __future__ import annotations

from collections.abc import Callable

from benchwright.drivers.virtual.esp.chip import Efuses
from benchwright.drivers.virtual.esp.nor_flash import NorFlash

_SPI1 = 0x6000_2000
_SPI_CMD = _SPI1
_SPI_ADDR = _SPI1 + 0x04
_SPI_USER = _SPI1 + 0x18
_SPI_USER2 = _SPI1 + 0x20
_SPI_MOSI_BITS = _SPI1 + 0x24
_SPI_MISO_BITS = _SPI1 + 0x28
_SPI_W0 = _SPI1 + 0x58
_SPI_BUFFER_WORDS = 16
_START_USER_COMMAND = 1 << 18
_HAS_ADDRESS = 1 << 30
_HAS_MISO = 1 << 28
_HAS_MOSI = 1 << 27

_OPTIONS0 = 0x6000_8000
_SOFTWARE_RESET = 1 << 31
_WATCHDOG_CONFIG0 = 0x6000_8090
_WATCHDOG_STAGE0 = 0x6000_8094
_WATCHDOG_FEED = 0x6000_80A4
_WATCHDOG_PROTECT = 0x6000_80A8
_WATCHDOG_KEY = 0x50D8_3AA1
_WATCHDOG_ENABLE = 1 << 31
_STAGE0_SHIFT = 28
# Stage actions 3 and 4 reset CPU or system, on this chip 5 the RTC too.
_RESETTING = (3, 4, 5)
_SLOW_CLOCK_HZ = 136_000
_BY_WATCHDOG, _BY_SOFTWARE = "0x10 (RTCWDT_RTC_RESET)", "0x3 (RTC_SW_SYS_RST)"

_AT_START = {_SPI_USER: 0x8000_00C0, _SPI_USER2: 0x7000_0000}


class Registers:
    """The register file. `now_s` is the time by which the watchdog counts; nothing here waits."""

    def __init__(self, efuses: Efuses, flash: NorFlash, now_s: Callable[[], float]) -> None:
        self._efuses = efuses
        self._flash = flash
        self._now_s = now_s
        self._words = dict(_AT_START)
        self.reset_due_s: float | None = None
        """When the chip resets itself, because firmware or host asked for it or let the watchdog run out."""
        self.reset_reason = _BY_WATCHDOG
        """Why, in the ROM's words."""

    def read(self, address: int) -> int:
        """The word at this address."""
        address &= ~3
        if self._efuses.covers(address):
            return self._efuses.read(address)
        return self._words.get(address, 0)

    def write(self, address: int, value: int, mask: int = 0xFFFF_FFFF) -> None:
        """Writes the masked bits, with what the hardware does about it.

        Raises:
            PowerLost: the power went while the flash programmed.
        """
        address &= ~3
        word = self._words.get(address, 0) & ~mask | value & mask
        if _WATCHDOG_CONFIG0 <= address <= _WATCHDOG_FEED and self.is_watchdog_locked:
            return
        self._words[address] = word
        match address:
            case a if a == _SPI_CMD and word & _START_USER_COMMAND:
                self._words[_SPI_CMD] = 0
                self._transfer()
            case a if a == _OPTIONS0 and word & _SOFTWARE_RESET:
                self.reset_due_s = self._now_s()
                self.reset_reason = _BY_SOFTWARE
            case a if a in {_WATCHDOG_CONFIG0, _WATCHDOG_FEED}:
                self._arm_watchdog()
            case _:
                pass

    @property
    def is_watchdog_locked(self) -> bool:
        """Whether its registers are write-protected, as they are when whoever set it is done."""
        return self._words.get(_WATCHDOG_PROTECT) != _WATCHDOG_KEY

    def _arm_watchdog(self) -> None:
        config = self._words.get(_WATCHDOG_CONFIG0, 0)
        is_armed = bool(config & _WATCHDOG_ENABLE) and config >> _STAGE0_SHIFT & 7 in _RESETTING
        # Twice what the register says, as long as the eFuse WDT_DELAY_SEL is not burnt.
        ticks = 2 * self._words.get(_WATCHDOG_STAGE0, 0)
        self.reset_due_s = self._now_s() + ticks / _SLOW_CLOCK_HZ if is_armed else None

    def _transfer(self) -> None:
        user = self._words.get(_SPI_USER, 0)
        opcode = self._words.get(_SPI_USER2, 0) & 0xFF
        address = self._words.get(_SPI_ADDR, 0) & 0xFF_FFFF if user & _HAS_ADDRESS else 0
        sent = self._buffer()[: self._data_bytes(_SPI_MOSI_BITS)] if user & _HAS_MOSI else b""
        wanted = self._data_bytes(_SPI_MISO_BITS) if user & _HAS_MISO else 0
        answer = self._flash.command(opcode, address, sent, wanted).ljust(-(-wanted // 4) * 4, b"\0")
        for at in range(0, len(answer), 4):
            self._words[_SPI_W0 + at] = int.from_bytes(answer[at : at + 4], "little")

    def _data_bytes(self, register: int) -> int:
        return min((self._words.get(register, 0) & 0x3FF) // 8 + 1, _SPI_BUFFER_WORDS * 4)

    def _buffer(self) -> bytes:
        words = (self._words.get(_SPI_W0 + 4 * index, 0) for index in range(_SPI_BUFFER_WORDS))
        return b"".join(word.to_bytes(4, "little") for word in words)
