"""Runs a Python program with a pyserial whose RFC 2217 ports take a new read timeout at once.

A read timeout is this computer's own matter, but pyserial 3.5 negotiates the whole line anew for it: 0.1 s where the
server answers at once. esptool sets it twice for every command.

    python -m benchwright.drivers.remote.quick_rfc2217 esptool --port rfc2217://… …

The program is not changed, and has this process to itself.
"""

from __future__ import annotations

import runpy
import sys

from serial import rfc2217


def _seconds(port: rfc2217.Serial) -> float | None:
    seconds: float | None = port._timeout
    return seconds


def _take(port: rfc2217.Serial, seconds: float | None) -> None:
    port._timeout = seconds


if __name__ == "__main__":
    rfc2217.Serial.timeout = property(_seconds, _take)
    del sys.argv[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
