"""What virtual instruments that are asked in lines of text share: orders in pieces, and faults that come with time."""

from __future__ import annotations

from abc import ABC, abstractmethod

from benchwright.drivers.virtual.meter.faults import MeterFaults


class LineInstrument(ABC):
    """Answers orders, a line each; unplugs itself, starts anew or falls silent to order."""

    def __init__(self, faults: MeterFaults) -> None:
        self._faults = faults
        self._orders = b""

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        return self._is_past(self._faults.unplug_after_s)

    def greet(self) -> bytes:
        """Nothing."""
        return b""

    def starts_anew(self) -> bool:
        """Whether the fault to do so has come."""
        has_come = self._is_past(self._faults.restart_after_s)
        if has_come:
            self._begin()
        return has_come

    def obey(self, data: bytes) -> bytes:
        """Takes orders, whole or in part; the answers."""
        *lines, self._orders = (self._orders + data).split(b"\n")
        answers = b"".join(self._answer(line.decode("ascii", "replace").strip()) for line in lines)
        return b"" if self._faults.is_silent else answers

    @abstractmethod
    def _begin(self) -> None:
        """Forgets everything, as after power came."""

    @abstractmethod
    def _answer(self, order: str) -> bytes:
        """What one order is answered with."""

    @abstractmethod
    def _is_past(self, after_s: float) -> bool:
        """Whether so much time has gone since it began to sample; never for 0."""
