"""A GDB server with a board behind it, for the contract: flash in memory, and the habits of real servers."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from benchwright.drivers.flash.gdb_client import gdb_crc32
from benchwright.drivers.flash.gdb_packet import PacketReader, Wire, frame

BASE = 0x0800_0000
BLOCK_BYTES = 2_048
BLOCKS = 64


@dataclass
class Habits:
    """How this server differs. `refuses` is a request that gets an error, `dies_at` one at which the line is cut."""

    needs_scan: bool = False
    has_crc: bool = True
    has_no_ack_mode: bool = True
    has_map: bool = True
    damages_every: int = 0
    refuses: bytes = b"\xff"
    dies_at: bytes = b"\xff"
    flips_a_bit: bool = False
    silent: bool = False


@dataclass
class GdbPeer:
    """Serves one client after another on a port of its own."""

    habits: Habits = field(default_factory=Habits)
    flash: bytearray = field(default_factory=lambda: bytearray(b"\x55" * BLOCK_BYTES * BLOCKS))
    requests: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._attached = False
        self._sent = 0
        self._last = b""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> GdbPeer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(10)

    def count(self, start: bytes) -> int:
        return sum(request.startswith(start) for request in self.requests)

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                line, _address = self._listener.accept()
                with line, contextlib.suppress(OSError, EOFError):
                    line.settimeout(20)
                    self._converse(line)

    def _converse(self, line: socket.socket) -> None:
        reader, self._attached, acknowledges = PacketReader(), not self.habits.needs_scan, True
        while data := line.recv(65_536):
            if data == b"-":
                line.sendall(frame(self._last))
            for item in reader.feed(data):
                if isinstance(item, Wire) or self.habits.silent:
                    continue
                self.requests.append(item)
                if item.startswith(self.habits.dies_at):
                    return
                if acknowledges:
                    line.sendall(b"+")
                for answer in self._answers(item):
                    line.sendall(self._packet(answer))
                if item == b"QStartNoAckMode" and self.habits.has_no_ack_mode:
                    acknowledges = False

    def _packet(self, answer: bytes) -> bytes:
        self._sent += 1
        packet, self._last = frame(answer), answer
        if self.habits.damages_every and self._sent % self.habits.damages_every == 0:
            return packet[:-1] + (b"0" if packet[-1:] != b"0" else b"1")
        return packet

    def _answers(self, request: bytes) -> list[bytes]:
        if request.startswith(self.habits.refuses):
            return [b"E08"]
        for start, answer in self._table().items():
            if request.startswith(start):
                return answer(request[len(start) :])
        return [b""]

    def _table(self) -> dict[bytes, Callable[[bytes], list[bytes]]]:
        features = b"PacketSize=400;qXfer:memory-map:read+" + b";QStartNoAckMode+" * self.habits.has_no_ack_mode
        return {
            b"qSupported": lambda _rest: [features],
            b"QStartNoAckMode": lambda _rest: [b"OK"],
            b"!": lambda _rest: [b"OK"],
            b"?": lambda _rest: [b"T05" if self._attached else b"W00"],
            b"qRcmd,": self._monitor,
            b"vAttach;1": self._attach,
            b"qXfer:memory-map:read::": self._map,
            b"vFlashErase:": self._erase,
            b"vFlashWrite:": self._write,
            b"vFlashDone": lambda _rest: [b"OK"],
            b"qCRC:": self._crc,
            b"m": self._read,
            b"D": lambda _rest: [b"OK"],
            b"R00": lambda _rest: [],
        }

    def _monitor(self, rest: bytes) -> list[bytes]:
        if bytes.fromhex(rest.decode()) == b"swdp_scan":
            return [b"O" + b"Target voltage: 3.3V\n".hex().encode(), b"O" + b" 1 STM32L47x\n".hex().encode(), b"OK"]
        return [b"OK"]

    def _attach(self, _rest: bytes) -> list[bytes]:
        self._attached = True
        return [b"T05thread:1;"]

    def _map(self, rest: bytes) -> list[bytes]:
        if not self.habits.has_map:
            return [b""]
        offset, length = (int(word, 16) for word in rest.split(b","))
        text = (
            '<memory-map><memory type="ram" start="0x20000000" length="0x18000"/>'
            f'<memory type="flash" start="{BASE:#x}" length="{BLOCK_BYTES * BLOCKS:#x}">'
            f'<property name="blocksize">{BLOCK_BYTES:#x}</property></memory></memory-map>'
        ).encode()
        part = text[offset : offset + length]
        return [(b"l" if offset + length >= len(text) else b"m") + part]

    def _erase(self, rest: bytes) -> list[bytes]:
        address, length = (int(word, 16) for word in rest.split(b","))
        if (address - BASE) % BLOCK_BYTES or length % BLOCK_BYTES:
            return [b"E01"]
        self.flash[address - BASE : address - BASE + length] = b"\xff" * length
        return [b"OK"]

    def _write(self, rest: bytes) -> list[bytes]:
        place, _colon, data = rest.partition(b":")
        at = int(place, 16) - BASE
        if any(byte != 0xFF for byte in self.flash[at : at + len(data)]):
            return [b"E02"]
        self.flash[at : at + len(data)] = data
        if self.habits.flips_a_bit:
            self.flash[at] ^= 1
        return [b"OK"]

    def _crc(self, rest: bytes) -> list[bytes]:
        if not self.habits.has_crc:
            return [b""]
        return [b"C%x" % gdb_crc32(self._bytes(rest))]

    def _read(self, rest: bytes) -> list[bytes]:
        return [self._bytes(rest).hex().encode()]

    def _bytes(self, rest: bytes) -> bytes:
        address, length = (int(word, 16) for word in rest.split(b","))
        return bytes(self.flash[address - BASE : address - BASE + length])
