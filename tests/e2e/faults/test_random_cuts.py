"""Cable and power cut at random places of the bootloader's work; `make fuzz` walks these for longer than a test may."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Iterator

import pytest

from installer.system import qemu_is_new_enough
from tests.e2e.faults.rig import Rig, nothing_left, open_rig
from tests.e2e.faults.rows import AN3155, STM32, STM32FLASH

IS_FUZZ = os.environ.get("HYPOTHESIS_PROFILE") == "fuzz"
SEEDS = range(60 if IS_FUZZ else 1)
LAST_BYTE = 66_000
pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals"),
    pytest.mark.skipif(not qemu_is_new_enough(), reason="no qemu-system-arm 9.1 or newer here"),
    pytest.mark.skipif(shutil.which(STM32FLASH) is None, reason="no stm32flash here (apt install stm32flash)"),
]


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with open_rig(tmp_path_factory.mktemp("cuts") / "home") as rig:
        rig.board, rig.target = STM32, f"virtual:{STM32}"
        rig.lab.start(STM32)
        assert rig.run().is_valid
        yield rig


@pytest.mark.parametrize("seed", SEEDS)
def test_wherever_the_cable_is_pulled_the_next_click_gives_a_valid_run(seed: int, rig: Rig) -> None:
    choose = random.Random(seed)
    fault = f"cable-pulled:{choose.choice(['erase', 'write', 'read'])}"
    place = choose.randrange(LAST_BYTE)
    tool = ("--flash-with", choose.choice([STM32FLASH, AN3155]), "--force-flash")
    count = rig.run_count()
    rig.order(fault, place)
    with nothing_left(rig):
        answer = rig.run(*tool)
    assert answer.code in {0, 22}, (fault, place, tool, answer)
    rig.order("none")
    rig.lab.start(STM32)
    assert rig.run(*tool).is_valid, (fault, place, tool)
    assert rig.run_count() == count + 1 + (answer.code == 0)
    rig.assert_database_is_whole()
