"""The lines of an INA bridge to amperes: eight digits of time in microseconds, and a register, all hexadecimal."""

from __future__ import annotations

import re

import numpy as np

from benchwright.drivers.power.ina_chips import SAMPLE_HZ, InaChip, InaSetup
from benchwright.protocols.power_meter import Samples

PERIOD_US = 1_000_000 // SAMPLE_HZ
CLOCK_US = 1 << 32
"""The bridge's clock begins again after so many microseconds."""
HELLO = "ina-bridge"
_END = re.compile(r"end (\d+)")


class InaStream:
    """Takes bytes as they come and gives stretches of samples.

    Every line says when its sample was taken, so that a lost one is a gap at its place. A line of another length than
    all lines have lost something, and counts as lost.
    """

    def __init__(self, chip: InaChip, setup: InaSetup) -> None:
        self._chip = chip
        self._setup = setup
        self._line = re.compile(rf"([0-9a-f]{{8}}) ([0-9a-f]{{{2 * chip.number_bytes}}})")
        self._rest = b""
        self._last_us: int | None = None
        self._begun = self._next = 0
        self._taken: list[float] = []
        self.greeted = False
        """Whether it introduced itself in the middle of a stream: it started anew."""
        self.is_over = False
        """Whether it said that this is the end."""

    @property
    def count(self) -> int:
        """Samples since the start, lost ones too."""
        return self._next

    def take(self, data: bytes) -> Samples:
        """The samples that `data` completes."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take_line(line.decode("ascii", "replace").strip())
        first, self._begun = self._begun, self._next
        current = np.array(self._taken, np.float32)
        self._taken = []
        return Samples(
            first,
            current,
            np.zeros(len(current), np.uint8),
            int(np.count_nonzero(np.isnan(current))),
            int(np.count_nonzero(np.abs(current) >= 0.999 * self._setup.full_scale_a)),
        )

    def _take_line(self, line: str) -> None:
        if sample := self._line.fullmatch(line):
            self._take_sample(int(sample[1], 16), int(sample[2], 16))
        elif end := _END.fullmatch(line):
            self.is_over = True
            self._miss_until(int(end[1]))
        elif line.startswith(HELLO):
            self.greeted = True

    def _take_sample(self, at_us: int, raw: int) -> None:
        if self._last_us is not None:
            periods = round((at_us - self._last_us) % CLOCK_US / PERIOD_US)
            self._miss_until(self._next + periods - 1)
        self._last_us = at_us
        self._taken.append(self._chip.number(raw) * self._setup.current_step_a)
        self._next += 1

    def _miss_until(self, count: int) -> None:
        missed = max(0, count - self._next)
        self._taken += [np.nan] * missed
        self._next += missed
