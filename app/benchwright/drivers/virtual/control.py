"""Orders to a virtual device: one JSON line each way over TCP on this computer, flash data as a block behind it."""

from __future__ import annotations

import json
import socket
from dataclasses import asdict, dataclass, fields
from types import TracebackType

from benchwright.drivers.virtual.state import Phase, VirtualState

LONGEST_LINE_BYTES = 4_096
LONGEST_BLOCK_BYTES = 256 * 1_024
_HOST = "127.0.0.1"
_CONNECT_S = 2.0


class ControlLost(Exception):
    """The device process is gone."""


class ControlRefused(Exception):
    """The device process will not do it; the text says why, `phase` what the device is doing."""

    def __init__(self, why: str, phase: str) -> None:
        super().__init__(why)
        self.phase = phase


@dataclass(frozen=True, slots=True)
class Order:
    """One order: status, unplug, plug, reset, stop, fault, flash_begin, flash_erase, flash_write, flash_read or
    flash_end; for an STM32 also boot0_high and boot0_low, the pin that is looked at in the next reset. A board with a
    bootloader also takes pace_line and line_use: with a `length` of 1 its line is as slow as the rate that the host has
    set, with 0 as fast as this computer; line_use answers with what it has carried since (`line_pace.LineUse`).

    `length` of a flash_write is the length of the block that follows its line; `words` and `length` say which fault.
    """

    op: str
    offset: int = 0
    length: int = 0
    token: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an order, and what the device is doing. `length` bytes of block follow the line."""

    error: str = ""
    phase: str = Phase.BLANK.value
    detail: str = ""
    url: str = ""
    length: int = 0


def encode(message: Order | Reply) -> bytes:
    """One line."""
    return json.dumps(asdict(message), separators=(",", ":")).encode() + b"\n"


def decode_order(line: bytes) -> Order:
    """The order of a line.

    Raises:
        ValueError: it is none.
    """
    try:
        order = Order(**_fields(line, Order))  # type: ignore[arg-type]
    except TypeError as error:
        raise ValueError(str(error)) from error
    if not all(isinstance(word, str) for word in (order.op, order.token, order.words)):
        raise ValueError("op, token and words are words")
    numbers = (order.offset, order.length)
    if not all(isinstance(number, int) and 0 <= number < 1 << 32 for number in numbers):
        raise ValueError("offset and length are numbers from 0")
    if order.length > LONGEST_BLOCK_BYTES and order.op == "flash_write":
        raise ValueError(f"a block has at most {LONGEST_BLOCK_BYTES} bytes")
    return order


def decode_reply(line: bytes) -> Reply:
    """The reply of a line; what a newer device adds is skipped.

    Raises:
        ValueError: it is none.
    """
    return Reply(**_fields(line, Reply))  # type: ignore[arg-type]


class Control:
    """An open control line. Owned by one thread; use it in a `with`."""

    def __init__(self, line: socket.socket, token: str) -> None:
        self._line = line
        self._token = token
        self._pending = b""

    def __enter__(self) -> Control:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._line.close()

    def ask(
        self, op: str, *, offset: int = 0, length: int = 0, words: str = "", block: bytes = b""
    ) -> tuple[Reply, bytes]:
        """Gives one order and waits for the reply and its block.

        Raises:
            ControlLost: the device process is gone or does not answer. ControlRefused: it will not.
        """
        order = Order(op, offset, len(block) or length, self._token, words)
        try:
            self._line.sendall(encode(order) + block)
            while b"\n" not in self._pending:
                self._receive()
            line, self._pending = self._pending.split(b"\n", 1)
            reply = decode_reply(line)
            while len(self._pending) < reply.length:
                self._receive()
        except (OSError, ValueError, TypeError) as error:
            raise ControlLost(str(error)) from error
        data, self._pending = self._pending[: reply.length], self._pending[reply.length :]
        if reply.error:
            raise ControlRefused(reply.error, reply.phase)
        return reply, data

    def _receive(self) -> None:
        data = self._line.recv(65_536)
        if not data:
            raise OSError("closed")
        self._pending += data


def connect(state: VirtualState, *, deadline_s: float = 10.0) -> Control:
    """The control line of a running virtual device; every answer must come within `deadline_s`.

    Raises:
        ControlLost: nobody listens.
    """
    try:
        line = socket.create_connection((_HOST, state.control_port), _CONNECT_S)
    except OSError as error:
        raise ControlLost(str(error)) from error
    line.settimeout(deadline_s)
    return Control(line, state.token)


def listen() -> socket.socket:
    """The socket on which a device takes orders; only this computer reaches it."""
    listener = socket.create_server((_HOST, 0))
    listener.setblocking(False)
    return listener


def _fields(line: bytes, kind: type[Order | Reply]) -> dict[str, object]:
    document = json.loads(line)
    if not isinstance(document, dict):
        raise ValueError("no object")
    known = {entry.name for entry in fields(kind)}
    return {key: value for key, value in document.items() if key in known}
