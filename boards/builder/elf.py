"""What an ELF file says: symbols, sections by what they are, what is loaded where."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

from boards.builder.errors import BuildError

SECTION_ALLOCATED = 0x2
SECTION_EXECUTABLE = 0x4
SECTION_WRITABLE = 0x1
SECTION_NOBITS = 8
SECTION_SYMTAB = 2
SECTION_DYNSYM = 11
SEGMENT_LOAD = 1
SYMBOL_DATA = 1
# Memory that the agent reports under its own name, so it does not count as static data.
NAMED_SECTIONS = (".arena", ".staging", ".stack")


@dataclass(frozen=True, slots=True)
class ImageSizes:
    """What the linked image needs of flash and RAM, in bytes."""

    text_bytes: int = 0
    rodata_bytes: int = 0
    data_bytes: int = 0
    bss_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ObjectSymbols:
    """Names of an object file: what it defines for others, the data among it, and what it takes from them."""

    defined: frozenset[str]
    defined_data: frozenset[str]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Symbol:
    name: str
    value: int
    kind: int
    is_defined: bool


def loaded_segments(elf: bytes | bytearray) -> list[tuple[int, int, int]]:
    """Load address, file offset and length in the file of each loadable segment of a 32-bit ELF."""
    header_offset = struct.unpack_from("<I", elf, 28)[0]
    entry_bytes, count = struct.unpack_from("<HH", elf, 42)
    headers = (struct.unpack_from("<5I", elf, header_offset + index * entry_bytes) for index in range(count))
    return [
        (address, offset, file_bytes)
        for kind, offset, _, address, file_bytes in headers
        if kind == SEGMENT_LOAD and file_bytes
    ]


def flat_image(elf: bytes, base: int) -> bytes:
    """What lies in flash from `base` on: the loadable segments of a 32-bit ELF at their load addresses."""
    image = bytearray()
    for address, offset, file_bytes in loaded_segments(elf):
        start = address - base
        if start < 0:
            raise BuildError(f"A segment is loaded at {address:#x}, below the flash at {base:#x}.")
        image.extend(b"\xff" * (start + file_bytes - len(image)))
        image[start : start + file_bytes] = elf[offset : offset + file_bytes]
    image.extend(b"\xff" * (-len(image) % 16))
    return bytes(image)


def elf_sizes(elf: bytes) -> ImageSizes:
    """Sum the sections of an ELF of either word size by what they are, without arena, staging and stack."""
    wide = elf[4] == 2
    table, (entry_bytes, count, names_index) = (
        (struct.unpack_from("<Q", elf, 40)[0], struct.unpack_from("<HHH", elf, 58))
        if wide
        else (struct.unpack_from("<I", elf, 32)[0], struct.unpack_from("<HHH", elf, 46))
    )
    sections = [_section(elf, table + index * entry_bytes, wide=wide) for index in range(count)]
    names_offset = sections[names_index][3]
    totals = {"text": 0, "rodata": 0, "data": 0, "bss": 0}
    for name_at, kind, flags, _, size in sections:
        start = names_offset + name_at
        name = elf[start : elf.index(b"\0", start)].decode()
        if not flags & SECTION_ALLOCATED or name.startswith(NAMED_SECTIONS):
            continue
        if name == ".data":  # code that runs in RAM is in it too
            totals["data"] += size
        elif flags & SECTION_EXECUTABLE:
            totals["text"] += size
        elif not flags & SECTION_WRITABLE:
            totals["rodata"] += size
        else:
            totals["bss" if kind == SECTION_NOBITS else "data"] += size
    return ImageSizes(**{f"{key}_bytes": value for key, value in totals.items()})


def exported_symbols(elf: bytes) -> dict[str, int]:
    """Addresses of what a shared library of this computer exports; empty where it is no ELF of 64 bits."""
    return {symbol.name: symbol.value for symbol in _symbols(elf, SECTION_DYNSYM) if symbol.is_defined}


def elf_symbols(elf: bytes) -> ObjectSymbols:
    """What an object has for others and takes from them."""
    symbols = list(_symbols(elf, SECTION_SYMTAB))
    return ObjectSymbols(
        frozenset(symbol.name for symbol in symbols if symbol.is_defined),
        frozenset(symbol.name for symbol in symbols if symbol.is_defined and symbol.kind == SYMBOL_DATA),
        frozenset(symbol.name for symbol in symbols if not symbol.is_defined),
    )


def _symbols(elf: bytes, table_kind: int) -> Iterator[_Symbol]:
    """Every global symbol in tables of one kind."""
    if not elf.startswith(b"\x7fELF"):
        raise BuildError("This is no ELF file; --minimal needs a computer whose libraries are.")
    wide = elf[4] == 2
    table, (entry_bytes, count) = (
        (struct.unpack_from("<Q", elf, 40)[0], struct.unpack_from("<HH", elf, 58))
        if wide
        else (struct.unpack_from("<I", elf, 32)[0], struct.unpack_from("<HH", elf, 46))
    )
    form, field = ("<IIQQQQIIQQ", "<IBBHQQ") if wide else ("<10I", "<IIIBBH")
    sections = [struct.unpack_from(form, elf, table + index * entry_bytes) for index in range(count)]
    for _, kind, _, _, offset, length, link, *_ in sections:
        for at in range(offset, offset + length, struct.calcsize(field)) if kind == table_kind else ():
            entry = struct.unpack_from(field, elf, at)
            name_at = entry[0]
            info, section, value = (entry[1], entry[3], entry[4]) if wide else (entry[3], entry[5], entry[1])
            if info >> 4 != 0 and name_at:
                start = sections[link][4] + name_at
                name = elf[start : elf.index(b"\0", start)].decode()
                yield _Symbol(name, value, info & 0xF, is_defined=section != 0)


def _section(elf: bytes, at: int, *, wide: bool) -> tuple[int, int, int, int, int]:
    """Name index, type, flags, file offset and size of one section header."""
    if wide:
        name, kind, flags, _, offset, size = struct.unpack_from("<IIQQQQ", elf, at)
    else:
        name, kind, flags, _, offset, size = struct.unpack_from("<6I", elf, at)
    return name, kind, flags, offset, size
