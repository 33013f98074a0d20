"""dfu-util: its commands for a job, and what its real words mean."""

from __future__ import annotations

import shutil

import pytest

from benchwright.drivers.flash.dfu_util import DfuUtil
from benchwright.drivers.flash.flash_tool import Mark
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.model.board import FlashOptions, ResetPolicy, UsbIds
from benchwright.model.errors import FlashFailed
from tests.builders import a_board
from tests.unit.flash_jobs import a_job, a_real_device, marks, trouble_of

TOOL = DfuUtil()
PORTENTA = a_board(
    usb=UsbIds(run=("2341:025b",), bootloader=("2341:035b",)),
    flash_options=FlashOptions(dfu_alt="0", dfu_address="0x08040000"),
    reset=ResetPolicy.TOUCH_1200,
)


def test_firmware_goes_behind_the_bootloader_and_is_read_back() -> None:
    device = a_real_device(location="1-4.2:1.0")
    download, upload = TOOL.write(("dfu-util",), a_job(PORTENTA, device=device))
    found = ("dfu-util", "-w", "-d", ",2341:035b", "-p", "1-4.2", "-a", "0")
    assert download.argv == (*found, "-s", "0x8040000", "-D", "image.bin")
    assert upload.argv == (*found, "-s", "0x8040000:10000:leave", "-U", "back.bin")
    assert upload.reads_to is not None


def test_a_region_behind_the_firmware_is_where_its_offset_says() -> None:
    download, _upload = TOOL.write(("dfu-util",), a_job(PORTENTA, offset=0x10_0000))
    assert "0x8100000" in download.argv


def test_the_bootloader_is_never_written_over() -> None:
    with pytest.raises(FlashFailed, match="belongs to the bootloader"):
        TOOL.write(("dfu-util",), a_job(PORTENTA, offset=0x2_0000))


def test_a_board_without_touch_is_not_waited_for() -> None:
    (upload,) = TOOL.read(("dfu-util",), a_job(a_board(usb=UsbIds())))
    assert "-w" not in upload.argv
    assert "-d" not in upload.argv


def test_the_bar_carries_its_phase() -> None:
    said = (
        "Erase   \t[=========                ]  36%        98304 bytes\r"
        "Download\t[=========================] 100%       10000 bytes\r"
        "Upload\t[============             ]  50%         5000 bytes\n"
        "File downloaded successfully"
    )
    assert marks(TOOL, said) == [Mark("erase", 0.36), Mark("write", 1.0), Mark("read", 0.5)]


def test_without_a_bootloader_the_user_is_told_how_to_enter_it() -> None:
    found = trouble_of(TOOL, "dfu_nodevice.txt")
    assert "No board waits in its bootloader" in found.why
    assert "Press reset twice" in found.remedy


@pytest.mark.skipif(shutil.which("dfu-util") is None, reason="no dfu-util here (apt install dfu-util)")
def test_the_real_dfu_util_finds_no_board_here() -> None:
    flasher = ToolFlasher(TOOL)
    assert flasher.version() is not None
    with pytest.raises(FlashFailed, match="No board waits in its bootloader"):
        flasher.read(a_real_device(), a_board(usb=UsbIds(bootloader=("2341:035b",))), 0, 10)
