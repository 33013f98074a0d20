"""The signals of a Joulescope to samples: current, voltage and the level of the mark, by the numbers of a counter.

Every message of the maker's library tells a `sample_id`, which counts at 2 MHz whatever is measured, and a
`decimate_factor`, how many counts one value spans (joulescope_driver, `jsdrv_stream_signal_s`). A sample of ours is the
mean over twenty counts: no charge is lost between two of them, and the mark is that of the same time. The library's
own reduction to 100 kHz is a filter that lags by 106 µs behind the inputs, measured in version 2.2.12, and is not used.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from benchwright.protocols.power_meter import Samples

COUNTER_HZ = 2_000_000
SAMPLE_HZ = 100_000
COUNTS = COUNTER_HZ // SAMPLE_HZ
"""Of the counter for one sample."""
RANGE_END_A = 10.0
"""The largest range of a JS110 and a JS220 (options of `s/i/range/select`)."""
CURRENT, VOLTAGE, MARK = "i", "v", "gpi/0"
SIGNALS = (CURRENT, VOLTAGE, MARK)

_LONGEST_GAP = 10 * COUNTER_HZ
"""A longer one is a counter that began anew."""

Values = NDArray[np.float32] | NDArray[np.uint8]


class StreamBroken(ValueError):
    """The numbers of a signal do not go on from where they were."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one signal: `values` one for each `step` counts, the first at `first`; levels are 0 or 1."""

    first: int
    step: int
    values: Values

    @property
    def end(self) -> int:
        """The count after it."""
        return self.first + self.step * len(self.values)


def read_piece(signal: str, value: Mapping[str, object]) -> Piece:
    """From what the library publishes; levels are packed, eight a byte, the least bit first.

    Raises:
        StreamBroken: it counts at another rate, or spans more than one of our samples.
    """
    first, rate, step = (int(str(value[key])) for key in ("sample_id", "sample_rate", "decimate_factor"))
    data = np.asarray(value["data"])
    if rate != COUNTER_HZ or step < 1 or COUNTS % step:
        raise StreamBroken(f"{signal} comes at {rate} Hz by {step}")
    return Piece(first, step, np.unpackbits(data, bitorder="little") if signal == MARK else data)


@dataclass(slots=True)
class _Lane:
    """One signal in blocks of `COUNTS`: the sum of values by counts, how many counts are there, whether one is clipped.

    `base` is the number of the first block that is kept, `end` the count after the last value.
    """

    base: int = 0
    end: int = -1
    sums: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    filled: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    clipped: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, np.bool_))

    @property
    def has_begun(self) -> bool:
        return self.end >= 0

    @property
    def whole_until(self) -> int:
        """The block that is not complete yet."""
        return self.end // COUNTS

    def take(self, piece: Piece) -> None:
        if not len(piece.values):
            return
        if self.has_begun and not 0 <= piece.first - self.end <= _LONGEST_GAP:
            raise StreamBroken(f"after {self.end} came {piece.first}")
        if not self.has_begun:
            self.base = piece.first // COUNTS
        self.end = piece.end
        block = piece.first // COUNTS - self.base
        in_first = -(-((piece.first // COUNTS + 1) * COUNTS - piece.first) // piece.step)
        count = len(piece.values)
        starts = np.concatenate((np.zeros(1, np.int64), np.arange(in_first, count, COUNTS // piece.step)))
        self.grow(block + len(starts))
        within = slice(block, block + len(starts))
        self.sums[within] += np.add.reduceat(piece.values, starts, dtype=np.float64) * piece.step
        self.filled[within] += np.diff(starts, append=count) * piece.step
        over = np.abs(piece.values) >= RANGE_END_A if piece.values.dtype == np.float32 else None
        if over is not None and over.any():
            self.clipped[within] |= np.logical_or.reduceat(over, starts)

    def pull(self, until: int) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.bool_]]:
        """Means up to a block, NaN where a value is missing; which are there at all; which are clipped."""
        count = until - self.base
        sums, filled, clipped = self.sums[:count], self.filled[:count], self.clipped[:count]
        self.sums, self.filled, self.clipped = self.sums[count:], self.filled[count:], self.clipped[count:]
        self.base = until
        is_whole = filled == COUNTS
        return np.where(is_whole, sums / COUNTS, np.nan), is_whole, clipped

    def grow(self, count: int) -> None:
        more = count - len(self.sums)
        if more > 0:
            self.sums = np.concatenate((self.sums, np.zeros(more)))
            self.filled = np.concatenate((self.filled, np.zeros(more, np.int64)))
            self.clipped = np.concatenate((self.clipped, np.zeros(more, np.bool_)))


class JoulescopeStream:
    """Takes pieces of the signals as they come, in any order among each other; gives stretches of samples back.

    A sample is lost where a value of any of the signals is. The first sample is the first of which nothing is missing:
    signals are switched on one after the other.
    """

    def __init__(self) -> None:
        self._lanes = {signal: _Lane() for signal in SIGNALS}
        self._next = 0
        self._has_first = False
        self._level = False

    @property
    def silent(self) -> tuple[str, ...]:
        """Signals of which nothing came yet."""
        return tuple(signal for signal, lane in self._lanes.items() if not lane.has_begun)

    def take(self, pieces: Iterable[tuple[str, Piece]]) -> Samples:
        """The samples that the pieces complete.

        Raises:
            StreamBroken: the counter of a signal began anew.
        """
        for signal, piece in pieces:
            self._lanes[signal].take(piece)
        if self.silent:
            return self._nothing()
        lanes = self._lanes.values()
        base, until = max(lane.base for lane in lanes), min(lane.whole_until for lane in lanes)
        if until <= base:
            return self._nothing()
        for lane in lanes:
            lane.pull(base)
        return self._stretch(until)

    def _stretch(self, until: int) -> Samples:
        current, has_current, clipped = self._lanes[CURRENT].pull(until)
        volts, has_volts, _ = self._lanes[VOLTAGE].pull(until)
        mark, has_mark, _ = self._lanes[MARK].pull(until)
        is_known = has_current & has_volts & has_mark & np.isfinite(current) & np.isfinite(volts)
        if not self._has_first:
            first = int(np.argmax(is_known)) if is_known.any() else len(is_known)
            self._has_first = first < len(is_known)
            current, volts, mark = current[first:], volts[first:], mark[first:]
            is_known, clipped = is_known[first:], clipped[first:]
        place, self._next = self._next, self._next + len(current)
        return Samples(
            place,
            np.where(is_known, current, np.nan).astype(np.float32),
            self._levels(mark, is_known).astype(np.uint8),
            int(np.count_nonzero(~is_known)),
            int(np.count_nonzero(clipped & is_known)),
            np.where(is_known, volts, np.nan).astype(np.float32),
        )

    def _levels(self, mark: NDArray[np.float64], is_known: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """That of most of a sample's time; the last known one where a sample was lost."""
        levels = np.concatenate((np.array([self._level]), mark >= 0.5))
        known = np.where(is_known, np.arange(1, len(levels)), 0)
        held: NDArray[np.bool_] = levels[np.maximum.accumulate(known)] if len(known) else levels[:0]
        self._level = bool(held[-1]) if len(held) else self._level
        return held

    def _nothing(self) -> Samples:
        empty = np.empty(0, np.float32)
        return Samples(self._next, empty, np.empty(0, np.uint8), voltage_v=empty.copy())
