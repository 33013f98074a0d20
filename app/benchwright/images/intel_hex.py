"""Reads Intel HEX (Intel, Hexadecimal Object File Format Specification, revision A, 1988).

Not with the package intelhex: it takes a file that was cut before its end record for whole, and keeps a dictionary
entry for each byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from benchwright.images.firmware_file import FileForm, FirmwareFile, Segment, joined
from benchwright.model.errors import ImageInvalid

_DATA, _END, _SEGMENT_BASE, _SEGMENT_START, _LINEAR_BASE, _LINEAR_START = range(6)
# Bytes of a record's body by type; data may have any number.
_BODY_BYTES = {_END: 0, _SEGMENT_BASE: 2, _SEGMENT_START: 4, _LINEAR_BASE: 2, _LINEAR_START: 4}
_SEGMENT_SPAN = 0x1_0000


@dataclass(slots=True)
class _Reading:
    """How far the file is read."""

    base: int = 0
    is_segmented: bool = False
    entry: int | None = None
    ended_on_line: int = 0
    runs: list[tuple[int, bytearray]] = field(default_factory=list)

    def add(self, address: int, data: bytes) -> None:
        if self.runs and self.runs[-1][0] + len(self.runs[-1][1]) == address:
            self.runs[-1][1].extend(data)
        else:
            self.runs.append((address, bytearray(data)))


def read_intel_hex(file: str, data: bytes) -> FirmwareFile:
    """The firmware in an Intel HEX file.

    Raises:
        ImageInvalid: a record is damaged or the end record is missing; names the line.
    """
    reading = _Reading()
    lines = data.splitlines()
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        if reading.ended_on_line:
            raise _wrong(file, number, f"it goes on behind the end record of line {reading.ended_on_line}")
        _take(file, number, _record(file, number, text), reading)
    if not reading.ended_on_line:
        why = f"It ends with line {len(lines)}, without an end record: it was cut."
        raise ImageInvalid(file, why, "Build or download it again.")
    segments = joined(file, (Segment(address, bytes(run)) for address, run in reading.runs))
    digest = hashlib.sha256(data).hexdigest()
    return FirmwareFile(file, FileForm.INTEL_HEX, digest, segments, reading.entry)


def _record(file: str, number: int, text: bytes) -> bytes:
    """The bytes of one record without its checksum, which fits."""
    if not text.startswith(b":"):
        raise _wrong(file, number, "it does not begin with a colon")
    try:
        record = bytes.fromhex(text[1:].decode("ascii"))
    except ValueError as error:
        raise _wrong(file, number, "it is not made of pairs of hexadecimal digits") from error
    if len(record) < 5 or len(record) != record[0] + 5:
        announced = f"announces {record[0]} bytes of content" if record else "is empty"
        raise _wrong(file, number, f"it {announced} and has {max(len(record) - 5, 0)}: it was cut or damaged")
    if sum(record) & 0xFF:
        right = -sum(record[:-1]) & 0xFF
        raise _wrong(file, number, f"its checksum is {record[-1]:02X}, its bytes give {right:02X}")
    return record[:-1]


def _take(file: str, number: int, record: bytes, reading: _Reading) -> None:
    kind, body = record[3], record[4:]
    if kind in _BODY_BYTES and len(body) != _BODY_BYTES[kind]:
        raise _wrong(file, number, f"a record of type {kind:02X} has {_BODY_BYTES[kind]} bytes, this one {len(body)}")
    value = int.from_bytes(body, "big")
    match kind:
        case 0:
            offset = int.from_bytes(record[1:3], "big")
            if reading.is_segmented and offset + len(body) > _SEGMENT_SPAN:
                raise _wrong(file, number, "its content runs over the end of its 64 KiB segment")
            reading.add(reading.base + offset, body)
        case 1:
            reading.ended_on_line = number
        case 2:
            reading.base, reading.is_segmented = value << 4, True
        case 3:
            reading.entry = ((value >> 16) << 4) + (value & 0xFFFF)
        case 4:
            reading.base, reading.is_segmented = value << 16, False
        case 5:
            reading.entry = value
        case _:
            raise _wrong(file, number, f"records of type {kind:02X} are unknown")


def _wrong(file: str, number: int, why: str) -> ImageInvalid:
    return ImageInvalid(file, f"Line {number}: {why}.", "Build or download it again.")
