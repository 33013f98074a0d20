from __future__ import annotations

import struct

import pytest

from benchwright.images.firmware_file import FileForm, Segment
from benchwright.images.uf2 import BLOCK_BYTES, read_uf2
from benchwright.model.errors import ImageInvalid, ImageUnsuited
from tests.images.files import uf2

RP2040, RP2350, ABSOLUTE = 0xE48BFF56, 0xE48BFF59, 0xE48BFF57
DATA = bytes(range(256)) * 5
WHOLE = uf2(0x1000_0000, DATA, family=RP2040)


def block(number: int, field: int, value: int) -> bytes:
    """WHOLE with one 32-bit word of one block changed."""
    at = number * BLOCK_BYTES + field * 4
    return WHOLE[:at] + struct.pack("<I", value) + WHOLE[at + 4 :]


def refusal(data: bytes) -> str:
    with pytest.raises(ImageInvalid) as caught:
        read_uf2("app.uf2", data, RP2040)
    return caught.value.why


def test_blocks_become_one_segment() -> None:
    file = read_uf2("app.uf2", WHOLE, RP2040)
    assert file.segments == (Segment(0x1000_0000, DATA),)
    assert file.form is FileForm.UF2


def test_a_file_without_a_family_goes_to_any_board() -> None:
    assert read_uf2("app.uf2", uf2(0x2000, DATA), RP2040).segments == (Segment(0x2000, DATA),)


def test_firmware_for_another_family_is_refused_by_name() -> None:
    with pytest.raises(ImageUnsuited) as caught:
        read_uf2("app.uf2", WHOLE, RP2350)
    assert caught.value.why == "It is for family 0xe48bff56."


def test_of_several_families_the_wanted_one_is_taken() -> None:
    several = uf2(0x10FF_FF00, b"\xef" * 256, family=ABSOLUTE) + uf2(0x1000_0000, DATA, family=RP2350)
    assert read_uf2("app.uf2", several, RP2350).segments == (Segment(0x1000_0000, DATA),)
    with pytest.raises(ImageUnsuited, match="several: 0xe48bff57, 0xe48bff59"):
        read_uf2("app.uf2", several)


def test_a_file_cut_inside_a_block_is_noticed() -> None:
    assert refusal(WHOLE[:-1]) == "It has 2,559 bytes, which are no whole blocks of 512: it was cut."


def test_a_file_cut_between_blocks_says_how_many_are_missing() -> None:
    assert refusal(WHOLE[: 3 * BLOCK_BYTES]) == "It ends after block 2; 2 of 5 blocks are missing."


def test_blocks_out_of_order_are_refused() -> None:
    swapped = WHOLE[BLOCK_BYTES : 2 * BLOCK_BYTES] + WHOLE[:BLOCK_BYTES] + WHOLE[2 * BLOCK_BYTES :]
    assert refusal(swapped) == "Block 0: it is numbered 1 of 5, 0 of 5 comes here."


@pytest.mark.parametrize("field", [0, 1, 127], ids=["first mark", "second mark", "end mark"])
def test_a_damaged_mark_names_its_block(field: int) -> None:
    assert refusal(block(3, field, 0)) == "Block 3: it does not carry the three marks of a block."


def test_impossible_sizes_and_numbers_are_refused() -> None:
    assert refusal(block(1, 4, 477)) == "Block 1: it claims 477 bytes of content."
    assert refusal(block(2, 5, 5)) == "Block 2: it is numbered 5 of 5."


def test_content_is_held_to_its_md5() -> None:
    good = uf2(0x1000_0000, DATA, family=RP2040, with_md5=True)
    assert read_uf2("app.uf2", good, RP2040).segments == (Segment(0x1000_0000, DATA),)
    bad = good[: 2 * BLOCK_BYTES + 40] + b"\x99" + good[2 * BLOCK_BYTES + 41 :]
    assert refusal(bad) == "Block 0: 1,280 bytes from 0x10000000 do not have its MD5."


def test_blocks_that_do_not_go_to_flash_are_left_out() -> None:
    comments = b"".join(block(number, 2, 0x2001)[number * 512 : number * 512 + 512] for number in range(5))
    assert refusal(comments) == "It holds no block that goes to flash."
