"""Getting to know firmware of others: it answers MLPerf Tiny, and perhaps the question for Benchwright's agent."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from benchwright.bench.stages import Emit
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished, DutRefused, DutTimeout, ProtocolUnmet
from benchwright.model.events import ConsoleLine
from benchwright.protocols.transport import Transport, TransportFactory
from benchwright.wire.ascii_client import HEX_LINE_BYTES, AsciiClient

NAME_TRIES = 3
"""The runner of mlcommons/tiny asks three times before it gives up."""

BANNER_SECONDS = 1.0
"""A board that starts when its port is opened says so within this time; one that runs already says nothing."""

RETURN_SECONDS = 15.0
"""How long a port may be away after flashing."""

_POLL_S = 0.1


class Speech(Enum):
    """What firmware speaks; the value is the word of the command line and of `Provenance.protocol`."""

    AGENT = "agent"
    MLPERF = "mlperf"


@dataclass(frozen=True, slots=True)
class Introduction:
    """What firmware says of itself: `name%`, the model of `profile%` ("" where it names none), and what it speaks."""

    vendor_name: str
    model_id: str
    speech: Speech


class AsciiTalk:
    """Opens a device's line for ASCII as long as a `with` lasts; what passes on it goes to `emit`."""

    def __init__(self, transports: TransportFactory, emit: Emit, *, banner_s: float = BANNER_SECONDS) -> None:
        self._transports = transports
        self._emit = emit
        self._banner_s = banner_s

    @contextlib.contextmanager
    def client(self, device: Device, baud: int, *, hex_line_bytes: int = HEX_LINE_BYTES) -> Iterator[AsciiClient]:
        """A client on the line of `device`; the port of one that was just flashed may take a while to come back.

        It loads inputs by `hex_line_bytes` in a command.

        Raises:
            PortBusy, PortDenied, DeviceVanished: the port.
        """

        def console(direction: str, text: str) -> None:
            self._emit(ConsoleLine(device.device_id, direction, text))

        with self._opened(device, baud) as line:
            yield AsciiClient(line, device.device_id, listener=console, hex_line_bytes=hex_line_bytes)

    def introduce(self, client: AsciiClient, device: Device, baud: int) -> Introduction:
        """Asks who is there. Sends nothing that could end a parser in undefined behaviour: no bare `%`, no zero byte.

        Raises:
            DutTimeout: nothing answers.
            ProtocolUnmet: something answers that is neither.
        """
        with contextlib.suppress(DutTimeout):
            client.await_ready(self._banner_s)
        name = self._name(client, device, baud)
        try:
            model_id = client.model_id()
        except DutRefused:
            model_id = ""
        return Introduction(name, model_id, Speech.AGENT if client.knows_agent() else Speech.MLPERF)

    def _name(self, client: AsciiClient, device: Device, baud: int) -> str:
        remedy = f"See that the firmware speaks MLPerf Tiny on this port at {baud:,} baud (--baud sets another)."
        for tries_left in reversed(range(NAME_TRIES)):
            try:
                return client.name()
            except DutTimeout:
                if not tries_left:
                    raise
            except DutRefused as error:  # half a command of another host may have stood in its buffer
                if not tries_left:
                    raise ProtocolUnmet(device.device_id, f"It answers 'name' with: {error.why}", remedy) from error
        raise AssertionError("unreachable")

    def _opened(self, device: Device, baud: int) -> Transport:
        deadline = time.monotonic() + RETURN_SECONDS
        while True:
            try:
                return self._transports.open(device, baud)
            except DeviceVanished:
                if time.monotonic() > deadline or device.is_virtual:
                    raise
            time.sleep(_POLL_S)
