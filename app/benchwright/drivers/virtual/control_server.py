"""The device's side of its control lines: takes orders from programs that know the token."""

from __future__ import annotations

import contextlib
import hmac
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from benchwright.drivers.virtual.control import LONGEST_LINE_BYTES, Order, Reply, decode_order, encode

Execute = Callable[[Order, bytes], tuple[Reply, bytes]]
"""Carries an order with its block out; the reply and its block."""


@dataclass(slots=True, eq=False)
class _Caller:
    line: socket.socket
    arrived: bytearray = field(default_factory=bytearray)
    outgoing: bytearray = field(default_factory=bytearray)
    order: Order | None = None
    is_flashing: bool = False


class ControlServer:
    """Serves any number of control lines without ever waiting; `cut_off` is called when one ends in a flash job."""

    def __init__(self, listener: socket.socket, token: str, execute: Execute, cut_off: Callable[[], None]) -> None:
        self._listener = listener
        self._token = token
        self._execute = execute
        self._cut_off = cut_off
        self._callers: list[_Caller] = []

    @property
    def port(self) -> int:
        """TCP port on this computer."""
        return int(self._listener.getsockname()[1])

    def readers(self) -> tuple[socket.socket, ...]:
        """What `select` should wait for before `serve`."""
        return (self._listener, *(caller.line for caller in self._callers))

    def writers(self) -> tuple[socket.socket, ...]:
        """Lines with replies that still have to go out."""
        return tuple(caller.line for caller in self._callers if caller.outgoing)

    def serve(self, ready: set[object]) -> None:
        """Takes in callers and orders and sends replies, on the lines that are ready."""
        if self._listener in ready:
            with contextlib.suppress(OSError):
                line, _address = self._listener.accept()
                line.setblocking(False)
                self._callers.append(_Caller(line))
        for caller in [caller for caller in self._callers if caller.line in ready]:
            if not self._advance(caller):
                self._callers.remove(caller)
                caller.line.close()
                if caller.is_flashing:
                    self._cut_off()

    def close(self) -> None:
        """Sends what is still to be said, as far as it goes at once, and closes every line."""
        for caller in self._callers:
            with contextlib.suppress(OSError):
                caller.line.send(caller.outgoing)
            caller.line.close()
        self._callers.clear()
        self._listener.close()

    def _advance(self, caller: _Caller) -> bool:
        """Whether the caller stays."""
        try:
            data = caller.line.recv(65_536)
            if not data:
                return False
            caller.arrived += data
        except BlockingIOError:
            pass
        except OSError:
            return False
        if not self._take_orders(caller):
            return False
        try:
            if caller.outgoing:
                del caller.outgoing[: caller.line.send(caller.outgoing)]
        except BlockingIOError:
            pass
        except OSError:
            return False
        return True

    def _take_orders(self, caller: _Caller) -> bool:
        while True:
            if caller.order is None:
                if b"\n" not in caller.arrived:
                    return len(caller.arrived) <= LONGEST_LINE_BYTES
                line, _newline, rest = bytes(caller.arrived).partition(b"\n")
                caller.arrived = bytearray(rest)
                try:
                    caller.order = decode_order(line)
                except ValueError:
                    return False
                if not hmac.compare_digest(caller.order.token.encode(), self._token.encode()):
                    return False
            block_bytes = caller.order.length if caller.order.op == "flash_write" else 0
            if len(caller.arrived) < block_bytes:
                return True
            block = bytes(caller.arrived[:block_bytes])
            del caller.arrived[:block_bytes]
            order, caller.order = caller.order, None
            reply, data = self._execute(order, block)
            if order.op in {"flash_begin", "flash_end"} and not reply.error:
                caller.is_flashing = order.op == "flash_begin"
            caller.outgoing += encode(reply) + data
