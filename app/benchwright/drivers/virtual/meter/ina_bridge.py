"""A virtual INA bridge: `python -m benchwright.drivers.virtual.meter.ina_bridge --chip ina226 --link FILE`.

It speaks the lines of docs/ina-bridge.md on a pseudo-terminal, with a chip that computes its registers as the data
sheet says, and makes up the current of a load. It ends when its standard input does, or on SIGTERM.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.ina_bridge import SIMULATED
from benchwright.drivers.power.ina_chips import (
    CHARGE_BYTES,
    CHARGE_REGISTER,
    CHIPS,
    ENERGY_BYTES,
    ENERGY_REGISTER,
    ENERGY_STEPS,
    INA219,
    INA226,
    INA228,
    InaChip,
)
from benchwright.drivers.power.ina_stream import CLOCK_US, HELLO
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.serving import CHUNK_S, serve_from

SHUNT_OHM = 0.1
MOST_MA = 400
BUS_V = 3.3
_SHUNT_STEP_V = {INA219: 10e-6, INA226: 2.5e-6}
_CALIBRATION_UNIT = {INA219: 4_096, INA226: 2_048}
_SHUNT_LIMIT_V = {INA226: 0.08192}
_CLOCK_FROM_US = CLOCK_US - 200_000
"""So that every longer recording sees it begin again."""


class VirtualChip:
    """The registers of one chip, computed from what flows through its shunt."""

    def __init__(self, chip: InaChip) -> None:
        self._chip = chip
        self._written: dict[int, int] = {}
        self._charge = self._energy = 0.0

    def write(self, register: int, value: int) -> None:
        """Two bytes; of an INA228 bit 14 of the first register clears what it counts, and reads as zero."""
        if self._chip is INA228 and register == 0 and value >> 14 & 1:
            self._charge = self._energy = 0.0
            value &= ~(1 << 14)
        self._written[register] = value

    def read(self, register: int) -> int:
        """What stands in a register."""
        if register == self._chip.bus_register:
            return round(BUS_V / self._chip.bus_step_v) << self._chip.bus_unused_bits
        if self._chip.has_accumulators and register == CHARGE_REGISTER:
            return int(self._charge) & ((1 << 8 * CHARGE_BYTES) - 1)
        if self._chip.has_accumulators and register == ENERGY_REGISTER:
            return int(self._energy) & ((1 << 8 * ENERGY_BYTES) - 1)
        return self._written.get(register, 0)

    def convert(self, current_a: NDArray[np.float64], sample_s: float) -> list[int]:
        """The current register after each conversion."""
        numbers = self._numbers(current_a * SHUNT_OHM)
        self._charge += float(numbers.sum()) * sample_s
        self._energy += float(numbers.sum()) * sample_s * BUS_V / ENERGY_STEPS
        return [self._chip.register(int(number)) for number in numbers]

    @property
    def _calibration(self) -> int:
        return self._written.get(self._chip.calibration_register, 0)

    @property
    def _is_fine(self) -> bool:
        return self._chip is INA228 and bool(self._written.get(0, 0) >> 4 & 1)

    def _numbers(self, shunt_v: NDArray[np.float64]) -> NDArray[np.float64]:
        """SBOS448 and SBOS547: shunt register by calibration by 4,096 or 2,048; SBOSA20: by 4,096 / calibration."""
        if not self._calibration:
            return np.zeros(len(shunt_v))
        if self._chip is INA228:
            step_v, limit_v = (78.125e-9, 0.04096) if self._is_fine else (312.5e-9, 0.16384)
            steps = np.rint(np.clip(shunt_v, -limit_v, limit_v) / step_v)
            return np.rint(steps * 4_096 / self._calibration)
        gain = self._written.get(0, 0) >> 11 & 0b11
        limit_v = _SHUNT_LIMIT_V.get(self._chip, 0.04 * 2**gain)
        steps = np.rint(np.clip(shunt_v, -limit_v, limit_v) / _SHUNT_STEP_V[self._chip])
        return np.trunc(steps * self._calibration / _CALIBRATION_UNIT[self._chip])


class VirtualInaBridge:
    """One bridge: its state and what it does with the bytes that come."""

    def __init__(self, chip: InaChip, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._kind = chip
        self._load = load
        self._faults = faults
        self._marks = marks
        self._line = FaultyLine(faults)
        self._orders = b""
        self._chip = VirtualChip(chip)
        self._period_us = 0
        self._started_at: float | None = None
        self._made = 0
        self._generator = LoadGenerator(load, 1)

    @property
    def is_sampling(self) -> bool:
        """Whether a stream runs."""
        return self._started_at is not None

    @property
    def is_unplugged(self) -> bool:
        """Whether the fault to lose its cable has come."""
        return self._is_past(self._faults.unplug_after_s)

    def obey(self, data: bytes) -> bytes:
        """Takes orders, a line each, whole or in part; the answers."""
        *lines, self._orders = (self._orders + data).split(b"\n")
        answers = b"".join(self._answer(line.decode("ascii", "replace").split()) for line in lines)
        return b"" if self._faults.is_silent else answers

    def due(self) -> bytes:
        """What the stream owes by now."""
        if self._is_past(self._faults.restart_after_s):
            self._started_at, self._chip = None, VirtualChip(self._kind)
            return self._hello()
        if self._started_at is None:
            return b""
        late_s = CHUNK_S if self._marks is not None else 0.0
        count = int((time.monotonic() - self._started_at - late_s) * 1e6) // self._period_us - self._made
        return self._stretch(count) if count > 0 else b""

    def _stretch(self, count: int) -> bytes:
        first, self._made = self._made, self._made + count
        current_a, _level = self._generator.take(count)
        registers = self._chip.convert(current_a, self._period_us / 1e6)
        surviving = self._line.surviving(count)
        digits = 2 * self._kind.number_bytes
        lines = (
            f"{(_CLOCK_FROM_US + (first + place) * self._period_us) % CLOCK_US:08x} {register:0{digits}x}\n"
            for place, register in enumerate(registers)
            if surviving[place]
        )
        return "".join(lines).encode()

    def _answer(self, words: list[str]) -> bytes:
        answer = b""
        match words:
            case []:
                pass
            case ["hello"]:
                answer = self._hello()
            case ["stop"]:
                answer = self.due()
                self._started_at = None
                answer += f"end {self._made}\n".encode()
            case ["write", register, value]:
                self._chip.write(int(register, 16), int(value, 16))
                answer = b"ok\n"
            case ["read", register, count]:
                answer = f"ok {self._chip.read(int(register, 16)):0{2 * int(count)}x}\n".encode()
            case ["start", period_us, _register, _count]:
                self._start(int(period_us))
                answer = b"ok\n"
            case _:
                answer = b"no such order\n"
        return answer

    def _start(self, period_us: int) -> None:
        started_ns = time.monotonic_ns()
        follows = MarkTime(self._marks, started_ns) if self._marks is not None else None
        self._period_us = period_us
        self._generator = LoadGenerator(self._load, 1_000_000 // period_us, follows)
        self._started_at, self._made = started_ns / 1e9, 0

    def _hello(self) -> bytes:
        shunt = "-nan" if self._faults.nan_gains else f"{SHUNT_OHM * 1e6:.0f}"
        words = f"{HELLO} 1 chip={self._kind.word} shunt_uohm={shunt} most_ma={MOST_MA} id=simulated-{self._kind.word}"
        return f"{words} {SIMULATED}\n".encode()

    def _is_past(self, after_s: float) -> bool:
        return bool(after_s) and self._started_at is not None and time.monotonic() - self._started_at > after_s


def main(arguments: Sequence[str]) -> None:
    """Takes the chip; for the rest see `serving.serve_from`."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--chip", choices=sorted(CHIPS), required=True)
    options, rest = parser.parse_known_args(arguments)
    serve_from(
        rest, "ina_bridge", lambda load, faults, marks: VirtualInaBridge(CHIPS[options.chip], load, faults, marks)
    )


if __name__ == "__main__":
    main(sys.argv[1:])
