"""What every flasher keeps to, and how the right one is chosen."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from benchwright.drivers.flash.an3155 import An3155Flasher
from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.flash.tool_flasher import ToolFlasher
from benchwright.drivers.flash.virtual_image import VirtualImageFlasher
from benchwright.drivers.flashers import Flashers
from benchwright.drivers.transports import Transports
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Board, FlashMethod, Origin
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed, ToolMissing
from benchwright.protocols.flasher import Flasher, FlashReceipt
from benchwright.wire.agent_pack import AgentPackFlasher
from benchwright.wire.client import DutClient
from tests.contract.bench_parts import ROOT, CancelAfter, NeverCancelled, Switch, built, catalog
from tests.contract.script_tool import ScriptTool

DATA = bytes(index * 31 % 251 for index in range(100_000))
NATIVE = "native"
WITH_ROM = {"an3155": "b-l475e-iot01a", "stm32flash": "b-l475e-iot01a"}
"""The board for flashers that need a ROM bootloader."""

needs_stm32flash = pytest.mark.skipif(shutil.which("stm32flash") is None, reason="no stm32flash here")


def nobody(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Bench:
    """A flasher with a device it can flash, and what lies in that device's flash."""

    flasher: Flasher
    device: Device
    board: Board
    lab: ProcessVirtualLab

    @property
    def slot(self) -> int:
        return self.board.memory.slot_offset

    def flash(self, data: bytes) -> None:
        self.flasher.write(self.device, self.board, self.slot, data, nobody, NeverCancelled())

    def slot_holds(self, data: bytes) -> bool:
        return VirtualImageFlasher().read(self.device, self.board, self.slot, len(data)) == data


class WithBoot0:
    """A flasher whose user holds BOOT0 and presses reset before each job."""

    def __init__(self, flasher: Flasher, lab: ProcessVirtualLab) -> None:
        self._flasher = flasher
        self._lab = lab

    def write(self, device: Device, *job: Any) -> FlashReceipt:
        self._lab.reset(device.device_id, boot0=True)
        return self._flasher.write(device, *job)

    def read(self, device: Device, *region: Any) -> bytes:
        self._lab.reset(device.device_id, boot0=True)
        return self._flasher.read(device, *region)


@pytest.fixture(
    params=[
        "virtual image",
        "agent",
        "chosen",
        "tool",
        pytest.param("an3155", marks=pytest.mark.qemu),
        pytest.param("stm32flash", marks=[pytest.mark.qemu, needs_stm32flash]),
    ]
)
def bench(request: pytest.FixtureRequest, lab: ProcessVirtualLab) -> Iterator[Bench]:
    board = catalog().board(WITH_ROM.get(request.param, NATIVE))
    device = lab.start(board.name)
    image, agent = VirtualImageFlasher(), AgentPackFlasher(Transports())
    image.write(device, board, 0, built(board.name).image, nobody, NeverCancelled())
    flashers: dict[str, Flasher] = {
        "virtual image": image,
        "agent": agent,
        "chosen": Flashers(virtual_image=image, agent=agent),
        "an3155": An3155Flasher(),
        "stm32flash": WithBoot0(ToolFlasher(Stm32flash()), lab),
        "tool": ToolFlasher(ScriptTool(), environ={**os.environ, "PYTHONPATH": f"{ROOT / 'app'}{os.pathsep}{ROOT}"}),
    }
    yield Bench(flashers[request.param], device, board, lab)
    lab.stop(board.name)


def test_what_was_written_lies_in_flash_and_is_proven_by_its_digest(bench: Bench) -> None:
    receipt = bench.flasher.write(bench.device, bench.board, bench.slot, DATA, nobody, NeverCancelled())
    assert receipt.verified_sha256 == hashlib.sha256(DATA).hexdigest()
    assert (receipt.written_bytes, receipt.skipped, receipt.seconds > 0) == (len(DATA), False, True)
    assert bench.slot_holds(DATA)


def test_a_second_write_replaces_the_first_and_erases_what_was_longer(bench: Bench) -> None:
    bench.flash(DATA)
    bench.flash(DATA[:5_000])
    assert bench.slot_holds(DATA[:5_000])
    assert not bench.slot_holds(DATA[:5_100])


def test_the_device_runs_again_after_flashing(bench: Bench) -> None:
    bench.flash(DATA)
    with Transports().open(bench.device, bench.board.baud) as line:
        assert DutClient(line, bench.device.device_id).open().firmware_sha256 == built(bench.board.name).sha256


def test_progress_grows_to_the_whole(bench: Bench) -> None:
    steps: list[tuple[int, int]] = []
    bench.flasher.write(
        bench.device,
        bench.board,
        bench.slot,
        DATA,
        lambda done, total: steps.append((done, total)),
        NeverCancelled(),
    )
    assert len(steps) > 2
    assert steps == sorted(steps)
    assert steps[-1] == (len(DATA), len(DATA))


def test_a_cancel_before_the_first_chunk_leaves_everything_as_it_was(bench: Bench) -> None:
    bench.flash(DATA)
    with pytest.raises(Cancelled, match="The device is as it was"):
        bench.flasher.write(bench.device, bench.board, bench.slot, bytes(5_000), nobody, CancelAfter(0))
    assert bench.slot_holds(DATA)


def test_a_cancel_after_the_first_chunk_says_what_was_left(bench: Bench) -> None:
    token = Switch()

    def cancel(_done: int, _total: int) -> None:
        token.is_set = True

    with pytest.raises(Cancelled, match="Device left unprogrammed, flash again"):
        bench.flasher.write(bench.device, bench.board, bench.slot, DATA, cancel, token)
    assert not bench.slot_holds(DATA)
    bench.flash(DATA)
    assert bench.slot_holds(DATA)


