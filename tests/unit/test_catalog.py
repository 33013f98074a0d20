"""Board files: the ones in the repository, and broken ones."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.model.board import Board, FlashMethod
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
mbed_ids = ["0764"]

[transport]
kind = "serial"
baud = 115_200

[flash]
methods = ["virtual-image"]
reset = "none"

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


REPOSITORY = BoardCatalog([BOARDS]).boards()


def test_the_catalogue_has_the_boards_that_engineers_own() -> None:
    assert len(REPOSITORY) >= 40
    assert {"arduino-portenta-h7", "esp32-s3-devkitc-1", "rp2350-pico-2", "microbit-v2"} <= {b.name for b in REPOSITORY}


@pytest.mark.parametrize("board", REPOSITORY, ids=lambda board: board.name)
def test_every_board_says_where_its_facts_are_from_and_how_it_was_tested(board: Board) -> None:
    assert board.sources
    assert board.tested
    assert board.memory.slot_offset < board.memory.flash_bytes
    assert board.memory.arena_bytes >= 1024


@pytest.mark.parametrize("board", REPOSITORY, ids=lambda board: board.name)
def test_only_boards_with_firmware_have_a_port_beside_their_file(board: Board) -> None:
    assert (BOARDS / board.name / "build.toml").is_file() == board.has_firmware
    assert board.has_firmware or board.memory.is_estimate


@pytest.mark.parametrize("board", REPOSITORY, ids=lambda board: board.name)
def test_the_tools_of_a_board_are_told_what_they_must_know(board: Board) -> None:
    needed = {
        FlashMethod.ESPTOOL: board.flash_options.chip,
        FlashMethod.DFU_UTIL: board.flash_options.dfu_address,
        FlashMethod.UF2: board.flash_options.uf2_board_id and board.flash_options.uf2_family,
    }
    assert [method for method in board.flash_methods if needed.get(method, "known") == ""] == []


def test_no_serial_number_belongs_to_two_boards() -> None:
    for field in ("mbed_ids", "jlink_prefixes"):
        prefixes = [prefix for board in REPOSITORY for prefix in getattr(board.usb, field)]
        assert len(prefixes) == len(set(prefixes))


def test_the_memory_of_a_board_without_firmware_is_an_estimate(tmp_path: Path) -> None:
    first, last = GOOD.index("slot_offset"), GOOD.index("[usb]")
    text = GOOD.replace(GOOD[first:last], "application_offset = 0x1_0010\n\n")
    text = text.replace('status = "emulated"', 'status = "recognised, no firmware yet"')
    board = BoardCatalog([folder_with(tmp_path, text)]).board("kit")
    memory = board.memory
    assert memory.is_estimate
    assert not board.has_firmware
    assert memory.slot_offset == 0x1_0010 + 0x1_0000
    assert memory.slot_offset + memory.slot_bytes == memory.flash_bytes
    assert memory.arena_bytes + memory.staging_bytes + memory.stack_bytes < memory.ram_bytes


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    catalog = BoardCatalog([folder_with(tmp_path, GOOD)])
    assert catalog.board("kit").title == "A kit"
    (tmp_path / "kit" / "board.toml").write_text(GOOD.replace("A kit", "A kit, second edition"), encoding="utf-8")
    assert catalog.board("kit").title == "A kit, second edition"


def test_a_board_file_becomes_a_board(tmp_path: Path) -> None:
    board = BoardCatalog([folder_with(tmp_path, GOOD)]).board("kit")
    assert (board.clock_hz, board.memory.slot_offset, board.usb.run) == (80_000_000, 0x8_0000, ("0483:374b",))
    assert board.flash_method is FlashMethod.VIRTUAL_IMAGE
    assert board.emulator is not None
    assert (board.emulator.icount_shift, board.emulator.arguments) == (5, ("-nographic",))


def test_each_fact_may_name_its_own_source(tmp_path: Path) -> None:
    table = '[sources]\nusb = "pyOCD board_ids.py"\nclock = "UM1234"\nram = "UM1234"\n\n[memory]'
    text = GOOD.replace('sources = ["UM1234"]\n', "").replace("[memory]", table)
    board = BoardCatalog([folder_with(tmp_path, text)]).board("kit")
    assert board.sources == ("UM1234", "pyOCD board_ids.py")
    assert board.fact_sources == (("clock", "UM1234"), ("ram", "UM1234"), ("usb", "pyOCD board_ids.py"))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("", "sources"),
        ('colour = "UM1234"', "sources.colour"),
        ("usb = 3", "sources.usb"),
        ('usb = " "', "sources.usb"),
    ],
)
def test_a_source_of_no_fact_is_refused(tmp_path: Path, table: str, key: str) -> None:
    text = GOOD.replace('sources = ["UM1234"]\n', "").replace("[memory]", f"[sources]\n{table}\n\n[memory]")
    with pytest.raises(BoardFileInvalid) as caught:
        BoardCatalog([folder_with(tmp_path, text)]).board("kit")
    assert caught.value.key == key


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


def test_one_of_the_users_boards_never_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    shipped = folder_with(tmp_path / "ours", GOOD)
    own = folder_with(tmp_path / "theirs", GOOD.replace("A kit", "Another"))
    catalog = BoardCatalog([shipped], own=own)
    assert [(board.title, board.is_own) for board in catalog.boards()] == [("A kit", False)]
    assert catalog.board("kit").title == "A kit"
    assert catalog.file_sha256("kit") == hashlib.sha256((shipped / "kit" / "board.toml").read_bytes()).hexdigest()
    assert [(fault.file, fault.key) for fault in catalog.faults()] == [(str(own / "kit" / "board.toml"), "name")]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not toml at all", "(whole file)"),
        (GOOD.replace('name = "kit"', 'name = "bad"').replace("80_000_000", "0"), "clock_hz"),
        (f"clock_hz = {'9' * 5_000}", "(whole file)"),
        ("a = " + "[" * 5_000, "(whole file)"),
        ("", "transport"),
    ],
    ids=["no toml", "wrong value", "endless number", "bottomless list", "empty"],
)
def test_a_wrong_file_of_the_users_is_left_out_and_told(tmp_path: Path, text: str, key: str) -> None:
    shipped = folder_with(tmp_path / "ours", GOOD)
    own = folder_with(tmp_path / "theirs", text, "bad")
    folder_with(own, GOOD.replace('name = "kit"', 'name = "mine"'), "mine")
    catalog = BoardCatalog([shipped], own=own)
    assert [(board.name, board.is_own) for board in catalog.boards()] == [("kit", False), ("mine", True)]
    (fault,) = catalog.faults()
    assert (fault.file, fault.key) == (str(own / "bad" / "board.toml"), key)
    assert fault.why
    with pytest.raises(BoardFileInvalid):
        catalog.board("bad")


def test_a_wrong_shipped_file_is_an_error(tmp_path: Path) -> None:
    shipped = folder_with(folder_with(tmp_path, GOOD), "not toml at all", "broken")
    with pytest.raises(BoardFileInvalid, match=r"broken"):
        BoardCatalog([shipped]).boards()


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
        (('methods = ["virtual-image"]', 'methods = ["magic"]'), "flash.methods"),
        (('methods = ["virtual-image"]', "methods = []"), "flash.methods"),
        (('reset = "none"', 'reset = "kick"'), "flash.reset"),
        (('status = "emulated"', 'status = "splendid"'), "status"),
        (("icount_shift = 5", 'icount_shift = "5"'), "emulator.icount_shift"),
        (("[usb]", "[uzb]"), "uzb"),
        (("[flash]\nmethods", "flash ="), "(whole file)"),
    ],
)
def test_a_wrong_file_is_refused_by_file_and_key(tmp_path: Path, change: tuple[str, str], key: str) -> None:
    assert change[0] in GOOD
    folder = folder_with(tmp_path, GOOD.replace(*change))
    with pytest.raises(BoardFileInvalid) as caught:
        BoardCatalog([folder]).board("kit")
    assert caught.value.key == key
    assert caught.value.file.endswith("board.toml")
