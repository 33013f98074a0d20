"""Every fault of flash and test, row by row: a clear error, nothing left behind, the next click gives a valid run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.faults.rig import Rig, open_rig
from tests.e2e.faults.rows import DISK_ROWS, ROWS, STM32, STM32FLASH, Row
from tests.e2e.faults.walking import walk

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals and POSIX signals")

_DISK_BYTES = 1_500_000


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with open_rig(tmp_path_factory.mktemp("campaign") / "home") as rig:
        yield rig


@pytest.fixture
def disk(rig: Rig, tmp_path: Path) -> Iterator[Path]:
    """A small file system of its own, which takes a superuser."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "tmpfs", str(folder)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only the superuser of a Linux computer can mount a small disk")
    before, rig.database = rig.database, folder / "runs.db"
    yield folder
    rig.database = before
    subprocess.run(["umount", str(folder)], check=True)


def marked(row: Row) -> object:
    return pytest.param(row, id=str(row), marks=[pytest.mark.qemu] if row.board == STM32 else [])


@pytest.mark.parametrize("row", [marked(row) for row in ROWS])
def test_a_fault_is_told_and_the_next_click_gives_a_valid_run(row: Row, rig: Rig) -> None:
    if row.flasher == STM32FLASH and shutil.which(STM32FLASH) is None:
        pytest.skip("no stm32flash here (apt install stm32flash)")
    walk(row, rig)


@pytest.mark.parametrize("row", [marked(row) for row in DISK_ROWS])
def test_a_full_disk_is_told_and_the_next_click_gives_a_valid_run(row: Row, rig: Rig, disk: Path) -> None:
    walk(row, rig)
