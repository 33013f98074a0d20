"""Flashing a virtual device: through its control line into its flash file, as a probe would through SWD."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path

from benchwright.drivers.virtual.control import Control, ControlLost, ControlRefused, connect
from benchwright.drivers.virtual.failures import NO_BOOT_REMEDY
from benchwright.drivers.virtual.state import Phase, read_state
from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DeviceVanished, FlashFailed
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress

TOOL = "virtual flash image"

_SCHEME = "virtual:"
_CHUNK_BYTES = 32_768
_BOOT_S = 15.0
_POLL_S = 0.02


class VirtualImageFlasher:
    """Stops the virtual board, writes its flash, reads it back and starts it again; see `protocols.flasher`.

    Erasing touches whole blocks of 4 KiB. A cancel is heeded between chunks.
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
        """Writes and verifies one region; afterwards the board has started from its flash."""
        started = time.monotonic()
        if cancel.is_set:
            raise Cancelled("flashing")
        try:
            with control_of(device) as control:
                control.ask("flash_begin")
                _program(control, offset, data, progress, cancel)
                found = _digest(control, offset, len(data))
                control.ask("flash_end")
                await_boot(device, control)
        except ControlLost as error:
            raise DeviceVanished(device.device_id, "flashing") from error
        except ControlRefused as error:
            raise refusal(device, error) from error
        if found != hashlib.sha256(data).hexdigest():
            raise FlashFailed(device.device_id, f"Reading back at {offset:#x} gave other bytes than were written.")
        return FlashReceipt(len(data), time.monotonic() - started, found, TOOL)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Reads flash back; the board goes on running."""
        try:
            with control_of(device) as control:
                return _read(control, offset, length)
        except ControlLost as error:
            raise DeviceVanished(device.device_id, "reading its flash") from error
        except ControlRefused as error:
            raise FlashFailed(device.device_id, f"{error}.") from error


def control_of(device: Device) -> Control:
    """The control line of a virtual device.

    Raises:
        DeviceVanished: it is none, or does not run. ControlLost: its process is gone.
    """
    state = read_state(Path(device.control_url.removeprefix(_SCHEME))) if device.is_virtual else None
    if state is None:
        raise DeviceVanished(device.device_id, "flashing")
    return connect(state)


def refusal(device: Device, error: ControlRefused) -> FlashFailed | DeviceVanished:
    """What an order that was refused means for a flash job."""
    if error.phase in {Phase.UNPLUGGED.value, Phase.DEAD.value}:
        return DeviceVanished(device.device_id, "flashing")
    return FlashFailed(device.device_id, f"{error}.")


def _program(control: Control, offset: int, data: bytes, progress: Progress, cancel: CancelToken) -> None:
    control.ask("flash_erase", offset=offset, length=len(data))
    for at in range(0, len(data), _CHUNK_BYTES):
        if cancel.is_set:
            control.ask("flash_end")
            raise Cancelled("flashing", "Device left unprogrammed, flash again.")
        chunk = data[at : at + _CHUNK_BYTES]
        control.ask("flash_write", offset=offset + at, block=chunk)
        progress(at + len(chunk), len(data))


def _digest(control: Control, offset: int, length: int) -> str:
    return hashlib.sha256(_read(control, offset, length)).hexdigest()


def _read(control: Control, offset: int, length: int) -> bytes:
    parts = []
    for at in range(0, length, _CHUNK_BYTES):
        _reply, data = control.ask("flash_read", offset=offset + at, length=min(_CHUNK_BYTES, length - at))
        parts.append(data)
    return b"".join(parts)


def await_boot(device: Device, control: Control) -> None:
    """Waits for the firmware's first words; one that never says any is taken as it is.

    Raises:
        FlashFailed: the emulator does not start from this flash.
    """
    deadline = time.monotonic() + _BOOT_S
    while time.monotonic() < deadline:
        reply, _data = control.ask("status")
        if reply.phase in {Phase.CRASHED.value, Phase.DEAD.value}:
            why = f"It does not start from its flash. {reply.detail}"
            raise FlashFailed(device.device_id, why, NO_BOOT_REMEDY)
        if reply.phase != Phase.BOOTING.value:
            return
        time.sleep(_POLL_S)
