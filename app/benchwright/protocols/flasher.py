"""Writing firmware and packs to a device."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.protocols.cancel import CancelToken

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


@dataclass(frozen=True, slots=True)
class FlashReceipt:
    """What was written: bytes, seconds, the digest read back. `skipped` when it was there already.

    `verified_sha256` is empty where the flash cannot be read: then only the firmware's own word proves it.
    `choice` says why this tool did it, where there was one to choose.
    """

    written_bytes: int
    seconds: float
    verified_sha256: str
    tool: str
    skipped: bool = False
    choice: str = ""


class Flasher(Protocol):
    """Writes one region of flash and verifies it. The console port must be closed while it works.

    After a return the device has restarted and runs what is in its flash.
    """

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
        """Writes `data` at `offset` from the start of flash and reads it back.

        What is there already may be skipped, unless with `force`.

        Raises:
            FlashFailed, DeviceVanished, Cancelled: with the state the device was left in.
        """
        ...

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads flash back, `length` bytes from `offset`.

        Raises:
            FlashFailed: the tool cannot read this device.
        """
        ...
