"""Reads the parts of an ELF that go to flash, and what its sections need; debug information is not looked at."""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterator, Sequence

from elftools.elf.elffile import ELFFile
from elftools.elf.sections import ARMAttributesSection
from elftools.elf.sections import Section as ElfSection
from elftools.elf.segments import Segment as ElfSegment

from benchwright.images.firmware_file import (
    FileForm,
    FirmwareFile,
    Machine,
    Section,
    SectionKind,
    Segment,
    joined,
)
from benchwright.model.errors import ImageInvalid

_REBUILD = "Build or download it again."
_WRITABLE, _ALLOCATED, _EXECUTABLE = 0x1, 0x2, 0x4
_LARGEST_COUNT = 4_096


def read_elf(file: str, data: bytes) -> FirmwareFile:
    """The firmware in an ELF.

    Segments lie where the loader puts them (load addresses); headers that a linker placed in front of the first
    section are left out, as objcopy does.

    Raises:
        ImageInvalid: it is damaged, cut, or not a linked program.
    """
    try:
        return _read(file, data)
    except ImageInvalid:
        raise
    except Exception as error:  # whatever the parser makes of damaged bytes: it promises no one class
        claimed = _claimed_bytes(data)
        if claimed > len(data):
            why = f"It was cut: its headers speak of {claimed:,} bytes, the file has {len(data):,}."
        else:
            why = "Its headers are damaged: they do not describe a program."
        raise ImageInvalid(file, why, _REBUILD) from error


def _claimed_bytes(data: bytes) -> int:
    """Where the header says that its tables of sections and segments end; more than there is of a header cut short.

    Offsets are those of Elf32_Ehdr and Elf64_Ehdr (System V ABI, ELF Header).
    """
    is_wide, order = data[4:5] == b"\x02", ">" if data[5:6] == b"\x02" else "<"
    if len(data) < (64 if is_wide else 52):
        return len(data) + 1
    segments_at, sections_at = struct.unpack_from(f"{order}2{'Q' if is_wide else 'I'}", data, 32 if is_wide else 28)
    segment_bytes, segments, section_bytes, sections = struct.unpack_from(f"{order}4H", data, 54 if is_wide else 42)
    return int(max(segments_at + segment_bytes * segments, sections_at + section_bytes * sections))


def _read(file: str, data: bytes) -> FirmwareFile:
    elf = ELFFile(io.BytesIO(data))
    if elf["e_type"] not in {"ET_EXEC", "ET_DYN"}:
        why = f"It is an ELF of type {elf['e_type']}, not a linked program."
        raise ImageInvalid(file, why, "Give the file that the linker wrote, not an object or a core dump.")
    if elf.num_sections() > _LARGEST_COUNT or elf.num_segments() > _LARGEST_COUNT:
        why = f"It claims {elf.num_sections():,} sections and {elf.num_segments():,} segments."
        raise ImageInvalid(file, why, _REBUILD)
    sections = tuple(elf.iter_sections())
    segments = tuple(elf.iter_segments("PT_LOAD"))
    return FirmwareFile(
        name=file,
        form=FileForm.ELF,
        sha256=hashlib.sha256(data).hexdigest(),
        segments=joined(file, _loaded(file, data, segments, sections)),
        entry=int(elf["e_entry"]),
        machine=_machine(elf, sections),
        sections=tuple(_sized(sections)),
    )


def _loaded(
    file: str, data: bytes, segments: Sequence[ElfSegment], sections: Sequence[ElfSection]
) -> Iterator[Segment]:
    """What each loadable segment puts into memory: from its first section on, or whole where there are none."""
    filled = [s for s in sections if s["sh_flags"] & _ALLOCATED and s["sh_type"] != "SHT_NOBITS" and s["sh_size"]]
    for number, segment in enumerate(segments):
        start, size = int(segment["p_offset"]), int(segment["p_filesz"])
        if start + size > len(data):
            why = f"Segment {number} ends at byte {start + size:,}, the file at {len(data):,}: it was cut."
            raise ImageInvalid(file, why, _REBUILD)
        inside = [int(s["sh_offset"]) for s in filled if start <= int(s["sh_offset"]) < start + size]
        if sections and not inside:
            continue
        first = min(inside, default=start)
        yield Segment(int(segment["p_paddr"]) + first - start, data[first : start + size])


def _sized(sections: Sequence[ElfSection]) -> Iterator[Section]:
    for section in sections:
        flags = int(section["sh_flags"])
        if not flags & _ALLOCATED:
            continue
        if flags & _EXECUTABLE:
            kind = SectionKind.TEXT
        elif not flags & _WRITABLE:
            kind = SectionKind.RODATA
        else:
            kind = SectionKind.BSS if section["sh_type"] == "SHT_NOBITS" else SectionKind.DATA
        yield Section(section.name, kind, int(section["sh_size"]))


def _machine(elf: ELFFile, sections: Sequence[ElfSection]) -> Machine:
    arch, profile = None, ""
    for section in sections:
        if isinstance(section, ARMAttributesSection):
            arch, profile = _arm_attributes(section)
    return Machine(
        word=str(elf["e_machine"]).removeprefix("EM_"),
        bits=elf.elfclass,
        is_little_endian=elf.little_endian,
        flags=int(elf["e_flags"]),
        arm_arch=arch,
        arm_profile=profile,
    )


def _arm_attributes(section: ARMAttributesSection) -> tuple[int | None, str]:
    arch, profile = None, ""
    for subsection in section.iter_subsections():
        for scope in subsection.iter_subsubsections():
            for attribute in scope.iter_attributes():
                if attribute.tag == "TAG_CPU_ARCH":
                    arch = int(attribute.value)
                elif attribute.tag == "TAG_CPU_ARCH_PROFILE" and attribute.value:
                    profile = chr(int(attribute.value))
    return arch, profile
