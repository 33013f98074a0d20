"""Firmware files made by hand, whole ones; tests damage them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass

ARM, RISCV, XTENSA, X86_64 = 40, 243, 94, 62


def hex_record(kind: int, offset: int, body: bytes) -> str:
    record = bytes([len(body)]) + offset.to_bytes(2, "big") + bytes([kind]) + body
    return ":" + record.hex().upper() + f"{-sum(record) & 0xFF:02X}"


def intel_hex(*segments: tuple[int, bytes], entry: int | None = None, row_bytes: int = 16) -> bytes:
    """Linear records with CRLF, as GNU objcopy writes them."""
    lines = []
    for address, data in segments:
        upper = -1
        for at in range(0, len(data), row_bytes):
            here = address + at
            if here >> 16 != upper:
                upper = here >> 16
                lines.append(hex_record(4, 0, upper.to_bytes(2, "big")))
            lines.append(hex_record(0, here & 0xFFFF, data[at : at + row_bytes]))
    if entry is not None:
        lines.append(hex_record(5, 0, entry.to_bytes(4, "big")))
    lines.append(hex_record(1, 0, b""))
    return "".join(f"{line}\r\n" for line in lines).encode()


def uf2(address: int, data: bytes, *, family: int | None = None, with_md5: bool = False) -> bytes:
    """Blocks of 256 bytes, as picotool and uf2conv write them."""
    pieces = [data[at : at + 256].ljust(256, b"\0") for at in range(0, len(data), 256)]
    flags = (0x2000 if family is not None else 0) | (0x4000 if with_md5 else 0)
    whole = b"".join(pieces)
    blocks = []
    for number, piece in enumerate(pieces):
        head = struct.pack(
            "<8I", 0x0A324655, 0x9E5D5157, flags, address + number * 256, 256, number, len(pieces), family or 0
        )
        body = piece.ljust(476, b"\0")
        if with_md5:
            body = body[:-24] + struct.pack("<II", address, len(whole)) + hashlib.md5(whole).digest()
        blocks.append(head + body + struct.pack("<I", 0x0AB16F30))
    return b"".join(blocks)


@dataclass(frozen=True)
class Part:
    """A section with its bytes (or a size without any), and where it runs and is loaded."""

    name: str
    flags: str
    address: int
    data: bytes = b""
    bss_bytes: int = 0
    load_address: int | None = None


def elf(
    parts: Sequence[Part],
    *,
    machine: int = ARM,
    flags: int = 0x5000200,
    entry: int = 0x0800_0101,
    kind: int = 2,
    has_sections: bool = True,
    headers_in_first: bool = False,
    arm_attributes: bytes = b"",
) -> bytes:
    """A little-endian 32-bit ELF, one loadable segment a section. `headers_in_first` as ld without -n makes them."""
    head_bytes, entry_bytes = 52, 32
    at = head_bytes + entry_bytes * len(parts)
    names, body, programs, sections = b"\0", b"", [], [bytes(40)]
    for part in parts:
        size = len(part.data) or part.bss_bytes
        load = part.address if part.load_address is None else part.load_address
        bits = sum({"w": 1, "a": 2, "x": 4}[letter] for letter in part.flags)
        offset = at + len(body)
        lead = offset if headers_in_first and not programs else 0
        programs.append(
            struct.pack(
                "<8I", 1, offset - lead, part.address - lead, load - lead, len(part.data) + lead, size + lead, 7, 4
            )
        )
        kind_of = 1 if part.data else 8
        sections.append(struct.pack("<10I", len(names), kind_of, bits, part.address, offset, size, 0, 0, 4, 0))
        names += part.name.encode() + b"\0"
        body += part.data
    if arm_attributes:
        sections.append(
            struct.pack("<10I", len(names), 0x70000003, 0, 0, at + len(body), len(arm_attributes), *[0] * 4)
        )
        names += b".ARM.attributes\0"
        body += arm_attributes
    sections.append(struct.pack("<10I", len(names), 3, 0, 0, at + len(body), len(names) + 10, 0, 0, 1, 0))
    body += names + b".shstrtab\0"
    table = at + len(body)
    count = len(sections) if has_sections else 0
    ident = b"\x7fELF\1\1\1" + bytes(9)
    head = struct.pack(
        "<HHIIIIIHHHHHH", kind, machine, 1, entry, head_bytes, table if count else 0, flags, head_bytes, entry_bytes,
        len(parts), 40, count, max(count - 1, 0),
    )  # fmt: skip
    return ident + head + b"".join(programs) + body + (b"".join(sections) if count else b"")


def arm_attributes(arch: int, profile: str = "") -> bytes:
    """.ARM.attributes of one file scope: Tag_CPU_arch and Tag_CPU_arch_profile."""
    tags = bytes([6, arch]) + (bytes([7, ord(profile)]) if profile else b"")
    scope = b"\1" + struct.pack("<I", 5 + len(tags)) + tags
    vendor = b"aeabi\0" + scope
    return b"A" + struct.pack("<I", 4 + len(vendor)) + vendor


def a_program(**changes: object) -> bytes:
    """An STM32 program: code, constants, initialised data, zeroed data, a stack."""
    parts = [
        Part(".text", "ax", 0x0800_0000, bytes(range(256)) * 4),
        Part(".rodata", "a", 0x0800_0400, b"constants!" * 10),
        Part(".data", "wa", 0x2000_0000, b"initialised.", load_address=0x0800_0464),
        Part(".bss", "wa", 0x2000_0100, bss_bytes=4_000),
        Part(".stack", "wa", 0x2000_2000, bss_bytes=2_048),
    ]
    return elf(parts, **changes)  # type: ignore[arg-type]
