"""The current that a virtual meter pretends to see: idle and active levels, noise and drift, by a seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Load:
    """What a device draws, in amperes, and the pattern of its inferences where no virtual device tells of them.

    A pattern is `active_s` of an inference after `idle_s` without one, for ever, the first idle stretch first.
    `drift_a_per_s` is added all the time. `noise_a` is the standard deviation of white noise.
    """

    idle_a: float = 0.002
    active_a: float = 0.010
    noise_a: float = 0.0002
    drift_a_per_s: float = 0.0
    idle_s: float = 0.01
    active_s: float = 0.0123
    seed: int = 7

    @property
    def period_s(self) -> float:
        """From one inference to the next."""
        return self.idle_s + self.active_s


class LoadGenerator:
    """Samples of a load, one stretch after the other; the same load gives the same samples."""

    def __init__(self, load: Load, sample_hz: int) -> None:
        self._load = load
        self._sample_hz = sample_hz
        self._random = np.random.default_rng(load.seed)
        self._next = 0

    def take(self, count: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Current in amperes and level of the mark for the next `count` samples, each the mean over its time.

        The sample that an edge falls into is part idle, part active, as an integrating converter sees it; its level is
        that of the middle of its time.
        """
        load, start = self._load, self._next
        self._next += count
        edges_s = (start + np.arange(count + 1)) / self._sample_hz
        share = np.diff(self._active_time_s(edges_s)) * self._sample_hz
        level = share >= 0.5
        current = load.idle_a + (load.active_a - load.idle_a) * share
        current += load.drift_a_per_s * edges_s[:-1] + self._random.normal(0.0, load.noise_a, count)
        return current, level

    def _active_time_s(self, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """For how long it was active up to each moment."""
        load = self._load
        periods = np.floor(at_s / load.period_s)
        within_s = at_s - periods * load.period_s
        time_s: NDArray[np.float64] = periods * load.active_s + np.clip(within_s - load.idle_s, 0.0, load.active_s)
        return time_s
