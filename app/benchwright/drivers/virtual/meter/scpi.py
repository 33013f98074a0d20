"""A virtual instrument: `python -m benchwright.drivers.virtual.meter.scpi --profile scpi --link FILE`.

It speaks SCPI on a socket of this computer, and makes up the current of a load. It ends when its standard input does.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Sequence

from benchwright.drivers.power.scpi_numbers import SIMULATED
from benchwright.drivers.power.scpi_profiles import PROFILES, SUPPLY, ScpiProfile
from benchwright.drivers.virtual.meter.faults import MeterFaults
from benchwright.drivers.virtual.meter.line_talk import LineInstrument
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.readiness import say_ready
from benchwright.drivers.virtual.meter.serving import CHUNK_S, read_options
from benchwright.drivers.virtual.meter.tcp_serving import HOST, listen, serve_tcp

CONVERSIONS_HZ = 1_000
MOST_V = 6.0
RANGE_A = 1.0
SOURCE_OHM = 0.5
"""Between the supply and the device: its voltage sinks with the current."""


class VirtualInstrument(LineInstrument):
    """One instrument: its settings and what it answers."""

    def __init__(self, profile: ScpiProfile, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._profile = profile
        super().__init__(faults)
        self._late_s = CHUNK_S if marks is not None else 0.0
        self._origin_ns = time.monotonic_ns()
        follows = MarkTime(marks, self._origin_ns) if marks is not None else None
        self._generator = LoadGenerator(load, CONVERSIONS_HZ, follows)
        self._made = 0
        self._current_a = 0.0
        self._random = random.Random(faults.seed)
        self._begin()

    def _begin(self) -> None:
        self._set_v, self._is_on = 0.0, False
        self._errors: list[str] = []
        self._measured = False
        self._started_at: float | None = None

    def _answer(self, order: str) -> bytes:
        if order == self._profile.measure_amperes:
            return self._measured_a()
        if order == self._profile.measure_volts and order:
            return f"{self._set_v * self._is_on - self._current_a * SOURCE_OHM:.6E}\n".encode()
        answer = ""
        match order.upper().split():
            case []:
                pass
            case ["*IDN?"]:
                answer = f"Benchwright,{SIMULATED} {self._profile.kind},1,0"
            case ["*CLS"]:
                self._errors.clear()
                # A recording begins with it; before, it is only looked at.
                self._started_at = time.monotonic() if self._measured and self._is_ready else None
            case ["SYST:ERR?"]:
                answer = self._errors.pop(0) if self._errors else '0,"No error"'
            case ["VOLT?", "MIN" | "MAX" as end] if self._profile.is_source:
                answer = f"{MOST_V if end == 'MAX' else 0.0:.6E}"
            case ["VOLT", volts] if self._profile.is_source:
                self._set_voltage(volts)
            case ["OUTP", "ON" | "OFF" as state] if self._profile.is_source:
                self._is_on = state == "ON"
            case _:
                self._errors.append('-113,"Undefined header"')
        return f"{answer}\n".encode() if answer else b""

    @property
    def _is_ready(self) -> bool:
        return self._is_on or not self._profile.is_source

    def _set_voltage(self, word: str) -> None:
        volts = float(word)
        if volts > MOST_V:
            self._errors.append('-222,"Data out of range"')
        else:
            self._set_v = volts

    def _measured_a(self) -> bytes:
        """The conversion that ends next."""
        self._measured = True
        due_s = (time.monotonic_ns() - self._origin_ns) / 1e9 - self._late_s
        count = max(1, int(due_s * CONVERSIONS_HZ) - self._made)
        if (wait_s := (self._made + count) / CONVERSIONS_HZ - due_s) > 0:
            time.sleep(wait_s)
        self._made += count
        self._current_a = float(self._generator.take(count)[0][-1]) * self._is_ready
        if self._started_at is not None and self._random.random() < self._faults.lose_ratio:
            return b"9.91E37\n"
        if abs(self._current_a) > RANGE_A:
            return b"9.9E37\n"
        return f"{self._current_a:.6E}\n".encode()

    def _is_past(self, after_s: float) -> bool:
        return bool(after_s) and self._started_at is not None and time.monotonic() - self._started_at > after_s


def main(arguments: Sequence[str]) -> None:
    """Takes the profile; for the rest see `serving.read_options`."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--profile", choices=sorted(PROFILES), default=SUPPLY.word)
    chosen, rest = parser.parse_known_args(arguments)
    options = read_options(rest, "scpi")
    meter = VirtualInstrument(PROFILES[chosen.profile], options.load, options.faults, options.marks)
    listener, port = listen()
    say_ready(f"TCPIP::{HOST}::{port}::SOCKET")
    serve_tcp(meter, listener, sys.stdin.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])
