"""Reads one board.toml into a `Board`; whatever is wrong is reported with file and key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields
from enum import Enum
from pathlib import Path

from benchwright.catalog.toml_table import TomlTable
from benchwright.model.board import (
    Board,
    BoardStatus,
    Emulator,
    FlashMethod,
    FlashOptions,
    MemoryMap,
    ResetPolicy,
    UsbIds,
)
from benchwright.model.errors import BoardFileInvalid

WHOLE_FILE = "(whole file)"
"""The key of a fault that is no single key's."""

KERNEL_SETS = ("generic", "dsp", "mve")

FACTS = ("core", "clock", "flash", "ram", "memory", "usb", "reset", "flash-method", "pins", "emulator")
"""What the table `[sources]` of a board file may name the source of."""

# Of a board without firmware: what the agent, its MLPerf Tiny staging and its stack take elsewhere.
_FIRMWARE_BYTES = 0x10000
_STAGING_BYTES = 27_648
_STACK_BYTES = 4_096
_STATIC_BYTES = 4_096

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,30}")
_USB_ID = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")


def read_board(path: Path) -> Board:
    """The board that the file describes.

    Raises:
        BoardFileInvalid: the file cannot be read or a key is missing, unknown, of the wrong type or out of range.
    """
    try:
        root = TomlTable(str(path), tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:  # numbers of 5,000 digits and tables nested as deep, too
        raise BoardFileInvalid(str(path), WHOLE_FILE, f"It cannot be read as TOML: {error}.") from error
    board = _board(root)
    _check_name(root, path, board)
    root.finish()
    return board


def _board(root: TomlTable) -> Board:
    transport, flash = root.table("transport"), root.table("flash")
    sources, fact_sources = _sources(root)
    status = BoardStatus(root.choice("status", values(BoardStatus)))
    board = Board(
        name=root.text("name"),
        title=root.text("title"),
        vendor=root.text("vendor"),
        core=root.text("core"),
        isa=root.text("isa"),
        clock_hz=root.whole("clock_hz", least=1),
        kernel_set=root.choice("kernel_set", KERNEL_SETS),
        status=status,
        tested=root.text("tested"),
        memory=_memory(root) if status is not BoardStatus.KNOWN else _estimated_memory(root),
        usb=_usb(root),
        transport=transport.text("kind"),
        baud=transport.whole("baud"),
        flash_methods=tuple(FlashMethod(word) for word in flash.choices("methods", values(FlashMethod))),
        emulator=_emulator(root),
        sources=sources,
        fact_sources=fact_sources,
        flash_options=_flash_options(flash),
        reset=ResetPolicy(flash.choice("reset", values(ResetPolicy))),
    )
    transport.finish()
    flash.finish()
    return board


def _sources(root: TomlTable) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """All sources, and which fact is from which: a list tells the first alone, a table both."""
    if not isinstance(root.values.get("sources"), dict):
        return root.texts("sources"), ()
    table = root.table("sources")
    if not table.values:
        raise root.wrong("sources", f"It must name the source of at least one of: {', '.join(FACTS)}.")
    facts = tuple((fact, table.text(fact)) for fact in FACTS if fact in table.values)
    table.finish()
    return tuple(dict.fromkeys(source for _fact, source in facts)), facts


def values(choice: type[Enum]) -> tuple[str, ...]:
    """The words of an enumeration."""
    return tuple(str(member.value) for member in choice)


def _flash_options(flash: TomlTable) -> FlashOptions:
    table = flash.table("options", optional=True)
    options = FlashOptions(**{field.name: table.text(field.name, default="") for field in fields(FlashOptions)})
    table.finish()
    return options


def _estimated_memory(root: TomlTable) -> MemoryMap:
    """What firmware like that of the other boards would leave; docs/add-a-board.md has the rule."""
    table = root.table("memory")
    flash_bytes, ram_bytes = root.whole("flash_bytes", least=1), root.whole("ram_bytes", least=1)
    application_offset = table.whole("application_offset")
    first = (application_offset + min(_FIRMWARE_BYTES, flash_bytes // 4)) & ~15
    staging_bytes, stack_bytes = min(_STAGING_BYTES, ram_bytes // 8), min(_STACK_BYTES, ram_bytes // 8)
    statics = min(_STATIC_BYTES, ram_bytes // 8)
    memory = MemoryMap(
        flash_base=table.whole("flash_base"),
        flash_bytes=flash_bytes,
        ram_bytes=ram_bytes,
        slot_offset=first,
        slot_bytes=flash_bytes - first,
        arena_bytes=ram_bytes - staging_bytes - stack_bytes - statics,
        staging_bytes=staging_bytes,
        stack_bytes=stack_bytes,
        is_estimate=True,
        application_offset=application_offset,
    )
    table.finish()
    return memory


def _memory(root: TomlTable) -> MemoryMap:
    table = root.table("memory")
    memory = MemoryMap(
        flash_base=table.whole("flash_base"),
        flash_bytes=root.whole("flash_bytes", least=1),
        ram_bytes=root.whole("ram_bytes", least=1),
        slot_offset=table.whole("slot_offset"),
        slot_bytes=table.whole("slot_bytes", least=1),
        arena_bytes=table.whole("arena_bytes", least=1),
        staging_bytes=table.whole("staging_bytes"),
        stack_bytes=table.whole("stack_bytes"),
    )
    table.finish()
    if memory.slot_offset + memory.slot_bytes > memory.flash_bytes:
        raise table.wrong("slot_bytes", f"The slot ends behind the {memory.flash_bytes:,} bytes of flash.")
    if memory.slot_offset % 16 or memory.flash_base % 16:
        raise table.wrong("slot_offset", "The slot must begin at a multiple of 16.")
    taken = memory.arena_bytes + memory.staging_bytes + memory.stack_bytes
    if taken > memory.ram_bytes:
        why = f"Arena, staging and stack take {taken:,} bytes, the board has {memory.ram_bytes:,} of RAM."
        raise table.wrong("arena_bytes", why)
    return memory


def _usb(root: TomlTable) -> UsbIds:
    table = root.table("usb", optional=True)
    usb = UsbIds(
        run=_usb_ids(table, "run"),
        bootloader=_usb_ids(table, "bootloader"),
        probe=_usb_ids(table, "probe"),
        bridge=_usb_ids(table, "bridge"),
        mbed_ids=table.texts("mbed_ids", optional=True),
        jlink_prefixes=table.texts("jlink_prefixes", optional=True),
    )
    table.finish()
    return usb


def _usb_ids(table: TomlTable, key: str) -> tuple[str, ...]:
    ids = table.texts(key, optional=True)
    for usb_id in ids:
        if not _USB_ID.fullmatch(usb_id):
            raise table.wrong(key, f"'{usb_id}' is no VID:PID in lower-case hex, such as '0483:374b'.")
    return ids


def _emulator(root: TomlTable) -> Emulator | None:
    if "emulator" not in root.values:
        return None
    table = root.table("emulator")
    emulator = Emulator(
        kind=table.text("kind"),
        machine=table.text("machine", default=""),
        icount_shift=table.whole("icount_shift") if "icount_shift" in table.values else None,
        arguments=table.texts("arguments", optional=True),
    )
    table.finish()
    return emulator


def _check_name(root: TomlTable, path: Path, board: Board) -> None:
    if not _NAME.fullmatch(board.name):
        raise root.wrong("name", "It must be 1 to 31 lower-case letters, digits, dots, dashes or underscores.")
    if board.name != path.parent.name:
        raise root.wrong("name", f"It says '{board.name}' and lies in the folder '{path.parent.name}'.")
