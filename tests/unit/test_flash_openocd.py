"""OpenOCD: its command for a job, run by the real program on a make-believe flash, and what its words mean."""

from __future__ import annotations

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.flash_tool import Failure, Mark
from benchwright.drivers.flash.openocd import Openocd
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.usb_bus import UsbThing
from benchwright.model.board import FlashOptions
from benchwright.model.errors import FlashFailed, TargetUnknown
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board
from tests.conftest import ROOT
from tests.contract.bench_parts import NeverCancelled
from tests.unit.flash_jobs import a_job, a_real_device, marks, trouble_of

TOOL = Openocd()
FAUX = ROOT / "tests" / "data" / "openocd_faux.cfg"
DATA = bytes(range(256)) * 400
real_openocd = pytest.mark.skipif(shutil.which("openocd") is None, reason="no openocd here (apt install openocd)")


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def flash(compare: str, progress: Progress = nobody, *, offset: int = 0, force: bool = False) -> FlashReceipt:
    """Writes through the real OpenOCD; `compare` has its answers to comparing, s for same and d for different."""
    # A board file that promises more flash than the chip of the script has.
    memory = replace(a_board().memory, flash_bytes=8 << 20)
    board = a_board(flash_options=FlashOptions(openocd_config=str(FAUX)), memory=memory)
    # The script is a probe without a number, the only one there.
    tool = Openocd(lambda: (UsbThing("0d28:0204"),))
    flasher = ToolFlasher(tool, environ={**os.environ, "FAUX_COMPARE": compare})
    return flasher.write(
        a_real_device(device_id="port:/dev/ttyS9", serial_number="", flash_with="openocd"),
        board,
        offset,
        DATA,
        progress,
        NeverCancelled(),
        force=force,
    )


@real_openocd
def test_the_real_openocd_writes_piece_by_piece_and_compares() -> None:
    steps: list[tuple[int, int]] = []
    receipt = flash("ds", lambda *step: steps.append(step))
    assert (receipt.written_bytes, receipt.skipped, receipt.tool) == (len(DATA), False, "openocd")
    assert len(steps) >= 5
    assert steps == sorted(steps)
    assert steps[-1] == (len(DATA), len(DATA))


@real_openocd
def test_what_is_there_already_is_not_written() -> None:
    assert flash("s").skipped


@real_openocd
def test_what_is_there_already_is_written_when_forced() -> None:
    assert not flash("s", force=True).skipped


@real_openocd
def test_other_bytes_after_writing_are_a_failure() -> None:
    with pytest.raises(FlashFailed, match="holds other bytes") as caught:
        flash("dd")
    assert "Device left unprogrammed" in caught.value.why


@real_openocd
def test_an_address_without_flash_is_a_failure() -> None:
    with pytest.raises(FlashFailed, match="no flash there"):
        flash("ds", offset=0x40_0000)


@real_openocd
def test_several_run_side_by_side() -> None:
    totals: list[list[int]] = [[], [], []]
    workers = [
        threading.Thread(target=flash, args=("ds", lambda done, _total, steps=steps: steps.append(done)))
        for steps in totals
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert [steps[-1] for steps in totals] == [len(DATA)] * 3


@real_openocd
def test_the_real_openocd_tells_its_version() -> None:
    version = ToolFlasher(TOOL).version()
    assert version is not None
    assert int(version.split(".")[1]) >= 11


def test_servers_are_off_and_the_boards_own_probe_is_meant(tmp_path: Path) -> None:
    (tmp_path / "image.bin").write_bytes(bytes(100))
    board = a_board(flash_options=FlashOptions(openocd_config="board/st_b-l475e-iot01a.cfg"))
    (step,) = TOOL.write(("openocd",), a_job(board, folder=tmp_path, file=tmp_path / "image.bin", length=100))
    words = " ".join(step.argv)
    assert "gdb_port disabled" in words
    assert "-f board/st_b-l475e-iot01a.cfg -c adapter serial 066F -c init -c reset init" in words
    assert "flash write_image piece_00000000.bin 0x8000000 bin" in words


def test_flash_is_read_by_dumping_it() -> None:
    (step,) = TOOL.read(("openocd",), a_job(a_board(flash_options=FlashOptions(openocd_config="x.cfg"))))
    assert "dump_image {image.bin} 0x8000000 10000" in step.argv


def test_a_serial_number_that_is_no_plain_word_is_not_passed_on() -> None:
    board = a_board(flash_options=FlashOptions(openocd_config="x.cfg"))
    device = a_real_device(device_id="usb:0483:374b:1; shutdown", serial_number="1; shutdown")
    with pytest.raises(TargetUnknown):
        TOOL.read(("openocd",), a_job(board, device=device))


def test_a_board_file_without_a_configuration_is_told() -> None:
    with pytest.raises(FlashFailed, match="names no openocd_config"):
        TOOL.read(("openocd",), a_job())


@pytest.mark.parametrize(
    ("log", "why"),
    [
        ("openocd_noprobe.txt", "No debug probe was found"),
        ("openocd_nocmsis.txt", "No debug probe was found"),
        ("openocd_nojlink.txt", "No debug probe was found"),
        ("openocd_noconfig.txt", "no file of that name"),
    ],
)
def test_what_the_real_openocd_said_leads_to_a_way_out(log: str, why: str) -> None:
    found = trouble_of(TOOL, log)
    assert why in found.why
    assert found.remedy
    assert found.failure is Failure.FAILED


def test_progress_follows_the_pieces() -> None:
    said = "erasing\nerased address 0x08000000 (length 9)\nwritten 3 of 9\nwritten 9 of 9\nverifying\ncompared well"
    assert marks(TOOL, said) == [Mark("erase"), Mark("write", 1 / 3), Mark("write", 1.0), Mark("verify")]
