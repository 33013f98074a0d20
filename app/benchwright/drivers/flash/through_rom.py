"""A tool that expects an STM32 to wait in its ROM bootloader: the pins of a virtual board are moved for it."""

from __future__ import annotations

from benchwright.drivers.flash.boot_pins import VirtualPins
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher, FlashReceipt, Progress


class ThroughRom:
    """Holds BOOT0 of a virtual board high through a reset, lets the tool work, and waits for the firmware."""

    def __init__(self, tool: Flasher) -> None:
        self._tool = tool

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
        """Writes with the tool; see `protocols.flasher`. A failure ends in a reset into what flash holds."""
        pins = VirtualPins(device)
        pins.enter()
        try:
            receipt = self._tool.write(device, board, offset, data, progress, cancel, force=force)
        except BaseException:
            pins.leave()
            raise
        pins.await_firmware()
        return receipt

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads with the tool; the board restarts."""
        pins = VirtualPins(device)
        pins.enter()
        try:
            return self._tool.read(device, board, offset, length)
        finally:
            pins.leave()
