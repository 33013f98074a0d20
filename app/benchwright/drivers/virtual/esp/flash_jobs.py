"""Transfers between a host and the flash that take many frames: writing, plain or deflated, and reading."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator

from benchwright.drivers.virtual.esp.nor_flash import SECTOR_BYTES, NorFlash


class JobRefused(Exception):
    """The bootloader cannot do this; `status` is its word for it as ROM and as stub."""

    def __init__(self, rom: int, stub: int) -> None:
        super().__init__(f"{rom:#04x}/{stub:#04x}")
        self.status = (rom, stub)


class WriteJob:
    """One region being written from its start to its end.

    The ROM erases all of it at the beginning; the stub is lazy and erases each sector when it comes to it.
    """

    def __init__(self, flash: NorFlash, offset: int, length: int, *, is_deflated: bool, is_lazy: bool) -> None:
        self._flash = flash
        self._at = offset
        self._end = offset + length
        self._inflate = zlib.decompressobj() if is_deflated else None
        self._erased_to = offset - offset % SECTOR_BYTES
        if not is_lazy:
            self._erase_to(self._end)

    @property
    def is_deflated(self) -> bool:
        """Whether the data arrives compressed by zlib."""
        return self._inflate is not None

    def write(self, data: bytes) -> None:
        """Programs the next block; what is beyond the region is padding and falls away.

        Raises:
            JobRefused: not what zlib made. ValueError: outside the flash. PowerLost: the power went.
        """
        if self._inflate is not None:
            try:
                data = self._inflate.decompress(data)
            except zlib.error as error:
                raise JobRefused(0x0B, 0xC7) from error
        while data and self._at < self._end:
            # By sectors, so that a loss of power leaves what is behind untouched.
            room = min(SECTOR_BYTES - self._at % SECTOR_BYTES, self._end - self._at)
            piece, data = data[:room], data[room:]
            self._erase_to(self._at + len(piece))
            self._flash.program(self._at, piece)
            self._at += len(piece)

    def _erase_to(self, end: int) -> None:
        if end > self._erased_to:
            self._flash.erase(self._erased_to, end - self._erased_to)
            self._erased_to = -(-end // SECTOR_BYTES) * SECTOR_BYTES


class ReadJob:
    """One region on its way to the host, in blocks; at most `window` of them are under way without an answer."""

    def __init__(self, flash: NorFlash, offset: int, length: int, block_bytes: int, window: int) -> None:
        self._data = flash.read(offset, length)
        self._block_bytes = max(1, block_bytes)
        self._window_bytes = self._block_bytes * max(1, window)
        self._sent_bytes = 0
        self._acknowledged_bytes = 0

    @property
    def is_acknowledged(self) -> bool:
        """Whether the host has all of it."""
        return self._acknowledged_bytes >= len(self._data)

    def blocks(self, acknowledged_bytes: int) -> Iterator[bytes]:
        """What may be sent now that the host has so many bytes."""
        self._acknowledged_bytes = acknowledged_bytes
        end = min(len(self._data), acknowledged_bytes + self._window_bytes)
        while self._sent_bytes < end:
            block = self._data[self._sent_bytes : self._sent_bytes + self._block_bytes]
            self._sent_bytes += len(block)
            yield block

    def digest(self) -> bytes:
        """MD5 over everything, raw."""
        return hashlib.md5(self._data, usedforsecurity=False).digest()
