"""The SPI flash of a virtual board: erased by sectors to 0xFF, programming only clears bits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from benchwright.drivers.virtual.flash_image import BLOCK_BYTES, FlashImage

SECTOR_BYTES = BLOCK_BYTES
JEDEC_ID = bytes((0xC8, 0x40, 0x16))
"""GigaDevice, SPI NOR, 2**22 bytes (JEDEC JEP106; read identification, opcode 9F)."""

_BLOCK_BYTES = 65_536
_PAGE_BYTES = 256
# JESD216: signature, revision 1.0, one parameter header that points to a basic table of 9 words at 0x30. Of the table
# only the second word is used, the density: 2**25 bits, less one.
_SFDP_HEADER = b"SFDP" + bytes((0x00, 0x01, 0x00, 0xFF, 0x00, 0x00, 0x01, 0x09, 0x30, 0x00, 0x00, 0xFF))
_SFDP = _SFDP_HEADER.ljust(0x34, b"\xff") + (0x01FF_FFFF).to_bytes(4, "little") + bytes(28)


class PowerLost(Exception):
    """The power went in the middle of programming; what was programmed until then stays."""


class NorFlash:
    """The flash in one file. `before_programming` hears how many bytes come and says how many of them still get in."""

    def __init__(self, image: FlashImage, size_bytes: int, before_programming: Callable[[int], int]) -> None:
        self._image = image
        self._size_bytes = size_bytes
        self._before_programming = before_programming
        self._is_writable = False

    def erase(self, offset: int, length: int) -> None:
        """Erases every sector that the range touches.

        Raises:
            ValueError: outside the flash.
        """
        if length:
            self._image.erase(offset, length)

    def program(self, offset: int, data: bytes) -> None:
        """Clears the bits that are 0 in `data`.

        Raises:
            ValueError: outside the flash. PowerLost: the power went.
        """
        before = self._image.read(offset, len(data))
        after = (int.from_bytes(before, "big") & int.from_bytes(data, "big")).to_bytes(len(data), "big")
        reached = self._before_programming(len(data))
        self._image.write(offset, after[:reached])
        if reached < len(data):
            raise PowerLost

    def read(self, offset: int, length: int) -> bytes:
        """What lies there.

        Raises:
            ValueError: outside the flash.
        """
        return self._image.read(offset, length)

    def md5(self, offset: int, length: int) -> bytes:
        """MD5 of a range, raw.

        Raises:
            ValueError: outside the flash.
        """
        return hashlib.md5(self.read(offset, length), usedforsecurity=False).digest()

    def command(self, opcode: int, address: int, sent: bytes, wanted_bytes: int) -> bytes:
        """One transfer on the SPI bus: what the flash answers to an opcode, its address and `sent`.

        Opcodes as in the data sheet of the GD25Q32 family; what is not among them is answered with zeros.

        Raises:
            PowerLost: the power went while it programmed.
        """
        answer = b""
        match opcode:
            case 0x9F:
                answer = JEDEC_ID
            case 0x5A:
                answer = _SFDP[address:]
            case 0x05:
                answer = bytes((2 if self._is_writable else 0,))
            case 0x03 | 0x0B:
                answer = self.read(address % self._size_bytes, min(wanted_bytes, self._size_bytes - address))
            case 0x06 | 0x04:
                self._is_writable = opcode == 0x06
            case 0x02 | 0x20 | 0xD8 | 0xC7 if self._is_writable:
                self._change(opcode, address % self._size_bytes, sent)
                self._is_writable = False
            case _:
                pass
        return answer[:wanted_bytes].ljust(wanted_bytes, b"\0")

    def _change(self, opcode: int, address: int, sent: bytes) -> None:
        match opcode:
            case 0x02:
                # A page program that runs over the end of its page goes on at the start of the page.
                room = _PAGE_BYTES - address % _PAGE_BYTES
                self.program(address, sent[:room])
                self.program(address - address % _PAGE_BYTES, sent[room:_PAGE_BYTES])
            case 0x20:
                self.erase(address - address % SECTOR_BYTES, SECTOR_BYTES)
            case 0xD8:
                self.erase(address - address % _BLOCK_BYTES, _BLOCK_BYTES)
            case _:
                self.erase(0, self._size_bytes)
