"""UART0 of the ESP32-C3, as far as firmware that sends and receives needs it.

Registers and interrupts: ESP32-C3 Technical Reference Manual, chapter UART Controller.
"""

from __future__ import annotations

from collections.abc import Callable

from benchwright.drivers.virtual.esp.console import Console

BASE = 0x6000_0000
LENGTH = 0x100

_FIFO = 0x00
_INTERRUPT_RAW = 0x04
_INTERRUPT_STATE = 0x08
_INTERRUPT_ENABLE = 0x0C
_INTERRUPT_CLEAR = 0x10
_CLOCK_DIVIDER = 0x14
_STATUS = 0x1C
_CONFIG1 = 0x24

_RECEIVE_FULL = 1 << 0
_TRANSMIT_EMPTY = 1 << 1
_RECEIVE_TIMEOUT = 1 << 8
_TRANSMIT_DONE = 1 << 14
_THRESHOLD = 0x1FF
_FIFO_BYTES = 128
_TRANSMIT_COUNT_SHIFT = 16
# 40 MHz / 115,200 Bd with four bits of fraction, as the ROM leaves it.
_DIVIDER_115200 = 347 | 3 << 20
_CONFIG1_AT_START = 96 | 96 << 9
# Firmware that looks so often in a row, with next to no work in between, has nothing else to do and may as well sleep.
_IDLE_LOOKS = 64
_WORK_CYCLES = 2_000
_IDLE_S = 0.05


class Uart:
    """The registers. `cycles` is the core's time; `sleep` holds it until bytes arrive or so many seconds passed.

    The line is as slow as firmware takes it: the next 128 bytes come when it has nothing else to do (`refill`), so
    that nothing is lost.
    """

    def __init__(self, console: Console, cycles: Callable[[], int], sleep: Callable[[float], None]) -> None:
        self._console = console
        self._cycles = cycles
        self._sleep = sleep
        self._fifo = bytearray()
        self._words = {_CLOCK_DIVIDER: _DIVIDER_115200, _CONFIG1: _CONFIG1_AT_START}
        self._latched = _TRANSMIT_EMPTY | _TRANSMIT_DONE
        self._looks = 0
        self._looked_at = 0

    @property
    def is_interrupting(self) -> bool:
        """Whether an enabled interrupt is pending."""
        return bool(self._raw() & self._words.get(_INTERRUPT_ENABLE, 0))

    @property
    def is_starved(self) -> bool:
        """Whether `refill` would bring something."""
        return not self._fifo and self._console.has_waiting

    def refill(self) -> None:
        """The next bytes come off the line, once the ones before are taken."""
        if not self._fifo:
            self._fifo += self._console.take(_FIFO_BYTES)

    def read(self, offset: int) -> int:
        """Reads one register."""
        match offset:
            case 0x00:
                self._looks = 0
                return self._fifo.pop(0) if self._fifo else 0
            case 0x04:
                return self._raw()
            case 0x08:
                return self._raw() & self._words.get(_INTERRUPT_ENABLE, 0)
            case 0x1C:
                return self._status()
            case _:
                return self._words.get(offset, 0)

    def write(self, offset: int, value: int) -> None:
        """Writes one register."""
        if offset == _FIFO:
            self._looks = 0
            self._latched |= _TRANSMIT_EMPTY | _TRANSMIT_DONE
            self._console.put(bytes((value & 0xFF,)))
        elif offset == _INTERRUPT_CLEAR:
            self._latched &= ~value
        elif offset not in {_INTERRUPT_RAW, _INTERRUPT_STATE, _STATUS}:
            self._words[offset] = value

    def _status(self) -> int:
        if not self._fifo:
            if not self._words.get(_INTERRUPT_ENABLE, 0) & (_RECEIVE_FULL | _RECEIVE_TIMEOUT):
                self.refill()
            if not self._fifo:
                self._look_in_vain()
        transmitting = _FIFO_BYTES - 1 if self._console.is_congested else 0
        return len(self._fifo) | transmitting << _TRANSMIT_COUNT_SHIFT

    def _look_in_vain(self) -> None:
        """What firmware without interrupts does all day must not keep a processor busy."""
        now = self._cycles()
        self._looks = self._looks + 1 if now - self._looked_at < _WORK_CYCLES else 0
        if self._looks >= _IDLE_LOOKS:
            self._sleep(_IDLE_S)
        self._looked_at = self._cycles()

    def _raw(self) -> int:
        pending = self._latched
        if self._fifo:
            # The line is quiet behind what is in the queue, so the timeout comes with it.
            pending |= _RECEIVE_TIMEOUT
        if len(self._fifo) >= self._words.get(_CONFIG1, 0) & _THRESHOLD:
            pending |= _RECEIVE_FULL
        return pending
