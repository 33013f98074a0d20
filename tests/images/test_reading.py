"""Any firmware file against any board: the content decides the form, and what does not fit is refused in words."""

from __future__ import annotations

import itertools
import platform

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.images.firmware_file import FileForm, Segment
from benchwright.images.reading import read_firmware
from benchwright.model.board import Board
from benchwright.model.errors import BenchError, ImageInvalid, ImageUnsuited
from tests.conftest import ROOT
from tests.images.files import (
    ARM,
    RISCV,
    X86_64,
    XTENSA,
    Part,
    a_program,
    arm_attributes,
    elf,
    intel_hex,
    uf2,
)

CATALOG = BoardCatalog([ROOT / "boards"])
HOST = platform.machine()
M4, M0, M33, PICO2, NANO, C6, S3 = (
    CATALOG.board(name)
    for name in (
        "b-l475e-iot01a",
        "arduino-nano-rp2040",
        "nucleo-u575zi-q",
        "rp2350-pico-2",
        "arduino-nicla-sense-me",
        "xiao-esp32c6",
        "xiao-esp32s3",
    )
)
NATIVE = CATALOG.board("native")


def riscv(flags: int, address: int = 0x1000) -> bytes:
    return elf([Part(".text", "ax", address, b"code" * 16)], machine=RISCV, flags=flags)


def refusal(name: str, data: bytes, board: Board, host: str = HOST) -> BenchError:
    with pytest.raises((ImageInvalid, ImageUnsuited)) as caught:
        read_firmware(name, data, board, host=host)
    return caught.value


def test_the_content_decides_the_form() -> None:
    forms = {
        FileForm.ELF: a_program(),
        FileForm.INTEL_HEX: intel_hex((0x0800_0000, b"code")),
        FileForm.UF2: uf2(0x0800_0000, b"code"),
    }
    for form, data in forms.items():
        assert read_firmware("wrongly named.bin", data, M4, host=HOST).form is form


def test_a_binary_begins_where_programs_of_the_board_begin() -> None:
    assert read_firmware("a.bin", b"code", M4, host=HOST).segments == (Segment(0x0800_0000, b"code"),)
    assert NANO.memory.application_offset
    first = NANO.memory.flash_base + NANO.memory.application_offset
    assert read_firmware("a.bin", b"code", NANO, host=HOST).segments == (Segment(first, b"code"),)


def test_a_binary_begins_where_the_user_says() -> None:
    file = read_firmware("a.bin", b"code", M4, host=HOST, address=0x0800_4000)
    assert file.segments == (Segment(0x0800_4000, b"code"),)


@pytest.mark.parametrize(
    ("data", "board", "why"),
    [
        (elf([], machine=XTENSA), M4, "It is built for XTENSA, the board is ARM (armv7e-m)."),
        (a_program(machine=ARM), C6, "It is built for ARM, the board is RISCV (rv32imac)."),
        (riscv(1), S3, "It is built for RISCV, the board is XTENSA (xtensa-lx7)."),
        (a_program(machine=X86_64), M4, "It is built for X86_64, the board is ARM"),
        (a_program(arm_attributes=arm_attributes(13, "M")), M0, "It is built for Armv7E-M, the board is armv6-m."),
        (a_program(arm_attributes=arm_attributes(21, "M")), M33, "It is built for Armv8.1-M mainline, the board is"),
        (a_program(arm_attributes=arm_attributes(10, "A")), M4, "It is built for a Cortex-A, the board has a"),
        (a_program(flags=0x5000400), M0, "It passes floats in registers of a floating-point unit"),
        (riscv(3), C6, "It passes floats in registers that rv32imac does not have."),
    ],
)
def test_another_architecture_is_refused(data: bytes, board: Board, why: str) -> None:
    error = refusal("app.elf", data, board)
    assert error.code == ImageUnsuited.code
    assert error.why.startswith(why)


def test_a_larger_core_runs_what_was_built_for_a_smaller_one() -> None:
    for arch, board in ((11, M4), (13, M33), (17, PICO2)):
        attributes = arm_attributes(arch, "M")
        part = Part(".text", "ax", board.memory.flash_base, b"code")
        assert read_firmware("a.elf", elf([part], arm_attributes=attributes), board, host=HOST).segments


def test_addresses_outside_flash_are_refused() -> None:
    error = refusal("app.hex", intel_hex((0x0800_0000, b"code"), (0x2000_0000, b"ram")), M4)
    assert error.why == "3 bytes go to 0x20000000; its flash lies at 0x08000000 to 0x080fffff."


def test_a_file_larger_than_flash_says_by_how_much() -> None:
    error = refusal("app.bin", b"\1" * (M4.memory.flash_bytes + 1), M4)
    assert error.why == "It ends 1 bytes behind the 1,048,576 bytes of flash."
    assert "larger board" in error.remedy


def test_an_elf_of_esp_idf_is_pointed_to_the_merged_image() -> None:
    error = refusal("app.elf", riscv(1, address=0x4200_0020), C6)
    assert "esptool merge-bin" in error.remedy


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.bin", b"", "It is empty."),
        ("a.bin", b"\xff" * 4_096, "It holds nothing but erased bytes."),
        ("a.bin", b"PK\x03\x04rest", "It is a zip archive."),
        ("a.hex", b"<!DOCTYPE html>", "Line 1: it does not begin with a colon."),
        ("firmware", b"<!DOCTYPE html>", "It is a web page."),
        ("firmware", b"code", "Neither its content nor its name says what it is."),
        ("a.elf", elf([]), "Nothing in it goes to flash."),
    ],
)
def test_what_is_no_firmware_is_refused(name: str, data: bytes, why: str) -> None:
    error = refusal(name, data, M4)
    assert error.code == ImageInvalid.code
    assert error.why == why


def test_the_native_board_takes_programs_of_this_computer_only() -> None:
    program = a_program(machine=X86_64)
    assert read_firmware("app", program, NATIVE, host="x86_64").segments == (Segment(0, program),)
    assert refusal("app", program, NATIVE, host="aarch64").why == "It is built for X86_64, this computer is AARCH64."
    assert "runs programs" in refusal("app.bin", b"code", NATIVE).why


WHOLE = [
    a_program(arm_attributes=arm_attributes(13, "M")),
    intel_hex((0x0800_0000, b"code" * 9)),
    uf2(0x0800_0000, b"code"),
]


@given(
    whole=st.sampled_from(WHOLE),
    changes=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6),
    kept=st.floats(0, 1),
)
def test_damage_ends_in_words_or_in_a_file_that_fits_the_board(
    whole: bytes, changes: list[tuple[float, int]], kept: float
) -> None:
    damaged = bytearray(whole)
    for place, value in changes:
        damaged[int(place * len(damaged))] = value
    del damaged[int(kept * len(damaged)) + 1 :]
    try:
        file = read_firmware("a.bin", bytes(damaged), M4, host=HOST)
    except (ImageInvalid, ImageUnsuited):
        return
    end = M4.memory.flash_base + M4.memory.flash_bytes
    assert all(M4.memory.flash_base <= s.address < s.end <= end for s in file.segments)
    assert all(first.end < second.address for first, second in itertools.pairwise(file.segments))
