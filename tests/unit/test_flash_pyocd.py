"""pyOCD: its commands for a job, and what its real words mean."""

from __future__ import annotations

import pytest

from benchwright.drivers.flash.flash_tool import Mark
from benchwright.drivers.flash.pyocd import Pyocd
from benchwright.model.board import FlashOptions
from benchwright.model.errors import FlashFailed
from tests.builders import a_board
from tests.unit.flash_jobs import a_job, marks, trouble_of

TOOL = Pyocd()
BOARD = a_board(flash_options=FlashOptions(pyocd_target="stm32l475xg"))


def test_a_region_is_loaded_and_read_back() -> None:
    load, save = TOOL.write(("pyocd",), a_job(BOARD, offset=0x40000))
    probe = ("--no-config", "-W", "-t", "stm32l475xg", "-u", "066F")
    assert load.argv == ("pyocd", "load", *probe, "--format", "bin", "-a", "0x8040000", "image.bin")
    assert save.argv == ("pyocd", "commander", *probe, "-M", "attach", "-c", "savemem 0x8040000 10000 back.bin")
    assert save.reads_to is not None


def test_a_board_file_without_a_target_is_told() -> None:
    with pytest.raises(FlashFailed, match="names no pyocd_target"):
        TOOL.write(("pyocd",), a_job())


def test_the_bar_grows_in_an_unfinished_line() -> None:
    said = "[---|---|---|---|---|---|---|---|---|----]\n[\n[==========\n[====================\n[" + "=" * 40 + "]"
    assert marks(TOOL, said) == [Mark("write", 0.25), Mark("write", 0.5), Mark("write", 1.0)]


@pytest.mark.parametrize("log", ["pyocd_noprobe.txt", "pyocd_notarget.txt"])
def test_without_a_probe_the_user_is_told_where_to_plug_in(log: str) -> None:
    found = trouble_of(TOOL, log)
    assert "No debug probe was found" in found.why
    assert "socket of its probe" in found.remedy
