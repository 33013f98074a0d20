"""A firmware file as it was read: what goes where in flash, and what its sections say of flash and RAM."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from benchwright.model.errors import ImageInvalid

# Memory that boards/build.py does not count as static data either: the agent reports it under its own name.
_NAMED_SECTIONS = (".arena", ".staging", ".stack")


class FileForm(Enum):
    """The forms that are read; the value is the word on screen."""

    BINARY = "raw binary"
    ELF = "ELF"
    INTEL_HEX = "Intel HEX"
    UF2 = "UF2"
    PROGRAM = "program of this computer"


@dataclass(frozen=True, slots=True)
class Segment:
    """Bytes and the address of the first of them."""

    address: int
    data: bytes

    @property
    def end(self) -> int:
        """The address behind the last byte."""
        return self.address + len(self.data)


class SectionKind(Enum):
    """What a section needs: `TEXT` and `RODATA` flash, `DATA` flash and RAM, `BSS` RAM."""

    TEXT = "text"
    RODATA = "rodata"
    DATA = "data"
    BSS = "bss"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an ELF that takes memory."""

    name: str
    kind: SectionKind
    size_bytes: int

    @property
    def is_static(self) -> bool:
        """Whether its RAM counts as static data: `.data` and `.bss` do, a named arena or stack does not."""
        return self.kind in {SectionKind.DATA, SectionKind.BSS} and not self.name.startswith(_NAMED_SECTIONS)


@dataclass(frozen=True, slots=True)
class Machine:
    """What an ELF was built for.

    `word` is e_machine without its prefix (`ARM`, `RISCV`, `XTENSA`, `X86_64`), `flags` e_flags. `arm_arch` and
    `arm_profile` are Tag_CPU_arch and the letter of Tag_CPU_arch_profile (Addenda to the ABI for the Arm
    Architecture, build attributes); None and "" where the linker dropped them.
    """

    word: str
    bits: int
    is_little_endian: bool
    flags: int
    arm_arch: int | None = None
    arm_profile: str = ""


@dataclass(frozen=True, slots=True)
class FirmwareFile:
    """One firmware file. Segments are in the order of their addresses, none touches another.

    `sha256` is that of the file. `entry`, `machine` and `sections` are what the form tells: an ELF all three,
    Intel HEX at most the entry.
    """

    name: str
    form: FileForm
    sha256: str
    segments: tuple[Segment, ...]
    entry: int | None = None
    machine: Machine | None = None
    sections: tuple[Section, ...] = ()

    @property
    def flash_bytes(self) -> int:
        """Bytes that are written to flash, gaps left out."""
        return sum(len(segment.data) for segment in self.segments)

    @property
    def flat(self) -> bytes:
        """All of it from the first address on, gaps filled with erased bytes."""
        image = b""
        for segment in self.segments:
            image = image.ljust(segment.address - self.segments[0].address, b"\xff") + segment.data
        return image

    def regions(self, gap_bytes: int) -> tuple[Segment, ...]:
        """The segments, those no further apart than `gap_bytes` made one, erased bytes between them."""
        regions: list[Segment] = []
        for segment in self.segments:
            if regions and segment.address - regions[-1].end <= gap_bytes:
                last = regions.pop()
                filled = last.data.ljust(segment.address - last.address, b"\xff")
                regions.append(Segment(last.address, filled + segment.data))
            else:
                regions.append(segment)
        return tuple(regions)

    @property
    def static_bytes(self) -> int | None:
        """RAM that is taken for good, `.data` and `.bss`; None where the form does not tell."""
        if not self.sections:
            return None
        return sum(section.size_bytes for section in self.sections if section.is_static)

    def section_bytes(self, kind: SectionKind) -> int:
        """Bytes of all sections of one kind, named RAM left out as in `static_bytes`."""
        counted = (s for s in self.sections if s.kind is kind and not s.name.startswith(_NAMED_SECTIONS))
        return sum(section.size_bytes for section in counted)

    @property
    def static_ram(self) -> tuple[Section, ...]:
        """Every section in RAM by name, the largest first, a named arena or stack among them."""
        in_ram = (s for s in self.sections if s.kind in {SectionKind.DATA, SectionKind.BSS} and s.size_bytes)
        return tuple(sorted(in_ram, key=lambda section: -section.size_bytes))


def joined(file: str, pieces: Iterable[Segment]) -> tuple[Segment, ...]:
    """The pieces in the order of their addresses, those that touch made one, empty ones left out.

    Raises:
        ImageInvalid: two pieces hold the same address.
    """
    runs: list[tuple[int, bytearray]] = []
    for piece in sorted((piece for piece in pieces if piece.data), key=lambda piece: piece.address):
        end = runs[-1][0] + len(runs[-1][1]) if runs else -1
        if piece.address < end:
            why = f"Two of its parts hold address {piece.address:#010x}."
            raise ImageInvalid(file, why, "Build it again; where two files were merged, see that they do not overlap.")
        if piece.address == end:
            runs[-1][1].extend(piece.data)
        else:
            runs.append((piece.address, bytearray(piece.data)))
    return tuple(Segment(address, bytes(data)) for address, data in runs)
