"""From the bytes of a firmware file to a checked `FirmwareFile`; the content decides the form, not the name."""

from __future__ import annotations

import hashlib
import re

from benchwright.images.board_check import require_suited
from benchwright.images.firmware_file import FileForm, FirmwareFile, Segment
from benchwright.images.intel_hex import read_intel_hex
from benchwright.images.uf2 import START_MAGIC, read_uf2
from benchwright.model.board import Board
from benchwright.model.errors import ImageInvalid

_READ_FORMS = "Give firmware as .elf, .hex (Intel HEX), .uf2 or .bin."
_NO_FIRMWARE = {
    b"PK\x03\x04": "It is a zip archive.",
    b"\x1f\x8b": "It is a gzip archive.",
    b"7z\xbc\xaf": "It is a 7z archive.",
    b"!<arch>": "It is a library of objects.",
    b"\x89PNG": "It is a picture.",
    b"<!DOCTYPE": "It is a web page.",
    b"<html": "It is a web page.",
    b"S0": "It is a file of Motorola S-records.",
}
_ELF_MAGIC = b"\x7fELF"
_PROGRAM_MAGICS = (_ELF_MAGIC, b"MZ", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")  # ELF, PE, Mach-O, universal Mach-O


def read_firmware(name: str, data: bytes, board: Board, *, host: str, address: int | None = None) -> FirmwareFile:
    """The firmware in `data` for `board`.

    `name` is the file's, with its suffix. `address` is where a raw binary begins; by default where the board's
    programs begin. `host` is this computer's machine word (`platform.machine()`).

    Raises:
        ImageInvalid: the file is damaged, cut, empty, or of no known form.
        ImageUnsuited: it is not for this board.
    """
    file = _read(name, data, board, address)
    require_suited(file, board, host=host)
    return file


def _read(name: str, data: bytes, board: Board, address: int | None) -> FirmwareFile:
    if not data.strip(b"\0\xff\r\n\t "):
        why = "It holds nothing but erased bytes." if data else "It is empty."
        raise ImageInvalid(name, why, "Build or download it again.")
    if board.isa == "native":
        return _program(name, data, board)
    if data.startswith(_ELF_MAGIC):
        return _elf(name, data)
    if data.startswith(START_MAGIC):
        return read_uf2(name, data, _family(board))
    if re.match(rb"\s*:[0-9A-Fa-f]{10}", data) or name.lower().endswith((".hex", ".ihex", ".ihx")):
        return read_intel_hex(name, data)
    return _binary(name, data, board, address)


def _elf(name: str, data: bytes) -> FirmwareFile:
    from benchwright.images.elf import read_elf  # noqa: PLC0415 - its parser would slow the start of every command

    return read_elf(name, data)


def _family(board: Board) -> int | None:
    text = board.flash_options.uf2_family
    return int(text, 16) if text else None


def _binary(name: str, data: bytes, board: Board, address: int | None) -> FirmwareFile:
    for magic, why in _NO_FIRMWARE.items():
        if data.startswith(magic):
            raise ImageInvalid(name, why, _READ_FORMS)
    if not name.lower().endswith(".bin"):
        raise ImageInvalid(name, "Neither its content nor its name says what it is.", _READ_FORMS)
    first = board.memory.flash_base + board.memory.application_offset if address is None else address
    return FirmwareFile(name, FileForm.BINARY, hashlib.sha256(data).hexdigest(), (Segment(first, data),))


def _program(name: str, data: bytes, board: Board) -> FirmwareFile:
    """A program for this computer is flashed as it is; its sections are told where it is an ELF."""
    if not data.startswith(_PROGRAM_MAGICS):
        raise ImageInvalid(
            name, f"{board.title} runs programs, and this is none.", "Give an executable of this computer."
        )
    facts = _elf(name, data) if data.startswith(_ELF_MAGIC) else None
    return FirmwareFile(
        name=name,
        form=FileForm.PROGRAM,
        sha256=hashlib.sha256(data).hexdigest(),
        segments=(Segment(board.memory.flash_base, data),),
        machine=facts.machine if facts else None,
        sections=facts.sections if facts else (),
    )
