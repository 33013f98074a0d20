"""Which flasher a job gets, and the reason that goes with it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from benchwright.drivers.flashers import Flashers
from benchwright.model.board import Board, FlashMethod, Origin
from benchwright.model.device import Device
from benchwright.model.errors import FlashFailed, ToolMissing
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress
from tests.builders import a_board, a_device
from tests.contract.bench_parts import NeverCancelled


@dataclass
class Tool:
    """A flash tool that is installed or not, and works or not."""

    name: str
    is_installed: bool = True
    fails: bool = False
    written: list[int] = field(default_factory=list)

    @property
    def install(self) -> str:
        return f"apt install {self.name}"

    def is_there(self) -> bool:
        return self.is_installed

    def version(self) -> str | None:
        return None

    def write(
        self,
        device: Device,
        board: Board,
        offset: int,
        data: bytes,
        progress: Progress,
        cancel: CancelToken,
        *,
        force: bool = False,
    ) -> FlashReceipt:
        if self.fails:
            raise FlashFailed(device.device_id, "Its bootloader is silent.", "Hold BOOT0.")
        self.written.append(offset)
        return FlashReceipt(len(data), 0.1, "", self.name)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        return bytes(length)


BOARD = a_board(flash_methods=(FlashMethod.OPENOCD, FlashMethod.STM32FLASH, FlashMethod.AN3155))
DEVICE = a_device(origin=Origin.HARDWARE, device_id="usb:0483:374b:1", url="/dev/ttyACM0")


def flashed(*tools: Tool, device: Device = DEVICE, board: Board = BOARD) -> FlashReceipt:
    programs = {FlashMethod(tool.name): tool for tool in tools}
    flashers = Flashers(virtual_image=Tool("image"), agent=Tool("agent"), programs=programs)
    return flashers.write(device, board, 0, b"firmware", lambda _done, _total: None, NeverCancelled())


def test_the_first_tool_that_is_installed_does_it() -> None:
    receipt = flashed(Tool("openocd"), Tool("stm32flash"), Tool("an3155"))
    assert (receipt.tool, receipt.choice) == ("openocd", "the board's first method")


def test_what_is_built_in_does_it_where_no_tool_is_installed_and_says_so() -> None:
    receipt = flashed(Tool("openocd", is_installed=False), Tool("stm32flash", is_installed=False), Tool("an3155"))
    assert (receipt.tool, receipt.choice) == ("an3155", "not installed: openocd, stm32flash")


def test_where_what_is_built_in_fails_the_tools_that_are_missing_are_the_way_out() -> None:
    with pytest.raises(FlashFailed, match=r"Hold BOOT0\. Or use a tool.*stm32flash: apt install stm32flash"):
        flashed(Tool("stm32flash", is_installed=False), Tool("an3155", fails=True))


def test_a_failure_of_the_boards_first_tool_is_left_as_it_is() -> None:
    with pytest.raises(FlashFailed, match=r"Hold BOOT0\.$"):
        flashed(Tool("openocd", fails=True), Tool("stm32flash", is_installed=False), Tool("an3155"))


def test_a_missing_tool_is_an_error_only_where_nothing_else_can_flash() -> None:
    with pytest.raises(ToolMissing, match="apt install stm32flash"):
        flashed(Tool("openocd", is_installed=False), Tool("stm32flash", is_installed=False))


def test_the_users_own_choice_and_a_virtual_boards_image_say_so_too() -> None:
    assert flashed(Tool("an3155"), device=a_device(flash_with="an3155")).choice == "as you asked"
    assert flashed(Tool("an3155"), device=a_device()).choice == "a virtual board takes its flash image"
