"""What can be made to go wrong with the ROM bootloader of a virtual STM32 while it runs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RomFaultKind(Enum):
    """One way of going wrong. The value is the word of the order `fault`, the number its `length`.

    Lost power and a pulled cable may name the work they come in: `power-loss:erase`, `cable-pulled:read`.

    `NO_SYNC`: the bootloader never answers. `DEAF_ABOVE`: nor at a rate above so many baud. `NACK`: it refuses the
    so-manyth command from now. `SILENCE`: it says nothing from that command on, until the next reset. `POWER_LOSS`: the
    power fails for a moment when so many bytes are written (or erased, or read). `CABLE_PULLED`: the same, and the port
    vanishes too.
    `BAD_READ`: a bit of what is read at so many bytes from the start of flash is wrong.
    """

    NONE = "none"
    NO_SYNC = "no-sync"
    DEAF_ABOVE = "deaf-above"
    NACK = "nack"
    SILENCE = "silence"
    POWER_LOSS = "power-loss"
    CABLE_PULLED = "cable-pulled"
    BAD_READ = "bad-read"


class Work(Enum):
    """What the chip does with its flash when the power goes."""

    WRITE = "write"
    ERASE = "erase"
    READ = "read"


class Fate(Enum):
    """What becomes of a command."""

    OBEYED = "obeyed"
    REFUSED = "refused"
    UNHEARD = "unheard"


@dataclass(frozen=True, slots=True)
class RomFault:
    """A fault to switch on."""

    kind: RomFaultKind = RomFaultKind.NONE
    number: int = 0
    work: Work = Work.WRITE


def read_rom_fault(words: str, number: int) -> RomFault:
    """The fault in the words of an order.

    Raises:
        ValueError: it is none, with those that are.
    """
    kind, _colon, work = words.partition(":")
    try:
        return RomFault(RomFaultKind(kind), number, Work(work) if work else Work.WRITE)
    except ValueError as error:
        kinds, works = ", ".join(one.value for one in RomFaultKind), ", ".join(one.value for one in Work)
        raise ValueError(f"no fault {words}; there are {kinds}; the power goes in {works}") from error


class RomFaults:
    """The fault that is switched on. A refusal, a silence and a lost power happen once, all else until switched off."""

    def __init__(self) -> None:
        self.set(RomFault())

    def set(self, fault: RomFault) -> None:
        """Switches this one on and whatever was before off."""
        self._fault = fault
        self._command_count = 0
        self._done_bytes = 0

    def chip_restarted(self) -> None:
        """A reset ends a silence that has begun."""
        if self._fault.kind is RomFaultKind.SILENCE and self._command_count >= self._fault.number:
            self.set(RomFault())

    def hears(self, baud: int) -> bool:
        """Whether the bootloader answers to its first byte at this rate; 0 is a line without one."""
        if self._fault.kind is RomFaultKind.DEAF_ABOVE:
            return baud <= self._fault.number
        return self._fault.kind is not RomFaultKind.NO_SYNC

    def fate(self) -> Fate:
        """What becomes of the next command."""
        self._command_count += 1
        if self._fault.kind is RomFaultKind.NACK and self._command_count == self._fault.number:
            return Fate.REFUSED
        if self._fault.kind is RomFaultKind.SILENCE and self._command_count >= self._fault.number:
            return Fate.UNHEARD
        return Fate.OBEYED

    def before_programming(self, length: int) -> int:
        """How many of the next `length` bytes still get into flash."""
        return self.before(Work.WRITE, length)

    def before(self, work: Work, length: int) -> int:
        """For how many of the next `length` bytes of this work the power lasts."""
        is_power = self._fault.kind in {RomFaultKind.POWER_LOSS, RomFaultKind.CABLE_PULLED}
        if not is_power or self._fault.work is not work:
            return length
        reached = max(0, min(length, self._fault.number - self._done_bytes))
        self._done_bytes += length
        return reached

    def power_lost(self) -> bool:
        """The power went: whether the cable went with it. It does not happen again."""
        is_pulled = self._fault.kind is RomFaultKind.CABLE_PULLED
        self.set(RomFault())
        return is_pulled

    def spoil(self, offset: int, data: bytes) -> bytes:
        """What the bootloader tells of `data`, which lies `offset` bytes from the start of flash."""
        at = self._fault.number - offset
        if self._fault.kind is not RomFaultKind.BAD_READ or not 0 <= at < len(data):
            return data
        return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
