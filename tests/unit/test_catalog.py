"""Board files: the ones in the repository, and broken ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.board import FlashMethod
from benchwright.model.errors import BoardFileInvalid, BoardUnknown

BOARDS = Path(__file__).parents[2] / "boards"

GOOD = """
name = "kit"
title = "A kit"
vendor = "Someone"
core = "Cortex-M4F"
isa = "armv7e-m"
clock_hz = 80_000_000
flash_bytes = 1_048_576
ram_bytes = 131_072
status = "emulated"
tested = "not at all"
sources = ["UM1234"]
kernel_set = "generic"

[memory]
flash_base = 0x0800_0000
slot_offset = 0x8_0000
slot_bytes = 0x8_0000
arena_bytes = 90_112
staging_bytes = 27_648
stack_bytes = 4_096

[usb]
run = ["0483:374b"]
bootloader = []
probe = []
mbed_id = "0764"

[transport]
kind = "serial"
baud = 115_200

[flash]
method = "virtual-image"

[emulator]
kind = "qemu"
machine = "kit"
icount_shift = 5
arguments = ["-nographic"]
"""


def folder_with(folder: Path, text: str, name: str = "kit") -> Path:
    (folder / name).mkdir(parents=True)
    (folder / name / "board.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_board_of_the_repository_can_be_read() -> None:
    boards = BoardCatalog([BOARDS]).boards()
    assert "native" in {board.name for board in boards}
    assert [board.name for board in boards] == sorted(board.name for board in boards)


def test_a_board_file_becomes_a_board(tmp_path: Path) -> None:
    board = BoardCatalog([folder_with(tmp_path, GOOD)]).board("kit")
    assert (board.clock_hz, board.memory.slot_offset, board.usb.run) == (80_000_000, 0x8_0000, ("0483:374b",))
    assert board.flash_method is FlashMethod.VIRTUAL_IMAGE
    assert board.emulator is not None
    assert (board.emulator.icount_shift, board.emulator.arguments) == (5, ("-nographic",))


def test_a_real_board_has_no_emulator(tmp_path: Path) -> None:
    text = GOOD[: GOOD.index("[emulator]")]
    assert BoardCatalog([folder_with(tmp_path, text)]).board("kit").emulator is None


def test_an_unknown_board_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(BoardUnknown, match="kit"):
        BoardCatalog([folder_with(tmp_path, GOOD)]).board("esp8266")


def test_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    catalog = BoardCatalog([folder_with(tmp_path, GOOD)])
    assert catalog.file_sha256("kit") == hashlib.sha256((tmp_path / "kit" / "board.toml").read_bytes()).hexdigest()


def test_a_second_board_of_one_name_is_refused(tmp_path: Path) -> None:
    folders = [folder_with(tmp_path / "ours", GOOD), folder_with(tmp_path / "theirs", GOOD)]
    with pytest.raises(BoardFileInvalid, match="same name"):
        BoardCatalog(folders).boards()


def test_a_broken_file_leaves_the_other_boards_usable(tmp_path: Path) -> None:
    folder_with(tmp_path, "not toml at all", "broken")
    assert BoardCatalog([folder_with(tmp_path, GOOD)]).board("kit").name == "kit"


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('name = "kit"', 'name = "Kit"'), "name"),
        (('name = "kit"', 'name = "other"'), "name"),
        (('title = "A kit"', ""), "title"),
        (('title = "A kit"', "title = 3"), "title"),
        (('title = "A kit"', 'title = " "'), "title"),
        (('title = "A kit"', 'title = "A kit"\ncolour = "red"'), "colour"),
        (("clock_hz = 80_000_000", "clock_hz = 0"), "clock_hz"),
        (("clock_hz = 80_000_000", "clock_hz = true"), "clock_hz"),
        (("clock_hz = 80_000_000", "clock_hz = 8e7"), "clock_hz"),
        (('kernel_set = "generic"', 'kernel_set = "fast"'), "kernel_set"),
        (('sources = ["UM1234"]', "sources = [1]"), "sources"),
        (("slot_bytes = 0x8_0000", "slot_bytes = 0x9_0000"), "memory.slot_bytes"),
        (("slot_offset = 0x8_0000", "slot_offset = 0x7_FFF8"), "memory.slot_offset"),
        (("arena_bytes = 90_112", "arena_bytes = 110_000"), "memory.arena_bytes"),
        (("stack_bytes = 4_096", "stack_bytes = -1"), "memory.stack_bytes"),
        (("stack_bytes = 4_096", ""), "memory.stack_bytes"),
        (('run = ["0483:374b"]', 'run = ["0483:374B"]'), "usb.run"),
        (("baud = 115_200", ""), "transport.baud"),
        (('method = "virtual-image"', 'method = "magic"'), "flash.method"),
        (("icount_shift = 5", 'icount_shift = "5"'), "emulator.icount_shift"),
        (("[usb]", "[uzb]"), "uzb"),
        (("[flash]\nmethod", "flash ="), "(whole file)"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_key(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    assert change[0] in GOOD
    folder = folder_with(tmp_path, GOOD.replace(*change))
    with pytest.raises(BoardFileInvalid) as caught:
        BoardCatalog([folder]).board("kit")
    assert caught.value.key == key
    assert caught.value.file.endswith("board.toml")
