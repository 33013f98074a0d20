"""Reads one board.toml into a `Board`; whatever is wrong is reported with file and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from benchwright.catalog.toml_table import TomlTable
from benchwright.model.board import Board, Emulator, FlashMethod, MemoryMap, UsbIds
from benchwright.model.errors import BoardFileInvalid

KERNEL_SETS = ("generic", "dsp", "mve")

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,30}")
_USB_ID = re.compile(r"[0-9a-f]{4}:[0-9a-f]{4}")


def read_board(path: Path) -> Board:
    """The board that the file describes.

    Raises:
        BoardFileInvalid: the file cannot be read or a key is missing, unknown, of the wrong type or out of range.
    """
    try:
        root = TomlTable(str(path), tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BoardFileInvalid(str(path), "(whole file)", f"It cannot be read as TOML: {error}.") from error
    board = _board(root)
    _check_name(root, path, board)
    root.finish()
    return board


def _board(root: TomlTable) -> Board:
    transport, flash = root.table("transport"), root.table("flash")
    board = Board(
        name=root.text("name"),
        title=root.text("title"),
        vendor=root.text("vendor"),
        core=root.text("core"),
        isa=root.text("isa"),
        clock_hz=root.whole("clock_hz", least=1),
        kernel_set=root.choice("kernel_set", KERNEL_SETS),
        status=root.text("status"),
        tested=root.text("tested"),
        memory=_memory(root),
        usb=_usb(root),
        transport=transport.text("kind"),
        baud=transport.whole("baud"),
        flash_method=FlashMethod(flash.choice("method", tuple(method.value for method in FlashMethod))),
        emulator=_emulator(root),
        sources=root.texts("sources"),
    )
    transport.finish()
    flash.finish()
    return board


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
        mbed_id=table.text("mbed_id", default=""),
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
