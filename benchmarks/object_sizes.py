"""Flash that object files take in an image: of each its sections that something in the image refers to."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

_ALLOCATED, _WRITABLE = 0x2, 0x1
_SYMTAB, _RELA, _REL, _NOBITS = 2, 4, 9, 8
_COMMON_SECTIONS = 0xFF00

Place = tuple[str, int]
"""A section: its file and its number in it."""


@dataclass(frozen=True, slots=True)
class _Object:
    """An ELF of 32 bits, as far as references go. `flash` has bytes of sections that lie in flash."""

    path: Path
    flash: Mapping[int, int]
    defined: Mapping[str, int]
    references: Mapping[int, frozenset[int | str]] = field(default_factory=dict)


def flash_bytes(objects: Iterable[Path], measured: frozenset[Path]) -> dict[Path, int]:
    """Text and read-only data of the `measured` objects, as far as the others and they themselves need it.

    This is what a linker keeps that drops what nothing refers to. Alignment between sections is not counted.
    """
    read = [_read(path) for path in objects]
    by_name = {item.path.name: item for item in read}
    exported = {name: (item.path.name, section) for item in read for name, section in item.defined.items()}
    reached: set[Place] = set()
    waiting = [(item.path.name, section) for item in read if item.path not in measured for section in item.references]
    while waiting:
        place = waiting.pop()
        if place in reached:
            continue
        reached.add(place)
        waiting.extend(_targets(by_name[place[0]], place, exported))
    return {
        item.path: sum(length for section, length in item.flash.items() if (item.path.name, section) in reached)
        for item in read
        if item.path in measured
    }


def _targets(item: _Object, place: Place, exported: Mapping[str, Place]) -> Iterator[Place]:
    for target in item.references.get(place[1], ()):
        if isinstance(target, int):
            yield place[0], target
        elif target in exported:
            yield exported[target]


def _read(path: Path) -> _Object:
    elf = path.read_bytes()
    table, (entry_bytes, count) = struct.unpack_from("<I", elf, 32)[0], struct.unpack_from("<HH", elf, 46)
    sections = [struct.unpack_from("<10I", elf, table + index * entry_bytes) for index in range(count)]
    symbols = [symbol for section in sections if section[1] == _SYMTAB for symbol in _symbols(elf, sections, section)]
    flash = {
        index: section[5]
        for index, section in enumerate(sections)
        if section[2] & _ALLOCATED and not section[2] & _WRITABLE and section[1] != _NOBITS
    }
    references: dict[int, set[int | str]] = {index: set() for index in flash}
    for section in sections:
        if section[1] in (_REL, _RELA):
            references.setdefault(section[7], set()).update(_referred(elf, section, symbols))
    defined = {name: section for name, section, is_global in symbols if is_global and 0 < section < _COMMON_SECTIONS}
    return _Object(path, flash, defined, {index: frozenset(found) for index, found in references.items()})


def _symbols(elf: bytes, sections: list[tuple[int, ...]], table: tuple[int, ...]) -> Iterator[tuple[str, int, bool]]:
    names = sections[table[6]][4]
    for at in range(table[4], table[4] + table[5], 16):
        name_at, _, _, info, _, section = struct.unpack_from("<IIIBBH", elf, at)
        start = names + name_at
        yield elf[start : elf.index(b"\0", start)].decode(), section, info >> 4 != 0


def _referred(elf: bytes, section: tuple[int, ...], symbols: list[tuple[str, int, bool]]) -> Iterator[int | str]:
    """Numbers of sections of the same file, names of what lies in others."""
    for at in range(section[4], section[4] + section[5], 12 if section[1] == _RELA else 8):
        name, target, _ = symbols[struct.unpack_from("<I", elf, at + 4)[0] >> 8]
        if 0 < target < _COMMON_SECTIONS:
            yield target
        elif target == 0 and name:
            yield name
