"""Asking a chip in its bootloader what it is."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import Device


class ChipDetector(Protocol):
    """Brings a device into its ROM bootloader, asks for the chip, and starts it again."""

    def detect(self, device: Device) -> str:
        """The chip in the words of `board.toml` (`esp32c3`); "" where nothing answers.

        The device restarts, so this is only done when the user asked for it.

        Raises:
            ToolMissing, PortBusy, PortDenied, DeviceVanished: what stood in the way.
        """
        ...
