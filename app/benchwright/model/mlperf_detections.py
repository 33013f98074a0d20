"""Wake words that were found, missed or made up, in one long recording (MLPerf Tiny's sww01).

A word counts as found where a detection falls between its start and its end, or within the tolerance behind it
(mlcommons/tiny, benchmark/runner/README.md: one second). Detections that follow a false one within the debounce time
belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TOLERANCE_S = 1.0
DEBOUNCE_S = 1.0
WORD_COUNT = 50
"""Wake words in the recording."""
MOST_MISSED, MOST_FALSE = 8, 8
"""What the closed division allows."""


@dataclass(frozen=True, slots=True)
class Detections:
    """Times in seconds from the start of the recording; `found` and `missed` are the starts of the words.

    `duty_ratio` is the share of the time in which the DUT computed, `inference_s` the time of one computation and
    `mean_mw` the average power; None where it was not measured.
    """

    found: tuple[float, ...]
    missed: tuple[float, ...]
    false: tuple[float, ...]
    duty_ratio: float | None = None
    inference_s: float | None = None
    mean_mw: float | None = None

    @property
    def f1_ratio(self) -> float:
        """2TP / (2TP + FP + FN), 0 where nothing was found."""
        total = 2 * len(self.found) + len(self.false) + len(self.missed)
        return 2 * len(self.found) / total if total else 0.0

    @property
    def throughput(self) -> float | None:
        """Computations a second that the DUT could do."""
        return 1 / self.inference_s if self.inference_s else None


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
