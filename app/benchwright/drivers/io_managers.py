"""IO managers of this computer: one at a port, and the simulated one in front of a virtual board."""

from __future__ import annotations

import contextlib
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchwright.drivers.own_process import python_command
from benchwright.model.board import Origin
from benchwright.model.device import Device
from benchwright.model.errors import IoManagerSilent

SIMULATED = "virtual:io-manager"
_MODULE = "benchwright.drivers.virtual.io_manager"
_END_S = 5.0


class SystemIoManagers:
    """See `protocols.io_managers`. A name is a port, an address of one, or `virtual:io-manager`."""

    @contextlib.contextmanager
    def opened(self, name: str, dut: Device | None, baud: int) -> Iterator[Device]:
        """The manager for the time of a `with`; a simulated one is a process that ends with it."""
        if name != SIMULATED:
            yield Device(f"io-manager:{name}", None, name, Origin.HARDWARE)
            return
        if dut is None or not dut.is_virtual:
            raise IoManagerSilent(name, "A simulated one stands in front of a virtual board only.")
        with tempfile.TemporaryDirectory(prefix="benchwright-io-") as folder:
            link = Path(folder) / "port"
            command = [*python_command(_MODULE), "--link", str(link), "--dut", dut.url, "--baud", str(baud)]
            with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
                try:
                    if process.stdout is None or not process.stdout.readline():
                        why = f"Its process ended at once with code {process.wait(_END_S)}."
                        raise IoManagerSilent(name, why)
                    yield Device(name, None, str(link), Origin.NATIVE)
                finally:
                    _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
