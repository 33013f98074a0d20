"""The pace that a benchmark gives a line: a wrong one would make a table lie."""

from __future__ import annotations

import time
from types import TracebackType

import pytest

from benchmarks.paced import PacedLine

# 1,000 baud are 100 bytes a second.
BAUD = 1_000


class Echo:
    """Gives at once whatever is asked for."""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        return bytes(max_bytes)

    def write(self, data: bytes) -> None:
        pass

    def close(self) -> None:
        pass

    def __enter__(self) -> Echo:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass


@pytest.mark.parametrize("is_reading", [True, False])
def test_a_byte_takes_ten_bits_each_way(is_reading: bool) -> None:
    line = PacedLine(Echo(), BAUD)
    started = time.monotonic()
    for _ in range(2):
        if is_reading:
            line.read(5, 1.0)
        else:
            line.write(bytes(5))
    assert 0.1 <= time.monotonic() - started < 1.0
