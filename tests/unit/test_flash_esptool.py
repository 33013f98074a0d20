"""esptool: its command for a job, and what its real words mean."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.flash_tool import Failure, Mark
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.model.board import Board, FlashOptions, ResetPolicy
from tests.builders import a_board
from tests.unit.flash_jobs import a_job, a_real_device, marks, trouble_of

TOOL = Esptool()
PROGRAM = ("esptool",)


def a_c3(reset: ResetPolicy = ResetPolicy.DTR_RTS) -> Board:
    return a_board(flash_options=FlashOptions(chip="esp32c3"), reset=reset)


def test_a_region_is_written_where_it_differs_and_counted_from_the_start_of_flash() -> None:
    (step,) = TOOL.write(PROGRAM, a_job(a_c3(), offset=0x100000, baud=460_800))
    assert step.argv == (
        "esptool", "--chip", "esp32c3", "--port", "/dev/ttyACM0", "--baud", "460800", "--before", "default-reset",
        "--after", "hard-reset", "--connect-attempts", "3", "write-flash", "0x100000", "image.bin", "--skip-flashed",
    )  # fmt: skip


def test_only_changed_sectors_are_written_where_it_is_known_what_was_there() -> None:
    (step,) = TOOL.write(PROGRAM, a_job(a_c3(), previous=Path("/cache/old.bin")))
    assert step.argv[-5:] == ("write-flash", "0x0", "image.bin", "--diff-with", "/cache/old.bin")


def test_forced_is_written_whatever_lies_there() -> None:
    (step,) = TOOL.write(PROGRAM, a_job(a_c3(), previous=Path("/cache/old.bin"), force=True))
    assert step.argv[-3:] == ("write-flash", "0x0", "image.bin")


def test_over_rfc2217_timeouts_are_not_negotiated() -> None:
    device = a_real_device(url="rfc2217://host:4000")
    own = (sys.executable, "-m", "esptool")
    (step,) = TOOL.write(own, a_job(a_c3(), device=device))
    assert step.argv[:3] == (sys.executable, "-m", "benchwright.drivers.remote.quick_rfc2217")
    assert step.argv[3:5] == ("esptool", "--chip")
    (step,) = TOOL.write(PROGRAM, a_job(a_c3(), device=device))
    assert step.argv[0] == "esptool"
    (step,) = TOOL.write(own, a_job(a_c3()))
    assert step.argv[:3] == own


@pytest.mark.parametrize(
    ("reset", "url", "words"),
    [
        (ResetPolicy.DTR_RTS, "/dev/ttyUSB0", ("default-reset", "hard-reset")),
        (ResetPolicy.DTR_RTS, "rfc2217://host:4000", ("default-reset", "hard-reset")),
        (ResetPolicy.USB_JTAG, "/dev/ttyACM0", ("default-reset", "watchdog-reset")),
        (ResetPolicy.DTR_RTS, "/dev/pts/7", ("no-reset", "watchdog-reset")),
        (ResetPolicy.BUTTON, "/dev/ttyUSB0", ("no-reset", "watchdog-reset")),
    ],
)
def test_the_chip_is_reset_the_way_its_board_can(reset: ResetPolicy, url: str, words: tuple[str, str]) -> None:
    (step,) = TOOL.write(PROGRAM, a_job(a_c3(reset), device=a_real_device(url=url)))
    at = step.argv.index("--before")
    assert (step.argv[at + 1], step.argv[at + 3]) == words


def test_a_board_without_a_chip_name_lets_esptool_look() -> None:
    (step,) = TOOL.read(PROGRAM, a_job())
    assert step.argv[2] == "auto"
    assert step.argv[-4:] == ("read-flash", "0x0", "0x2710", "image.bin")


@pytest.mark.parametrize(
    ("log", "why", "remedy", "failure"),
    [
        ("esptool_silent.txt", "does not answer", "Hold BOOT, press and release RST", Failure.FAILED),
        ("esptool_boot.txt", "does not answer", "Hold BOOT", Failure.FAILED),
        ("esptool_busy.txt", "Another program", "", Failure.BUSY),
        ("esptool_denied.txt", "may not use it", "", Failure.DENIED),
        ("esptool_noport.txt", "not there", "Plug the board in", Failure.VANISHED),
        ("esptool_gone.txt", "stopped answering", "", Failure.VANISHED),
    ],
)
def test_what_the_real_esptool_said_leads_to_a_way_out(log: str, why: str, remedy: str, failure: Failure) -> None:
    found = trouble_of(TOOL, log)
    assert why in found.why
    assert remedy in found.remedy
    assert found.failure is failure


def test_progress_is_read_from_the_lines_that_the_installed_esptool_prints() -> None:
    code = (
        "from esptool.logger import log\n"
        "with log.progress(total=40000, unit='B') as bar:\n"
        "  for at in range(0, 40000, 16384): bar.update(advance=16384, description=f'Writing at {at:#010x}')\n"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert [mark.ratio for mark in marks(TOOL, said)] == pytest.approx([0.41, 0.819, 1.0])


def test_verifying_is_a_phase_of_its_own() -> None:
    words = "Flash will be erased from 0x00000000 to 0x00002fff...\nVerifying written data...\nHash of data verified."
    assert marks(TOOL, words) == [Mark("write"), Mark("verify")]


def test_the_installed_esptool_tells_its_version() -> None:
    version = ToolFlasher(TOOL).version()
    assert version is not None
    assert version.startswith("5.")


def test_a_rate_that_fails_for_noise_is_tried_slower_and_a_silent_chip_is_not() -> None:
    noisy = [rule for rule in TOOL.facts.rules if rule.retry_slower]
    assert any("MD5" in rule.pattern for rule in noisy)
    assert not trouble_of(TOOL, "esptool_silent.txt").retry_slower
    assert list(TOOL.facts.bauds) == sorted(TOOL.facts.bauds, reverse=True)


def test_every_failure_has_a_way_out() -> None:
    rules = [replace(rule) for rule in TOOL.facts.rules]
    assert all(rule.remedy or rule.failure is Failure.VANISHED for rule in rules)
