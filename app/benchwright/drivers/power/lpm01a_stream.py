"""The stream of an X-NUCLEO-LPM01A to amperes and falling edges, in both of its formats.

Decimal text: a line a sample, `6409-07` is 6409e-7. Binary: two bytes a sample, highest first, four bits of a negative
exponent of 16 and twelve of a value; `52 A0` is 0x2A0 / 16^5. No sample begins with 0xF: there begins a message that
ends with `FF FF` (help text of the PowerShield firmware, as mlcommons/tiny quotes it).
"""

from __future__ import annotations

import re
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
# No first byte of a sample is 0xF0 or more, so these two bytes next to each other are never within samples.
_MESSAGE_BEGIN = re.compile(rb"\xf0[\xf1-\xf7]")
_MESSAGE = re.compile(rb"\xf0(?:[\xf1\xf2][\x00-\x7f]{0,256}|\xf3.{5}|[\xf4-\xf6]|\xf7..)\xff\xff", re.DOTALL)
_LONGEST_MESSAGE = 260
_EVENT = b"event "
_OVERFLOWN = 1 << 31
_SAMPLE = re.compile(r"\d{4}[+-]\d{2}")
_STAMP_LINE = re.compile(r"TimeStamp: *(\d+)s *(\d+)ms, *buff *(\d+)%", re.IGNORECASE)
_EVENT_LINE = re.compile(r"event +(\d+) +(?:ris|fal)", re.IGNORECASE)
_MISSED_LINE = re.compile(r"miss\w*\D*(\d+)", re.IGNORECASE)
_MOST_A = 1.0
"""What no board of this kind can send: the bytes of a sample were torn."""


class Encoding(Enum):
    """How samples are written; the value is what the board calls it."""

    DECIMAL = "ascii_dec"
    BINARY = "bin_hexa"


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
        """Samples lie between messages; many pieces become numbers together, for there may be many messages."""
        data, place, pieces = self._rest, 0, list[bytes]()
        held = 0
        for found in _MESSAGE.finditer(data):
            piece, place = data[place : found.start()], found.end()
            if len(piece) % 2:
                # A byte was lost, and nobody knows which: none of these is a sample.
                self._add_binary(pieces)
                self._add(np.full(len(piece) // 2 + 1, np.nan))
                held, pieces = 0, []
            else:
                pieces.append(piece)
                held += len(piece) // 2
            kind, body = data[found.start() + 1], data[found.start() + 2 : place - 2]
            if kind == TOLD and body.startswith(_EVENT):
                self._falls.append(self._next + held)
                continue
            self._add_binary(pieces)
            held, pieces = 0, []
            self._take_message(kind, body)
            if self.is_over:
                self._rest = data[place:]
                return
        begun = _MESSAGE_BEGIN.search(data, place)
        end = begun.start() if begun is not None and len(data) - begun.start() < _LONGEST_MESSAGE else len(data)
        end -= (end - place) % 2
        self._add_binary([*pieces, data[place:end]])
        self._rest = data[end:]

    def _add_binary(self, pieces: list[bytes]) -> None:
        self._add(_from_binary(np.frombuffer(b"".join(pieces), ">u2")) * self._factor)

    def _take_message(self, kind: int, body: bytes) -> None:
        if kind == STAMP:
            self._take_stamp(int.from_bytes(body[:4], "big"), body[4])
        elif kind == END:
            self.is_over = True
        elif kind == OVERCURRENT:
            self.error = "error: overcurrent"
        elif kind == DEVICE_OFF:
            self.error = self.error or "error: the device was switched off"
        elif kind == ERROR:
            self.error = body.decode("ascii", "replace").strip()

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