def test_a_cable_pulled_while_flashing_is_a_device_that_vanished(bench: Bench) -> None:
    def pull(_done: int, _total: int) -> None:
        bench.lab.unplug(bench.board.name)

    with pytest.raises(DeviceVanished):
        bench.flasher.write(bench.device, bench.board, bench.slot, DATA, pull, NeverCancelled())


def test_bytes_behind_the_end_of_flash_are_refused(bench: Bench) -> None:
    with pytest.raises(FlashFailed):
        bench.flash(bytes(bench.board.memory.slot_bytes + 16))


def test_reading_back_gives_the_bytes_or_says_why_not(bench: Bench) -> None:
    bench.flash(DATA)
    read: Callable[[], bytes] = lambda: bench.flasher.read(bench.device, bench.board, bench.slot, len(DATA))  # noqa: E731
    if isinstance(bench.flasher, AgentPackFlasher):
        with pytest.raises(FlashFailed, match="verifies by digest"):
            read()
    else:
        assert read() == DATA


def test_the_agent_cannot_write_the_firmware_it_runs_from(lab: ProcessVirtualLab) -> None:
    board = catalog().board(NATIVE)
    with pytest.raises(FlashFailed, match="model slot"):
        AgentPackFlasher(Transports()).write(lab.start(NATIVE), board, 0, DATA, nobody, NeverCancelled())


class Program(VirtualImageFlasher):
    """A flash tool that is there or not."""

    def __init__(self, name: str, *, there: bool) -> None:
        self.name = name
        self.install = f"apt install {name}"
        self._there = there

    def is_there(self) -> bool:
        return self._there

    def version(self) -> str | None:
        return "1.0" if self._there else None


def test_a_board_on_a_cable_is_flashed_by_its_first_tool_that_is_there() -> None:
    openocd, pyocd = Program("openocd", there=False), Program("pyocd", there=True)
    flashers = Flashers(
        virtual_image=VirtualImageFlasher(),
        agent=AgentPackFlasher(Transports()),
        programs={FlashMethod.PYOCD: pyocd, FlashMethod.OPENOCD: openocd},
    )
    methods = (FlashMethod.MANUAL, FlashMethod.OPENOCD, FlashMethod.PYOCD)
    board = replace(catalog().board(NATIVE), flash_methods=methods)
    real = Device("usb:1", NATIVE, "/dev/ttyACM0", Origin.HARDWARE)
    assert flashers.choose(real, board, 0).flasher is pyocd
    without = replace(board, flash_methods=(FlashMethod.OPENOCD, FlashMethod.STM32FLASH))
    with pytest.raises(ToolMissing, match="apt install openocd"):
        flashers.choose(real, without, 0)


def test_the_flasher_follows_board_device_and_region() -> None:
    image, agent = VirtualImageFlasher(), AgentPackFlasher(Transports())
    flashers = Flashers(virtual_image=image, agent=agent)
    native = catalog().board(NATIVE)
    virtual = Device("virtual:native", NATIVE, "", Origin.NATIVE)
    real = Device("usb:1", NATIVE, "/dev/ttyACM0", Origin.HARDWARE)
    slot = native.memory.slot_offset
    by_image = replace(native, flash_methods=(FlashMethod.VIRTUAL_IMAGE,))
    assert flashers.choose(virtual, native, 0).flasher is image
    assert flashers.choose(virtual, native, slot).flasher is agent
    assert flashers.choose(real, native, slot).flasher is agent
    assert flashers.choose(virtual, by_image, slot).flasher is image
    with pytest.raises(FlashFailed, match="no flash tool yet"):
        flashers.choose(real, by_image, 0)


def test_of_a_board_at_another_computer_only_the_slot_is_written_unless_a_tool_reaches_through() -> None:
    agent, esptool = AgentPackFlasher(Transports()), Program("esptool", there=True)
    programs = {FlashMethod.ESPTOOL: esptool, FlashMethod.OPENOCD: Program("openocd", there=True)}
    flashers = Flashers(virtual_image=VirtualImageFlasher(), agent=agent, programs=programs)
    by_probe = replace(catalog().board(NATIVE), flash_methods=(FlashMethod.OPENOCD, FlashMethod.PYOCD))
    by_port = replace(by_probe, flash_methods=(FlashMethod.OPENOCD, FlashMethod.ESPTOOL))
    far = Device("lab:kws", NATIVE, "rfc2217://bench:4000", Origin.HARDWARE)
    bare = replace(far, url="socket://bench:4000")
    slot = by_probe.memory.slot_offset
    assert flashers.choose(far, by_probe, slot).flasher is flashers.choose(bare, by_port, slot).flasher is agent
    assert flashers.choose(far, by_port, slot).flasher is flashers.choose(far, by_port, 0).flasher is esptool
    for device, board in ((far, by_probe), (bare, by_port)):
        with pytest.raises(FlashFailed, match=r"carries its console only.*where its cable is") as caught:
            flashers.choose(device, board, 0)
        assert "at the computer it is plugged into" in caught.value.remedy


@pytest.mark.qemu
def test_an_agent_that_cannot_write_its_flash_leaves_everything_as_it_was(lab: ProcessVirtualLab) -> None:
    board = catalog().board("b-l475e-iot01a")
    device = lab.start(board.name)
    VirtualImageFlasher().write(device, board, 0, built(board.name).image, nobody, NeverCancelled())
    with pytest.raises(FlashFailed, match=r"cannot write its own flash.*The device is as it was"):
        AgentPackFlasher(Transports()).write(device, board, board.memory.slot_offset, DATA, nobody, NeverCancelled())
