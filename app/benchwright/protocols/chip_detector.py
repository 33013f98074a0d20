"""Asking a chip in its bootloader what it is."""

from __future__ import annotations

from typing import Protocol

from benchwright.model.device import Device


class ChipDetector(Protocol):
    """Asks the chip of a device what it is: its ROM bootloader over the port, or its debug port through the probe."""

    def detect(self, device: Device) -> str:
        """The chip in the words of `board.toml` (`esp32c3`, `0x415`); "" where nothing answers.

        The device may restart or halt, so this is only done when the user asked for it.

        Raises:
            ToolMissing, PortBusy, PortDenied, DeviceVanished: what stood in the way.
        """
        ...
