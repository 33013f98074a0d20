"""What can be made to go wrong with a virtual ESP32-C3 while it runs."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import Enum


class FaultKind(Enum):
    """One way of going wrong. The value is the word of the order `fault`.

    `NO_SYNC`: the bootloader never answers. `WRONG_BOOT_MODE`: GPIO9 is stuck high, so every reset boots from flash.
    `POWER_LOSS`: the power fails for a moment when so many bytes are programmed. `CABLE_PULLED`: the same, and the
    port vanishes too. `BAD_MD5`: a bit flips in what the flash is found to hold. `SILENCE`: no answer from one stage
    on. `NOISE`: one byte in so many is damaged on its way to the host. `SLOW_LINE`: the line carries so many bytes
    a second either way, where it is otherwise as fast as this computer.
    """

    NONE = "none"
    NO_SYNC = "no-sync"
    WRONG_BOOT_MODE = "wrong-boot-mode"
    POWER_LOSS = "power-loss"
    CABLE_PULLED = "cable-pulled"
    BAD_MD5 = "bad-md5"
    SILENCE = "silence"
    NOISE = "noise"
    SLOW_LINE = "slow-line"


class Stage(Enum):
    """Where a conversation with the bootloader is; silence can begin at any of them."""

    CONNECT = "connect"
    STUB = "stub"
    BEGIN = "begin"
    DATA = "data"
    END = "end"
    ERASE = "erase"
    MD5 = "md5"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault to switch on. `number` is the count of bytes of power loss, pulled cable, noise and slow line."""

    kind: FaultKind = FaultKind.NONE
    number: int = 0
    stage: Stage = Stage.CONNECT


def read_fault(words: str, number: int) -> Fault:
    """The fault in the words of an order: `KIND` or `silence:STAGE`.

    Raises:
        ValueError: it is none, with those that are.
    """
    kind, _colon, stage = words.partition(":")
    try:
        return Fault(FaultKind(kind), number, Stage(stage) if stage else Stage.CONNECT)
    except ValueError as error:
        kinds, stages = ", ".join(one.value for one in FaultKind), ", ".join(one.value for one in Stage)
        raise ValueError(f"no fault {words}; there are {kinds}; the stages of silence are {stages}") from error


class Faults:
    """The fault that is switched on. A power loss and a pulled cable happen once, everything else until switched off.

    Noise is the same in every run.
    """

    def __init__(self) -> None:
        self.set(Fault())

    def set(self, fault: Fault) -> None:
        """Switches this one on and whatever was before off."""
        self._fault = fault
        self._programmed_bytes = 0
        self._is_silent = False
        self._random = random.Random(0)

    def is_on(self, kind: FaultKind) -> bool:
        """Whether this kind is switched on."""
        return self._fault.kind is kind

    def swallows(self, stage: Stage | None) -> bool:
        """Whether a request of this stage gets no answer; after one that got none, none does."""
        self._is_silent |= self.is_on(FaultKind.SILENCE) and self._fault.stage is stage
        return self._is_silent or (stage is Stage.CONNECT and self.is_on(FaultKind.NO_SYNC))

    def bytes_per_s(self) -> int:
        """How fast the line is; 0 where it has no limit."""
        return max(1, self._fault.number) if self.is_on(FaultKind.SLOW_LINE) else 0

    def chip_restarted(self) -> None:
        """A reset ends the silence until its stage comes again."""
        self._is_silent = False

    def before_programming(self, length: int) -> int:
        """How many of the next `length` bytes still get into flash."""
        if not (self.is_on(FaultKind.POWER_LOSS) or self.is_on(FaultKind.CABLE_PULLED)):
            return length
        reached = max(0, min(length, self._fault.number - self._programmed_bytes))
        self._programmed_bytes += length
        return reached

    def power_lost(self) -> bool:
        """The power went: whether the cable went with it. It does not happen again."""
        is_pulled = self.is_on(FaultKind.CABLE_PULLED)
        self.set(Fault())
        return is_pulled

    def md5(self, digest: bytes) -> bytes:
        """The digest as the chip reports it."""
        return bytes((digest[0] ^ 1,)) + digest[1:] if self.is_on(FaultKind.BAD_MD5) else digest

    def spoil(self, data: bytes) -> bytes:
        """What arrives of `data` at the host."""
        if not self.is_on(FaultKind.NOISE):
            return data
        every = max(1, self._fault.number)
        return bytes(byte ^ (self._random.randrange(every) == 0) * self._random.randrange(1, 256) for byte in data)
