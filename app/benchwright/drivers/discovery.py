"""Finding devices: serial ports that are plugged in, ports the user named, and virtual devices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from serial.tools import list_ports

from benchwright.model.board import Board, Origin
from benchwright.model.device import Device
from benchwright.protocols.catalog import Catalog
from benchwright.protocols.discovery import Discovery
from benchwright.protocols.virtual_lab import VirtualLab

EXTRA_PORTS_VARIABLE = "BENCHWRIGHT_EXTRA_PORTS"
"""Ports that no system lists, separated by commas: `/dev/pts/5` or `socket://host:port`, with `=BOARD` if known."""

_MBED_SERIAL = re.compile(r"[0-9a-fA-F]{16,}")
_DAPLINK = "0d28:0204"


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
    """Serial ports of the system and those named in the environment.

    A board is only named where the USB identity is certain: VID and PID that one board of the catalogue has alone, or
    the mbed id in a DAPLink's serial number. Else `board` is None and the evidence is kept for whoever asks further.
    """

    def __init__(
        self, catalog: Catalog, environ: Mapping[str, str], *, ports: Callable[[], Sequence[PortInfo]] = system_ports
    ) -> None:
        self._catalog = catalog
        self._environ = environ
        self._ports = ports

    def scan(self) -> tuple[Device, ...]:
        """One device for each plugged probe or board, in the order of their ports."""
        boards = self._catalog.boards()
        usb = [port for port in self._ports() if port.vid is not None]
        groups: dict[tuple[int, int, str], list[PortInfo]] = {}
        for port in usb:
            groups.setdefault((port.vid or 0, port.pid or 0, port.serial_number or port.device), []).append(port)
        found = [_usb_device(group, boards) for group in groups.values()]
        return (*sorted(found, key=lambda device: device.url), *self._extra_devices(boards))

    def _extra_devices(self, boards: Iterable[Board]) -> Iterable[Device]:
        known = {board.name for board in boards}
        for entry in self._environ.get(EXTRA_PORTS_VARIABLE, "").split(","):
            url, _separator, board = entry.strip().rpartition("=")
            if board not in known:
                # Addresses may have an = of their own.
                url, board = entry.strip(), ""
            if url:
                yield Device(
                    device_id=f"port:{url}",
                    board=board or None,
                    url=url,
                    origin=Origin.HARDWARE,
                    evidence=f"named in {EXTRA_PORTS_VARIABLE}",
                )


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


def _usb_device(group: Sequence[PortInfo], boards: Sequence[Board]) -> Device:
    # A probe with several ports has the board's console on its first one.
    port = min(group, key=lambda entry: (entry.location or "", entry.device))
    usb_id = f"{port.vid or 0:04x}:{port.pid or 0:04x}"
    serial_number = port.serial_number or ""
    board, evidence = _identify(usb_id, serial_number, boards)
    return Device(
        device_id=f"usb:{usb_id}:{serial_number}" if serial_number else f"usb:{usb_id}@{port.location or port.device}",
        board=board,
        url=port.device,
        origin=Origin.HARDWARE,
        serial_number=serial_number,
        location=port.location or "",
        evidence=evidence,
    )


def _identify(usb_id: str, serial_number: str, boards: Sequence[Board]) -> tuple[str | None, str]:
    if usb_id == _DAPLINK and _MBED_SERIAL.fullmatch(serial_number):
        mbed_id = serial_number[:4].lower()
        for board in boards:
            if mbed_id in board.usb.mbed_ids:
                return board.name, f"mbed id {mbed_id}"
    candidates = [board for board in boards if usb_id in board.usb.all_ids]
    certain = [board for board in candidates if usb_id not in (*board.usb.probe, *board.usb.bridge)]
    if len(candidates) == 1 and certain:
        return candidates[0].name, f"USB identity {usb_id}"
    if candidates:
        return None, f"USB identity {usb_id}; may be {', '.join(board.title for board in candidates)}"
    return None, f"USB identity {usb_id}, not in the catalogue"
