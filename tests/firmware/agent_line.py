"""A device's serial line as the tests hold it: bytes in, bytes out, frames by hand. Not the application's client."""

from __future__ import annotations

import os
import select
import struct
import subprocess
import time
import zlib
from dataclasses import dataclass
from types import TracebackType
from typing import NamedTuple, Self

from cobs import cobs

HELLO_LAYOUT = "<4H2BbB9I16s32s16s16s32s32s5I"
DEADLINE_S = 20.0


class Frame(NamedTuple):
    """One frame from the device."""

    kind: int
    sequence: int
    body: bytes


@dataclass(frozen=True)
class Greeting:
    """HELLO, as far as the tests look at it."""

    wire_version: int
    max_body_bytes: int
    window: int
    origin: int
    pack_status: int
    capabilities: int
    clock_hz: int
    tick_hz: int
    overhead_ticks: int
    slot_bytes: int
    arena_bytes: int
    staging_bytes: int
    calibration_instructions: int
    calibration_ticks: int
    chip_id: bytes
    board: str
    kernel_set: str
    firmware_sha256: str
    pack_sha256: str
    flash_block_bytes: int
    slot_flash_offset: int
    pack_fault: int


def frame(kind: int, body: bytes = b"", sequence: int = 1) -> bytes:
    """A frame as it travels."""
    plain = bytes([kind, sequence]) + body
    return cobs.encode(plain + struct.pack("<I", zlib.crc32(plain))) + b"\0"


class AgentLine:
    """A running firmware and its line. Waits for the boot banner at once."""

    def __init__(self, command: list[str]) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self._received = b""
        self.banner = self.read_until(b"m-ready\r\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.communicate(timeout=DEADLINE_S)

    def hang_up(self) -> tuple[int, str]:
        """Closes the device's input. Returns its exit code and what it wrote to standard error."""
        _, complaints = self._process.communicate(timeout=DEADLINE_S)
        return self._process.returncode, complaints.decode()

    def send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(data)
        self._process.stdin.flush()

    def read_until(self, mark: bytes) -> bytes:
        deadline = time.monotonic() + DEADLINE_S
        while mark not in self._received:
            self._receive(deadline - time.monotonic())
        head, _, self._received = self._received.partition(mark)
        return head + mark

    def is_silent_for(self, seconds: float) -> bool:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], seconds)
        return not ready and not self._received

    def _receive(self, seconds: float) -> None:
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], max(seconds, 0))
        data = os.read(self._process.stdout.fileno(), 65536) if ready else b""
        if not data:
            self._process.kill()
            complaints = self._process.communicate()[1].decode(errors="replace")
            raise AssertionError(f"the device said nothing more after {self._received[-200:]!r}; {complaints[-2000:]}")
        self._received += data

    def command(self, text: str | bytes) -> list[str]:
        """Sends an ASCII command. Returns the lines of the answer before m-ready."""
        self.send((text.encode() if isinstance(text, str) else text) + b"%")
        answer = self.read_until(b"m-ready\r\n").decode("ascii")
        return answer.removesuffix("m-ready\r\n").split("\r\n")[:-1]

    def go_binary(self) -> None:
        assert self.command("bw binary") == ["m-bw-[binary]"]

    def receive(self) -> Frame:
        plain = cobs.decode(self.read_until(b"\0")[:-1])
        assert struct.unpack("<I", plain[-4:])[0] == zlib.crc32(plain[:-4])
        return Frame(plain[0], plain[1], plain[2:-4])

    def ask(self, kind: int, body: bytes = b"", sequence: int = 1) -> Frame:
        self.send(frame(kind, body, sequence))
        return self.receive()

    def answer(self, kind: int, body: bytes = b"") -> bytes:
        """Body of the answer to a request that must be granted."""
        answer = self.ask(kind, body, sequence=77)
        assert (answer.kind, answer.sequence) == (kind | 0x80, 77), answer
        return answer.body

    def refusal(self, kind: int, body: bytes = b"") -> int:
        """Code of the refusal of a request that must be refused."""
        answer = self.ask(kind, body, sequence=78)
        assert (answer.kind, answer.sequence, answer.body[0]) == (0xFF, 78, kind), answer
        assert answer.body[2:].decode().isprintable()
        return answer.body[1]

    def series(self, kind: int, body: bytes, entry: str) -> list[tuple[int, ...]]:
        """All entries of an answer that comes in several frames."""
        self.send(frame(kind, body))
        entries: list[tuple[int, ...]] = []
        while True:
            answer = self.receive()
            assert answer.kind == kind | 0x80, answer
            first, total = struct.unpack_from("<2I", answer.body)
            assert first == len(entries)
            entries += struct.iter_unpack(entry, answer.body[8:])
            if len(entries) == total:
                return entries

    def greeting(self) -> Greeting:
        body = self.answer(0x01)
        assert len(body) == 212 == struct.calcsize(HELLO_LAYOUT)
        field = struct.unpack(HELLO_LAYOUT, body)

        def text(value: bytes) -> str:
            return value.rstrip(b"\0").decode()

        return Greeting(
            wire_version=field[0], max_body_bytes=field[3], window=field[4], origin=field[5], pack_status=field[6],
            capabilities=field[8], clock_hz=field[9], tick_hz=field[10], overhead_ticks=field[11], slot_bytes=field[12],
            arena_bytes=field[13], staging_bytes=field[14], calibration_instructions=field[15],
            calibration_ticks=field[16], chip_id=field[17][: field[7]], board=text(field[18]),
            kernel_set=text(field[20]), firmware_sha256=field[21].hex(), pack_sha256=field[22].hex(),
            flash_block_bytes=field[23], slot_flash_offset=field[24], pack_fault=field[27],
        )  # fmt: skip

    def load_pack(self, pack: bytes) -> None:
        """Writes a pack over the wire, in binary mode, and has it opened."""
        self.answer(0x07, struct.pack("<I", len(pack)))
        padded = pack + bytes(-len(pack) % 16)
        for offset in range(0, len(padded), 512):
            answer = self.answer(0x08, struct.pack("<I", offset) + padded[offset : offset + 512])
            assert answer == struct.pack("<I", offset)
        self.answer(0x09, struct.pack("<I", len(pack)))
