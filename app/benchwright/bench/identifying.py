"""The active rungs of the ladder: asking what runs on a port, and asking the chip; only when somebody wants to know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from benchwright.bench.local_devices import LocalDevices
from benchwright.model.board import Origin
from benchwright.model.device import Device, DeviceState, Hello
from benchwright.model.errors import BoardUnknown, BoardUnnamed, DutRefused, DutTimeout, WireCorrupt, WrongFirmware
from benchwright.model.events import ConsoleLine
from benchwright.model.identification import Identity, narrowed, with_identity
from benchwright.model.place import SCHEME
from benchwright.model.port_url import parse_port_url
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.chip_detector import ChipDetector
from benchwright.protocols.device_leases import DeviceLeases
from benchwright.protocols.device_memory import DeviceMemory
from benchwright.protocols.transport import TransportFactory
from benchwright.wire.ascii_client import AsciiClient
from benchwright.wire.client import DutClient

Emit = Callable[[ConsoleLine], None]
ASK_SECONDS = 1.5
"""A healthy agent answers within milliseconds."""
_USUAL_BAUD = 115_200
_NO_ANSWER = (DutTimeout, WrongFirmware, WireCorrupt, DutRefused)


class Identifier:
    """Finds out which board a device is by talking to it, and keeps what the user says. Calls block."""

    def __init__(
        self,
        transports: TransportFactory,
        catalog: Catalog,
        memory: DeviceMemory,
        chips: ChipDetector,
        emit: Emit = lambda _line: None,
        *,
        leases: DeviceLeases | None = None,
    ) -> None:
        self._transports = transports
        self._catalog = catalog
        self._memory = memory
        self._chips = chips
        self._emit = emit
        self._leases = leases or LocalDevices()

    def ask_firmware(self, device: Device) -> Identity:
        """The board that the firmware says it runs on, ours by `bw%`, any MLPerf Tiny firmware by `name%`.

        Of a device whose board is known the answer is one more piece of evidence, and no more.

        Raises:
            PortBusy, PortDenied, DeviceVanished, PortUrlInvalid, RemoteUnreachable: the port.
            PlaceHeld, PlaceUnusable, LabUnavailable: it belongs to a lab, which does not give it.
        """
        said, origin = "", None
        with self._leases.held(device) as held:
            for baud in self._bauds(device):
                hello = self._hello(held, baud)
                said, origin = (hello.board, hello.origin) if hello else (self._mlperf_name(held, baud), None)
                if said:
                    break
        if device.board is not None:
            words = f"{device.evidence}; its firmware says {said}" if said else _unheard(device)
            return Identity(device.board, words, origin=origin)
        if any(board.name == said for board in self._catalog.boards()):
            tagged = f"{device.evidence}; " if device.device_id.startswith(SCHEME) else ""
            return Identity(said, f"{tagged}its firmware says {said}", origin=origin)
        if said:
            words = f"its firmware calls itself '{said}', which is no board of the catalogue"
            return Identity(None, words, origin=origin)
        return Identity(None, _unheard(device), device.candidates)

    def require_board(self, device: Device) -> Device:
        """The device with its board; where that is not known yet, its firmware is asked.

        Raises:
            BoardUnnamed: nobody says which board it is.
            PortBusy, PortDenied, DeviceVanished, PortUrlInvalid, RemoteUnreachable: the port.
        """
        if device.board is not None:
            return device
        named = with_identity(device, self.ask_firmware(device))
        if named.board is None:
            raise BoardUnnamed(device.device_id, named.evidence)
        return named

    def at_address(self, url: str) -> Device:
        """The device behind an address that no scan lists; its board is known where the user said it before.

        Raises:
            PortUrlInvalid: it is no address.
        """
        parse_port_url(url)
        device = Device(
            f"port:{url}", None, url, Origin.HARDWARE, DeviceState.UNKNOWN, evidence="its address was given"
        )
        said = self._memory.board_of(device.device_id)
        if said is None or all(board.name != said for board in self._catalog.boards()):
            return device
        return with_identity(device, Identity(said, "you said so"))

    def ask_chip(self, device: Device) -> Identity:
        """The board, or fewer candidates, once the chip's ROM was asked. The device restarts.

        Raises:
            ToolMissing, PortBusy, PortDenied, DeviceVanished: what stood in the way.
        """
        with self._leases.held(device) as held:
            chip = self._chips.detect(held)
        before = Identity(device.board, device.evidence, device.candidates)
        if not chip:
            return Identity(device.board, f"{device.evidence}; no chip answered", device.candidates)
        if device.board is not None:
            return replace(before, evidence=f"{device.evidence}; the chip says {chip}")
        return narrowed(before, self._catalog.boards(), chip=chip)

    def name(self, device: Device, board: str | None) -> None:
        """Keeps what the user says a device is; None forgets it.

        Raises:
            BoardUnknown: there is no such board.
            FileUnwritable: it cannot be kept.
        """
        self._remember(device.device_id, board)

    def name_identity(self, usb_id: str, board: str | None) -> None:
        """Keeps that every device with a USB identity (`vid:pid`) is this board; raises as `name` does."""
        self._remember(f"usb:{usb_id}", board)

    def _remember(self, key: str, board: str | None) -> None:
        names = [known.name for known in self._catalog.boards()]
        if board is not None and board not in names:
            raise BoardUnknown(board, names)
        self._memory.remember(key, board)

    def _bauds(self, device: Device) -> tuple[int, ...]:
        candidates = (board.baud for board in self._catalog.boards() if board.name in device.candidates)
        return tuple(dict.fromkeys((_USUAL_BAUD, *candidates)))

    def _hello(self, device: Device, baud: int) -> Hello | None:
        with self._transports.open(device, baud) as line:
            client = DutClient(line, device.device_id, listener=self._listener(device), baud=baud)
            try:
                hello = client.open(deadline_s=ASK_SECONDS)
                client.leave()
            except _NO_ANSWER:
                return None
            return hello

    def _mlperf_name(self, device: Device, baud: int) -> str:
        with self._transports.open(device, baud) as line:
            try:
                return AsciiClient(line, device.device_id, listener=self._listener(device)).name()
            except _NO_ANSWER:
                return ""

    def _listener(self, device: Device) -> Callable[[str, str], None]:
        return lambda direction, text: self._emit(ConsoleLine(device.device_id, direction, text))


def _unheard(device: Device) -> str:
    return f"{device.evidence}; nothing answered"
