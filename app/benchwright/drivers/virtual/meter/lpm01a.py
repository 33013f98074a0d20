"""A virtual X-NUCLEO-LPM01A: `python -m benchwright.drivers.virtual.meter.lpm01a --link FILE`.

It speaks the protocol of the real one on a pseudo-terminal, makes up the current of a load, and says "simulated" where
the real one tells its firmware. It ends when its standard input does, or on SIGTERM.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

import numpy as np

from benchwright.drivers.power.lpm01a import LEAST_MV, MOST_MV, SIMULATED_FIRMWARE
from benchwright.drivers.power.lpm01a_stream import Encoding
from benchwright.drivers.virtual.meter.faults import FaultyLine, MeterFaults
from benchwright.drivers.virtual.meter.load import Load, LoadGenerator, MarkTime
from benchwright.drivers.virtual.meter.lpm01a_words import Lpm01aEncoder
from benchwright.drivers.virtual.meter.mark_file import MarkFile
from benchwright.drivers.virtual.meter.serving import CHUNK_S, serve_from

RATES = {
    "100k": 100_000, "50k": 50_000, "20k": 20_000, "10k": 10_000, "5k": 5_000, "2k": 2_000, "1k": 1_000, "500": 500,
    "200": 200, "100": 100, "50": 50, "20": 20, "10": 10, "5": 5, "2": 2, "1": 1,
}  # fmt: skip
_MOST_HZ = {Encoding.DECIMAL: 20_000, Encoding.BINARY: 100_000}
_LONGEST_S = {10_000: 1.0, 20_000: 0.5}
"""Of text: faster than 5,000 a second it lasts no longer."""
_MOST_ENERGY_HZ = 10_000
_PROMPT = "PowerShield > "
_UNITS = {"u": 1e-6, "m": 1e-3, "k": 1e3}
_SETTINGS = {
    "acqmode": ("dyn", "stat"), "funcmode": ("optim", "high"), "output": ("current", "energy"),
    "format": ("ascii_dec", "bin_hexa"), "trigsrc": ("sw", "d7"), "eventsrc": ("d7 fal", "d7 ris"),
    "freq": tuple(RATES), "pwr": ("auto", "on", "off", "auto nostatus", "on nostatus", "off nostatus"),
    "pwrend": ("on", "off"),
}  # fmt: skip
_DEFAULTS = {
    "acqmode": "dyn", "funcmode": "optim", "output": "current", "format": "ascii_dec", "trigsrc": "sw",
    "eventsrc": "", "freq": "100", "pwr": "auto", "pwrend": "on",
}  # fmt: skip
_RANGES = {"trigdelay": (0.0, 30.0), "currthres": (0.0, 0.05), "targrst": (0.0, 1.0)}
_WITHOUT_CONTROL = ("powershield", "version", "status", "echo", "htc", "psrst", "range", "stop")
_TEMPERATURE_C = 28.0


class Refused(Exception):
    """The board does not do it; the text is why."""


class VirtualLpm01a:
    """One board: its state and what it does with the bytes that come."""

    def __init__(self, load: Load, faults: MeterFaults, marks: MarkFile | None = None) -> None:
        self._load = load
        self._faults = faults
        self._marks = marks
        self._orders = b""
        self._line = FaultyLine(faults)
        self._is_stuck = faults.refuses_control
        self._started_at: float | None = None
        self._made = self._missed = self._recordings = 0
        self._encoder = Lpm01aEncoder(Encoding.DECIMAL, 1, 1.0)
        self._generator = LoadGenerator(load, 1)
        self._forget()

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
        orders = [line.decode("ascii", "replace").strip() for line in lines]
        answers = b"".join(self._answer(order) for order in orders if order)
        return b"" if self._faults.is_silent else answers

    def due(self) -> bytes:
        """What the stream owes by now."""
        if self._is_past(self._faults.restart_after_s):
            self._forget()
        if self._is_past(self._faults.overcurrent_after_s):
            self._set["pwr"] = "off"
            return self._encoder.overcurrent() + self._end()
        if self._started_at is None:
            return b""
        late_s = CHUNK_S if self._marks is not None else 0.0
        count = int((time.monotonic() - self._started_at - late_s) * self._sample_hz) - self._made
        if self._longest_s:
            count = min(count, int(self._longest_s * self._sample_hz) - self._made)
        data = self._stretch(count) if count > 0 else b""
        return data + (self._end() if self._longest_s and self._made >= self._longest_s * self._sample_hz else b"")

    @property
    def _sample_hz(self) -> int:
        return RATES[self._set["freq"]]

    def _stretch(self, count: int) -> bytes:
        self._made += count
        current_a, _level = self._generator.take(count)
        falls = self._line.falls(self._generator.take_falls(), self._sample_hz)
        if self._set["pwr"].startswith("off"):
            current_a, falls = np.zeros(count), falls[:0]
        if not self._set["eventsrc"]:
            falls = falls[:0]
        surviving = self._line.surviving(count)
        self._missed += count - int(np.count_nonzero(surviving))
        return self._encoder.encode(current_a, surviving, falls)

    def _end(self) -> bytes:
        self._started_at = None
        return self._encoder.end(self._missed)

    def _forget(self) -> None:
        """As it is after it was switched on."""
        self._set = dict(_DEFAULTS)
        self._volts_mv = MOST_MV
        self._longest_s = 10.0
        self._is_controlled = False
        self._started_at = None

    def _is_past(self, after_s: float) -> bool:
        return bool(after_s) and self._started_at is not None and time.monotonic() - self._started_at > after_s

    def _answer(self, order: str) -> bytes:
        word, _, argument = order.partition(" ")
        if word == "stop":
            return self.due() + self._end() if self.is_sampling else b""
        try:
            told = self._do(word, argument)
        except Refused as refusal:
            return f"\r\n{_PROMPT}error {order}\r\nError detail: {refusal}\r\n\r\n".encode()
        return f"\r\n{_PROMPT}ack {order}{' ' * bool(told)}{told}\r\n\r\n".encode()

    def _do(self, word: str, argument: str) -> str:
        if not self._is_controlled and word not in _WITHOUT_CONTROL:
            raise _refused("the board is not controlled by the host")
        if word == "eventsrc" and self._faults.has_no_events:
            raise _refused("unknown command")
        if word in _SETTINGS:
            return self._choose(word, argument)
        if word in _RANGES:
            _within(argument, *_RANGES[word])
            return ""
        acts: dict[str, Callable[[str], str]] = {
            "powershield": lambda _: "PowerShield present 53494D554C41544544000000",
            "version": lambda _: f"1.0.6-{SIMULATED_FIRMWARE}",
            "status": lambda _: "error: calibration was not done" if self._faults.is_uncalibrated else "ok",
            "range": lambda _: "1000-10 5000-05",
            "echo": lambda text: text,
            "lcd": lambda _: "", "calib": lambda _: "", "autotest": lambda _: "ok", "pwrend": lambda _: "",
            "htc": self._take_control, "hrc": self._release_control, "psrst": self._reset, "volt": self._set_voltage,
            "acqtime": self._set_time, "temp": self._tell_temperature, "start": self._start,
        }  # fmt: skip
        if word not in acts:
            raise _refused("unknown command")
        return acts[word](argument)

    def _choose(self, word: str, argument: str) -> str:
        if word == "pwr" and argument == "get":
            return "off" if self._set[word].startswith("off") else "on"
        if argument not in _SETTINGS[word]:
            raise _refused(f"the argument is none of {', '.join(_SETTINGS[word])}")
        self._set[word] = argument
        return ""

    def _take_control(self, _argument: str) -> str:
        if self._is_stuck:
            raise _refused("the board is busy")
        self._is_controlled = True
        return ""

    def _release_control(self, _argument: str) -> str:
        self._is_controlled = False
        return ""

    def _reset(self, _argument: str) -> str:
        self._forget()
        self._is_stuck = False
        return ""

    def _set_voltage(self, argument: str) -> str:
        if argument == "get":
            return f"{self._volts_mv:04}-03"
        self._volts_mv = round(1_000 * _within(argument, LEAST_MV / 1_000, MOST_MV / 1_000))
        return ""

    def _set_time(self, argument: str) -> str:
        self._longest_s = 0.0 if argument in {"0", "inf"} else _within(argument, 100e-6, 100.0)
        return ""

    def _tell_temperature(self, _argument: str) -> str:
        if self._faults.nan_gains:
            return "-nan"
        return f"{_TEMPERATURE_C + self._faults.warms_c * bool(self._recordings):.1f}"

    def _start(self, _argument: str) -> str:
        encoding, sample_hz = Encoding(self._set["format"]), self._sample_hz
        is_energy = self._set["output"] == "energy"
        if sample_hz > _MOST_HZ[encoding] or (is_energy and sample_hz > _MOST_ENERGY_HZ):
            raise _refused("the sampling frequency is too high for this format and output")
        limit_s = _LONGEST_S.get(sample_hz) if encoding is Encoding.DECIMAL else None
        if limit_s is not None and not 0 < self._longest_s <= limit_s:
            raise _refused(f"the acquisition time is more than {limit_s:g} s for this format and frequency")
        factor = self._volts_mv / 1_000 / sample_hz if is_energy else 1.0
        self._encoder = Lpm01aEncoder(encoding, sample_hz, factor)
        started_ns = time.monotonic_ns()
        follows = MarkTime(self._marks, started_ns) if self._marks is not None else None
        self._generator = LoadGenerator(self._load, sample_hz, follows)
        self._started_at, self._made, self._missed = started_ns / 1e9, 0, 0
        self._recordings += 1
        return ""


def _refused(words: str) -> Refused:
    """The board's own words, which nobody translates."""
    return Refused(words)


def _within(text: str, least: float, most: float) -> float:
    """A number as the board reads it: `2m`, `2-3`, `0.002`."""
    try:
        value = float(text[:-1]) * _UNITS[text[-1]] if text[-1:] in _UNITS else float(text.replace("-", "e-"))
    except ValueError:
        raise _refused("the argument is no number") from None
    if not least - 1e-9 <= value <= most + 1e-9:
        raise _refused(f"the argument is outside [{least:g}; {most:g}]")
    return value


def main(arguments: Sequence[str]) -> None:
    """See `serving.serve_from`."""
    serve_from(arguments, "lpm01a", VirtualLpm01a)


if __name__ == "__main__":
    main(sys.argv[1:])
