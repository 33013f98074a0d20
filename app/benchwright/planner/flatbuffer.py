"""A reader of FlatBuffers that trusts nothing: every offset is checked, and the values read are budgeted.

The official Python runtime follows negative and overlapping offsets without complaint; a damaged file must end
in one clear error instead. Layout: https://flatbuffers.dev/internals/.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field


class FlatbufferInvalid(ValueError):
    """The bytes are no well-formed FlatBuffer; the text says where."""


@dataclass(slots=True)
class Buffer:
    """The bytes of a file, and how many more values may be taken from them.

    A file whose tables point at each other in circles or share one long vector could be read forever; honest
    files hold fewer values than bytes.
    """

    data: bytes
    budget: int = field(init=False)

    def __post_init__(self) -> None:
        self.budget = 2 * len(self.data) + 4096

    def spend(self, values: int) -> None:
        """Counts values as read."""
        self.budget -= values
        if self.budget < 0:
            raise FlatbufferInvalid("its tables share or repeat more values than the file can hold")

    def number(self, position: int, code: str) -> int | float:
        """The number of `struct` code `code` at `position`."""
        size = struct.calcsize("<" + code)
        if position < 0 or position + size > len(self.data):
            raise FlatbufferInvalid(f"an offset points to byte {position}, the file has {len(self.data)}")
        value: int | float = struct.unpack_from("<" + code, self.data, position)[0]
        return value

    def integer(self, position: int, code: str) -> int:
        """The whole number of `struct` code `code` at `position`."""
        return int(self.number(position, code))

    def indirect(self, position: int) -> int:
        """Where the unsigned offset at `position` points."""
        return position + self.integer(position, "I")

    def root(self) -> Table:
        """The root table."""
        return Table(self, self.indirect(0))


@dataclass(frozen=True, slots=True)
class Table:
    """One table: a set of optional fields, by their number in the schema."""

    buffer: Buffer
    position: int

    def _field(self, slot: int) -> int | None:
        vtable = self.position - self.buffer.integer(self.position, "i")
        entry = 4 + 2 * slot
        if entry + 2 > self.buffer.integer(vtable, "H"):
            return None
        offset = self.buffer.integer(vtable + entry, "H")
        return self.position + offset if offset else None

    def integer(self, slot: int, code: str, default: int = 0) -> int:
        """A whole number, or `default` when it was left out."""
        position = self._field(slot)
        return default if position is None else self.buffer.integer(position, code)

    def real(self, slot: int, default: float = 0.0) -> float:
        """A float32, or `default` when it was left out."""
        position = self._field(slot)
        return default if position is None else float(self.buffer.number(position, "f"))

    def table(self, slot: int) -> Table | None:
        """A table, or None when it was left out."""
        position = self._field(slot)
        return None if position is None else Table(self.buffer, self.buffer.indirect(position))

    def _vector(self, slot: int, item_bytes: int) -> tuple[int, int]:
        position = self._field(slot)
        if position is None:
            return 0, 0
        start = self.buffer.indirect(position)
        count = self.buffer.integer(start, "I")
        if start + 4 + count * item_bytes > len(self.buffer.data):
            raise FlatbufferInvalid(f"a list of {count} entries at byte {start} runs past the end of the file")
        return start + 4, count

    def tables(self, slot: int) -> tuple[Table, ...]:
        """A list of tables; empty when it was left out."""
        start, count = self._vector(slot, 4)
        self.buffer.spend(count)
        return tuple(Table(self.buffer, self.buffer.indirect(start + 4 * i)) for i in range(count))

    def integers(self, slot: int, code: str) -> tuple[int, ...]:
        """A list of whole numbers; empty when it was left out."""
        size = struct.calcsize("<" + code)
        start, count = self._vector(slot, size)
        self.buffer.spend(count)
        return struct.unpack_from(f"<{count}{code}", self.buffer.data, start)

    def reals(self, slot: int) -> tuple[float, ...]:
        """A list of float32; empty when it was left out."""
        start, count = self._vector(slot, 4)
        self.buffer.spend(count)
        return struct.unpack_from(f"<{count}f", self.buffer.data, start)

    def octets(self, slot: int) -> bytes:
        """A list of bytes; empty when it was left out."""
        start, count = self._vector(slot, 1)
        self.buffer.spend(count)
        return self.buffer.data[start : start + count]

    def text(self, slot: int) -> str:
        """A string; bytes that are no UTF-8 become replacement characters."""
        return self.octets(slot).decode("utf-8", errors="replace")
