"""Orders to an X-NUCLEO-LPM01A and what it answers: a line each, as its PowerShield firmware knows them."""

from __future__ import annotations

import re
import time

from benchwright.model.errors import DeviceVanished, MeterLost
from benchwright.protocols.transport import Transport

ANSWER_S = 2.0
PROMPT = "PowerShield >"
_QUIET_S = 0.05
_LONGEST_STREAM_S = 1.0
_CHUNK_BYTES = 1 << 16
_REASON_S = 0.3
_DETAIL = re.compile(r"error detail: *(.*)", re.IGNORECASE)


class OrderRefused(Exception):
    """The board knows the order and does not do it; the text is its own."""


class NoAnswer(Exception):
    """What came instead of an answer; "" for silence."""

    def __init__(self, heard: str) -> None:
        super().__init__(heard)
        self.heard = heard


class Lpm01aTalk:
    """One line to the board; owned by one thread."""

    def __init__(self, transport: Transport, name: str) -> None:
        self._transport = transport
        self._name = name
        self._rest = b""

    def ask(self, order: str, stage: str) -> str:
        """What follows the acknowledged order on its line.

        Raises:
            OrderRefused: with its reason.
            NoAnswer: it said something else within 2 s, or nothing.
            MeterLost: the line is gone.
        """
        self.tell(order, stage)
        heard, deadline = "", time.monotonic() + ANSWER_S
        while (line := self._line(deadline, stage)) is not None:
            heard += line + "\n"
            words = line.replace(PROMPT, "").strip()
            verdict, _, told = words.partition(" ")
            if verdict == "ack" and told.startswith(order):
                return told[len(order) :].strip()
            if verdict.lower() in {"err", "error"} and told.startswith(order):
                raise OrderRefused(self._reason(stage))
        raise NoAnswer(heard.strip())

    def tell(self, order: str, stage: str) -> None:
        """Sends an order whose answer nobody waits for.

        Raises:
            MeterLost: the line is gone.
        """
        try:
            self._transport.write(f"{order}\r\n".encode("ascii"))
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error

    def receive(self, timeout_s: float, stage: str) -> bytes:
        """What has arrived, with what was left of the last answer before it.

        Raises:
            MeterLost: the line is gone.
        """
        rest, self._rest = self._rest, b""
        return rest or self._read(timeout_s, stage)

    def drain(self, stage: str) -> None:
        """Throws away what arrives until the line is quiet."""
        self._rest, deadline = b"", time.monotonic() + _LONGEST_STREAM_S
        while time.monotonic() < deadline and self._read(_QUIET_S, stage):
            pass

    def skip_line_end(self, stage: str) -> None:
        """Takes the empty line away that ends an answer, before bytes that are no text."""
        deadline = time.monotonic() + ANSWER_S
        while len(self._rest) < 2 and time.monotonic() < deadline:
            self._rest += self._read(ANSWER_S, stage)
        self._rest = self._rest.removeprefix(b"\r\n")

    def close(self) -> None:
        """Releases the line."""
        self._transport.close()

    def _reason(self, stage: str) -> str:
        """It tells the reason on a line of its own."""
        deadline = time.monotonic() + _REASON_S
        while (line := self._line(deadline, stage)) is not None:
            if detail := _DETAIL.search(line):
                return detail[1].strip()
        return "it does not say why"

    def _line(self, deadline: float, stage: str) -> str | None:
        while b"\n" not in self._rest:
            left_s = deadline - time.monotonic()
            if left_s <= 0:
                return None
            self._rest += self._read(left_s, stage)
        line, _, self._rest = self._rest.partition(b"\n")
        return line.replace(b"\0", b"").decode("ascii", "replace").strip()

    def _read(self, timeout_s: float, stage: str) -> bytes:
        try:
            return self._transport.read(_CHUNK_BYTES, timeout_s)
        except DeviceVanished as error:
            raise MeterLost(self._name, stage) from error
