"""Messages: what the bodies of frames mean (docs/protocol.md)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from benchwright.model.board import Origin
from benchwright.model.device import Hello, MemoryReport, WireStatistics

WIRE_VERSION = 1
ANSWER_BIT = 0x80
REFUSAL_KIND = 0xFF
PACK_ALIGN_BYTES = 16
HELLO_BYTES = 208

_HELLO = struct.Struct("<4HBBbB9I16s32s16s16s32s32s4I")
_MEMORY = struct.Struct("<6I")
_STATISTICS = struct.Struct("<6I")
_RUN_HEAD = struct.Struct("<II")
_ORIGINS = (Origin.HARDWARE, Origin.EMULATED, Origin.NATIVE)
_ELEMENTS = {1: "float32", 2: "int8", 3: "uint8", 4: "int16", 5: "int32"}

Entry = struct.Struct
"""Form of one entry of an answer that comes in several frames."""
TICKS = struct.Struct("<Q")
"""One entry of an INFER or PROFILE answer: ticks."""
LAYER = struct.Struct("<II")
"""One entry of a LAYERS answer: tensor of the source file, CRC-32 of the op's output bytes."""


class Kind(IntEnum):
    """Requests; the answer has the same number with `ANSWER_BIT`."""

    HELLO = 0x01
    LOAD_INPUT = 0x02
    INFER = 0x03
    READ_OUTPUT = 0x04
    PROFILE = 0x05
    MEMORY = 0x06
    PACK_ERASE = 0x07
    PACK_WRITE = 0x08
    PACK_VERIFY = 0x09
    LAYERS = 0x0A
    STATISTICS = 0x0B
    ECHO = 0x0C
    RESET = 0x0D
    ASCII = 0x0E
    CANCEL = 0x0F
    RESET_STATE = 0x10


class RefusalCode(IntEnum):
    """Why a device refuses a request."""

    UNKNOWN_KIND = 1
    BAD_BODY = 2
    NO_PACK = 3
    NO_INPUT = 4
    OUT_OF_RANGE = 5
    ENGINE = 6
    FLASH = 7
    UNSUPPORTED = 8
    CANCELLED = 9
    BUSY = 10


class Capability(IntFlag):
    """Bits of `Hello.capabilities`."""

    PACK_WRITE = 1 << 0
    PROFILE = 1 << 1
    PAINTED_ARENA = 1 << 2
    PAINTED_STACK = 1 << 3
    MARK_LINE = 1 << 4
    RESET = 1 << 5
    LAYERS = 1 << 6
    RESET_STATE = 1 << 7


class MessageInvalid(ValueError):
    """A frame with a good CRC whose body does not have the form of its kind."""


@dataclass(frozen=True, slots=True)
class Request:
    """One request to the device. `answer_bytes` is how long the answer's body will be, for the deadline."""

    kind: Kind
    body: bytes = b""
    answer_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request the device will not do."""

    request_kind: int
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class RunPart:
    """Part of an INFER, PROFILE or LAYERS answer: entries `first_index` onward of `total`."""

    first_index: int
    total: int
    entries: tuple[tuple[int, ...], ...]

    @property
    def is_last(self) -> bool:
        """Whether the answer is complete with this part."""
        return self.first_index + len(self.entries) >= self.total


def numbers(*values: int) -> bytes:
    """A body of u32 numbers."""
    return struct.pack(f"<{len(values)}I", *values)


def decode_number(body: bytes) -> int:
    """The single u32 of a body."""
    if len(body) != 4:
        raise MessageInvalid(f"expected 4 bytes, got {len(body)}")
    return int.from_bytes(body, "little")


def decode_refusal(body: bytes) -> Refusal:
    """A refusal: which request, why, and the device's own words."""
    if len(body) < 2:
        raise MessageInvalid("refusal without a code")
    return Refusal(body[0], body[1], body[2:].decode("utf-8", "replace").rstrip("\0"))


def decode_run_part(body: bytes, entry: Entry) -> RunPart:
    """Part of an answer that comes in several frames; `entry` is `TICKS` or `LAYER`."""
    if len(body) < _RUN_HEAD.size or (len(body) - _RUN_HEAD.size) % entry.size:
        raise MessageInvalid(f"{len(body)} bytes are no whole number of entries")
    first_index, total = _RUN_HEAD.unpack_from(body)
    return RunPart(first_index, total, tuple(entry.iter_unpack(body[_RUN_HEAD.size :])))


def decode_hello(body: bytes) -> Hello:
    """What the agent says of itself; before version 3 it ends after 208 bytes, and newer agents may say more."""
    if len(body) < HELLO_BYTES:
        raise MessageInvalid(f"HELLO has {len(body)} bytes, expected {HELLO_BYTES}")
    fields = _HELLO.unpack_from(body)
    wire, agent, engine_version, max_body, window, origin, pack_status, chip_bytes = fields[:8]
    capabilities, clock_hz, tick_hz, overhead, slot, arena, staging, calibration, calibration_ticks = fields[8:17]
    chip, board, engine, kernel_set, firmware, pack, block_bytes, slot_offset, input_bytes, input_type = fields[17:]
    if origin >= len(_ORIGINS):
        raise MessageInvalid(f"unknown origin {origin}")
    return Hello(
        wire_version=wire,
        agent_version=agent,
        engine_version=engine_version,
        max_body_bytes=max_body,
        window=max(1, window),
        origin=_ORIGINS[origin],
        pack_status=pack_status,
        capabilities=capabilities,
        clock_hz=clock_hz,
        tick_hz=tick_hz,
        overhead_ticks=overhead,
        slot_bytes=slot,
        arena_capacity=arena,
        staging_bytes=staging,
        calibration_instructions=calibration,
        calibration_ticks=calibration_ticks,
        chip_id=chip[: min(chip_bytes, len(chip))].hex(),
        board=_text(board),
        engine=_text(engine),
        kernel_set=_text(kernel_set),
        firmware_sha256=firmware.hex(),
        pack_sha256=pack.hex(),
        flash_block_bytes=block_bytes,
        slot_flash_offset=slot_offset,
        input_bytes=input_bytes,
        input_element=_ELEMENTS.get(input_type, ""),
        pack_fault=int.from_bytes(body[HELLO_BYTES : HELLO_BYTES + 4], "little"),
    )


def decode_memory(body: bytes) -> MemoryReport:
    """A memory report."""
    if len(body) < _MEMORY.size:
        raise MessageInvalid(f"MEMORY has {len(body)} bytes")
    return MemoryReport(*_MEMORY.unpack_from(body))


def decode_statistics(body: bytes) -> WireStatistics:
    """The agent's counters."""
    if len(body) < _STATISTICS.size:
        raise MessageInvalid(f"STATISTICS has {len(body)} bytes")
    return WireStatistics(*_STATISTICS.unpack_from(body))


def kind_name(kind: int) -> str:
    """The word for a kind of request or answer, for messages and the console."""
    plain = kind & ~ANSWER_BIT
    return Kind(plain).name if plain in {known.value for known in Kind} else f"0x{plain:02X}"


def _text(padded: bytes) -> str:
    return padded.split(b"\0", 1)[0].decode("utf-8", "replace")
