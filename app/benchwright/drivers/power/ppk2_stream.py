"""The stream of a PPK2 to amperes and levels: a word of 32 bits a sample, least byte first, 100,000 a second.

From its least bit a word holds 14 bits of the converter, 3 of the range, one that means nothing, 6 of a counter and 8
of the digital lines (Nordic, pc-nrfconnect-ppk). Lost samples are found by the counter and kept as NaN: time is never
closed up.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.power.ppk2_alignment import COUNTS, HELD_WORDS, WORD_BYTES, align_words
from benchwright.drivers.power.ppk2_calibration import RANGES, Calibration
from benchwright.protocols.power_meter import Samples

SAMPLE_HZ = 100_000
FULL_SCALE = 0x3FFF
VOLTS_A_STEP = 1.8 / 163840
STEPS_A_COUNT = 4

_UNSETTLED = 3
"""Samples after a change of range that the converter needs to settle."""
_MOST_SETTLING = 1_024
"""At most so many wait for a sample that has settled; who changes its range for ever gets them as they are."""

Words = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Fields:
    steps: NDArray[np.int64]
    ranges: NDArray[np.int64]
    counts: NDArray[np.int64]
    digital: NDArray[np.uint8]


class Ppk2Stream:
    """Takes bytes as they come and gives stretches of samples back; keeps what it cannot tell yet.

    The samples that the converter needs to settle after a change of range take the value of the first one that has
    settled, and so does one that ran into the end of the range before the change. A moving average, which Nordic's
    application puts in their place, lags behind a rising edge and takes 0.2 % of an inference of 12 ms away.
    """

    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._rest = b""
        self._last_count: int | None = None
        self._last_range: int | None = None
        self._unsettled = 0
        self._last_digital = 0
        self._next = 0
        self.strayed = 0
        """How often bytes went astray, so that the words had to be found again."""

    def take(self, data: bytes, *, is_last: bool = False) -> Samples:
        """The samples that `data` completes; with `is_last` also those that waited for a later one."""
        aligned = align_words(self._rest + data, is_last=is_last)
        self.strayed += aligned.slips
        words = np.frombuffer(aligned.words, "<u4")
        fields = _split(words)
        unsettled = self._find_unsettled(fields)
        kept = 0 if is_last else self._waiting(unsettled | (fields.steps == FULL_SCALE))
        self._rest = aligned.words[len(aligned.words) - kept * WORD_BYTES :] + aligned.waiting
        ready = len(words) - kept
        if ready == 0:
            return self._nothing()
        return self._stretch(_head(fields, ready), unsettled[:ready])

    def _waiting(self, unsettled: NDArray[np.bool_]) -> int:
        """How many words at the end wait for later ones: to be whole for certain, and to have settled."""
        whole = max(0, len(unsettled) - HELD_WORDS)
        settling = _trailing(unsettled[:whole])
        return len(unsettled) - whole + (0 if settling > _MOST_SETTLING else settling)

    def _find_unsettled(self, fields: _Fields) -> NDArray[np.bool_]:
        count = len(fields.ranges)
        before = fields.ranges[:1] if self._last_range is None else np.array([self._last_range])
        changed = np.diff(fields.ranges, prepend=before[:count]) != 0
        unsettled = np.zeros(count, np.bool_)
        for late in range(_UNSETTLED):
            unsettled[late:] |= changed[: count - late] if late else changed
        unsettled[: min(count, self._unsettled)] = True
        # The one that ran into the end of its range, for which the range was changed.
        unsettled[:-1] |= (fields.steps[:-1] == FULL_SCALE) & (fields.ranges[1:] > fields.ranges[:-1])
        return unsettled

    def _stretch(self, fields: _Fields, unsettled: NDArray[np.bool_]) -> Samples:
        currents = self._settled(self._amperes(fields), unsettled)
        is_known = fields.ranges < RANGES
        clipped = int(np.count_nonzero((fields.steps == FULL_SCALE) & ~unsettled & is_known))
        last = self._last_count if self._last_count is not None else int(fields.counts[0]) - 1
        gaps = (np.diff(fields.counts, prepend=last) - 1) % COUNTS
        places = np.arange(len(gaps)) + np.cumsum(gaps)
        total = int(places[-1]) + 1
        current = np.full(total, np.nan, np.float32)
        current[places[is_known]] = currents[is_known]
        levels = np.concatenate((np.array([self._last_digital], np.uint8), fields.digital))
        digital = levels[np.searchsorted(places, np.arange(total), side="right")]
        first, self._next = self._next, self._next + total
        self._remember(fields, unsettled)
        lost = int(gaps.sum()) + int(np.count_nonzero(~is_known))
        return Samples(first, current, digital, lost, clipped)

    def _amperes(self, fields: _Fields) -> NDArray[np.float64]:
        """Nordic's formula: x = (steps - O) V / R; I = UG (x (GS x + GI) + S VDD + I)."""
        made = self._calibration
        table = np.array(
            (made.resistance, made.gain_square, made.gain, made.offset, made.slope, made.intercept, made.user_gain)
        )
        resistance, square, gain, offset, slope, intercept, user = table[:, np.minimum(fields.ranges, RANGES - 1)]
        x = (fields.steps * STEPS_A_COUNT - offset) * VOLTS_A_STEP / resistance
        amperes: NDArray[np.float64] = user * (x * (square * x + gain) + slope * made.volts_mv / 1000 + intercept)
        return amperes

    def _settled(self, currents: NDArray[np.float64], unsettled: NDArray[np.bool_]) -> NDArray[np.float64]:
        settled = np.flatnonzero(~unsettled)
        following = np.searchsorted(settled, np.arange(len(currents)))
        has_one = following < len(settled)
        currents[has_one] = currents[settled[following[has_one]]]
        return currents

    def _remember(self, fields: _Fields, unsettled: NDArray[np.bool_]) -> None:
        self._last_count = int(fields.counts[-1])
        self._last_digital = int(fields.digital[-1])
        self._last_range = int(fields.ranges[-1])
        changes = np.flatnonzero(np.diff(fields.ranges[-_UNSETTLED - 1 :]) != 0)
        run = min(len(fields.ranges), _UNSETTLED + 1)
        since = run - 1 - (int(changes[-1]) + 1) if len(changes) else _UNSETTLED
        self._unsettled = max(0, _UNSETTLED - 1 - since) if bool(unsettled[-1]) else 0

    def _nothing(self) -> Samples:
        return Samples(self._next, np.empty(0, np.float32), np.empty(0, np.uint8))


def _split(words: Words) -> _Fields:
    return _Fields(
        steps=(words & FULL_SCALE).astype(np.int64),
        ranges=(words >> 14 & 0x7).astype(np.int64),
        counts=(words >> 18 & 0x3F).astype(np.int64),
        digital=(words >> 24).astype(np.uint8),
    )


def _head(fields: _Fields, count: int) -> _Fields:
    return _Fields(fields.steps[:count], fields.ranges[:count], fields.counts[:count], fields.digital[:count])


def _trailing(mask: NDArray[np.bool_]) -> int:
    """How many at the end are True."""
    falses = np.flatnonzero(~mask)
    return len(mask) if not len(falses) else len(mask) - 1 - int(falses[-1])
