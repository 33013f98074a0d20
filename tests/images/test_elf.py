from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchwright.images.elf import read_elf
from benchwright.images.firmware_file import FileForm, Section, SectionKind, Segment
from benchwright.model.errors import ImageInvalid
from tests.conftest import ROOT
from tests.images.files import Part, a_program, arm_attributes, elf

BUILT = ROOT / "build" / "firmware"


def refusal(data: bytes) -> str:
    with pytest.raises(ImageInvalid) as caught:
        read_elf("app.elf", data)
    return caught.value.why


def test_flash_holds_what_the_loader_puts_there() -> None:
    file = read_elf("app.elf", a_program())
    expected = bytes(range(256)) * 4 + b"constants!" * 10 + b"initialised."
    assert file.segments == (Segment(0x0800_0000, expected),)
    assert (file.form, file.entry) == (FileForm.ELF, 0x0800_0101)


def test_sections_are_counted_by_what_they_need() -> None:
    file = read_elf("app.elf", a_program())
    assert {kind: file.section_bytes(kind) for kind in SectionKind} == {
        SectionKind.TEXT: 1_024,
        SectionKind.RODATA: 100,
        SectionKind.DATA: 12,
        SectionKind.BSS: 4_000,
    }
    assert file.static_bytes == 4_012


def test_static_ram_is_told_by_name_the_largest_first() -> None:
    assert read_elf("app.elf", a_program()).static_ram == (
        Section(".bss", SectionKind.BSS, 4_000),
        Section(".stack", SectionKind.BSS, 2_048),
        Section(".data", SectionKind.DATA, 12),
    )


def test_headers_that_the_linker_put_into_the_first_segment_are_left_out() -> None:
    assert read_elf("app.elf", a_program(headers_in_first=True)).segments[0].address == 0x0800_0000


def test_without_sections_the_segments_count_whole() -> None:
    file = read_elf("app.elf", a_program(has_sections=False))
    assert file.segments[0].address == 0x0800_0000
    assert file.static_bytes is None


def test_what_it_was_built_for_is_told() -> None:
    machine = read_elf("app.elf", a_program(arm_attributes=arm_attributes(13, "M"))).machine
    assert machine is not None
    assert (machine.word, machine.bits, machine.arm_arch, machine.arm_profile) == ("ARM", 32, 13, "M")


def test_a_cut_file_is_refused() -> None:
    whole = elf([Part(".text", "ax", 0x0800_0000, b"x" * 4_000)], has_sections=False)
    assert "it was cut" in refusal(whole[:2_000])
    assert "It was cut: its headers speak of" in refusal(a_program()[:-100])
    assert "It was cut" in refusal(whole[:40])


def test_an_object_file_is_refused() -> None:
    assert refusal(a_program(kind=1)) == "It is an ELF of type ET_REL, not a linked program."


def test_overlapping_segments_are_refused() -> None:
    parts = [Part(".text", "ax", 0x0800_0000, b"x" * 64), Part(".more", "ax", 0x0800_0020, b"y" * 64)]
    assert refusal(elf(parts)) == "Two of its parts hold address 0x08000020."


@pytest.mark.parametrize("board", ["b-l475e-iot01a", "mps3-an547"])
def test_sizes_and_bytes_equal_those_the_build_wrote(board: str) -> None:
    folder = BUILT / board
    if not (folder / "firmware.elf").is_file():
        pytest.skip("the firmware is not built (make firmware)")
    facts = json.loads((folder / "firmware.json").read_text("utf-8"))
    file = read_elf("firmware.elf", (folder / "firmware.elf").read_bytes())
    for kind in SectionKind:
        assert file.section_bytes(kind) == facts[f"{kind.value}_bytes"], kind
    assert file.static_bytes == facts["static_bytes"]
    flat = b""
    for segment in file.segments:
        flat = flat.ljust(segment.address - facts["load_address"], b"\xff") + segment.data
    assert (folder / "firmware.bin").read_bytes().rstrip(b"\xff") == flat.rstrip(b"\xff")


def test_a_program_of_this_computer_is_read() -> None:
    shell = Path(shutil.which("sh") or "")
    data = shell.resolve().read_bytes() if shell.is_file() else b""
    if not data.startswith(b"\x7fELF"):
        pytest.skip("no ELF programs on this computer")
    file = read_elf("sh", data)
    assert file.machine is not None
    assert file.static_bytes
