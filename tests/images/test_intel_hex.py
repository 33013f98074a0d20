from __future__ import annotations

import hashlib
import io

import pytest
from intelhex import IntelHex

from benchwright.images.firmware_file import FileForm, Segment
from benchwright.images.intel_hex import read_intel_hex
from benchwright.model.errors import ImageInvalid
from tests.images.files import hex_record, intel_hex

DATA = bytes(range(256)) * 300


def refusal(data: bytes) -> str:
    with pytest.raises(ImageInvalid) as caught:
        read_intel_hex("app.hex", data)
    return caught.value.why


def test_segments_come_back_with_addresses_entry_and_digest() -> None:
    data = intel_hex((0x0800_0000, DATA), (0x0808_0000, b"model"), entry=0x0800_0101)
    file = read_intel_hex("app.hex", data)
    assert file.segments == (Segment(0x0800_0000, DATA), Segment(0x0808_0000, b"model"))
    assert (file.form, file.entry) == (FileForm.INTEL_HEX, 0x0800_0101)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.flash_bytes == len(DATA) + 5
    assert file.static_bytes is None


def test_what_is_read_equals_what_another_reader_reads() -> None:
    data = intel_hex((0x0800_FFF0, DATA), (0x0900_0001, b"odd"), row_bytes=21)
    other = IntelHex(io.StringIO(data.decode()))
    expected = [Segment(first, other.gets(first, end - first)) for first, end in other.segments()]
    assert list(read_intel_hex("app.hex", data).segments) == expected


def test_parts_out_of_order_are_put_in_order() -> None:
    file = read_intel_hex("app.hex", intel_hex((0x0800_0010, b"later"), (0x0800_0000, b"sixteen  bytes!!")))
    assert file.segments == (Segment(0x0800_0000, b"sixteen  bytes!!later"),)


def test_segmented_records_count_in_paragraphs() -> None:
    lines = [hex_record(2, 0, b"\x10\x00"), hex_record(0, 0x20, b"ab"), hex_record(3, 0, b"\x10\x00\x00\x20")]
    file = read_intel_hex("app.hex", "\n".join([*lines, hex_record(1, 0, b"")]).encode())
    assert file.segments == (Segment(0x1_0020, b"ab"),)
    assert file.entry == 0x1_0020


def test_a_wrong_checksum_names_its_line() -> None:
    lines = intel_hex((0x0800_0000, b"sixteen  bytes!!" * 3)).split(b"\r\n")
    lines[2] = lines[2][:-2] + b"00"
    assert refusal(b"\n".join(lines)) == "Line 3: its checksum is 00, its bytes give 37."


def test_a_file_cut_between_lines_is_noticed() -> None:
    lines = intel_hex((0x0800_0000, DATA)).splitlines(keepends=True)
    assert refusal(b"".join(lines[:100])) == "It ends with line 100, without an end record: it was cut."


def test_a_file_cut_inside_a_line_names_it() -> None:
    text = intel_hex((0x0800_0000, b"sixteen  bytes!!"))
    assert refusal(text[:40]) == "Line 2: it announces 16 bytes of content and has 6: it was cut or damaged."


def test_two_parts_at_one_address_are_refused() -> None:
    text = intel_hex((0x0800_0000, b"sixteen  bytes!!"), (0x0800_0008, b"over"))
    assert refusal(text) == "Two of its parts hold address 0x08000008."


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("hello", "Line 1: it does not begin with a colon."),
        (":00000001XY", "Line 1: it is not made of pairs of hexadecimal digits."),
        (":", "Line 1: it is empty and has 0: it was cut or damaged."),
        (hex_record(9, 0, b""), "Line 1: records of type 09 are unknown."),
        (hex_record(4, 0, b"\1"), "Line 1: a record of type 04 has 2 bytes, this one 1."),
        (hex_record(2, 0, b"\0\0") + "\n" + hex_record(0, 0xFFFF, b"ab"), "Line 2: its content runs over the end"),
        (hex_record(1, 0, b"") + "\n" + hex_record(1, 0, b""), "Line 2: it goes on behind the end record of line 1."),
    ],
)
def test_a_damaged_line_is_refused(line: str, why: str) -> None:
    assert refusal(line.encode()).startswith(why)
