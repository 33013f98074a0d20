"""The flash of a virtual device as an ELF file, for machines of QEMU that take nothing else into their flash."""

from __future__ import annotations

import struct

# System V ABI: 52 bytes of file header, 32 of program header. The content follows at an offset that is as much out of
# line with ALIGNMENT as its address, which is a whole multiple.
_FILE_HEADER = struct.Struct("<4s5B7xHHIIIIIHHHHHH")
_PROGRAM_HEADER = struct.Struct("<8I")
_ALIGNMENT = 4_096
_CLASS_32, _LITTLE_ENDIAN, _VERSION = 1, 1, 1
_EXECUTABLE, _RISCV = 2, 243
_LOAD, _READ_AND_EXECUTE = 1, 5


def flash_elf(flash: bytes, base: int) -> bytes:
    """A 32-bit RISC-V executable whose one segment is the flash, at its address `base`."""
    file_header = _FILE_HEADER.pack(
        b"\x7fELF", _CLASS_32, _LITTLE_ENDIAN, _VERSION, 0, 0, _EXECUTABLE, _RISCV, _VERSION,
        base, _FILE_HEADER.size, 0, 0, _FILE_HEADER.size, _PROGRAM_HEADER.size, 1, 0, 0, 0,
    )  # fmt: skip
    segment = _PROGRAM_HEADER.pack(
        _LOAD, _ALIGNMENT, base, base, len(flash), len(flash), _READ_AND_EXECUTE, _ALIGNMENT
    )  # fmt: skip
    return (file_header + segment).ljust(_ALIGNMENT, b"\0") + flash
