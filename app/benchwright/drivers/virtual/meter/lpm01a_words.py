"""The words of an X-NUCLEO-LPM01A, from the current: the way back of `drivers.power.lpm01a_stream`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.lpm01a_stream import (
    DEVICE_OFF,
    END,
    FULL_SCALE_A,
    MESSAGE,
    OVERCURRENT,
    STAMP,
    TOLD,
    Encoding,
)

STAMP_EVERY = 1_000
_MOST_EXPONENT = 14
_EVENTS = 100


class Lpm01aEncoder:
    """Samples and falling edges to the bytes that the board would send.

    `factor` is what a current is multiplied by to become a number: 1, or voltage by time of a sample for an energy.
    """

    def __init__(self, encoding: Encoding, sample_hz: int, factor: float) -> None:
        self._is_text = encoding is Encoding.DECIMAL
        self._sample_hz = sample_hz
        self._factor = factor
        self._place = 0
        self._events = 0

    def encode(self, current_a: NDArray[np.float64], surviving: NDArray[np.bool_], falls: NDArray[np.float64]) -> bytes:
        """The bytes of a stretch; `falls` are moments in samples since the start, at most one a sample is told."""
        numbers = np.clip(current_a, 0.0, FULL_SCALE_A) * self._factor
        words = self._decimal(numbers) if self._is_text else _binary(numbers)
        first, count = self._place, len(words)
        self._place += count
        fallen = {int(fall) - first for fall in falls}
        stamps = set(range(-first % STAMP_EVERY, count, STAMP_EVERY))
        parts, begun = [], 0
        for place in sorted({fall for fall in fallen if 0 <= fall < count} | stamps):
            parts += [word for word, is_sent in zip(words[begun:place], surviving[begun:place], strict=True) if is_sent]
            begun = place
            if place in stamps:
                parts.append(self._stamp(first + place))
            if place in fallen:
                parts.append(self._event())
        parts += [word for word, is_sent in zip(words[begun:], surviving[begun:], strict=True) if is_sent]
        return b"".join(parts)

    def end(self, missed: int) -> bytes:
        """How an acquisition ends, with the number of samples that it could not send."""
        begin = b"\r\nend\r\n" if self._is_text else _message(END)
        summary = f"\r\nsummary beg\r\nmissed frames: {missed}\r\nsummary end\r\n"
        return begin + summary.encode() + b"\r\nPowerShield > Acquisition completed\r\n"

    def overcurrent(self) -> bytes:
        """How it tells that it switched the device off."""
        return b"error: overcurrent\r\n" if self._is_text else _message(OVERCURRENT) + _message(DEVICE_OFF)

    def _stamp(self, place: int) -> bytes:
        at_ms = place * 1_000 // self._sample_hz
        if self._is_text:
            # A zero byte follows it, as lazicdanilo/LPM01A-lib found.
            return f"\r\nTimeStamp: {at_ms // 1_000:03}s {at_ms % 1_000:03}ms, buff 00%\r\n\0".encode()
        return _message(STAMP, at_ms.to_bytes(4, "big") + b"\0")

    def _event(self) -> bytes:
        number, self._events = self._events, (self._events + 1) % _EVENTS
        words = f"event {number:02} ris".encode()
        return words + b"\r\n" if self._is_text else _message(TOLD, words)

    @staticmethod
    def _decimal(numbers: NDArray[np.float64]) -> list[bytes]:
        """Four digits and an exponent of ten, a line each."""
        lines = []
        for number in numbers:
            digits, _, exponent = f"{number:.3e}".partition("e")
            power = int(exponent) - 3 if number else 0
            lines.append(f"{digits.replace('.', '')}{'-' if power < 0 else '+'}{abs(power):02}\r\n".encode())
        return lines


def _binary(numbers: NDArray[np.float64]) -> list[bytes]:
    """Twelve bits and a negative exponent of sixteen, two bytes each."""
    with np.errstate(divide="ignore"):
        room = np.floor(np.log(4095.0 / numbers) / np.log(16.0))
    exponents = np.clip(room, 0, _MOST_EXPONENT)
    values = np.minimum(np.rint(numbers * 16.0**exponents), 0xFFF).astype(np.uint16)
    data = (values | exponents.astype(np.uint16) << 12).astype(">u2").tobytes()
    return [data[place : place + 2] for place in range(0, len(data), 2)]


def _message(kind: int, body: bytes = b"") -> bytes:
    return bytes((MESSAGE, kind)) + body + b"\xff\xff"
