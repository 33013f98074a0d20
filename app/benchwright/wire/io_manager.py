"""An IO manager of MLPerf Tiny: a board between host and DUT that passes commands on, so that a meter alone feeds it.

`dut COMMAND%` is answered in two parts: `m-dut-passthrough(COMMAND)` and `m-ready` by the manager, then every line of
the DUT with `[dut]: ` in front, its `m-ready` too (EEMBC io-manager 1.0.3; mlcommons/tiny, benchmark/runner and
benchmark/interface).
"""

from __future__ import annotations

import re
import time
from types import TracebackType

from benchwright.model.errors import IoManagerSilent
from benchwright.protocols.transport import Transport
from benchwright.wire.ascii_line import READY, AsciiLine, Clock, Listener, silent

HEX_LINE_BYTES = 26
"""Bytes in one `db`: with `dut db ` in front the manager's line stays within its 64 characters."""

_PREFIX = "[dut]: "
_PASSED = "m-dut-passthrough"
_ANSWER_S = 5.0
_TRIES = 3
_LONGEST_LINE_BYTES = 65_536


class IoManagerTransport:
    """A line to the DUT behind a manager: what is written reaches the DUT, what is read came from it.

    Owns `transport`. `listener` gets what the manager says of itself, such as time stamps of its own timer.
    """

    def __init__(
        self, transport: Transport, port: str, *, clock: Clock = time.monotonic, listener: Listener = silent
    ) -> None:
        self._transport = transport
        self._port = port
        self._clock = clock
        self._listener = listener
        self._pending = b""
        self._ready = b""
        self._sent_s: float | None = None  # while the manager has not confirmed a command
        self._has_passed = False

    def write(self, data: bytes) -> None:
        """Sends one command with its end.

        Raises:
            DeviceVanished: the line is gone.
        """
        self._ready = b""
        self._sent_s, self._has_passed = self._clock(), False
        self._transport.write(b"dut " + data)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        """What the DUT said, in whole lines; waits up to `timeout_s` for one.

        Raises:
            IoManagerSilent: the manager does not confirm the command.
            DeviceVanished: the line is gone.
        """
        deadline = self._clock() + timeout_s
        while not self._ready:
            left_s = deadline - self._clock()
            if self._sent_s is not None:
                left_s = min(left_s, self._sent_s + _ANSWER_S - self._clock())
                if left_s <= 0 and self._clock() >= self._sent_s + _ANSWER_S:
                    raise IoManagerSilent(self._port, f"It did not confirm a command within {_ANSWER_S:g} s.")
            if left_s <= 0:
                return b""
            self._take(self._transport.read(max_bytes, left_s))
        data, self._ready = self._ready[:max_bytes], self._ready[max_bytes:]
        return data

    def ask(self, command: str, deadline_s: float = _ANSWER_S) -> tuple[str, ...]:
        """Sends a command to the manager itself; the lines of its answer, what the DUT says meanwhile left out.

        Raises:
            IoManagerSilent: it does not come to an end, or does not know the command.
            DeviceVanished: the line is gone.
        """
        self._ready, self._sent_s = b"", None
        line = AsciiLine(self._transport, self._clock, self._listener)
        line.send(command)
        said = line.read_until_ready(self._clock() + deadline_s)
        if said is None:
            raise IoManagerSilent(self._port, f"It did not end '{command}' within {deadline_s:g} s.")
        own = tuple(text for text in said if not text.startswith(_PREFIX))
        if refusal := next((text for text in own if text.startswith("e-[")), ""):
            raise IoManagerSilent(self._port, f"It refuses '{command}': {refusal}.")
        return own

    def close(self) -> None:
        """Releases the line."""
        self._transport.close()

    def __enter__(self) -> IoManagerTransport:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take(self, data: bytes) -> None:
        self._pending += data
        if len(self._pending) > _LONGEST_LINE_BYTES:
            self._ready, self._pending = self._ready + self._pending, b""  # no line: whoever reads it tells the flood
        while b"\n" in self._pending:
            raw, self._pending = self._pending.split(b"\n", 1)
            self._take_line(raw.replace(b"\0", b"").decode("utf-8", "replace").strip("\r"))

    def _take_line(self, line: str) -> None:
        if self._sent_s is not None:
            self._take_confirmation(line)
        elif line.startswith(_PREFIX):
            self._ready += line.removeprefix(_PREFIX).encode() + b"\r\n"
        elif line:
            self._listener("·", f"IO manager: {line}")

    def _take_confirmation(self, line: str) -> None:
        """A line before the manager's own `m-ready`; what the DUT still said to an earlier command is let go."""
        if line.startswith(_PREFIX):
            return
        if _PASSED in line:
            self._has_passed = True
        elif READY in line:
            if not self._has_passed:
                raise IoManagerSilent(self._port, "It takes commands, but passes none on.")
            self._sent_s = None
        elif line:
            self._listener("·", f"IO manager: {line}")


def open_io_manager(
    transport: Transport, port: str, *, clock: Clock = time.monotonic, listener: Listener = silent
) -> tuple[IoManagerTransport, str]:
    """The line to the DUT behind the manager at `transport`, and what the manager calls itself.

    Raises:
        IoManagerSilent: nothing answers there.
        DeviceVanished: the line is gone.
    """
    line = AsciiLine(transport, clock, listener)
    for _ in range(_TRIES):
        line.send("name")
        said = line.read_until_ready(clock() + _ANSWER_S)
        if said is not None:
            name = re.search(r"\[([^\]]+)]", " ".join(said))
            passed = IoManagerTransport(transport, port, clock=clock, listener=listener)
            return passed, name[1] if name else " ".join(said) or "unnamed"
    raise IoManagerSilent(port, f"It said nothing within {_TRIES * _ANSWER_S:g} s.")
