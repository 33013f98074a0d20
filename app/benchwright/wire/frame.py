"""Frames: COBS around kind, sequence, body and CRC-32, ended by a zero byte (docs/protocol.md)."""

from __future__ import annotations

import binascii
from dataclasses import dataclass

from cobs import cobs

_HEAD_BYTES = 2
_CRC_BYTES = 4
# Largest body any board announces (1,024) with room to spare; more without a zero byte is noise.
_LONGEST_BYTES = 8_192


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: `kind` and `sequence` are single bytes."""

    kind: int
    sequence: int
    body: bytes = b""


def encode_frame(frame: Frame) -> bytes:
    """The bytes of a frame on the line, its ending zero included."""
    payload = bytes((frame.kind, frame.sequence)) + frame.body
    checked = payload + binascii.crc32(payload).to_bytes(_CRC_BYTES, "little")
    return bytes(cobs.encode(checked)) + b"\0"


class FrameDecoder:
    """Cuts a byte stream into frames; whatever is damaged is counted and dropped up to the next zero byte."""

    def __init__(self) -> None:
        self._pending = bytearray()
        self._bad_count = 0

    @property
    def bad_count(self) -> int:
        """Frames dropped so far because COBS, length or CRC was wrong."""
        return self._bad_count

    def feed(self, data: bytes) -> tuple[Frame, ...]:
        """The frames that `data` completes, in their order."""
        self._pending += data
        *ended, rest = bytes(self._pending).split(b"\0")
        if len(rest) > _LONGEST_BYTES:
            self._bad_count += 1
            rest = b""
        self._pending = bytearray(rest)
        decoded = (self._decode(part) for part in ended if part)
        return tuple(frame for frame in decoded if frame is not None)

    def _decode(self, encoded: bytes) -> Frame | None:
        frame = _decode_frame(encoded)
        if frame is None:
            self._bad_count += 1
        return frame


def _decode_frame(encoded: bytes) -> Frame | None:
    try:
        checked = bytes(cobs.decode(encoded))
    except cobs.DecodeError:
        return None
    payload, crc = checked[:-_CRC_BYTES], checked[-_CRC_BYTES:]
    if len(payload) < _HEAD_BYTES or binascii.crc32(payload) != int.from_bytes(crc, "little"):
        return None
    return Frame(payload[0], payload[1], payload[_HEAD_BYTES:])
