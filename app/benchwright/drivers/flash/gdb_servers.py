"""Which GDB server has which board: named by the user, or a Black Magic Probe on USB."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from benchwright.drivers.discovery import PortInfo, system_ports
from benchwright.model.board import Board
from benchwright.model.device import Device

SERVER_VARIABLE = "BENCHWRIGHT_GDB_SERVERS"
"""Servers by commas, each `BOARD=HOST:PORT` or, where there is one board only, `HOST:PORT`."""

_BLACK_MAGIC = (0x1D50, 0x6018)


class GdbServers:
    """The servers that are known. None is guessed: a server that happens to run may hold another board."""

    advice = f"Name the server in {SERVER_VARIABLE} (BOARD=HOST:PORT), or plug in a Black Magic Probe"

    def __init__(self, environ: Mapping[str, str], ports: Callable[[], Sequence[PortInfo]] = system_ports) -> None:
        self._environ = environ
        self._ports = ports

    def all(self) -> tuple[str, ...]:
        """Every address."""
        return (*(address for _board, address in self._named()), *self._probes())

    def server(self, device: Device, board: Board) -> str:
        """What a transport opens to reach this device's server; empty where that is not certain.

        The only Black Magic Probe is taken for a device on another port if the user asked for this tool.
        """
        named = self._named()
        for name, address in named:
            if name in {board.name, device.device_id}:
                return f"socket://{address}"
        if len(named) == 1 and not named[0][0]:
            return f"socket://{named[0][1]}"
        probes = self._probes()
        if device.url in probes:
            return device.url
        return probes[0] if len(probes) == 1 and device.flash_with else ""

    def _named(self) -> list[tuple[str, str]]:
        entries = [entry.strip() for entry in self._environ.get(SERVER_VARIABLE, "").split(",") if entry.strip()]
        return [(name, address) for name, _equals, address in (entry.rpartition("=") for entry in entries)]

    def _probes(self) -> tuple[str, ...]:
        """The first port of each Black Magic Probe; the second is the board's console."""
        first: dict[str, str] = {}
        for port in sorted(self._ports(), key=lambda entry: (entry.location or "", entry.device)):
            if (port.vid, port.pid) == _BLACK_MAGIC:
                first.setdefault(port.serial_number or port.device, port.device)
        return tuple(first.values())
