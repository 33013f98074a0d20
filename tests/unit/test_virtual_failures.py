"""What is said of virtual boards that cannot be started."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from benchwright.drivers.virtual.failures import died_at_once, no_rom, unwritable
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.errors import BoardUnknown
from tests.contract.bench_parts import catalog


def test_a_board_without_an_emulator_is_told_from_one_that_nobody_knows(tmp_path: Path) -> None:
    lab = ProcessVirtualLab(catalog(), tmp_path)
    with pytest.raises(BoardUnknown, match="rp2040-pico cannot be virtual: no emulator is set up"):
        lab.start("rp2040-pico")
    with pytest.raises(BoardUnknown, match="There is no board 'rp2041-pico'"):
        lab.start("rp2041-pico")


def test_a_full_disk_is_named(tmp_path: Path) -> None:
    full = OSError(errno.ENOSPC, "No space left on device")
    disk = next(place for place in (tmp_path, *tmp_path.parents) if place.is_mount())
    for failure in (unwritable("native", tmp_path / "native", full), died_at_once("native", str(full), tmp_path)):
        assert f"The disk at {disk}," in failure.why
        assert "is full" in failure.why


def test_a_chip_whose_bootloader_comes_by_itself_is_not_said_to_have_none() -> None:
    assert "esptool leads into it" in no_rom("esp32-c3", enters_by_itself=True).why
    assert "no ROM bootloader" in no_rom("mps3-an547", enters_by_itself=False).why
