"""Where words of a PPK2 begin: found again wherever a byte went astray, by the counter that every word carries.

The counter is the upper six bits of a word's third byte and goes up by one a word. Where it does not, either words are
missing, and those that follow go on at the same place, or bytes are, and it goes on at another one.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORD_BYTES = 4
COUNTS = 64
HELD_WORDS = 3
"""Words at the end that wait for later ones, which tell whether they are whole."""

_COUNTER_BYTE = 2
_COUNTER_SHIFT = 2
_SEEN_WORDS = 32
"""So many words behind an irregular step decide where words begin."""
_CLEARLY_MORE = 0.5
"""By so large a part of them another place must be more regular: a current with noise looks regular in a quarter."""
_RUN = 3


@dataclass(frozen=True, slots=True)
class Aligned:
    """Bytes of whole words, and those that wait for later ones; `slips` is how often words began elsewhere."""

    words: bytes
    waiting: bytes
    slips: int = 0


def align_words(data: bytes, *, is_last: bool = False) -> Aligned:
    """The words in `data`, without those that bytes are missing from; their counters tell what is missing between them.

    Around a slip the words on both sides are left out, since some of them hold bytes of two. With `is_last` nothing
    waits, and what cannot be told is left out.
    """
    whole = len(data) - len(data) % WORD_BYTES
    if not _is_regular(data[:whole]):
        return _Search(data, is_last=is_last).find()
    return Aligned(data[:whole], b"" if is_last else data[whole:])


def _is_regular(data: bytes) -> bool:
    counters = np.frombuffer(data, np.uint8)[_COUNTER_BYTE::WORD_BYTES] >> _COUNTER_SHIFT
    return bool(np.all((counters[1:] - counters[:-1]) % COUNTS == 1))


class _Search:
    """`_is_next[row, phase]`: whether the counter of the word at byte `4 row + phase` is one less than the next's."""

    def __init__(self, data: bytes, *, is_last: bool) -> None:
        self._data = data
        self._is_last = is_last
        counters = np.frombuffer(data, np.uint8)[_COUNTER_BYTE:] >> _COUNTER_SHIFT
        is_next = (counters[WORD_BYTES:] - counters[:-WORD_BYTES]) % COUNTS == 1
        self._rows = math.ceil(len(is_next) / WORD_BYTES)
        padded = np.zeros(self._rows * WORD_BYTES, np.bool_)
        padded[: len(is_next)] = is_next
        self._is_next = padded.reshape(self._rows, WORD_BYTES)
        self._pairs = [len(range(phase, len(is_next), WORD_BYTES)) for phase in range(WORD_BYTES)]
        sums = np.zeros((self._rows + 1, WORD_BYTES), np.int32)
        np.cumsum(self._is_next, axis=0, out=sums[1:])
        after = np.minimum(np.arange(self._rows) + 1, self._rows)
        self._ahead = sums[np.minimum(after + _SEEN_WORDS, self._rows)] - sums[after]
        self._irregular = [self._irregular_rows(phase) for phase in range(WORD_BYTES)]

    def find(self) -> Aligned:
        """The words."""
        parts: list[bytes] = []
        start, slips = 0, 0
        while True:
            phase = start % WORD_BYTES
            row = self._next_irregular(phase, start // WORD_BYTES)
            if row is None:
                end = len(self._data) - (len(self._data) - start) % WORD_BYTES
                break
            if not self._can_tell(row, phase):
                return self._undecided(parts, start, row, slips)
            end, begun = self._around(row, phase)
            parts.append(self._data[start : max(start, end)])
            start, slips = begun, slips + 1
        parts.append(self._data[start:end])
        return Aligned(b"".join(parts), b"" if self._is_last else self._data[max(start, end) :], slips)

    def _irregular_rows(self, phase: int) -> NDArray[np.int64]:
        """Rows behind which another phase is more regular, and those of which that cannot be told yet."""
        pairs = self._pairs[phase]
        rows = np.flatnonzero(~self._is_next[:pairs, phase])
        is_untold = pairs - 1 - rows < _SEEN_WORDS
        if self._is_last:
            is_untold &= self._ahead[rows, phase] == 0
        found: NDArray[np.int64] = rows[is_untold | self._is_elsewhere(rows, phase)]
        return found

    def _is_elsewhere(self, rows: NDArray[np.int64], phase: int) -> NDArray[np.bool_]:
        seen = np.clip(self._pairs[phase] - 1 - rows, 1, _SEEN_WORDS)
        more = self._ahead[rows].max(axis=1) - self._ahead[rows, phase]
        is_elsewhere: NDArray[np.bool_] = more >= np.maximum(1, _CLEARLY_MORE * seen)
        return is_elsewhere

    def _next_irregular(self, phase: int, row: int) -> int | None:
        rows = self._irregular[phase]
        place = int(np.searchsorted(rows, row))
        return int(rows[place]) if place < len(rows) else None

    def _can_tell(self, row: int, phase: int) -> bool:
        is_near = self._pairs[phase] - 1 - row < _SEEN_WORDS
        return not is_near or (self._is_last and bool(self._is_elsewhere(np.array([row]), phase)[0]))

    def _undecided(self, parts: list[bytes], start: int, row: int, slips: int) -> Aligned:
        """What is before the irregular step waits with it, so that all of it is seen again."""
        end = max(start, row * WORD_BYTES + start % WORD_BYTES - HELD_WORDS * WORD_BYTES)
        waiting = b"" if self._is_last else self._data[end:]
        return Aligned(b"".join((*parts, self._data[start:end])), waiting, slips)

    def _around(self, row: int, phase: int) -> tuple[int, int]:
        """Where the words before a slip end, and where those behind it begin.

        Of either side one word may hold bytes of two, and another one may have a counter that fits by chance.
        """
        new = int(np.argmax(self._ahead[row]))
        irregular = row * WORD_BYTES + phase
        found = self._first_run(max(0, row - 1), new) * WORD_BYTES + new
        end = min(irregular - WORD_BYTES, found - 1 - (found - 1 - phase) % WORD_BYTES)
        begun = max(found + 2 * WORD_BYTES, irregular + _COUNTER_BYTE + WORD_BYTES + 1)
        return end, begun + (new - begun) % WORD_BYTES

    def _first_run(self, row: int, phase: int) -> int:
        is_next = self._is_next[row : row + _SEEN_WORDS + _RUN, phase]
        runs = np.flatnonzero(is_next[:-2] & is_next[1:-1] & is_next[2:])
        return row + int(runs[0] if len(runs) else np.argmax(is_next))
