"""The interrupt matrix of the ESP32-C3: which line of the core a peripheral drives, and which of them it heeds.

Registers: ESP32-C3 Technical Reference Manual, chapter Interrupt Matrix. UART0 is the only source here.
"""

from __future__ import annotations

BASE = 0x600C_2000
LENGTH = 0x800

_UART0_MAP = 0x054
_ENABLE = 0x104
_PRIORITY_0 = 0x114
_THRESHOLD = 0x194
_LINES = 32


class InterruptMatrix:
    """The registers, and the line on which UART0 gets through."""

    def __init__(self) -> None:
        self._words: dict[int, int] = {}

    def read(self, offset: int) -> int:
        """Reads one register."""
        return self._words.get(offset, 0)

    def write(self, offset: int, value: int) -> None:
        """Writes one register."""
        self._words[offset] = value

    @property
    def uart_line(self) -> int | None:
        """The line of UART0, 1 to 31; None where it is switched off or its priority is too low."""
        line = self._words.get(_UART0_MAP, 0) % _LINES
        priority = self._words.get(_PRIORITY_0 + 4 * line, 0)
        is_heeded = priority > 0 and priority >= self._words.get(_THRESHOLD, 0)
        is_enabled = bool(self._words.get(_ENABLE, 0) >> line & 1)
        return line if line and is_enabled and is_heeded else None
