"""A firmware file on its way onto a device: which parts are written, in which order, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchwright.bench.firmware_file import as_image, flash_file, project_name, read_firmware_file
from benchwright.bench.stages import StageLog
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import ImageInvalid
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board, a_device
from tests.contract.bench_parts import NeverCancelled
from tests.images.files import a_program, intel_hex

FLASH = 0x0800_0000


class KeepingFlasher:
    """Keeps what it is given; `has` offsets that hold it already."""

    def __init__(self, *has: int) -> None:
        self.written: list[tuple[int, bytes]] = []
        self._has = has

    def write(
        self,
        device: Device,
        board: Board,
        offset: int,
        data: bytes,
        progress: Progress,
        cancel: CancelToken,
        *,
        force: bool = False,
    ) -> FlashReceipt:
        self.written.append((offset, data))
        progress(len(data), len(data))
        return FlashReceipt(len(data), 0.1, "", "keeping", skipped=offset in self._has)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        raise NotImplementedError


def flash(folder: Path, content: bytes, flasher: KeepingFlasher) -> str:
    (folder / "app.hex").write_bytes(content)
    file = read_firmware_file(folder / "app.hex", a_board())
    log = StageLog("DUT", lambda _event: None, NeverCancelled(), {})
    return flash_file(flasher, file, a_device(), a_board(), log, NeverCancelled())


def test_parts_in_one_sector_are_written_as_one_with_erased_bytes_between(tmp_path: Path) -> None:
    flasher = KeepingFlasher()
    note = flash(tmp_path, intel_hex((FLASH, b"vectors!"), (FLASH + 16, b"code")), flasher)
    assert flasher.written == [(0, b"vectors!" + b"\xff" * 8 + b"code")]
    assert note == "Intel HEX written and verified (20 B)"


def test_of_parts_far_apart_the_first_is_written_last_and_the_gap_is_left_alone(tmp_path: Path) -> None:
    flasher = KeepingFlasher()
    note = flash(tmp_path, intel_hex((FLASH, b"vectors!"), (FLASH + 0x8_0000, b"model")), flasher)
    assert flasher.written == [(0x8_0000, b"model"), (0, b"vectors!")]
    assert note.endswith("in 2 parts)")


def test_what_the_tool_skipped_is_said_when_it_skipped_all(tmp_path: Path) -> None:
    content = intel_hex((FLASH, b"vectors!"), (FLASH + 0x8_0000, b"model"))
    assert flash(tmp_path, content, KeepingFlasher(0, 0x8_0000)) == "skipped: already there"
    assert "written" in flash(tmp_path, content, KeepingFlasher(0))


def test_the_store_keeps_what_goes_into_flash_and_the_sizes_of_the_sections(tmp_path: Path) -> None:
    (tmp_path / "app.elf").write_bytes(a_program())
    image = as_image(read_firmware_file(tmp_path / "app.elf", a_board()), a_board())
    assert (image.text_bytes, image.rodata_bytes, image.data_bytes, image.bss_bytes) == (1_024, 100, 12, 4_000)
    assert image.static_bytes == 4_012
    assert len(image.image) == 1_024 + 100 + 12
    assert len(image.sha256) == 64


@pytest.mark.parametrize("name", ["missing.elf", "."])
def test_a_file_that_cannot_be_read_is_refused_in_words(name: str, tmp_path: Path) -> None:
    with pytest.raises(ImageInvalid, match="Check the path"):
        read_firmware_file(tmp_path / name, a_board())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("work/al-host/firmware", "al-host/firmware"),
        ("work/blinky/build/zephyr/zephyr.elf", "blinky/zephyr"),
        ("work/kws/Debug/app.hex", "kws/app"),
    ],
)
def test_a_firmware_file_is_called_by_its_project(tmp_path: Path, path: str, name: str) -> None:
    assert project_name(tmp_path / path) == name
