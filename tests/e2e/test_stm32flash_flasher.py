"""The real stm32flash as the program drives it, on the ROM bootloader of a virtual STM32."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed
from tests.contract.bench_parts import NeverCancelled, Switch, built, catalog

NAME = "b-l475e-iot01a"
DATA = bytes(index * 31 % 251 for index in range(20_000))
pytestmark = [
    pytest.mark.qemu,
    pytest.mark.skipif(shutil.which("stm32flash") is None, reason="no stm32flash here (apt install stm32flash)"),
]


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Bench:
    lab: ProcessVirtualLab
    device: Device
    board: Board
    flasher: ToolFlasher

    @property
    def slot(self) -> int:
        return self.board.memory.slot_offset

    def enter_bootloader(self) -> None:
        self.device = self.lab.reset(NAME, boot0=True)

    def holds(self, offset: int, data: bytes) -> bool:
        return VirtualImageFlasher().read(self.device, self.board, offset, len(data)) == data


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    lab = ProcessVirtualLab(catalog(), tmp_path / "virtual")
    bench = Bench(lab, lab.start(NAME), catalog().board(NAME), ToolFlasher(Stm32flash()))
    # What the tool's reset starts must be firmware.
    image = built(NAME).image
    VirtualImageFlasher().write(bench.device, bench.board, 0, image, nobody, NeverCancelled())
    bench.enter_bootloader()
    yield bench
    lab.stop(NAME)


def test_what_is_written_lies_in_flash_is_read_back_and_the_board_runs_again(bench: Bench) -> None:
    steps: list[tuple[int, int]] = []
    receipt = bench.flasher.write(
        bench.device, bench.board, bench.slot, DATA, lambda *step: steps.append(step), NeverCancelled()
    )
    assert (receipt.tool, receipt.written_bytes) == ("stm32flash", len(DATA))
    assert bench.holds(bench.slot, DATA)
    assert len(steps) > 20
    assert steps == sorted(steps)
    assert steps[-1] == (len(DATA), len(DATA))
    assert "bootloader" not in bench.lab.devices()[0].evidence
    bench.enter_bootloader()
    assert bench.flasher.read(bench.device, bench.board, bench.slot + 256, 3_000) == DATA[256:3_256]


def test_a_board_that_runs_its_firmware_comes_with_the_steps_into_the_bootloader(bench: Bench) -> None:
    bench.lab.reset(NAME)
    with pytest.raises(FlashFailed, match=r"ROM bootloader does not run\. The device is as it was") as caught:
        bench.flasher.write(bench.device, bench.board, bench.slot, DATA, nobody, NeverCancelled())
    assert "benchwright virtual bootloader" in caught.value.remedy


def test_an_image_over_the_end_of_flash_is_no_success(bench: Bench) -> None:
    end = bench.board.memory.flash_bytes - 4_096
    with pytest.raises(FlashFailed):
        bench.flasher.write(bench.device, bench.board, end, DATA, nobody, NeverCancelled())


def test_a_pulled_cable_is_a_device_that_vanished(bench: Bench) -> None:
    is_pulled = Switch()

    def pull(_done: int, _total: int) -> None:
        if not is_pulled.is_set:
            is_pulled.is_set = True
            bench.lab.unplug(NAME)

    large = DATA * 10
    with pytest.raises(DeviceVanished):
        bench.flasher.write(bench.device, bench.board, bench.slot, large, pull, NeverCancelled())


def test_a_cancel_ends_the_tool_and_the_next_try_works(bench: Bench) -> None:
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    large = DATA * 10
    with pytest.raises(Cancelled, match="Device left unprogrammed"):
        bench.flasher.write(bench.device, bench.board, bench.slot, large, cancel, token)
    bench.enter_bootloader()
    bench.flasher.write(bench.device, bench.board, bench.slot, DATA, nobody, NeverCancelled())
    assert bench.holds(bench.slot, DATA)


def test_a_port_that_is_gone_is_told_before_the_tool_is_started(bench: Bench) -> None:
    gone = replace(bench.device, url="/dev/ttyNotPlugged3")
    with pytest.raises(DeviceVanished):
        bench.flasher.write(gone, bench.board, bench.slot, DATA, nobody, NeverCancelled())
