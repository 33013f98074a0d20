"""Choosing the flasher for a device and a region."""

from __future__ import annotations

from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import FlashFailed
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher, FlashReceipt, Progress


class Flashers:
    """A flasher that hands each job to the right one.

    The slot of a board with the method `agent` is written by the board's own agent (`agent`); everything else of a
    virtual device goes into its flash image (`virtual_image`), firmware of the native board included.
    """

    def __init__(self, *, virtual_image: Flasher, agent: Flasher) -> None:
        self._virtual_image = virtual_image
        self._agent = agent

    def write(
        self, device: Device, board: Board, offset: int, data: bytes, progress: Progress, cancel: CancelToken
    ) -> FlashReceipt:
        """Writes `data` with the flasher for this region; see `protocols.flasher`."""
        return self.choose(device, board, offset).write(device, board, offset, data, progress, cancel)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads with whichever flasher can: the flash image of a virtual device."""
        chosen = self._virtual_image if device.is_virtual else self.choose(device, board, offset)
        return chosen.read(device, board, offset, length)

    def choose(self, device: Device, board: Board, offset: int) -> Flasher:
        """The flasher for a region of this device.

        Raises:
            FlashFailed: there is none.
        """
        if board.flash_method is FlashMethod.AGENT and offset == board.memory.slot_offset:
            return self._agent
        if device.is_virtual:
            return self._virtual_image
        raise FlashFailed(
            device.device_id,
            f"There is no flash tool yet for {board.title}.",
            f"Flash the image in build/firmware/{board.name} with the maker's tool, then retry.",
        )
