"""A virtual DMM6500: `python -m benchwright.drivers.virtual.meter.dmm6500 --link FILE`.

It speaks the SCPI of its buffer on a socket of this computer, binary blocks too, and makes up the current of a load.
It ends when its standard input does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np

from benchwright.drivers.power.dmm6500 import BUFFER, CAPACITY, SAMPLE_HZ
from benchwright.drivers.power.scpi_numbers import NOT_A_NUMBER, OVERFLOW, SIMULATED
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.line_talk import LineInstrument
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.readiness import say_ready
from benchwright.drivers.virtual.meter.serving import CHUNK_S, read_options
from benchwright.drivers.virtual.meter.tcp_serving import HOST, listen, serve_tcp

_LIE = 300
_RANGE_RATIO = 1.2
_SETTINGS = ("DIG:FUNC", "FORM", "FORM:BORD", "TRAC:POIN", "TRAC:FILL:MODE", "TRIG:LOAD", "TRIG:BLOC", "DIG:CURR:SRATE")


class VirtualDmm6500(LineInstrument):
    """One instrument: its buffer and what it answers."""

    def __init__(self, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._load = load
        super().__init__(faults)
        self._marks = marks
        self._late_s = CHUNK_S if marks is not None else 0.0
        self._begin()

    def _begin(self) -> None:
        self._range_a = 0.0
        self._errors: list[str] = []
        self._readings = np.empty(0)
        self._started_at: float | None = None

    def _answer(self, order: str) -> bytes:
        word, _, rest = order.partition(" ")
        answer = ""
        match word:
            case "":
                pass
            case "*IDN?":
                answer = f"BENCHWRIGHT,MODEL DMM6500 {SIMULATED},1,0"
            case "*CLS":
                self._errors.clear()
            case "SYST:ERR?":
                answer = self._errors.pop(0) if self._errors else '0,"No error"'
            case "DIG:CURR:RANG":
                self._range_a = float(rest)
            case "INIT":
                self._start()
            case "ABOR":
                self._grow()
                self._started_at = None
            case "TRAC:ACT:END?":
                self._grow()
                lie = _LIE * (self._faults.lies_about_count and len(self._readings) > 0)
                answer = str((len(self._readings) + lie - 1) % CAPACITY + 1 if len(self._readings) else 0)
            case "TRAC:DATA?":
                return self._block(rest)
            case _ if not word.startswith(_SETTINGS):
                self._errors.append('-113,"Undefined header"')
        return f"{answer}\n".encode() if answer else b""

    def _start(self) -> None:
        started_ns = time.monotonic_ns()
        follows = MarkTime(self._marks, started_ns) if self._marks is not None else None
        self._generator = LoadGenerator(self._load, SAMPLE_HZ, follows)
        self._line = FaultyLine(self._faults)
        self._readings = np.empty(0)
        self._started_at = started_ns / 1e9

    def _grow(self) -> None:
        if self._started_at is None:
            return
        count = int((time.monotonic() - self._started_at - self._late_s) * SAMPLE_HZ) - len(self._readings)
        if count > 0:
            current, _ = self._generator.take(count)
            current[np.abs(current) > _RANGE_RATIO * self._range_a] = OVERFLOW
            current[~self._line.surviving(count)] = NOT_A_NUMBER
            self._readings = np.concatenate((self._readings, current))

    def _block(self, asked: str) -> bytes:
        """A block without a length, as this family sends it: it ends with a new line."""
        first, last, buffer, *elements = (word.strip() for word in asked.split(","))
        if buffer != BUFFER or elements != ["READ", "REL"]:
            self._errors.append('1133,"Parameter 4, Syntax error"')
            return b""
        # The newest turn of the buffer that holds all of these places.
        turn = max(0, (len(self._readings) - int(last)) // CAPACITY * CAPACITY)
        places = slice(turn + int(first) - 1, turn + int(last))
        part = self._readings[places]
        at_s = (places.start + np.arange(len(part))) / SAMPLE_HZ
        return b"#0" + np.stack((part, at_s), axis=1).astype("<f8").tobytes() + b"\n"

    def _is_past(self, after_s: float) -> bool:
        return bool(after_s) and self._started_at is not None and time.monotonic() - self._started_at > after_s


def main(arguments: Sequence[str]) -> None:
    """See `serving.read_options`."""
    options = read_options(arguments, "dmm6500")
    meter = VirtualDmm6500(options.load, options.faults, options.marks)
    listener, port = listen()
    say_ready(f"TCPIP::{HOST}::{port}::SOCKET")
    serve_tcp(meter, listener, sys.stdin.fileno())


if __name__ == "__main__":
    main(sys.argv[1:])
