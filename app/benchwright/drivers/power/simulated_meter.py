"""A virtual meter in a process of its own, and our driver of it."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from benchwright.drivers.own_process import python_command
from benchwright.drivers.power.meter_kinds import MeterKind
from benchwright.drivers.virtual.meter.readiness import address_in
from benchwright.model.errors import MeterSilent
from benchwright.model.meter import Meter, Supply
from benchwright.protocols.power_meter import Samples

_END_S = 5.0


class SimulatedMeter:
    """A virtual meter of a kind that follows the mark line in the file `marks`; see `protocols.power_meter`."""

    def __init__(self, kind: MeterKind, name: str, marks: Path) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="benchwright-meter-")
        link = Path(self._folder.name) / "port"
        command = [*python_command(kind.module), *kind.arguments, "--link", str(link), "--marks", str(marks)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._is_closed = False
        try:
            address = address_in(self._process.stdout.readline() if self._process.stdout is not None else b"")
            if not address:
                code = self._process.wait(_END_S)
                raise MeterSilent(name, kind.kind, f"Its process ended at once with code {code}.")
            self._meter = kind.open(address, "", name)
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
