"""A program that changes its read timeout often is not held up by it on a port of another computer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchwright.drivers.own_process import python_command
from tests.contract.rfc2217_server import Rfc2217Server

CHANGES = 30
PROGRAM = f"""
import sys, time, serial
port = serial.serial_for_url(sys.argv[1], 115200, timeout=3)
started = time.monotonic()
for number in range({CHANGES}):
    port.timeout = number / 100
print(time.monotonic() - started, port.timeout)
started = time.monotonic()
assert port.read(1) == b""
assert time.monotonic() - started < 2
port.close()
"""


def test_a_new_timeout_costs_no_talk_with_the_server(tmp_path: Path) -> None:
    (tmp_path / "changing.py").write_text(PROGRAM)
    master, slave = os.openpty()
    server = Rfc2217Server(os.ttyname(slave))
    try:
        command = [*python_command("benchwright.drivers.remote.quick_rfc2217"), "changing", server.url]
        ended = subprocess.run(
            command, capture_output=True, text=True, timeout=30, check=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), *sys.path))},
        )  # fmt: skip
    finally:
        server.close()
        os.close(master)
        os.close(slave)
    seconds, timeout = map(float, ended.stdout.split())
    assert seconds < CHANGES * 0.05  # pyserial sleeps at least that long for each
    assert timeout == (CHANGES - 1) / 100
