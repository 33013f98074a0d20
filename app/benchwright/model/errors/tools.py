"""Flashing, programs that are missing, and virtual boards."""

from __future__ import annotations

from benchwright.model.errors.root import BenchError


class FlashFailed(BenchError):
    """Writing or verifying flash failed."""

    code = 30

    def __init__(self, device: str, why: str, remedy: str = "Flash again.") -> None:
        super().__init__(f"Flashing {device} failed.", why, remedy)


class TargetUnknown(FlashFailed):
    """It is not known which probe or USB bootloader is the device's; nothing was written."""

    code = 36


class FirmwareMissing(BenchError):
    """No image was built for this board."""

    code = 31

    def __init__(self, board: str, why: str, remedy: str) -> None:
        super().__init__(f"There is no firmware for {board}.", why, remedy)


class ToolMissing(BenchError):
    """A program this needs is not installed or too old."""

    code = 32

    def __init__(self, tool: str, why: str, install: str) -> None:
        super().__init__(f"{tool} is missing.", why, install)


class VirtualDeviceFailed(BenchError):
    """A virtual device does not start or died."""

    code = 33

    def __init__(self, name: str, why: str, remedy: str = "") -> None:
        again = f"Start it again: benchwright virtual start {name}."
        super().__init__(f"The virtual board '{name}' failed.", why, remedy or again)
