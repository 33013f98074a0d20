"""Opening the talk with a device, and finding out what runs on it."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from benchwright.model.board import Board
from benchwright.model.device import Device, Hello
from benchwright.model.errors import DeviceRestarted, DutRefused, DutTimeout, PortBusy, WireCorrupt, WrongFirmware
from benchwright.model.events import ConsoleLine
from benchwright.protocols.transport import TransportFactory
from benchwright.wire.client import OPEN_S, DutClient

Emit = Callable[[ConsoleLine], None]
PROBE_SECONDS = 1.5
"""A healthy agent answers within milliseconds; this long a silence means that nothing of ours runs."""


class Link:
    """Opens a device's line for as long as a `with` lasts; what passes on it goes to `emit`."""

    def __init__(self, transports: TransportFactory, emit: Emit) -> None:
        self._transports = transports
        self._emit = emit

    @contextlib.contextmanager
    def client(self, device: Device, board: Board, *, deadline_s: float = OPEN_S) -> Iterator[DutClient]:
        """The agent on `device`, in binary mode; afterwards it is left in ASCII mode and the port is free.

        Raises:
            PortBusy, PortDenied, DeviceVanished: the port.
            DutTimeout, WireCorrupt, WrongFirmware: what answers, or does not.
        """

        def console(direction: str, text: str) -> None:
            self._emit(ConsoleLine(device.device_id, direction, text))

        with self._transports.open(device, board.baud) as line:
            client = DutClient(line, device.device_id, listener=console, baud=board.baud)
            client.open(deadline_s=deadline_s)
            yield client
            client.leave()

    def probe(self, device: Device, board: Board) -> Hello | None:
        """What the agent says of itself; None where nothing of ours answers as it should.

        That is a blank or foreign board, and one whose firmware was damaged: it may say its first words and then crash.
        """
        try:
            with self.client(device, board, deadline_s=PROBE_SECONDS) as client:
                return client.hello()
        except (DutTimeout, DutRefused, DeviceRestarted, WrongFirmware, WireCorrupt):
            return None

    def await_boot(self, device: Device, board: Board, *, deadline_s: float = 15.0) -> Hello:
        """What the agent says after a restart; tries until `deadline_s` has passed.

        Raises:
            DutTimeout: it stayed silent.
        """
        end = time.monotonic() + deadline_s
        while time.monotonic() < end:
            with contextlib.suppress(PortBusy):
                hello = self.probe(device, board)
                if hello is not None:
                    return hello
        raise DutTimeout(device.device_id, "the firmware to start", deadline_s)
