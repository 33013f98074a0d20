"""Flashing by copying a UF2 file onto the drive of a board's bootloader."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path

from benchwright.drivers.flash.tool_failures import UNPROGRAMMED
from benchwright.drivers.flash.touch import BootloaderEntry
from benchwright.drivers.flash.uf2_blocks import BLOCK_BYTES, PAYLOAD_BYTES, uf2_file
from benchwright.drivers.flash.uf2_drives import Mounts, SocketOf, Uf2Drive, find_drives, system_mounts, system_socket
from benchwright.drivers.flash.usb_target import target_unknown
from benchwright.model.board import Board, FlashMethod
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress

_FILE = "firmware.uf2"
_CHUNK_BYTES = 64 * BLOCK_BYTES
_DRIVE_S = 15.0
_RESTART_S = 20.0
_STEP_S = 0.1
_ENTER = "Press reset twice quickly (Pico: hold BOOTSEL while plugging it in), then flash again."
_MOUNT = " On Linux without a desktop, mount the drive first: udisksctl mount -b /dev/disk/by-label/LABEL."


class Uf2Flasher:
    """Copies, and takes the vanishing of the drive for the proof that the bootloader took every block.

    Nothing can be read back: `FlashReceipt.verified_sha256` is empty, and the firmware's own word must do.
    """

    name = "uf2"
    install = "nothing to install"

    def __init__(
        self,
        *,
        mounts: Mounts = system_mounts,
        socket: SocketOf = system_socket,
        entry: BootloaderEntry | None = None,
        drive_s: float = _DRIVE_S,
        restart_s: float = _RESTART_S,
    ) -> None:
        self._mounts = mounts
        self._socket = socket
        self._entry = entry or BootloaderEntry()
        self._drive_s = drive_s
        self._restart_s = restart_s

    def is_there(self) -> bool:
        """Always: it needs no tool."""
        return True

    def version(self) -> str | None:
        """It is part of this program."""
        return "built in"

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
        """Writes one region; afterwards the board has restarted."""
        started = time.monotonic()
        if cancel.is_set:
            raise Cancelled("flashing")
        image = _image(device, board, offset, data)
        drive = self._drive(device, board, cancel)
        _copy(device, drive, image, len(data), progress, cancel)
        if not _waited(lambda: not drive.is_there, self._restart_s):
            why = f"The drive {drive.folder} is still there: the bootloader did not take the image. {UNPROGRAMMED}"
            raise FlashFailed(device.device_id, why, "Check that the image is for this chip, then: " + _ENTER)
        progress(len(data), len(data))
        return FlashReceipt(len(data), time.monotonic() - started, "", self.name)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """There is no reading through the drive.

        Raises:
            FlashFailed: always.
        """
        raise FlashFailed(device.device_id, "A UF2 bootloader cannot be read.", "Flash again to be sure.")

    def _drive(self, device: Device, board: Board, cancel: CancelToken) -> Uf2Drive:
        """The drive of this very board: in its USB socket, or the one that appeared when the board was touched."""
        waiting = self._drives(board)
        before = {drive.folder for drive in waiting}
        if not _own(device, waiting):
            self._entry.enter(device, board, cancel, needs_port=False)
            _waited(lambda: cancel.is_set or bool(self._sure(device, board, before)), self._drive_s)
        if cancel.is_set:
            raise Cancelled("flashing")
        drives = self._sure(device, board, before) or self._asked_for(device, board)
        if len(drives) > 1:
            folders = ", ".join(str(drive.folder) for drive in drives)
            why = f"Several boards wait in their bootloader: {folders}. {Cancelled.UNCHANGED}"
            raise FlashFailed(device.device_id, why, "Leave only this one plugged in, then flash again.")
        if not drives and before:
            raise target_unknown(device, FlashMethod.UF2, "UF2 drive", len(before))
        if not drives:
            board_id = board.flash_options.uf2_board_id
            why = f"No drive with INFO_UF2.TXT of {board_id or 'any board'} appeared. {Cancelled.UNCHANGED}"
            raise FlashFailed(device.device_id, why, _ENTER + (_MOUNT if sys.platform == "linux" else ""))
        return drives[0]

    def _drives(self, board: Board) -> Sequence[Uf2Drive]:
        return find_drives(board.flash_options.uf2_board_id, self._mounts, self._socket)

    def _sure(self, device: Device, board: Board, before: Set[Path]) -> Sequence[Uf2Drive]:
        """The drive in the device's socket; where no socket is known, what was not there before the touch."""
        drives = self._drives(board)
        return _own(device, drives) or [one for one in _placeless(device, drives) if one.folder not in before]

    def _asked_for(self, device: Device, board: Board) -> Sequence[Uf2Drive]:
        """What waits and may be this board, if the user named this way of flashing."""
        return _placeless(device, self._drives(board)) if device.flash_with else ()


def _own(device: Device, drives: Sequence[Uf2Drive]) -> list[Uf2Drive]:
    """The drives in the device's socket."""
    return [drive for drive in drives if drive.socket and drive.socket == device.usb_socket]


def _placeless(device: Device, drives: Sequence[Uf2Drive]) -> list[Uf2Drive]:
    """The drives whose socket, or the device's, is not known."""
    return [drive for drive in drives if not (drive.socket and device.usb_socket)]


def _image(device: Device, board: Board, offset: int, data: bytes) -> bytes:
    family = board.flash_options.uf2_family
    try:
        return uf2_file(board.memory.flash_base + offset, data, int(family, 16) if family else None)
    except ValueError as error:
        why = f"A UF2 region must begin at a multiple of {PAYLOAD_BYTES} bytes: {error}."
        raise FlashFailed(device.device_id, why, "Correct slot_offset in the board's board.toml.") from error


def _copy(device: Device, drive: Uf2Drive, image: bytes, length: int, progress: Progress, cancel: CancelToken) -> None:
    """Copies the file; each chunk is on the drive before it counts as progress."""
    done = 0
    try:
        with (drive.folder / _FILE).open("wb", buffering=0) as stream:
            for at in range(0, len(image), _CHUNK_BYTES):
                if cancel.is_set:
                    raise Cancelled("flashing", UNPROGRAMMED if at else Cancelled.UNCHANGED)
                stream.write(image[at : at + _CHUNK_BYTES])
                done = at + len(image[at : at + _CHUNK_BYTES])
                os.fsync(stream.fileno())
                progress(min(length, done * length // len(image)), length)
    except OSError as error:
        # The board restarts with the last block, often before the file is closed.
        if done >= len(image):
            return
        if not drive.is_there:
            raise DeviceVanished(device.device_id, "flashing") from error
        why = f"{drive.folder / _FILE} cannot be written: {error.strerror or error}. {UNPROGRAMMED}"
        raise FlashFailed(device.device_id, why, _ENTER) from error


def _waited(condition: Callable[[], bool], seconds: float) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_STEP_S)
    return True
