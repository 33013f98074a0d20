"""The core's end of the serial line: bytes in and out of this process by two threads, so that the core never waits."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

_CHUNK_BYTES = 4_096
# So much may wait to be sent before the core sees a full transmitter, and to be taken before the host has to wait.
_BUFFER_BYTES = 16_384


class Console:
    """Bytes from and to two descriptors. `arrived` is called by a thread of its own when there is something to take.

    When the other side hangs up, this process ends: a core without a board is of no use.
    """

    def __init__(self, source: int, sink: int) -> None:
        self._source = source
        self._sink = sink
        self.arrived: Callable[[], None] = lambda: None
        self._incoming = bytearray()
        self._outgoing = bytearray()
        self._changed = threading.Condition()

    def start(self) -> None:
        """Starts to carry."""
        for carry in (self._carry_in, self._carry_out):
            threading.Thread(target=carry, daemon=True).start()

    @property
    def has_waiting(self) -> bool:
        """Whether there is something to take."""
        return bool(self._incoming)

    @property
    def is_congested(self) -> bool:
        """Whether too much waits to be sent already."""
        return len(self._outgoing) >= _BUFFER_BYTES

    def take(self, max_bytes: int) -> bytes:
        """At most so many of the bytes that arrived; never waits."""
        with self._changed:
            data = bytes(self._incoming[:max_bytes])
            del self._incoming[:max_bytes]
            self._changed.notify_all()
        return data

    def put(self, data: bytes) -> None:
        """Sends it in a moment."""
        with self._changed:
            self._outgoing += data
            self._changed.notify_all()

    def wait(self, timeout_s: float) -> None:
        """Waits until there is something to take, or for so long."""
        with self._changed:
            self._changed.wait_for(lambda: self._incoming, timeout_s)

    def _carry_in(self) -> None:
        while data := _read(self._source):
            with self._changed:
                self._changed.wait_for(lambda: len(self._incoming) < _BUFFER_BYTES)
                self._incoming += data
                self._changed.notify_all()
            self.arrived()
        os._exit(0)

    def _carry_out(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._outgoing)
                data = bytes(self._outgoing[:_CHUNK_BYTES])
                del self._outgoing[: len(data)]
            try:
                while data:
                    data = data[os.write(self._sink, data) :]
            except OSError:
                os._exit(0)


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, _CHUNK_BYTES)
    except OSError:
        return b""
