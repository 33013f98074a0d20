"""A client of a GDB server: what GDB's own `load` does, and no more of GDB than that."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from benchwright.drivers.flash.gdb_packet import PacketReader, Wire, frame
from benchwright.protocols.transport import Transport

_REPLY_S = 5.0
_FLASH_S = 120.0
_READ_STEP_S = 0.2
_TRIES = 3
_DEFAULT_PACKET_BYTES = 400
_MAP_BYTES = 0x800
_ERROR = re.compile(rb"E(?:[0-9a-fA-F]{2}|\..*)", re.DOTALL)


class GdbRefused(Exception):
    """The server answered a request with an error; the text is the request and the answer."""


class GdbSilent(Exception):
    """The server does not answer, or never whole."""


@dataclass(frozen=True, slots=True)
class FlashRegion:
    """Flash as the server describes it, in bytes; each erase takes whole blocks."""

    start: int
    length: int
    block_bytes: int


class GdbClient:
    """One session over an open line."""

    def __init__(self, line: Transport) -> None:
        self._line = line
        self._reader = PacketReader()
        self._arrived: list[bytes] = []
        self._acknowledges = True
        self._packet_bytes = _DEFAULT_PACKET_BYTES
        self._can_crc = True
        self.has_begun = False
        """Whether flash has been erased or written."""

    def open(self) -> None:
        """Greets the server and agrees on sizes; further packets need no acknowledgement where it can do without."""
        self._line.write(b"+")
        features = self.ask(b"qSupported:swbreak+;vContSupported+").decode("ascii", "replace")
        if found := re.search(r"PacketSize=([0-9a-fA-F]+)", features):
            self._packet_bytes = max(64, int(found[1], 16))
        if "QStartNoAckMode+" in features and self.ask(b"QStartNoAckMode") == b"OK":
            self._acknowledges = False

    def ask(self, request: bytes, timeout_s: float = _REPLY_S) -> bytes:
        """The server's answer; empty for a request that it does not know.

        Raises:
            GdbRefused, GdbSilent: there is none.
        """
        self._arrived.clear()
        packet = frame(request)
        self._line.write(packet)
        answer = self._next(packet, timeout_s)
        if _ERROR.fullmatch(answer):
            raise _refused(request, answer)
        return answer

    def monitor(self, command: str, timeout_s: float = _REPLY_S) -> str:
        """What the server prints for a command of its own."""
        said = ""
        answer = self.ask(b"qRcmd," + command.encode().hex().encode(), timeout_s)
        while answer[:1] == b"O" and answer != b"OK":
            said += bytes.fromhex(answer[1:].decode()).decode("utf-8", "replace")
            answer = self._next(b"", timeout_s)
        return said if answer in {b"OK", b""} else said + bytes.fromhex(answer.decode()).decode("utf-8", "replace")

    def flash_regions(self) -> Sequence[FlashRegion]:
        """The flash in the server's memory map."""
        text, more = "", True
        while more:
            part = self.ask(f"qXfer:memory-map:read::{len(text):x},{_MAP_BYTES:x}".encode())
            text += part[1:].decode("utf-8", "replace")
            more = part[:1] == b"m"
        return _regions(text)

    def erase(self, address: int, length: int) -> None:
        """Erases whole blocks."""
        self.has_begun = True
        self._expect_ok(f"vFlashErase:{address:x},{length:x}".encode())

    def write(self, address: int, data: bytes) -> None:
        """Hands over bytes for erased flash; `finish` makes sure that they are there."""
        self._expect_ok(f"vFlashWrite:{address:x}:".encode() + data)

    def finish(self) -> None:
        """Waits until all is written."""
        self._expect_ok(b"vFlashDone")

    @property
    def chunk_bytes(self) -> int:
        """How much `write` takes at once: a packet whose every byte may need an escape."""
        return max(16, (self._packet_bytes - 40) // 2 & ~0xF)

    def holds(self, address: int, data: bytes) -> bool:
        """Whether memory holds `data`: by the server's checksum where it has one, else by reading."""
        if self._can_crc:
            answer = self._checksum(address, len(data))
            if answer is not None:
                return answer == gdb_crc32(data)
            self._can_crc = False
        return self.read(address, len(data)) == data

    def read(self, address: int, length: int) -> bytes:
        """Memory as the server reads it."""
        parts = []
        step = max(16, (self._packet_bytes - 8) // 2)
        for at in range(0, length, step):
            answer = self.ask(f"m{address + at:x},{min(step, length - at):x}".encode())
            parts.append(bytes.fromhex(answer.decode("ascii", "replace")))
        return b"".join(parts)

    def send(self, request: bytes) -> None:
        """Sends what has no answer."""
        self._line.write(frame(request))

    def _checksum(self, address: int, length: int) -> int | None:
        try:
            answer = self.ask(f"qCRC:{address:x},{length:x}".encode(), _FLASH_S)
        except GdbRefused:
            return None
        return int(answer[1:], 16) if answer[:1] == b"C" else None

    def _expect_ok(self, request: bytes) -> None:
        answer = self.ask(request, _FLASH_S)
        if answer != b"OK":
            raise _refused(request, answer or b"nothing: it cannot write flash")

    def _next(self, packet: bytes, timeout_s: float) -> bytes:
        """The next whole packet; a damaged one is asked for again."""
        deadline = time.monotonic() + timeout_s
        tries = _TRIES
        while not self._arrived:
            if time.monotonic() > deadline or not tries:
                raise GdbSilent("no whole answer arrived")
            for item in self._reader.feed(self._line.read(4096, _READ_STEP_S)):
                if item is Wire.DAMAGED:
                    tries -= 1
                    self._line.write(b"-" if self._acknowledges else packet)
                elif isinstance(item, bytes):
                    self._arrived.append(item)
                    self._line.write(b"+" if self._acknowledges else b"")
        return self._arrived.pop(0)


def _refused(request: bytes, answer: bytes) -> GdbRefused:
    words = [part.decode("ascii", "replace") for part in (request[:32], answer)]
    return GdbRefused(f"{words[0]} was answered {words[1]}")


def gdb_crc32(data: bytes) -> int:
    """The checksum of qCRC: polynomial 0x04C11DB7, highest bit first, from all ones, not inverted at the end."""
    crc = 0xFFFF_FFFF
    for byte in data:
        crc = (crc << 8) & 0xFFFF_FFFF ^ _CRC_TABLE[crc >> 24 ^ byte]
    return crc


def _crc_entry(byte: int) -> int:
    crc = byte << 24
    for _bit in range(8):
        crc = (crc << 1 ^ 0x04C1_1DB7) & 0xFFFF_FFFF if crc & 0x8000_0000 else crc << 1
    return crc


_CRC_TABLE = tuple(_crc_entry(byte) for byte in range(256))


def _regions(text: str) -> Sequence[FlashRegion]:
    try:
        root = ElementTree.fromstring(text) if text else None
    except ElementTree.ParseError:
        root = None
    found = []
    for memory in root.iter("memory") if root is not None else ():
        if memory.get("type") != "flash":
            continue
        block = next((entry.text for entry in memory.iter("property") if entry.get("name") == "blocksize"), None)
        numbers = [int(word or "0", 0) for word in (memory.get("start"), memory.get("length"), block)]
        found.append(FlashRegion(*numbers))
    return [region for region in found if region.block_bytes > 0]
