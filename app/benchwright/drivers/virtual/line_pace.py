"""The pace of a serial line: bytes arrive when a line of that rate would have carried them, in both directions."""

from __future__ import annotations

import struct
from collections import deque
from dataclasses import dataclass

_PIECE_BYTES = 256
_MOST_PIECES = 256
_USE = struct.Struct("<QQdd")


@dataclass(frozen=True, slots=True)
class LineUse:
    """What a line has carried: bytes each way, and the seconds from the first to the end of the last.

    `bound_s` is how long the line was bound to take: every byte at the rate that was set when it came. It is 0 where
    nothing set the pace.
    """

    from_host_bytes: int = 0
    to_host_bytes: int = 0
    seconds: float = 0.0
    bound_s: float = 0.0

    def packed(self) -> bytes:
        """As the control line carries it."""
        return _USE.pack(self.from_host_bytes, self.to_host_bytes, self.seconds, self.bound_s)


def read_line_use(block: bytes) -> LineUse:
    """The answer to the order `line_use`.

    Raises:
        struct.error: it is none.
    """
    return LineUse(*_USE.unpack(block))


class LinePace:
    """One direction. `bytes_per_s` of 0 is as fast as bytes come; times are of the monotonic clock, in seconds."""

    def __init__(self) -> None:
        self._pieces: deque[tuple[float, bytes]] = deque()
        self._free_s = 0.0
        self._first_s: float | None = None
        self.carried_bytes = 0
        self.bound_s = 0.0

    @property
    def is_busy(self) -> bool:
        """Whether bytes are still under way."""
        return bool(self._pieces)

    @property
    def is_full(self) -> bool:
        """Whether so much is under way that no more should be sent."""
        return len(self._pieces) >= _MOST_PIECES

    @property
    def due_s(self) -> float | None:
        """When the next bytes arrive."""
        return self._pieces[0][0] if self._pieces else None

    @property
    def span_s(self) -> tuple[float, float] | None:
        """When the first byte came and when the last one was through."""
        return (self._first_s, self._free_s) if self._first_s is not None else None

    def has_arrived(self, now_s: float) -> bool:
        """Whether `take` would give something."""
        return bool(self._pieces) and self._pieces[0][0] <= now_s

    def put(self, data: bytes, bytes_per_s: int, now_s: float) -> None:
        """Sends bytes off behind those under way."""
        if data and self._first_s is None:
            self._first_s = now_s
        for at in range(0, len(data), _PIECE_BYTES):
            piece = data[at : at + _PIECE_BYTES]
            piece_s = len(piece) / bytes_per_s if bytes_per_s else 0.0
            self._free_s = max(self._free_s, now_s) + piece_s
            self._pieces.append((self._free_s, piece))
            self.carried_bytes += len(piece)
            self.bound_s += piece_s

    def take(self, now_s: float) -> bytes:
        """What has arrived by now."""
        arrived = bytearray()
        while self.has_arrived(now_s):
            arrived += self._pieces.popleft()[1]
        return bytes(arrived)

    def drop(self) -> None:
        """Loses what is under way: nobody listens any more."""
        self._pieces.clear()


def line_use(from_host: LinePace, to_host: LinePace) -> LineUse:
    """What both directions of a line have carried."""
    spans = [span for span in (from_host.span_s, to_host.span_s) if span is not None]
    seconds = max(end for _, end in spans) - min(start for start, _ in spans) if spans else 0.0
    bound_s = from_host.bound_s + to_host.bound_s
    return LineUse(from_host.carried_bytes, to_host.carried_bytes, seconds, bound_s)
