"""Wake words that were found, missed or made up, in one long recording (MLPerf Tiny's sww01).

A word counts as found where a detection falls between its start and its end, or within the tolerance behind it
(mlcommons/tiny, benchmark/runner/README.md: one second). Detections that follow a false one within the debounce time
belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

TOLERANCE_S = 1.0
DEBOUNCE_S = 1.0
WORD_COUNT, LENGTH_S = 50, 1_200.0
"""Wake words in the recording, and how long it is."""
PERIOD_SPREAD_RATIO = 0.02
"""Frames that come less evenly than that are told (mlcommons/tiny, benchmark/runner)."""
MOST_MISSED, MOST_FALSE = 8, 8
"""What the closed division allows."""


@dataclass(frozen=True, slots=True)
class DutyCycle:
    """How long a DUT computes on a frame, and how far apart frames are, in seconds and on average."""

    busy_s: float
    period_s: float
    period_spread_ratio: float

    @property
    def ratio(self) -> float:
        """Share of the time in which it computes."""
        return self.busy_s / self.period_s

    @property
    def throughput(self) -> float:
        """Frames a second that it could do."""
        return 1 / self.busy_s


@dataclass(frozen=True, slots=True)
class Detections:
    """Times in seconds from the start of the recording; `found` and `missed` are the starts of the words.

    `duty` is None where the interface board recorded none, `mean_mw`, the average power, where no meter saw it.
    """

    found: tuple[float, ...]
    missed: tuple[float, ...]
    false: tuple[float, ...]
    duty: DutyCycle | None = None
    mean_mw: float | None = None

    @property
    def f1_ratio(self) -> float:
        """2TP / (2TP + FP + FN), 0 where nothing was found."""
        total = 2 * len(self.found) + len(self.false) + len(self.missed)
        return 2 * len(self.found) / total if total else 0.0


def match_detections(
    times_s: Sequence[float],
    words_s: Sequence[tuple[float, float]],
    *,
    tolerance_s: float = TOLERANCE_S,
    debounce_s: float = DEBOUNCE_S,
) -> Detections:
    """Holds detections at `times_s` against words from start to end; the tolerance counts once.

    Raises:
        ValueError: a word ends before it starts.
    """
    if any(stop < start for start, stop in words_s):
        raise ValueError("a wake word ends before it starts")
    left = sorted(times_s)
    found: list[float] = []
    missed: list[float] = []
    for start, stop in sorted(words_s):
        hits = {time for time in left if start <= time <= stop + tolerance_s}
        (found if hits else missed).append(start)
        left = [time for time in left if time not in hits]
    false: list[float] = []
    for time in left:
        if not false or time > false[-1] + debounce_s:
            false.append(time)
    return Detections(tuple(found), tuple(missed), tuple(false))


def duty_cycle(starts_s: Sequence[float], stops_s: Sequence[float]) -> DutyCycle:
    """The averages over frames that were computed from `starts_s` to `stops_s`.

    Raises:
        ValueError: fewer than two frames, another number of ends, or one that lies before its beginning.
    """
    if len(starts_s) != len(stops_s) or len(starts_s) < 2:
        raise ValueError(f"{len(starts_s)} beginnings and {len(stops_s)} ends of frames")
    busy = [stop - start for start, stop in zip(starts_s, stops_s, strict=True)]
    periods = [after - before for before, after in pairwise(starts_s)]
    if min(busy) <= 0 or min(periods) <= 0:
        raise ValueError("a frame ends before it begins")
    period_s = fmean(periods)
    return DutyCycle(fmean(busy), period_s, (max(periods) - min(periods)) / period_s)
