"""The line to a DUT of MLPerf Tiny, straight or through an IO manager, and what the DUT says of itself."""

from __future__ import annotations

import contextlib
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from types import TracebackType

from benchwright.bench.ascii_talk import AsciiTalk, Speech
from benchwright.bench.stages import Emit
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished, DutRefused, IoManagerSilent
from benchwright.model.events import ConsoleLine, Event
from benchwright.model.mlperf_result import DutFacts
from benchwright.protocols.transport import Transport, TransportFactory
from benchwright.wire import io_manager
from benchwright.wire.ascii_client import HEX_LINE_BYTES, AsciiClient
from benchwright.wire.io_manager import IoManagerTransport, open_io_manager

IO_MANAGER_BAUD = 115_200
"""Of the manager's port to the host, whatever it speaks with the DUT."""

_HEX = re.compile(r"db [0-9a-f]+%")
_STEP_S = 0.2


class Edges(Enum):
    """How a DUT shows a meter its inferences."""

    PULSES = "two falling edges around all inferences"
    LEVEL = "a line that is up during each inference"
    NONE = "nothing"


@dataclass(frozen=True, slots=True)
class DutRoute:
    """The way to a DUT: its own port at `baud`, or an IO manager's.

    Behind a manager `device` names the DUT and its board; its port is not opened.
    """

    device: Device
    baud: int
    io_manager: Device | None = None


@dataclass(frozen=True, slots=True)
class Dut:
    """An open DUT; owned by the thread that opened it. `manager` is the IO manager before it, if there is one."""

    client: AsciiClient
    facts: DutFacts
    edges: Edges
    manager: IoManagerTransport | None = None


@dataclass(slots=True)
class TalkLog:
    """Passes events on and keeps the talk, but for the bytes of inputs; while `is_silent` it keeps and passes none."""

    emit: Emit
    lines: list[str] = field(default_factory=list)
    is_silent: bool = False
    _is_loading: bool = False

    def __call__(self, event: Event) -> None:
        """Takes one event."""
        if not isinstance(event, ConsoleLine):
            self.emit(event)
            return
        if event.direction == ">":
            self._is_loading = _HEX.fullmatch(event.text) is not None
        if self.is_silent or (self._is_loading and event.direction == (">" if event.text.startswith("db") else "<")):
            return
        self.lines.append(f"{event.direction} {event.text}")
        self.emit(event)


@contextlib.contextmanager
def open_dut(transports: TransportFactory, route: DutRoute, log: TalkLog, heed: Callable[[], None]) -> Iterator[Dut]:
    """A DUT that said who it is. `heed` is called while it is waited for and ends that by raising.

    Raises:
        IoManagerSilent, PortBusy, PortDenied, DeviceVanished: the way to it.
        DutTimeout, ProtocolUnmet, DutRefused: what answers, or does not.
    """
    lines = _Lines(transports, route.io_manager, heed, log)
    talk = AsciiTalk(lines, log)
    step = HEX_LINE_BYTES if route.io_manager is None else io_manager.HEX_LINE_BYTES
    with talk.client(route.device, route.baud, hex_line_bytes=step) as client:
        who = talk.introduce(client, route.device, route.baud)
        facts = DutFacts(
            device_id=route.device.device_id,
            board=route.device.board or "",
            origin=route.device.known_origin,
            vendor_name=who.vendor_name,
            profile=_profile(client),
            model_id=who.model_id,
            io_manager=lines.io_manager_name,
        )
        yield Dut(client, facts, _edges(client, who.speech), lines.opened)


def _profile(client: AsciiClient) -> str:
    try:
        return client.profile()
    except DutRefused:
        return ""


def _edges(client: AsciiClient, speech: Speech) -> Edges:
    if speech is Speech.AGENT:
        return Edges.LEVEL
    return Edges.NONE if client.tells_time() else Edges.PULSES


class _Lines:
    """Opens the DUT's own port, or that of the manager before it."""

    def __init__(
        self, transports: TransportFactory, manager: Device | None, heed: Callable[[], None], log: TalkLog
    ) -> None:
        self._transports = transports
        self._manager = manager
        self._heed = heed
        self._log = log
        self.io_manager_name = ""
        self.opened: IoManagerTransport | None = None

    def open(self, device: Device, baud: int) -> Transport:
        """See `protocols.transport`."""
        if self._manager is None:
            return _HeedingTransport(self._transports.open(device, baud), self._heed)
        manager = self._manager
        try:
            line = _HeedingTransport(self._transports.open(manager, IO_MANAGER_BAUD), self._heed)
        except DeviceVanished as error:
            raise IoManagerSilent(manager.url, "There is no such port.") from error
        try:

            def listener(direction: str, text: str) -> None:
                self._log(ConsoleLine(manager.device_id, direction, text))

            self.opened, self.io_manager_name = open_io_manager(line, manager.url, listener=listener)
        except BaseException:
            line.close()
            raise
        return self.opened


class _HeedingTransport:
    """Waits in short steps, so that a cancel is heeded while a DUT computes."""

    def __init__(self, transport: Transport, heed: Callable[[], None]) -> None:
        self._transport = transport
        self._heed = heed

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """See `protocols.transport`."""
        deadline = time.monotonic() + timeout_s
        while True:
            self._heed()
            left_s = max(0.0, deadline - time.monotonic())
            data = self._transport.read(max_bytes, min(left_s, _STEP_S))
            if data or left_s <= _STEP_S:
                return data

    def write(self, data: bytes) -> None:
        """Sends all of `data`."""
        self._transport.write(data)

    def close(self) -> None:
        """Releases the line."""
        self._transport.close()

    def __enter__(self) -> Transport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
