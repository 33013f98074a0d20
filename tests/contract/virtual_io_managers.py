"""Virtual IO managers for tests, and firmware for them to stand in front of; each a process of its own."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def dut_on_a_socket(program: Path) -> Iterator[str]:
    """Firmware behind a TCP port; its address."""
    relay = Path(__file__).with_name("firmware_on_a_socket.py")
    with subprocess.Popen(
        [sys.executable, str(relay), str(program)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.stdin.close()
            process.wait(10)


@contextlib.contextmanager
def virtual_io_manager(folder: Path, dut: str, **faults: bool) -> Iterator[str]:
    """The port of a running manager in front of the DUT at an address."""
    link = folder / "io.port"
    command = [sys.executable, "-m", "benchwright.drivers.virtual.io_manager", "--link", str(link), "--dut", dut]
    with subprocess.Popen(
        [*command, "--faults", json.dumps(faults)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            yield str(link)
        finally:
            process.stdin.close()
            process.wait(10)
