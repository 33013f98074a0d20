"""The 1200-baud touch, and finding the board again in its bootloader."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from benchwright.drivers.discovery import PortInfo
from benchwright.drivers.flash.touch import BootloaderEntry, touch
from benchwright.model.board import ResetPolicy, UsbIds
from tests.builders import a_board
from tests.contract.bench_parts import NeverCancelled
from tests.unit.flash_jobs import a_real_device

NANO = a_board(usb=UsbIds(run=("2341:805a",), bootloader=("2341:005a",)), reset=ResetPolicy.TOUCH_1200)
DEVICE = a_real_device(url="/dev/ttyACM0", location="1-4:1.0")


@dataclass
class Port:
    device: str
    pid: int | None
    location: str | None = "1-4:1.0"
    vid: int | None = 0x2341
    serial_number: str | None = None
    description: str = ""
    interface: str | None = None


class Bus:
    """USB on which a touched board comes back as its bootloader, after it was looked for a few times."""

    def __init__(self, *, comes_back: bool = True) -> None:
        self.touched: list[str] = []
        self._comes_back = comes_back
        self._looks = 0
        self.other = Port("/dev/ttyACM7", 0x005A, "1-9:1.0")

    def touch(self, url: str) -> None:
        self.touched.append(url)

    def ports(self) -> Sequence[PortInfo]:
        if not self.touched:
            return [Port("/dev/ttyACM0", 0x805A), self.other]
        self._looks += 1
        back = self._comes_back and self._looks > 3
        return [self.other, Port("/dev/ttyACM1", 0x005A)] if back else [self.other]


def test_a_touched_board_is_found_again_in_its_own_place() -> None:
    bus = Bus()
    entry = BootloaderEntry(bus.ports, bus.touch)
    assert entry.enter(DEVICE, NANO, NeverCancelled(), needs_port=True).url == "/dev/ttyACM1"
    assert bus.touched == ["/dev/ttyACM0"]


def test_a_bootloader_without_a_port_is_not_waited_for() -> None:
    bus = Bus(comes_back=False)
    entry = BootloaderEntry(bus.ports, bus.touch)
    assert entry.enter(DEVICE, NANO, NeverCancelled(), needs_port=False).url == "/dev/ttyACM0"
    assert bus.touched == ["/dev/ttyACM0"]


def test_a_board_that_waits_in_its_bootloader_is_not_touched() -> None:
    bus = Bus()
    entry = BootloaderEntry(lambda: [Port("/dev/ttyACM1", 0x005A)], bus.touch)
    device = a_real_device(url="/dev/ttyACM1", location="1-4:1.0")
    assert entry.enter(device, NANO, NeverCancelled(), needs_port=True) == device
    assert bus.touched == []


def test_other_boards_are_left_alone() -> None:
    bus = Bus()
    entry = BootloaderEntry(bus.ports, bus.touch)
    board = a_board(reset=ResetPolicy.PROBE)
    assert entry.enter(DEVICE, board, NeverCancelled(), needs_port=True) == DEVICE
    assert bus.touched == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_the_touch_is_1200_baud() -> None:
    import termios

    master, slave = os.openpty()
    try:
        touch(os.ttyname(slave))
        assert termios.tcgetattr(slave)[4] == termios.B1200
    finally:
        os.close(master)
        os.close(slave)


def test_a_port_that_is_gone_is_no_failure_of_the_touch() -> None:
    touch("/dev/ttyNotThere9")
