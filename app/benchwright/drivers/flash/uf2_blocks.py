"""UF2 files: blocks of 512 bytes that a bootloader's drive takes in any order (Microsoft, USB Flashing Format)."""

from __future__ import annotations

import struct

BLOCK_BYTES = 512
PAYLOAD_BYTES = 256

_MAGIC_START = 0x0A324655  # "UF2\n"
_MAGIC_SECOND = 0x9E5D5157
_MAGIC_END = 0x0AB16F30
_FLAG_FAMILY = 0x0000_2000
_HEAD = struct.Struct("<8I")
_DATA_BYTES = 476


def uf2_file(address: int, data: bytes, family: int | None) -> bytes:
    """`data` at `address`, a multiple of 256, for chips of `family`; the last page is filled with 0xFF.

    Raises:
        ValueError: the address begins inside a page.
    """
    if address % PAYLOAD_BYTES:
        raise ValueError(f"{address:#x} is no multiple of {PAYLOAD_BYTES}")
    pages = [data[at : at + PAYLOAD_BYTES].ljust(PAYLOAD_BYTES, b"\xff") for at in range(0, len(data), PAYLOAD_BYTES)]
    return b"".join(
        _block(address + number * PAYLOAD_BYTES, page, number, len(pages), family) for number, page in enumerate(pages)
    )


def _block(address: int, page: bytes, number: int, count: int, family: int | None) -> bytes:
    flags = 0 if family is None else _FLAG_FAMILY
    head = _HEAD.pack(_MAGIC_START, _MAGIC_SECOND, flags, address, len(page), number, count, family or 0)
    return head + page.ljust(_DATA_BYTES, b"\0") + struct.pack("<I", _MAGIC_END)
