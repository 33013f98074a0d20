"""Holding the chip that a bootloader says it is to the one that the board file names."""

from __future__ import annotations

from benchwright.model.board import Board
from benchwright.model.errors import Cancelled, FlashFailed

OTHER_CHIP_REMEDY = "Choose the right board for this device, then flash again."


def chip_of(board: Board) -> int | None:
    """The product id (AN2606) of the board's chip; None where its file names none."""
    words = board.flash_options.chip
    return int(words, 16) if words.startswith("0x") else None


def other_chip(device_name: str, found: int, wanted: int) -> FlashFailed:
    """The error of a chip that is another one than the board's; nothing was written."""
    why = f"The chip is {found:#05x}, the board's is {wanted:#05x}: it is another board. {Cancelled.UNCHANGED}"
    return FlashFailed(device_name, why, OTHER_CHIP_REMEDY)
