"""Choosing the flasher for a device and a region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import FlashFailed, ToolMissing
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import Flasher, FlashReceipt, Progress


class FlashProgram(Flasher, Protocol):
    """A flasher that stands on a tool which may not be installed."""

    @property
    def name(self) -> str:
        """The tool's name."""
        ...

    @property
    def install(self) -> str:
        """How to get the tool."""
        ...

    def is_there(self) -> bool:
        """Whether the tool can be called on this computer; quick enough to be asked before every job."""
        ...

    def version(self) -> str | None:
        """What the tool says of its version; None where it is missing or does not run."""
        ...


class Flashers:
    """A flasher that hands each job to the right one.

    The slot of a board with the method `agent` is written by the board's own agent (`agent`); everything else of a
    virtual device goes into its flash image (`virtual_image`), firmware of the native board included. A board on a
    cable, and a virtual one that has a bootloader as the real one has (`Device.modem_url`), is flashed by the first of
    its methods whose tool is there.
    """

    def __init__(
        self, *, virtual_image: Flasher, agent: Flasher, programs: Mapping[FlashMethod, FlashProgram] | None = None
    ) -> None:
        self._virtual_image = virtual_image
        self._agent = agent
        self._programs = programs or {}

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
            ToolMissing: none of the board's tools is installed; all are named, each with the way to get it.
            FlashFailed: there is none.
        """
        if board.flash_method is FlashMethod.AGENT and offset == board.memory.slot_offset:
            return self._agent
        if device.is_virtual and not device.modem_url:
            return self._virtual_image
        known = [self._programs[method] for method in board.flash_methods if method in self._programs]
        for program in known:
            if program.is_there():
                return program
        if known:
            raise _none_is_there(board, known)
        raise FlashFailed(
            device.device_id,
            f"There is no flash tool yet for {board.title}.",
            f"Flash the image in build/firmware/{board.name} with the maker's tool, then retry.",
        )


def _none_is_there(board: Board, programs: Sequence[FlashProgram]) -> ToolMissing:
    names = " or ".join(program.name for program in programs)
    ways = " ".join(f"{program.name}: {program.install}." for program in programs)
    return ToolMissing(names, f"It is needed to flash {board.title}, and is not on the PATH.", ways)
