"""A flasher that lets the agent write a pack into its own slot, over the wire."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from benchwright.model.board import Board
from benchwright.model.device import Device
from benchwright.model.errors import Cancelled, DutRefused, FlashFailed
from benchwright.protocols.cancel import CancelToken
from benchwright.protocols.flasher import FlashReceipt, Progress
from benchwright.protocols.transport import TransportFactory
from benchwright.wire.ascii_line import Listener, silent
from benchwright.wire.client import DutClient
from benchwright.wire.messages import PACK_ALIGN_BYTES, Capability

TOOL = "agent"

_OPEN_S = 10.0


class AgentPackFlasher:
    """Writes the slot of a board through its running agent; see `protocols.flasher`.

    The agent opens the new pack when it verifies it, so no restart is needed. It cannot write the firmware it runs from
    and does not read flash back byte for byte: it hashes what lies there. `console` gives the listener for a device.
    """

    def __init__(
        self, transports: TransportFactory, *, console: Callable[[Device], Listener] = lambda _device: silent
    ) -> None:
        self._transports = transports
        self._console = console

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
        """Erases, writes and verifies the slot. A cancel is heeded between chunks."""
        if offset != board.memory.slot_offset:
            raise FlashFailed(
                device.device_id,
                f"The agent writes the model slot at {board.memory.slot_offset:#x} only, not {offset:#x}.",
                "Flash the firmware with a flash tool.",
            )
        if cancel.is_set:
            raise Cancelled("flashing")
        started = time.monotonic()
        padded = data + b"\xff" * (-len(data) % PACK_ALIGN_BYTES)

        def written(done: int, total: int) -> None:
            progress(min(done, len(data)), len(data))
            if cancel.is_set and done < total:
                raise Cancelled("flashing", "Device left unprogrammed, flash again.")

        with self._transports.open(device, board.baud) as line:
            client = DutClient(line, device.device_id, listener=self._console(device), baud=board.baud)
            hello = client.open(deadline_s=_OPEN_S)
            if not hello.capabilities & Capability.PACK_WRITE:
                client.leave()
                raise _no_write(device, board)
            try:
                client.pack_erase(len(padded))
                client.pack_write(padded, written)
                found = client.pack_verify(len(data))
            except DutRefused as error:
                raise FlashFailed(device.device_id, error.why) from error
            client.leave()
        if found != hashlib.sha256(data).hexdigest():
            raise FlashFailed(device.device_id, f"The slot holds {found[:12]}, not what was written.")
        return FlashReceipt(len(data), time.monotonic() - started, found, TOOL)

    def read(self, device: Device, board: Board, offset: int, length: int) -> bytes:
        """Not possible: the agent verifies by digest.

        Raises:
            FlashFailed: always.
        """
        raise FlashFailed(device.device_id, "The agent cannot read flash back; it verifies by digest.")


def _no_write(device: Device, board: Board) -> FlashFailed:
    why = f"The firmware that runs there cannot write its own flash, as HELLO says. {Cancelled.UNCHANGED}"
    remedy = f"Flash the model where the board is plugged in, with {board.title}'s own tool, then retry here."
    return FlashFailed(device.device_id, why, remedy)
