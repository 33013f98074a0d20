"""The two clocks that firmware reads: the cycle counter of the core and the system timer.

The cycle counter counts instructions. Sources: ESP32-C3 Technical Reference Manual, chapters ESP-RISC-V CPU
(performance counter) and System Timer.
"""

from __future__ import annotations

from collections.abc import Callable

_EVENTS, _MODE, _COUNT = 0x7E0, 0x7E1, 0x7E2
_COUNTS_CYCLES = 1
_IS_ON = 1
_WORD = 0xFFFF_FFFF


class CustomCsrs:
    """The registers of the core that the RISC-V standard leaves to the maker; `cycles` is the time."""

    def __init__(self, cycles: Callable[[], int]) -> None:
        self._cycles = cycles
        self._words: dict[int, int] = {}
        self._counted = 0
        self._counting_since: int | None = None

    def read(self, number: int) -> int:
        """Reads one."""
        return self._count() & _WORD if number == _COUNT else self._words.get(number, 0)

    def write(self, number: int, value: int) -> None:
        """Writes one."""
        self._words[number] = value
        self._counted = value if number == _COUNT else self._count()
        is_on = self._words.get(_MODE, 0) & _IS_ON and self._words.get(_EVENTS, 0) & _COUNTS_CYCLES
        self._counting_since = self._cycles() if is_on else None

    def _count(self) -> int:
        return self._counted + (self._cycles() - self._counting_since if self._counting_since is not None else 0)


SYSTEM_TIMER = 0x6002_3000
SYSTEM_TIMER_LENGTH = 0x100

_CONFIG, _UNIT0_OPERATION, _UNIT0_HIGH, _UNIT0_LOW = 0x00, 0x04, 0x40, 0x44
_UPDATE = 1 << 30
_IS_VALID = 1 << 29
_TICK_HZ = 16_000_000


class SystemTimer:
    """Unit 0 of the system timer: 52 bits at 16 MHz, read in two words after they were latched."""

    def __init__(self, cycles: Callable[[], int], cycles_per_s: int) -> None:
        self._cycles = cycles
        self._cycles_per_s = cycles_per_s
        self._words: dict[int, int] = {_CONFIG: 1 << 30}
        self._latched = 0

    def read(self, offset: int) -> int:
        """Reads one register."""
        match offset:
            case 0x04:
                return _IS_VALID
            case 0x40:
                return self._latched >> 32 & 0xF_FFFF
            case 0x44:
                return self._latched & _WORD
            case _:
                return self._words.get(offset, 0)

    def write(self, offset: int, value: int) -> None:
        """Writes one register."""
        if offset == _UNIT0_OPERATION and value & _UPDATE:
            self._latched = self._cycles() * _TICK_HZ // self._cycles_per_s
        else:
            self._words[offset] = value
