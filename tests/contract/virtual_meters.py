"""Virtual power meters for tests, each a process of its own on a pseudo-terminal."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchwright.drivers.power.ppk2 import Ppk2
from benchwright.drivers.serial_transport import open_serial
from benchwright.protocols.power_meter import PowerMeter

Setting = float | bool


@dataclass(frozen=True)
class MeterKind:
    """A meter: the module of its virtual one, and how its driver opens a port."""

    name: str
    module: str
    open: Callable[[str], PowerMeter]


PPK2 = MeterKind(
    "PPK2", "benchwright.drivers.virtual.meter.ppk2", lambda url: Ppk2(open_serial(url, 115_200, url), url)
)
KINDS = (PPK2,)


@contextlib.contextmanager
def virtual_meter(
    kind: MeterKind, folder: Path, *, load: object = None, faults: object = None, marks: Path | None = None
) -> Iterator[str]:
    """The port of a running one; `load` and `faults` are dictionaries of what differs from the defaults.

    It sees a virtual board with `marks`, the file of its mark line, else a pattern.
    """
    link = folder / f"{kind.name}.port"
    command = [sys.executable, "-m", kind.module, "--link", str(link)]
    command += ["--load", json.dumps(load or {}), "--faults", json.dumps(faults or {})]
    command += ["--marks", str(marks)] if marks is not None else []
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            yield str(link)
        finally:
            process.stdin.close()
            process.wait(10)
