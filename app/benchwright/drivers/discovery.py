"""Finding devices: serial ports that are plugged in, ports the user named, and virtual devices."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from serial.tools import list_ports

from benchwright.drivers import probe_volumes
from benchwright.model.board import Board, Origin
from benchwright.model.device import Device, DeviceState
from benchwright.model.errors import PortUrlInvalid
from benchwright.model.identification import PortFacts, identify, is_real_serial
from benchwright.model.port_url import is_port_url, parse_port_url
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.device_memory import DeviceMemory
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.virtual_lab import VirtualLab


class PortInfo(Protocol):
    """What is used of pyserial's port information."""

    device: str
    vid: int | None
    pid: int | None
    serial_number: str | None
    location: str | None
    description: str
    interface: str | None


def system_ports() -> Sequence[PortInfo]:
    """The serial ports the system lists."""
    return list(list_ports.comports())


class PortDiscovery:
    """Serial ports of the system and those that `named` tells, as `URL` or `URL=BOARD` with where each is named.

    Nothing is opened and nothing written. A board is named where that is certain (`model.identification`) or the user
    said which it is; else `board` is None, and evidence and candidates are kept for whoever asks further.

    A serial number that is a placeholder, or that two boards on the desk carry, tells nobody apart: then the USB socket
    names the device. An answer kept for `usb:vid:pid` alone holds for every device of that identity.
    """

    def __init__(
        self,
        catalog: Catalog,
        named: Callable[[], Sequence[tuple[str, str]]] = tuple,
        *,
        memory: DeviceMemory | None = None,
        ports: Callable[[], Sequence[PortInfo]] = system_ports,
        mbed_ids: Callable[[], Mapping[str, str]] = probe_volumes.mbed_ids,
    ) -> None:
        self._catalog = catalog
        self._named = named
        self._memory = memory
        self._ports = ports
        self._mbed_ids = mbed_ids

    def scan(self) -> tuple[Device, ...]:
        """One device for each plugged probe or board, in the order of their ports."""
        boards = self._catalog.boards()
        usb = [port for port in self._ports() if port.vid is not None]
        groups: dict[tuple[str, str, str], list[PortInfo]] = {}
        for port in usb:
            groups.setdefault((_usb_id(port), port.serial_number or "", _socket(port) or port.device), []).append(port)
        mbed_ids = self._mbed_ids() if groups else {}
        found = []
        for (usb_id, serial_number, _place), group in groups.items():
            device = _usb_device(group, is_serial_unique=_has_one_socket(usb_id, serial_number, usb))
            found.append(self._identified(device, usb_id, boards, mbed_ids))
        return (*sorted(found, key=lambda device: device.url), *self._extra_devices(boards))

    def _identified(self, device: Device, usb_id: str, boards: Sequence[Board], mbed_ids: Mapping[str, str]) -> Device:
        facts = PortFacts(usb_id, device.serial_number, device.location, mbed_ids.get(device.location, ""))
        identity = identify(facts, boards, self._remembered(device.device_id) or self._remembered(f"usb:{usb_id}"))
        return replace(
            device,
            board=identity.board,
            evidence=identity.evidence,
            candidates=identity.candidates,
            is_askable=identity.is_askable,
            state=DeviceState.READY if identity.board else DeviceState.UNKNOWN,
        )

    def _remembered(self, name: str) -> str | None:
        return self._memory.board_of(name) if self._memory is not None else None

    def _extra_devices(self, boards: Iterable[Board]) -> Iterable[Device]:
        known = {board.name for board in boards}
        for entry, where in self._named():
            url, _separator, board = entry.rpartition("=")
            if board not in known and _names_option(url):
                # Addresses may have an = of their own.
                url, board = entry, ""
            if not url:
                url, board = board, ""
            if url:
                device_id = f"port:{url}"
                said = self._remembered(device_id) or board
                yield _named_port(device_id, url, said, known, where)


class VirtualDiscovery:
    """Virtual devices of this computer, whoever started them."""

    def __init__(self, lab: VirtualLab) -> None:
        self._lab = lab

    def scan(self) -> tuple[Device, ...]:
        """Running and plugged virtual devices."""
        return self._lab.devices()


class CombinedDiscovery:
    """Several discoveries as one; a port that two of them see is the first one's."""

    def __init__(self, *discoveries: Discovery) -> None:
        self._discoveries = discoveries

    def scan(self) -> tuple[Device, ...]:
        """Every device, in the order of the discoveries."""
        found: dict[str, Device] = {}
        urls: set[str] = set()
        for discovery in self._discoveries:
            for device in discovery.scan():
                if device.device_id not in found and (not device.url or device.url not in urls):
                    found[device.device_id] = device
                    urls.add(device.url)
        return tuple(found.values())


def _names_option(url: str) -> bool:
    """Whether what stands before an = is the beginning of an address with options: `rfc2217://host:1?timeout`."""
    return "?" in url


def _named_port(device_id: str, url: str, said: str, known: Collection[str], where: str) -> Device:
    """A port that the user named; one at another computer may be asked unbidden: he meant a board."""
    board = said if said in known else None
    state, evidence = DeviceState.READY if board else DeviceState.UNKNOWN, where
    if said and board is None:
        evidence = f"{evidence}; there is no board '{said}'"
    is_remote = is_port_url(url)
    if is_remote:
        try:
            parse_port_url(url)
        except PortUrlInvalid as error:
            state, evidence, is_remote = DeviceState.GONE, f"{evidence}; it is no address: {error.why}", False
    return Device(device_id, board, url, Origin.HARDWARE, state, evidence=evidence, is_askable=is_remote and not said)


def _usb_device(group: Sequence[PortInfo], *, is_serial_unique: bool) -> Device:
    # A probe with several ports has the board's console on its first one.
    port = min(group, key=lambda entry: (entry.location or "", entry.device))
    usb_id, serial_number = _usb_id(port), port.serial_number or ""
    socket = _socket(port)
    return Device(
        device_id=f"usb:{usb_id}:{serial_number}" if is_serial_unique else f"usb:{usb_id}@{socket or port.device}",
        board=None,
        url=port.device,
        origin=Origin.HARDWARE,
        serial_number=serial_number,
        location=socket,
    )


def _usb_id(port: PortInfo) -> str:
    return f"{port.vid or 0:04x}:{port.pid or 0:04x}"


def _socket(port: PortInfo) -> str:
    """The USB socket without the interface behind the colon: `1-4.2` of `1-4.2:1.0`."""
    return (port.location or "").partition(":")[0]


def _has_one_socket(usb_id: str, serial_number: str, ports: Iterable[PortInfo]) -> bool:
    """Whether a serial number is real and nobody else on the desk carries it."""
    same = {_socket(port) for port in ports if (_usb_id(port), port.serial_number) == (usb_id, serial_number)}
    return is_real_serial(serial_number) and len(same) == 1
