"""The meters of this computer: a PPK2 at a port, and the simulated one that sees a virtual board."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from benchwright.drivers.discovery import PortInfo, system_ports
from benchwright.drivers.own_process import python_command
from benchwright.drivers.power.ppk2 import KIND, LEAST_MV, MOST_MV, Ppk2
from benchwright.drivers.serial_transport import open_serial
from benchwright.drivers.virtual.state import MARK_FILE
from benchwright.model.device import Device
from benchwright.model.errors import MeterSilent, MeterUnknown
from benchwright.model.meter import FoundMeter, Meter, Supply
from benchwright.protocols.power_meter import PowerMeter, Samples

SIMULATED = "virtual:ppk2"
_PPK2_USB = (0x1915, 0xC00A)
_BAUD = 115_200
_END_S = 5.0
_MODULE = "benchwright.drivers.virtual.meter.ppk2"
_CONTROL = "virtual:"
_NO_NATIVE = "A simulated meter sees the mark line of the virtual board 'native' only, and there is none on the bench."


class SystemPowerMeters:
    """See `protocols.power_meters`. A name is `virtual:ppk2`, a port, or `ppk2:` and a port."""

    def __init__(self, ports: Callable[[], Sequence[PortInfo]] = system_ports) -> None:
        self._ports = ports

    def scan(self) -> tuple[FoundMeter, ...]:
        """PPK2s by their USB identity, then the simulated one."""
        found = [
            _found(port.device, f"{KIND} {port.serial_number or ''} at {port.device}".replace("  ", " "))
            for port in self._ports()
            if (port.vid, port.pid) == _PPK2_USB
        ]
        return (*found, _found(SIMULATED, f"{KIND}, simulated", is_simulated=True))

    def blindness(self, name: str, device: Device) -> str:
        """Why that meter cannot see a device; "" where it can."""
        if name == SIMULATED:
            return "" if _mark_folder(device) is not None else _blind_words(device)
        return f"{device.device_id} is virtual: it draws no current that {name} could measure." * device.is_virtual

    def open(self, name: str, device: Device | None) -> PowerMeter:
        """Opens a meter; a simulated one is a process that ends with it."""
        if name == SIMULATED:
            return self._simulated(device)
        if name.startswith("virtual:"):
            raise MeterUnknown(name, "There is no simulated meter of that name.", self._names())
        port = name.removeprefix("ppk2:")
        return _opened(port)

    def _simulated(self, device: Device | None) -> PowerMeter:
        folder = _mark_folder(device) if device is not None else None
        if folder is None:
            why = _blind_words(device) if device is not None else _NO_NATIVE
            raise MeterUnknown(SIMULATED, why, self._names())
        return SimulatedMeter(folder / MARK_FILE)

    def _names(self) -> tuple[str, ...]:
        return tuple(found.name for found in self.scan())


class SimulatedMeter:
    """A virtual PPK2 and our driver of it; see `protocols.power_meter`."""

    def __init__(self, marks: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="benchwright-meter-")
        link = Path(self._folder.name) / "port"
        command = [*python_command(_MODULE), "--link", str(link), "--marks", str(marks)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._is_closed = False
        try:
            if self._process.stdout is None or not self._process.stdout.readline():
                raise MeterSilent(SIMULATED, KIND, f"Its process ended at once with code {self._process.wait(_END_S)}.")
            self._meter = Ppk2(open_serial(str(link), _BAUD, SIMULATED), str(link), meter_id=SIMULATED)
        except BaseException:
            self._end()
            raise

    @property
    def meter(self) -> Meter:
        """What it told about itself."""
        return self._meter.meter

    def set_supply(self, supply: Supply) -> None:
        """Sets the voltage."""
        self._meter.set_supply(supply)

    def switch_supply(self, *, on: bool) -> None:
        """Puts the device on the supply, or takes it off."""
        self._meter.switch_supply(on=on)

    def start(self) -> None:
        """Begins to sample."""
        self._meter.start()

    def read(self, timeout_s: float) -> Samples:
        """What was sampled since the last call."""
        return self._meter.read(timeout_s)

    def stop(self) -> Samples:
        """Ends sampling; the last stretch."""
        return self._meter.stop()

    def close(self) -> None:
        """Releases the line and ends the process."""
        if not self._is_closed:
            self._is_closed = True
            self._meter.close()
            self._end()

    def __enter__(self) -> SimulatedMeter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _end(self) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(_END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._folder.cleanup()


def _found(name: str, title: str, *, is_simulated: bool = False) -> FoundMeter:
    return FoundMeter(name, title, KIND, LEAST_MV, MOST_MV, is_simulated)


def _blind_words(device: Device) -> str:
    return (
        f"A simulated meter sees the mark line of the virtual board 'native' only, and {device.device_id} is "
        "another device."
    )


def _opened(port: str) -> PowerMeter:
    transport = open_serial(port, _BAUD, port)
    try:
        return Ppk2(transport, port)
    except BaseException:
        transport.close()
        raise


def _mark_folder(device: Device) -> Path | None:
    """Where a virtual board's firmware writes its mark line; None for every other device."""
    if device.board != "native" or not device.control_url.startswith(_CONTROL):
        return None
    return Path(device.control_url.removeprefix(_CONTROL)).parent
