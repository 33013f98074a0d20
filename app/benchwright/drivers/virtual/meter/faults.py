"""What can be wrong with a virtual meter, to order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BOUNCE_HZ = 100_000


@dataclass(frozen=True, slots=True)
class MeterFaults:
    """Nothing by default.

    `lose_ratio` of the samples never leave the meter; `bounce_samples` is for how long the mark chatters after an edge;
    `unplug_after_s` pulls its cable so long after the start of a stream, and `restart_after_s` makes it start anew
    then, with everything forgotten; `stray_every` loses one byte within every so many words. `nan_gains` makes its
    calibration say `-nan`. Of an X-NUCLEO-LPM01A only: `refuses_control` until it is reset, and `warms_c` is by how
    much it is warmer at the end of a recording than it was at the beginning; `has_no_events` where its firmware is
    older than 1.0.6; `overcurrent_after_s` is when it switches the device off. Of a Joulescope only: `open_code` is
    what the library says when it is opened, such as -6 where another program has it, and `mute` a signal of which
    nothing comes. Of an Otii only: nobody is logged in at its server with `is_logged_out`, and it `lies_about_count`
    of its samples.
    """

    lose_ratio: float = 0.0
    bounce_samples: int = 0
    has_no_edges: bool = False
    is_uncalibrated: bool = False
    nan_gains: bool = False
    is_silent: bool = False
    unplug_after_s: float = 0.0
    restart_after_s: float = 0.0
    stray_every: int = 0
    refuses_control: bool = False
    warms_c: float = 0.0
    has_no_events: bool = False
    overcurrent_after_s: float = 0.0
    open_code: int = 0
    mute: str = ""
    is_logged_out: bool = False
    lies_about_count: bool = False
    seed: int = 11


class FaultyLine:
    """Between the meter's converter and its cable."""

    def __init__(self, faults: MeterFaults) -> None:
        self._faults = faults
        self._random = np.random.default_rng(faults.seed)
        self._sent = 0
        self._level = False

    def mark(self, level: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The level of the mark as it arrives at the meter."""
        if self._faults.has_no_edges:
            return np.zeros_like(level)
        if not self._faults.bounce_samples:
            return level
        bounced = level.copy()
        for edge in np.flatnonzero(np.diff(level, prepend=self._level)):
            chatter = bounced[edge : edge + self._faults.bounce_samples]
            chatter[1::2] ^= True
        self._level = bool(level[-1])
        return bounced

    def falls(self, at_samples: NDArray[np.float64], sample_hz: int) -> NDArray[np.float64]:
        """The moments, in samples, at which the mark fell as the meter sees it.

        Chatter of an edge lasts as long as at a meter of 100,000 samples a second, however slow this one is.
        """
        if self._faults.has_no_edges:
            return at_samples[:0]
        later = np.arange(0, max(1, self._faults.bounce_samples), 2) * sample_hz / BOUNCE_HZ
        fallen: NDArray[np.float64] = np.sort((at_samples[:, np.newaxis] + later).ravel())
        return fallen

    def surviving(self, count: int) -> NDArray[np.bool_]:
        """Which of the next samples leave the meter."""
        if not self._faults.lose_ratio:
            return np.ones(count, np.bool_)
        kept: NDArray[np.bool_] = self._random.random(count) >= self._faults.lose_ratio
        return kept

    def carry(self, words: NDArray[np.uint32]) -> bytes:
        """The bytes of the words that arrive."""
        faults = self._faults
        words = words[self.surviving(len(words))]
        data = words.astype("<u4").tobytes()
        if not faults.stray_every:
            return data
        before, self._sent = self._sent, self._sent + len(words)
        strayed = [place for place in range(len(words)) if (before + place) % faults.stray_every == 1]
        for place in reversed(strayed):
            data = data[: place * 4] + data[place * 4 + 1 :]
        return data
