"""The flash of a virtual device: a file that keeps what was written when the power is gone."""

from __future__ import annotations

from pathlib import Path

ERASED = 0xFF
BLOCK_BYTES = 4_096
"""Erase granularity unless told otherwise; as on most boards, erasing touches whole blocks."""

_PROBE_BYTES = 16


class FlashImage:
    """Flash of `size_bytes` in one file, erased where nothing was written. Offsets from the start of flash."""

    def __init__(self, file: Path, size_bytes: int, *, block_bytes: int = BLOCK_BYTES) -> None:
        self._file = file
        self._size_bytes = size_bytes
        self._block_bytes = block_bytes

    @property
    def file(self) -> Path:
        """Where the image lies."""
        return self._file

    def ensure(self) -> None:
        """Creates the file, or grows one that is too short."""
        existing = self._file.stat().st_size if self._file.exists() else 0
        if existing < self._size_bytes:
            with self._file.open("ab") as stream:
                stream.write(bytes([ERASED]) * (self._size_bytes - existing))

    def erase(self, offset: int, length: int) -> None:
        """Erases every block that the range touches.

        Raises:
            ValueError: outside the flash.
        """
        self._check(offset, length)
        block = self._block_bytes
        start = offset - offset % block
        end = min(self._size_bytes, -(-(offset + length) // block) * block)
        self._put(start, bytes([ERASED]) * (end - start))

    def write(self, offset: int, data: bytes) -> None:
        """Writes into erased flash.

        Raises:
            ValueError: outside the flash.
        """
        self._check(offset, len(data))
        self._put(offset, data)

    def read(self, offset: int, length: int) -> bytes:
        """What lies there.

        Raises:
            ValueError: outside the flash.
        """
        self._check(offset, length)
        with self._file.open("rb") as stream:
            stream.seek(offset)
            return stream.read(length)

    def has_firmware(self) -> bool:
        """Whether the start of flash, where a vector table or a program's head would be, is not erased."""
        return self.read(0, _PROBE_BYTES) != bytes([ERASED]) * _PROBE_BYTES

    def firmware(self, region_bytes: int) -> bytes:
        """The firmware region without the erased bytes behind the firmware."""
        return self.read(0, region_bytes).rstrip(bytes([ERASED]))

    def _put(self, offset: int, data: bytes) -> None:
        with self._file.open("r+b") as stream:
            stream.seek(offset)
            stream.write(data)

    def _check(self, offset: int, length: int) -> None:
        if offset < 0 or length < 0 or offset + length > self._size_bytes:
            raise ValueError(f"{length} bytes at {offset:#x} are outside the flash of {self._size_bytes} bytes")
