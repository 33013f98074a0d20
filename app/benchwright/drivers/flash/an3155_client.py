"""Talking to the ROM bootloader of an STM32 over its serial line (ST AN3155)."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import reduce
from operator import xor

from benchwright.protocols.transport import Transport

BLOCK_BYTES = 256
"""The most that one command reads or writes."""

_ACK = 0x79
_NACK = 0x1F
_SYNC = b"\x7f"
_GET, _GET_ID, _READ, _GO, _WRITE = 0x00, 0x02, 0x11, 0x21, 0x31
_ERASE, _EXTENDED_ERASE = 0x43, 0x44

_ANSWER_S = 1.0
_SYNC_S = 0.3
_QUIET_S = 0.03
_PROGRAM_S = 1.0
# Nothing talks for longer than this without a pause but firmware that runs in place of the bootloader.
_DRAIN_LIMIT_S = 1.0
# As long as the longest command that can be left open half-way, an erase of 512 pages.
_FLOOD_BYTES = 1_100
# Even and not 0: a write that is filled up with it never has a valid checksum, whatever its length byte.
_FILLER = b"\xfe"
_BITS_PER_BYTE = 11

Clock = Callable[[], float]
"""Seconds, like `time.monotonic`."""


class RomTrouble(Exception):
    """The bootloader did not do a step; `step` names it."""

    def __init__(self, step: str, what: str) -> None:
        super().__init__(f"{step}: {what}")
        self.step = step


class RomRefused(RomTrouble):
    """It answered NACK. `at_command` where it refused the command itself and not what came with it."""

    def __init__(self, step: str, *, at_command: bool) -> None:
        super().__init__(step, "refused")
        self.at_command = at_command


class RomLost(RomTrouble):
    """It is silent, or its answer makes no sense: bytes were lost or damaged on the line."""


class BootloaderClient:
    """One conversation with a bootloader. Every step ends within a second or with its own, longer deadline.

    After a `RomTrouble` the bootloader may wait for the rest of a command: `resync` brings it back.
    """

    def __init__(self, transport: Transport, baud: int, clock: Clock = time.monotonic) -> None:
        self._transport = transport
        self._baud = baud
        self._clock = clock
        self._arrived = bytearray()
        self.commands: tuple[int, ...] = ()
        """Codes of the commands it knows, after `sync`."""

    def sync(self) -> None:
        """Lets the bootloader measure the rate, and reads which commands it knows.

        Raises:
            RomTrouble: nothing answers like a bootloader.
        """
        self._drain()
        # The second time for one that had been in sync: to it two of them are one unknown command.
        for _turn in range(2):
            self._transport.write(_SYNC)
            try:
                answer = self._take(1, _SYNC_S, "synchronising")[0]
            except RomLost:
                continue
            if answer in {_ACK, _NACK}:
                self.commands = self._get()
                if self._get() != self.commands:
                    raise RomLost("asking for its commands", "answered twice, but not the same")
                return
            self._drain()
        raise RomLost("synchronising", "no answer")

    def resync(self) -> None:
        """Fills up whatever command was cut off, so that the next one is understood.

        Raises:
            RomLost: it stays silent.
        """
        self._transport.write(_FILLER * _FLOOD_BYTES)
        time_on_line_s = _FLOOD_BYTES * _BITS_PER_BYTE / self._baud
        self._drain(limit_s=time_on_line_s + _DRAIN_LIMIT_S, quiet_s=max(_QUIET_S, time_on_line_s))
        # Now it waits for a command or for the second half of one.
        for _turn in range(2):
            self._transport.write(_FILLER)
            try:
                if self._take(1, _SYNC_S, "synchronising again")[0] == _NACK:
                    return
            except RomLost:
                continue
            self._drain()
        raise RomLost("synchronising again", "no answer")

    def chip_id(self) -> int:
        """Product id, such as 0x415."""
        step = "asking for the chip"
        self._command(_GET_ID, step)
        count = self._take(1, _ANSWER_S, step)[0]
        answer = self._take(count + 1, _ANSWER_S, step)
        self._expect_ack(step)
        return int.from_bytes(answer, "big")

    def read(self, address: int, length: int) -> bytes:
        """1 to 256 bytes from anywhere that it gives access to. The protocol does not protect them by a checksum."""
        step = f"reading {length} bytes at {address:#010x}"
        self._command(_READ, step)
        self._send(_with_checksum(address.to_bytes(4, "big")), step)
        self._send(bytes([length - 1, (length - 1) ^ 0xFF]), step)
        return self._take(length, _ANSWER_S + self._line_s(length), step)

    def write(self, address: int, data: bytes) -> None:
        """4 to 256 bytes, a multiple of 4, into erased flash or RAM."""
        step = f"writing {len(data)} bytes at {address:#010x}"
        self._command(_WRITE, step)
        self._send(_with_checksum(address.to_bytes(4, "big")), step)
        self._send(_with_checksum(bytes([len(data) - 1]) + data), step, _PROGRAM_S + self._line_s(len(data)))

    def erase(self, pages: Sequence[int], deadline_s: float) -> None:
        """Erases pages by number within `deadline_s`, up to 255 at once."""
        step = f"erasing {len(pages)} pages from page {pages[0]}"
        if _EXTENDED_ERASE in self.commands:
            words = [len(pages) - 1, *pages]
            self._command(_EXTENDED_ERASE, step)
            payload = b"".join(word.to_bytes(2, "big") for word in words)
        else:
            self._command(_ERASE, step)
            payload = bytes([len(pages) - 1, *pages])
        self._send(_with_checksum(payload), step, deadline_s + self._line_s(len(payload)))

    def go(self, address: int) -> None:
        """Jumps to the program whose vector table lies at `address`; the bootloader is gone afterwards."""
        step = f"starting the program at {address:#010x}"
        self._command(_GO, step)
        self._send(_with_checksum(address.to_bytes(4, "big")), step)

    def _get(self) -> tuple[int, ...]:
        step = "asking for its commands"
        self._command(_GET, step)
        count = self._take(1, _ANSWER_S, step)[0]
        answer = self._take(count + 1, _ANSWER_S, step)
        self._expect_ack(step)
        return tuple(answer[1:])

    def _command(self, code: int, step: str) -> None:
        self._transport.write(bytes([code, code ^ 0xFF]))
        self._expect_ack(step, at_command=True)

    def _send(self, data: bytes, step: str, deadline_s: float = _ANSWER_S) -> None:
        self._transport.write(data)
        self._expect_ack(step, deadline_s)

    def _expect_ack(self, step: str, deadline_s: float = _ANSWER_S, *, at_command: bool = False) -> None:
        answer = self._take(1, deadline_s, step)[0]
        if answer == _NACK:
            raise RomRefused(step, at_command=at_command)
        if answer != _ACK:
            raise RomLost(step, f"answered {answer:#04x}, which is neither yes nor no")

    def _take(self, count: int, deadline_s: float, step: str) -> bytes:
        end = self._clock() + deadline_s
        while len(self._arrived) < count:
            left_s = end - self._clock()
            if left_s <= 0:
                raise RomLost(step, f"{len(self._arrived)} of {count} bytes came within {deadline_s:.1f} s")
            self._arrived += self._transport.read(count - len(self._arrived), left_s)
        taken = bytes(self._arrived[:count])
        del self._arrived[:count]
        return taken

    def _drain(self, *, limit_s: float = _DRAIN_LIMIT_S, quiet_s: float = _QUIET_S) -> None:
        """Throws away what arrives until the line is quiet, or for `limit_s`."""
        self._arrived.clear()
        end = self._clock() + limit_s
        while self._transport.read(4_096, quiet_s) and self._clock() < end:
            pass

    def _line_s(self, count: int) -> float:
        """How long `count` bytes take on the line, both ways."""
        return 2 * count * _BITS_PER_BYTE / self._baud


def _with_checksum(data: bytes) -> bytes:
    return data + bytes([reduce(xor, data, 0)])
