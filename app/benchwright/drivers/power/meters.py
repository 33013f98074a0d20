"""The meters of this computer: those at its ports, and the simulated ones that see a virtual board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from benchwright.drivers.discovery import PortInfo, system_ports
from benchwright.drivers.power.meter_kinds import KINDS, PPK2, MeterKind
from benchwright.drivers.power.simulated_meter import SimulatedMeter
from benchwright.drivers.virtual.state import MARK_FILE
from benchwright.model.device import Device
from benchwright.model.errors import DeviceVanished, MeterUnknown
from benchwright.model.meter import FoundMeter
from benchwright.protocols.power_meter import PowerMeter

SIMULATED = "virtual:ppk2"
"""The simulated meter of the most common kind."""
_VIRTUAL = "virtual:"
_CONTROL = "virtual:"
_NO_NATIVE = "A simulated meter sees the mark line of the virtual board 'native' only, and there is none on the bench."


class SystemPowerMeters:
    """See `protocols.power_meters`. A name is `virtual:` and a kind, a kind, `:` and an address, or a port alone.

    A port alone is taken for what its USB identity says, a PPK2 where that says nothing; a kind that is at no port may
    stand alone too.
    """

    def __init__(self, ports: Callable[[], Sequence[PortInfo]] = system_ports) -> None:
        self._ports = ports

    def scan(self) -> tuple[FoundMeter, ...]:
        """Meters by their USB identity, then the simulated ones."""
        return (
            *(
                kind.found(_name_of(kind, port), _place_words(port))
                for kind in KINDS
                for port in self._ports()
                if kind.usb == (port.vid, port.pid)
            ),
            *(
                kind.found(f"{kind.word}:{address}", place)
                for kind in KINDS
                if kind.plugged_in is not None
                for address, place in kind.plugged_in()
            ),
            *(kind.found(_VIRTUAL + kind.word) for kind in KINDS),
        )

    def named(self, name: str) -> FoundMeter | None:
        """The meter of a kind at an address, or of one that may stand alone."""
        word, _, address = name.partition(":")
        kind = _kind(word)
        if kind is None or not (address.strip("?") or kind.plugged_in):
            return None
        return kind.found(name, f"at {address}" if address else "on USB")

    def blindness(self, name: str, device: Device) -> str:
        """Why that meter cannot see a device; "" where it can."""
        if name.startswith(_VIRTUAL):
            return "" if _mark_folder(device) is not None else _blind_words(device)
        return f"{device.device_id} is virtual: it draws no current that {name} could measure." * device.is_virtual

    def open(self, name: str, device: Device | None) -> PowerMeter:
        """Opens a meter; a simulated one is a process that ends with it."""
        if name.startswith(_VIRTUAL):
            return self._simulated(name, device)
        word, colon, address = name.partition(":")
        kind = _kind(word)
        if kind is None or not (colon or kind.plugged_in):
            kind, address = self._kind_at(name), name
        address, _, options = address.partition("?") if kind.takes_options else (address, "", "")
        try:
            return kind.open(address, options, "")
        except DeviceVanished as error:
            raise MeterUnknown(name, _absence_words(address), self._names()) from error

    def _simulated(self, name: str, device: Device | None) -> PowerMeter:
        kind = _kind(name.removeprefix(_VIRTUAL))
        if kind is None:
            raise MeterUnknown(name, "There is no simulated meter of that name.", self._names())
        folder = _mark_folder(device) if device is not None else None
        if folder is None:
            why = _blind_words(device) if device is not None else _NO_NATIVE
            raise MeterUnknown(name, why, self._names())
        return SimulatedMeter(kind, name, folder / MARK_FILE)

    def _kind_at(self, port: str) -> MeterKind:
        identities = {(found.vid, found.pid) for found in self._ports() if found.device == port}
        return next((kind for kind in KINDS if kind.usb in identities), PPK2)

    def _names(self) -> tuple[str, ...]:
        return tuple(found.name for found in self.scan())


def _kind(word: str) -> MeterKind | None:
    return next((kind for kind in KINDS if kind.word == word), None)


def _name_of(kind: MeterKind, port: PortInfo) -> str:
    return port.device if kind.is_certain else f"{kind.word}:{port.device}"


def _place_words(port: PortInfo) -> str:
    return f"{port.serial_number or ''} at {port.device}".strip()


def _absence_words(port: str) -> str:
    return f"{port} is no serial port." if Path(port).exists() else f"There is no port {port}."


def _blind_words(device: Device) -> str:
    return (
        f"A simulated meter sees the mark line of the virtual board 'native' only, and {device.device_id} is "
        "another device."
    )


def _mark_folder(device: Device) -> Path | None:
    """Where a virtual board's firmware writes its mark line; None for every other device."""
    if device.board != "native" or not device.control_url.startswith(_CONTROL):
        return None
    return Path(device.control_url.removeprefix(_CONTROL)).parent
