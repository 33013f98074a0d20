"""Firmware images that were built."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import FirmwareImage


class FirmwareLibrary(Protocol):
    """Finds the built image of a board."""

    def image(self, board: str) -> FirmwareImage:
        """The image to flash.

        Raises:
            FirmwareMissing: nothing was built for this board.
        """
        ...
