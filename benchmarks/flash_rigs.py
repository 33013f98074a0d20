"""Virtual boards with a bootloader, each with the real tool that flashes it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from benchwright import paths
from benchwright.catalog.board_catalog import BoardCatalog
from benchwright.drivers.flash.esptool import Esptool
from benchwright.drivers.flash.flash_tool import FlashTool
from benchwright.drivers.flash.stm32flash import Stm32flash
from benchwright.drivers.virtual.lab import ProcessVirtualLab
from benchwright.model.board import Board, BoardFault, Emulator
from benchwright.model.device import Device

_ESP32C3 = "xiao-esp32c3"
_STM32 = "b-l475e-iot01a"


@dataclass(frozen=True, slots=True)
class FlashRig:
    """A tool and the board it flashes.

    `prepare` brings the device to where the tool can begin; `image_bytes` is what is written at `offset`, enough for
    the line to count and not more.
    """

    tool: FlashTool
    board: Board
    image_bytes: int
    offset: int
    device: Device
    prepare: Callable[[], None]

    @property
    def words(self) -> str:
        """Tool and device."""
        return f"{self.tool.facts.name}, virtual {self.board.name}"


@contextlib.contextmanager
def esptool_rig(home: Path) -> Iterator[FlashRig]:
    """esptool on the ROM and stub of a virtual ESP32-C3."""
    board = replace(BoardCatalog([paths.boards()]).board(_ESP32C3), emulator=Emulator("unicorn"))
    lab = ProcessVirtualLab(_OneBoard(board), home)
    device = lab.start(board.name)
    try:
        yield FlashRig(Esptool(), board, 256 * 1024, 0x10_0000, device, lambda: None)
    finally:
        lab.stop(board.name)


@contextlib.contextmanager
def stm32flash_rig(home: Path) -> Iterator[FlashRig]:
    """stm32flash on the ROM bootloader of a virtual STM32, entered anew before each job."""
    board = BoardCatalog([paths.boards()]).board(_STM32)
    lab = ProcessVirtualLab(_OneBoard(board), home)
    device = lab.start(board.name)

    def enter_bootloader() -> None:
        lab.reset(board.name, boot0=True)

    try:
        yield FlashRig(Stm32flash(), board, 32 * 1024, board.memory.slot_offset, device, enter_bootloader)
    finally:
        lab.stop(board.name)


@dataclass(frozen=True, slots=True)
class _OneBoard:
    """A catalogue of this board."""

    kind: Board

    def boards(self) -> tuple[Board, ...]:
        """It."""
        return (self.kind,)

    def faults(self) -> tuple[BoardFault, ...]:
        """None: there is no file."""
        return ()

    def board(self, _name: str) -> Board:
        """It."""
        return self.kind

    def file_sha256(self, _name: str) -> str:
        """Not asked for here."""
        return ""
