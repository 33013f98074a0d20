"""What stands for the `Driver` of the maker's library where the Joulescope is a virtual one, in a process of its own.

The library reaches devices through a libusb of its own, so that nothing can be put below it. This has the same calls,
topics, values, time limits and errors, and publishes on a thread of its own, too.
"""

from __future__ import annotations

import contextlib
import json
import queue
import socket
import struct
import threading
from collections.abc import Mapping

import numpy as np

from benchwright.drivers.power.joulescope_library import Told

SCHEME = "virtual-joulescope://"
REMOVED = "@/!remove"
DEVICES = "@/list"
TIMED_OUT, CLOSED, IO = 11, 22, 4

_USUAL_S = 1.0
_LENGTH = struct.Struct("!I")
_NAMES = {4: "IO", 5: "PARAMETER_INVALID", 16: "NOT_FOUND", 22: "CLOSED"}


class Frames:
    """Whole stretches of bytes over a socket. One thread may send while another receives."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def send(self, data: bytes) -> None:
        """Sends one, whole.

        Raises:
            OSError: the other side is gone.
        """
        self._line.sendall(_LENGTH.pack(len(data)) + data)

    def receive(self) -> bytes:
        """Waits for the next one.

        Raises:
            EOFError, OSError: the other side is gone, or this one was closed.
        """
        (length,) = _LENGTH.unpack(self._exactly(_LENGTH.size))
        return self._exactly(length)

    def close(self) -> None:
        """Ends the wait of whoever receives, too."""
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)
        self._line.close()

    def _exactly(self, count: int) -> bytes:
        data, filled = bytearray(count), 0
        while filled < count:
            received = self._line.recv_into(memoryview(data)[filled:])
            if not received:
                raise EOFError
            filled += received
        return bytes(data)


class VirtualDriver:
    """See `joulescope_library.JoulescopeDriver`. Any thread."""

    def __init__(self, address: str) -> None:
        host, _, port = address.removeprefix(SCHEME).partition(":")
        self._line = Frames(socket.create_connection((host, int(port))))
        self._guard = threading.Lock()
        self._answers: dict[int, queue.Queue[dict[str, object]]] = {}
        self._calls = 0
        self._told: dict[str, list[Told]] = {}
        self._opened: set[str] = set()
        self._thread = threading.Thread(target=self._listen, name="virtual joulescope", daemon=True)
        self._thread.start()

    def device_paths(self, timeout: float | None = None, /) -> list[str]:
        """What is plugged in."""
        return sorted(filter(None, str(self._call("query", DEVICES, None, timeout)).split(",")))

    def open(self, path: str, mode: str | None = None, timeout: float | None = None, /) -> None:
        """Opens a device."""
        self._call("open", path, mode, timeout)
        self._opened.add(path)

    def close(self, path: str, timeout: float | None = None, /) -> None:
        """Closes a device."""
        self._opened.discard(path)
        self._call("close", path, None, timeout)

    def publish(self, topic: str, value: object, timeout: float | None = None, /) -> None:
        """Sets a value."""
        self._call("publish", topic, value, timeout)

    def subscribe(self, topic: str, flags: str, told: Told, timeout: float | None = None, /) -> None:
        """From now on `told` is called with what is published."""
        del flags, timeout
        with self._guard:
            self._told.setdefault(topic, []).append(told)

    def unsubscribe(self, topic: str, told: Told, timeout: float | None = None, /) -> None:
        """No longer."""
        del timeout
        with self._guard:
            self._told[topic] = [one for one in self._told.get(topic, []) if one is not told]

    def finalize(self, timeout: float | None = None, /) -> None:
        """Ends the thread."""
        self._line.close()
        self._thread.join(_USUAL_S if timeout is None else timeout)

    def _call(self, do: str, topic: str, value: object, timeout: float | None) -> object:
        with self._guard:
            self._calls += 1
            number = self._calls
            answer: queue.Queue[dict[str, object]] = queue.Queue(1)
            self._answers[number] = answer
            try:
                self._line.send(json.dumps([number, do, topic, value]).encode())
            except OSError as error:
                raise RuntimeError(_failure(do, IO, topic)) from error
        try:
            told = answer.get(timeout=_USUAL_S if timeout is None else timeout)
        except queue.Empty:
            raise TimeoutError(_late(do, topic)) from None
        finally:
            del self._answers[number]
        code = int(str(told["code"]))
        if code:
            raise RuntimeError(_failure(do, code, topic))
        return told["value"]

    def _listen(self) -> None:
        try:
            while True:
                self._hear(json.loads(self._line.receive()))
        except (EOFError, OSError):
            # A library does not die; a process does, and with it what is plugged in.
            for path in self._opened:
                self._publish(REMOVED, path)

    def _hear(self, head: dict[str, object]) -> None:
        if "call" in head:
            waiting = self._answers.get(int(str(head["call"])))
            if waiting is not None:
                waiting.put(head)
            return
        value = head["value"]
        if "type" in head and isinstance(value, dict):
            value = {**value, "data": np.frombuffer(self._line.receive(), str(head["type"]))}
        self._publish(str(head["topic"]), value)

    def _publish(self, topic: str, value: object) -> None:
        with self._guard:
            listeners = tuple(self._told.get(topic, ()))
        for told in listeners:
            told(topic, value)


def _failure(do: str, code: int, topic: str) -> str:
    return f"jsdrv_{do} failed {code} {_NAMES.get(code, 'UNKNOWN')} | {topic}"


def _late(do: str, topic: str) -> str:
    return f"jsdrv_{do} timed out | {topic}"


def signal_head(topic: str, value: Mapping[str, int], kind: str) -> bytes:
    """What goes before the bytes of a signal; `kind` is their type, as NumPy writes it."""
    return json.dumps({"topic": topic, "value": dict(value), "type": kind}).encode()


def plain_head(topic: str, value: object) -> bytes:
    """What is published of anything else."""
    return json.dumps({"topic": topic, "value": value}).encode()


def answer_head(call: int, code: int, value: object = None) -> bytes:
    """The answer to a call."""
    return json.dumps({"call": call, "code": code, "value": value}).encode()
