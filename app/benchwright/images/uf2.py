"""Reads UF2 (github.com/microsoft/uf2, README.md: blocks of 512 bytes, each a whole word of its own)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from benchwright.images.firmware_file import FileForm, FirmwareFile, Segment, joined
from benchwright.model.errors import ImageInvalid, ImageUnsuited

BLOCK_BYTES = 512
START_MAGIC = b"UF2\n"

_SECOND_MAGIC = 0x9E5D5157
_END_MAGIC = 0x0AB16F30
_HEAD = struct.Struct("<8I")
_LARGEST_PAYLOAD_BYTES = 476
_NOT_MAIN_FLASH, _FILE_CONTAINER, _HAS_FAMILY, _HAS_MD5 = 0x1, 0x1000, 0x2000, 0x4000
# With _HAS_MD5 the last 24 of the 476 bytes are the start and the length of a region, and the MD5 of its content.
_MD5_AT = _HEAD.size + _LARGEST_PAYLOAD_BYTES - 24
_DAMAGED = "Build or download it again."


@dataclass(frozen=True, slots=True)
class _Block:
    """One block that goes to flash. `position` counts the blocks of the file from 0."""

    position: int
    number: int
    count: int
    family: int | None
    piece: Segment
    region: tuple[int, int, bytes] | None


def read_uf2(file: str, data: bytes, family: int | None = None) -> FirmwareFile:
    """The firmware for `family` in a UF2 file; without `family` the file must hold one family only.

    Raises:
        ImageInvalid: a block is damaged, missing or out of order; names the block.
        ImageUnsuited: no block is for `family`.
    """
    if len(data) % BLOCK_BYTES:
        why = f"It has {len(data):,} bytes, which are no whole blocks of {BLOCK_BYTES}: it was cut."
        raise ImageInvalid(file, why, _DAMAGED)
    blocks = [_block(file, at // BLOCK_BYTES, data[at : at + BLOCK_BYTES]) for at in range(0, len(data), BLOCK_BYTES)]
    chosen = _of_family(file, [block for block in blocks if block is not None], family)
    _check_order(file, chosen)
    segments = joined(file, (block.piece for block in chosen))
    _check_regions(file, chosen, segments)
    return FirmwareFile(file, FileForm.UF2, hashlib.sha256(data).hexdigest(), segments)


def _block(file: str, position: int, raw: bytes) -> _Block | None:
    """One block; None for one that does not go to flash."""
    first, second, flags, address, size, number, count, word = _HEAD.unpack_from(raw)
    end = struct.unpack_from("<I", raw, BLOCK_BYTES - 4)[0]
    if first != int.from_bytes(START_MAGIC, "little") or second != _SECOND_MAGIC or end != _END_MAGIC:
        raise _wrong(file, position, "it does not carry the three marks of a block")
    if size > _LARGEST_PAYLOAD_BYTES or (flags & _HAS_MD5 and size > _MD5_AT - _HEAD.size):
        raise _wrong(file, position, f"it claims {size} bytes of content")
    if number >= count:
        raise _wrong(file, position, f"it is numbered {number} of {count}")
    if flags & (_NOT_MAIN_FLASH | _FILE_CONTAINER):
        return None
    region = struct.unpack_from("<II16s", raw, _MD5_AT) if flags & _HAS_MD5 else None
    piece = Segment(address, raw[_HEAD.size : _HEAD.size + size])
    return _Block(position, number, count, word if flags & _HAS_FAMILY else None, piece, region)


def _of_family(file: str, blocks: Sequence[_Block], family: int | None) -> Sequence[_Block]:
    """The blocks for one family. A file may carry several, as those for RP2350 do (its erratum E10)."""
    if not blocks:
        raise ImageInvalid(file, "It holds no block that goes to flash.", _DAMAGED)
    found = {block.family for block in blocks}
    named = ", ".join(sorted(f"{member:#010x}" for member in found if member is not None))
    if family is None:
        if len(found) > 1:
            raise ImageUnsuited(file, "a board without a UF2 family", f"It holds firmware for several: {named}.")
        return blocks
    if found == {None}:
        return blocks
    chosen = [block for block in blocks if block.family == family]
    if not chosen:
        raise ImageUnsuited(file, f"UF2 family {family:#010x}", f"It is for family {named}.")
    return chosen


def _check_order(file: str, blocks: Sequence[_Block]) -> None:
    count = blocks[0].count
    for expected, block in enumerate(blocks):
        if block.count != count or block.number != expected:
            said = f"{block.number} of {block.count}"
            raise _wrong(file, block.position, f"it is numbered {said}, {expected} of {count} comes here")
    if len(blocks) != count:
        why = f"It ends after block {blocks[-1].position}; {count - len(blocks)} of {count} blocks are missing."
        raise ImageInvalid(file, why, _DAMAGED)


def _check_regions(file: str, blocks: Sequence[_Block], segments: Sequence[Segment]) -> None:
    """Holds every region with an MD5 to it, as far as the file fills that region."""
    seen: set[tuple[int, int, bytes]] = set()
    for block in blocks:
        if block.region is None or block.region in seen:
            continue
        seen.add(block.region)
        start, length, digest = block.region
        for segment in segments:
            if segment.address <= start and start + length <= segment.end:
                content = segment.data[start - segment.address : start - segment.address + length]
                if hashlib.md5(content, usedforsecurity=False).digest() != digest:
                    raise _wrong(file, block.position, f"{length:,} bytes from {start:#010x} do not have its MD5")


def _wrong(file: str, position: int, why: str) -> ImageInvalid:
    return ImageInvalid(file, f"Block {position}: {why}.", _DAMAGED)
