"""Commands and answers in ASCII, as MLPerf Tiny firmware speaks them (docs/protocol.md)."""

from __future__ import annotations

from collections.abc import Callable

from benchwright.protocols.transport import Transport

Listener = Callable[[str, str], None]
"""Gets every line of the talk: direction (`>` to the device, `<` from it, `·` a remark) and text."""

Clock = Callable[[], float]
"""Seconds that only ever grow."""

READY = "m-ready"
_LONGEST_LINE_BYTES = 65_536
# `db print` of the largest input, 27,648 bytes, is a tenth of it.
_LONGEST_ANSWER_BYTES = 1 << 20


def silent(_direction: str, _text: str) -> None:
    """A listener for nobody."""


class AsciiLine:
    """One command at a time; its answer is every line up to `m-ready`.

    A message may stand behind debug text on the same line (real firmware does that), so `m-ready` counts anywhere.
    """

    def __init__(self, transport: Transport, clock: Clock, listener: Listener) -> None:
        self._transport = transport
        self._clock = clock
        self._listener = listener
        self._pending = b""
        self._answer_bytes = 0

    @property
    def is_flooded(self) -> bool:
        """Whether the other end said more than any answer takes without coming to its end."""
        return self._answer_bytes > _LONGEST_ANSWER_BYTES or len(self._pending) > _LONGEST_LINE_BYTES

    def send(self, command: str) -> None:
        """Sends one command; the ending `%` is added.

        Raises:
            DeviceVanished: the line is gone.
        """
        self._answer_bytes = 0
        self._listener(">", f"{command}%")
        self._transport.write(command.encode("ascii") + b"%")

    def read_line(self, deadline: float) -> str | None:
        """The next line without its end; None when `deadline` of the clock passes first."""
        while b"\n" not in self._pending:
            remaining_s = deadline - self._clock()
            if remaining_s <= 0 or self.is_flooded:
                return None
            data = self._transport.read(4_096, remaining_s)
            self._answer_bytes += len(data)
            self._pending += data
        raw, self._pending = self._pending.split(b"\n", 1)
        line = raw.replace(b"\0", b"").decode("utf-8", "replace").strip("\r")
        self._listener("<", line)
        return line

    def read_until_ready(self, deadline: float) -> tuple[str, ...] | None:
        """The lines up to `m-ready`, that one left out; None when the device does not get there in time, or floods."""
        lines: list[str] = []
        while not self.is_flooded and (line := self.read_line(deadline)) is not None:
            if READY in line:
                return tuple(lines)
            if line:
                lines.append(line)
        return None

    def drain(self, quiet_s: float, deadline: float) -> None:
        """Throws away what arrives until the line was quiet for `quiet_s`, or `deadline` passes."""
        self._pending, self._answer_bytes = b"", 0
        while self._clock() < deadline and self._transport.read(4_096, quiet_s):
            pass
