"""A virtual PPK2: `python -m benchwright.drivers.virtual.meter.ppk2 --link FILE`.

It speaks the protocol of the real one on a pseudo-terminal, makes up the current of a load, and says "simulated" where
the real one tells its hardware. It ends when its standard input does, or on SIGTERM.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

import numpy as np

from benchwright.drivers.power.ppk2 import SIMULATED_HARDWARE
from benchwright.drivers.power.ppk2_calibration import RANGES, read_calibration
from benchwright.drivers.power.ppk2_stream import SAMPLE_HZ
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.ppk2_words import Ppk2Encoder
from benchwright.drivers.virtual.meter.serving import CHUNK_S, serve_from

MARK_LINE = 1 << 0
_ARGUMENT_BYTES = {0x06: 0, 0x07: 0, 0x0C: 1, 0x0D: 2, 0x11: 1, 0x15: 0, 0x16: 0, 0x19: 0, 0x20: 0, 0x25: 5}
_RESISTANCES = (1031.64, 101.65, 10.15, 0.94, 0.043)
_GAINS = (0.9964, 1.0021, 0.9987, 1.0043, 0.9915)
_OFFSETS = (112.7, 78.9, 71.6, 68.5, 75.1)


class VirtualPpk2:
    """One meter: its state and what it does with the bytes that come."""

    def __init__(self, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._load = load
        self._marks = marks
        self._faults = faults
        self._volts_mv = 3_300
        self._mode = 2
        self._orders = b""
        self._is_on = False
        self._line = FaultyLine(faults)
        self._encoder = Ppk2Encoder(read_calibration(self._metadata()))
        self._generator = LoadGenerator(load, SAMPLE_HZ)
        self._started_at: float | None = None
        self._made = 0

    @property
    def is_sampling(self) -> bool:
        """Whether a stream runs."""
        return self._started_at is not None

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        return self._is_past(self._faults.unplug_after_s)

    def obey(self, data: bytes) -> bytes:
        """Takes orders, whole or in part; the answers."""
        self._orders += data
        answers = b""
        while self._orders:
            order = self._orders[0]
            size = 1 + _ARGUMENT_BYTES.get(order, 0)
            if len(self._orders) < size:
                break
            argument, self._orders = self._orders[1:size], self._orders[size:]
            answers += self._do(order, argument)
        return b"" if self._faults.is_silent else answers

    def due(self) -> bytes:
        """What the stream owes by now."""
        if self._is_past(self._faults.restart_after_s):
            self._started_at, self._is_on = None, False
        if self._started_at is None:
            return b""
        late_s = CHUNK_S if self._marks is not None else 0.0
        count = int((time.monotonic() - self._started_at - late_s) * SAMPLE_HZ) - self._made
        if count <= 0:
            return b""
        self._made += count
        current_a, level = self._generator.take(count)
        if not self._is_on:
            current_a, level = np.zeros(count), np.zeros(count, np.bool_)
        digital = np.where(self._line.mark(level), MARK_LINE, 0).astype(np.uint8)
        return self._line.carry(self._encoder.encode(current_a, digital))

    def _is_past(self, after_s: float) -> bool:
        return bool(after_s) and self._started_at is not None and time.monotonic() - self._started_at > after_s

    def _do(self, order: int, argument: bytes) -> bytes:
        match order:
            case 0x06:
                self._encoder = Ppk2Encoder(read_calibration(self._metadata()))
                started_ns = time.monotonic_ns()
                follows = MarkTime(self._marks, started_ns) if self._marks is not None else None
                self._generator = LoadGenerator(self._load, SAMPLE_HZ, follows)
                self._started_at, self._made = started_ns / 1e9, 0
            case 0x07:
                self._started_at = None
            case 0x0C:
                self._is_on = argument == b"\x01"
            case 0x0D:
                self._volts_mv = int.from_bytes(argument, "big")
            case 0x11:
                self._mode = argument[0]
            case 0x19:
                return self._metadata()
            case _:
                pass
        return b""

    def _metadata(self) -> bytes:
        return metadata(self._volts_mv, self._mode, self._faults)


def metadata(volts_mv: int, mode: int = 2, faults: MeterFaults | None = None) -> bytes:
    """What it tells about itself: calibrated as no two meters are, and that it is simulated."""
    faults = faults or MeterFaults()
    lines = [f"Calibrated: {int(not faults.is_uncalibrated)}"]
    zeros, ones = (0.0,) * RANGES, (1.0,) * RANGES
    tables = {"R": _RESISTANCES, "GS": zeros, "GI": _GAINS, "O": _OFFSETS, "S": zeros, "I": zeros, "UG": ones}
    for kind, values in tables.items():
        is_nan = faults.nan_gains and kind == "GI"
        lines += [f"{kind}{place}: {'-nan' if is_nan else value}" for place, value in enumerate(values)]
    lines += [f"VDD: {volts_mv}", f"HW: {SIMULATED_HARDWARE}", f"mode: {mode}", "IA: 56", "END"]
    return ("\n".join(lines) + "\n").encode()


def main(arguments: Sequence[str]) -> None:
    """See `serving.serve_from`."""
    serve_from(arguments, "ppk2", VirtualPpk2)


if __name__ == "__main__":
    main(sys.argv[1:])
