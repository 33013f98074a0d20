"""stm32flash: its command for a job, and what its real words mean."""

from __future__ import annotations

import re
import shutil

import pytest

from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.model.board import FlashOptions, ResetPolicy
from tests.builders import a_board
from tests.unit.flash_jobs import LOGS, a_job, a_real_device, marks, trouble_of

TOOL = Stm32flash()


def test_only_the_region_is_erased_written_and_compared() -> None:
    (step,) = TOOL.write(("stm32flash",), a_job(offset=0x40000, baud=115_200))
    assert step.argv == (
        "stm32flash", "-b", "115200", "-m", "8e1", "-w", "image.bin", "-v", "-S", "0x8040000:10000", "-R",
        "/dev/ttyACM0",
    )  # fmt: skip


def test_firmware_is_written_only_after_the_chip_was_found_to_be_the_boards() -> None:
    board = a_board(flash_options=FlashOptions(chip="0x415"))
    ask, write = TOOL.write(("stm32flash",), a_job(board, offset=0, baud=115_200))
    assert "-w" not in ask.argv
    assert "-w" in write.argv
    assert re.search(ask.proof, "Device ID    : 0x0415 (STM32L47xxx/48xxx)")
    assert not re.search(ask.proof, "Device ID    : 0x0470 (STM32L4Rxx/4Sxx)")
    assert "another board" in ask.doubt
    assert re.search(ask.subject, "Device ID    : 0x0470 (STM32L4Rxx/4Sxx)")


def test_a_pseudo_terminal_carries_no_parity() -> None:
    (step,) = TOOL.read(("stm32flash",), a_job(device=a_real_device(url="/dev/pts/3"), baud=57_600))
    assert step.argv[:7] == ("stm32flash", "-b", "57600", "-m", "8n1", "-r", "image.bin")


def test_with_boot0_held_the_firmware_is_started_and_the_chip_not_reset() -> None:
    (step,) = TOOL.write(("stm32flash",), a_job(a_board(reset=ResetPolicy.BUTTON)))
    assert step.argv[-3:-1] == ("-g", "0x8000000")


def test_progress_is_the_percent_of_the_real_lines() -> None:
    said = (LOGS / "stm32flash_written.txt").read_bytes().decode()
    found = marks(TOOL, said)
    assert found[0].phase == "erase"
    assert {mark.phase for mark in found[1:]} == {"write"}
    ratios = [mark.ratio for mark in found[1:]]
    assert len(ratios) == 40
    assert ratios[-1] == 1.0


def proven(log: str) -> bool:
    (step,) = TOOL.write(("stm32flash",), a_job())
    return re.search(step.proof, (LOGS / log).read_text(encoding="utf-8")) is not None


def test_an_image_that_ran_over_the_end_of_flash_is_not_believed_though_the_tool_calls_it_done() -> None:
    assert proven("stm32flash_written.txt")
    assert not proven("stm32flash_toolarge.txt")


@pytest.mark.parametrize(
    ("log", "why", "remedy", "slower"),
    [
        ("stm32flash_silent.txt", "ROM bootloader does not run", "Hold BOOT0 high", False),
        ("stm32flash_running.txt", "ROM bootloader does not run", "Hold BOOT0 high", False),
        ("stm32flash_protected.txt", "protected", "stm32flash -k", False),
        ("stm32flash_unplugged.txt", "noisy", "shorter cable", True),
        ("stm32flash_noport.txt", "cannot be opened", "other programs", False),
    ],
)
def test_what_the_real_stm32flash_said_leads_to_a_way_out(log: str, why: str, remedy: str, slower: bool) -> None:
    found = trouble_of(TOOL, log)
    assert why in found.why
    assert remedy in found.remedy
    assert found.retry_slower == slower


@pytest.mark.skipif(shutil.which("stm32flash") is None, reason="no stm32flash here (apt install stm32flash)")
def test_the_real_stm32flash_tells_its_version() -> None:
    assert ToolFlasher(TOOL).version() == "0.7"
