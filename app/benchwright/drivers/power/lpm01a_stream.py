"""The stream of an X-NUCLEO-LPM01A to amperes and falling edges, in both of its formats.

Decimal text: a line a sample, `6409-07` is 6409e-7. Binary: two bytes a sample, highest first, four bits of a negative
exponent of 16 and twelve of a value; `52 A0` is 0x2A0 / 16^5. No sample begins with 0xF: there begins a message that
ends with `FF FF` (help text of the PowerShield firmware, as mlcommons/tiny quotes it).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import NDArray

from benchwright.protocols.power_meter import Samples

FULL_SCALE_A = 0.05
"""Above it the board switches the device off (data brief of the X-NUCLEO-LPM01A: up to 50 mA)."""
MESSAGE = 0xF0
ERROR, TOLD, STAMP, END, OVERCURRENT, DEVICE_OFF, VOLTAGE = 0xF1, 0xF2, 0xF3, 0xF4, 0xF5, 0xF6, 0xF7
COMPLETED = b"Acquisition completed"
FALL = 1 << 0

_LINE_END = b"\n"
_MESSAGE_END = b"\xff\xff"
# After the two bytes that say which it is; the text of the first two has no length but its end.
_BODY_BYTES = {STAMP: 5, END: 0, OVERCURRENT: 0, DEVICE_OFF: 0, VOLTAGE: 2}
_KINDS = frozenset((ERROR, TOLD, *_BODY_BYTES))
_OVERFLOWN = 1 << 31
_SAMPLE = re.compile(r"\d{4}[+-]\d{2}")
_STAMP_LINE = re.compile(r"TimeStamp: *(\d+)s *(\d+)ms, *buff *(\d+)%", re.IGNORECASE)
_EVENT_LINE = re.compile(r"event +(\d+) +(?:ris|fal)", re.IGNORECASE)
_MISSED_LINE = re.compile(r"miss\w*\D*(\d+)", re.IGNORECASE)
_LONGEST_TEXT = 256
_MOST_A = 1.0
"""What no board of this kind can send: the bytes of a sample were torn."""


class Encoding(Enum):
    """How samples are written; the value is what the board calls it."""

    DECIMAL = "ascii_dec"
    BINARY = "bin_hexa"


@dataclass(frozen=True, slots=True)
class _Message:
    kind: int
    text: str = ""
    number: int = 0
    size: int = 0


class Lpm01aStream:
    """Takes bytes as they come, from the first one behind the acknowledged `start`, and gives stretches of samples.

    The board tells its time every thousand samples or so. What is missing by then is lost: NaN, right before the time
    is told, for nobody knows where in between it belongs. A line that arrives in pieces is a lost sample at its place;
    what the board says at the end that it missed beyond those is lost at the end.

    `ampere_factor` is what a number is multiplied by: 1 for currents; for energies of a sample in joule, the rate by
    the voltage.
    """

    def __init__(self, encoding: Encoding, sample_hz: int, ampere_factor: float = 1.0) -> None:
        self._encoding = encoding
        self._sample_hz = sample_hz
        self._factor = ampere_factor
        self._rest = b""
        self._parts: list[NDArray[np.float64]] = []
        self._falls: list[int] = []
        self._begun = 0
        self._next = 0
        self._lost = 0
        self._origin: int | None = None
        self.error = ""
        """What it said of itself that ends every measurement, "" while all is well."""
        self.is_over = False
        """Whether it said that this is the end."""
        self.is_complete = False
        """Whether nothing more will come."""
        self.missed = 0
        """How many samples it says that it could not send."""
        self.fullest_percent = 0
        """How full the board's own buffer was at most; at 100 samples are lost."""

    def take(self, data: bytes) -> Samples:
        """The samples that `data` completes."""
        self._rest += data
        if self._encoding is Encoding.BINARY and not self.is_over:
            self._take_binary()
        if self._is_text:
            self._take_lines()
        return self._stretch()

    @property
    def _is_text(self) -> bool:
        return self._encoding is Encoding.DECIMAL or self.is_over

    def _take_lines(self) -> None:
        *lines, self._rest = self._rest.split(_LINE_END)
        for line in lines:
            self._take_line(line.replace(b"\0", b"").decode("ascii", "replace").strip())

    def _take_line(self, line: str) -> None:
        if COMPLETED.decode() in line:
            self.is_over = self.is_complete = True
            self._add(np.full(max(0, self.missed - self._lost), np.nan))
        elif self.is_over:
            self._take_summary(line)
        elif stamp := _STAMP_LINE.search(line):
            self._take_stamp(1_000 * int(stamp[1]) + int(stamp[2]), int(stamp[3]))
        elif _EVENT_LINE.search(line):
            self._falls.append(self._next)
        elif line == "end":
            self.is_over = True
        elif line.lower().startswith("err"):
            self.error = line
        elif line[:1].isdigit() or line.endswith("nan"):
            self._take_numbers(line)

    def _take_numbers(self, line: str) -> None:
        numbers = list(_SAMPLE.finditer(line))
        values = [float(f"{number[0][:4]}e{number[0][4:]}") for number in numbers]
        if not numbers or numbers[0].start():
            values.insert(0, np.nan)
        if numbers and numbers[-1].end() < len(line):
            values.append(np.nan)
        self._add(np.array(values) * self._factor)

    def _take_summary(self, line: str) -> None:
        if missed := _MISSED_LINE.search(line):
            self.missed = int(missed[1])

    def _take_binary(self) -> None:
        data, place = self._rest, 0
        while not self.is_over:
            words = np.frombuffer(data, ">u2", (len(data) - place) // 2, place)
            messages = np.flatnonzero(words >= MESSAGE << 8)
            count = int(messages[0]) if len(messages) else len(words)
            current = _from_binary(words[:count]) * self._factor
            place += 2 * count
            if len(messages) and count and data[place - 1] == MESSAGE and data[place] in _KINDS:
                # A byte was lost, and words began at the wrong one since then.
                place -= 1
                current[:] = np.nan
            self._add(current)
            message = _message_at(data, place) if len(messages) else None
            if message is None:
                break
            place += message.size
            self._take_message(message)
        self._rest = data[place:]

    def _take_message(self, message: _Message) -> None:
        if message.kind == STAMP:
            self._take_stamp(message.number >> 8, message.number & 0xFF)
        elif message.kind == END:
            self.is_over = True
        elif message.kind == OVERCURRENT:
            self.error = "error: overcurrent"
        elif message.kind == DEVICE_OFF:
            self.error = self.error or "error: the device was switched off"
        elif message.kind == ERROR:
            self.error = message.text
        elif message.kind == TOLD and _EVENT_LINE.search(message.text):
            self._falls.append(self._next)

    def _take_stamp(self, at_ms: int, full_percent: int) -> None:
        self.fullest_percent = max(self.fullest_percent, full_percent)
        told = (at_ms & ~_OVERFLOWN) * self._sample_hz // 1_000
        if self._origin is None:
            # A clock that did not begin with the acquisition is taken for what it is, not for a gap.
            self._origin = told - self._next if told - self._next > self._sample_hz else 0
        place = told - self._origin
        if place > self._next:
            self._add(np.full(place - self._next, np.nan))

    def _add(self, amperes: NDArray[np.float64]) -> None:
        if len(amperes):
            amperes[amperes > _MOST_A] = np.nan
            self._lost += int(np.count_nonzero(np.isnan(amperes)))
            self._parts.append(amperes)
            self._next += len(amperes)

    def _stretch(self) -> Samples:
        first, self._begun = self._begun, self._next
        parts, self._parts = self._parts, []
        current = np.concatenate(parts).astype(np.float32) if parts else np.empty(0, np.float32)
        digital = np.zeros(len(current), np.uint8)
        # An edge comes before the sample in which it fell, which may not have arrived yet.
        digital[[fall - first for fall in self._falls if fall < self._next]] = FALL
        self._falls = [fall for fall in self._falls if fall >= self._next]
        lost = int(np.count_nonzero(np.isnan(current)))
        clipped = int(np.count_nonzero(current >= FULL_SCALE_A))
        return Samples(first, current, digital, lost, clipped)


def _from_binary(words: NDArray[np.uint16]) -> NDArray[np.float64]:
    value: NDArray[np.float64] = (words & 0xFFF).astype(np.float64)
    return value * np.power(16.0, -(words >> 12).astype(np.float64))


def _message_at(data: bytes, place: int) -> _Message | None:
    """The whole message that begins there; None while it has not arrived. What is no message is one of two bytes."""
    kind = data[place + 1]
    if data[place] != MESSAGE or kind not in _KINDS:
        return _Message(0, size=2)
    begin = place + 2
    if kind in _BODY_BYTES:
        end = begin + _BODY_BYTES[kind]
        if len(data) < end + 2:
            return None
        return _Message(kind, number=int.from_bytes(data[begin:end], "big"), size=end + 2 - place)
    end = data.find(_MESSAGE_END, begin, begin + _LONGEST_TEXT)
    if end < 0:
        return None if len(data) - begin < _LONGEST_TEXT else _Message(0, size=2)
    return _Message(kind, data[begin:end].decode("ascii", "replace").strip(), size=end + 2 - place)
