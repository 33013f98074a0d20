"""The current that a virtual meter pretends to see: idle and active levels, noise and drift, by a seed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from benchwright.drivers.virtual.meter.mark_file import MarkFile


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


class ActiveTime(Protocol):
    """When the device was active, asked for in ascending order."""

    def until(self, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """For how many seconds it was active from the start up to each moment; `at_s` counts from the start too."""
        ...

    def falls_until(self, at_s: float) -> NDArray[np.float64]:
        """The moments at which it ceased to be active since the last call; to be asked after `until` for the same."""
        ...


class PatternTime:
    """The pattern of a load, for ever."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._fallen = 0

    def until(self, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """For how long it was active."""
        load = self._load
        periods = np.floor(at_s / load.period_s)
        within_s = at_s - periods * load.period_s
        time_s: NDArray[np.float64] = periods * load.active_s + np.clip(within_s - load.idle_s, 0.0, load.active_s)
        return time_s

    def falls_until(self, at_s: float) -> NDArray[np.float64]:
        """When it ceased to be active."""
        before, self._fallen = self._fallen, int(np.floor(at_s / self._load.period_s))
        return np.arange(before + 1, self._fallen + 1, dtype=np.float64) * self._load.period_s


class MarkTime:
    """A virtual board's own inferences. `origin_ns` is the start on the monotonic clock."""

    def __init__(self, marks: MarkFile, origin_ns: int) -> None:
        self._marks = marks
        self._origin_ns = origin_ns
        self._level = marks.skip()
        self._at_s = np.zeros(1)
        self._active_s = np.zeros(1)
        self._falls_s = np.zeros(0)

    def until(self, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
        """For how long it was active."""
        times, levels = self._marks.changes()
        if len(times):
            self._take(times, levels)
        last_s = max(float(at_s[-1]), float(self._at_s[-1]))
        more_s = last_s - float(self._at_s[-1]) if self._level else 0.0
        known_s = np.append(self._at_s, last_s)
        known_active_s = np.append(self._active_s, self._active_s[-1] + more_s)
        active_s: NDArray[np.float64] = np.interp(at_s, known_s, known_active_s)
        # One point before what is asked next suffices.
        first = max(0, int(np.searchsorted(self._at_s, at_s[-1], side="right")) - 1)
        self._at_s, self._active_s = self._at_s[first:], self._active_s[first:]
        return active_s

    def falls_until(self, at_s: float) -> NDArray[np.float64]:
        """When it ceased to be active."""
        due = int(np.searchsorted(self._falls_s, at_s))
        falls_s, self._falls_s = self._falls_s[:due], self._falls_s[due:]
        return falls_s

    def _take(self, times: NDArray[np.int64], levels: NDArray[np.bool_]) -> None:
        at_s = (times - self._origin_ns) / 1e9
        before = np.concatenate((np.array([self._level]), levels[:-1]))
        spans_s = np.diff(at_s, prepend=self._at_s[-1])
        active_s = self._active_s[-1] + np.cumsum(np.where(before, np.maximum(spans_s, 0.0), 0.0))
        self._at_s = np.concatenate((self._at_s, np.maximum(at_s, self._at_s[-1])))
        self._active_s = np.concatenate((self._active_s, active_s))
        self._falls_s = np.concatenate((self._falls_s, at_s[before & ~levels]))
        self._level = bool(levels[-1])


class LoadGenerator:
    """Samples of a load, one stretch after the other; the same load gives the same samples."""

    def __init__(self, load: Load, sample_hz: int, active_time: ActiveTime | None = None) -> None:
        self._load = load
        self._sample_hz = sample_hz
        self._active_time = active_time or PatternTime(load)
        self._random = np.random.default_rng(load.seed)
        self._next = 0

    def take_falls(self) -> NDArray[np.float64]:
        """When the mark fell within the stretch that was taken last, in samples since the start."""
        return self._active_time.falls_until(self._next / self._sample_hz) * self._sample_hz

    def take(self, count: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """Current in amperes and level of the mark for the next `count` samples, each the mean over its time.

        The sample that an edge falls into is part idle, part active, as an integrating converter sees it; its level is
        that of most of its time.
        """
        load, start = self._load, self._next
        self._next += count
        edges_s = (start + np.arange(count + 1)) / self._sample_hz
        share = np.diff(self._active_time.until(edges_s)) * self._sample_hz
        level = share >= 0.5
        current = load.idle_a + (load.active_a - load.idle_a) * share
        current += load.drift_a_per_s * edges_s[:-1] + self._random.normal(0.0, load.noise_a, count)
        return current, level
